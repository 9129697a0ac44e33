// A name or a seal written by hand on the page of a pledge. It goes into the form as a
// PNG on clear ground; without script the field for a file is there. A picture that was
// chosen as a file, or came back with the form, is shown in the same box and may be
// written over.
"use strict";
(() => {
  const box = document.querySelector("[data-draw]");
  const canvas = box?.querySelector("canvas");
  const pen = canvas?.getContext("2d");
  if (!pen) return;
  const form = box.closest("form"), picture = form.elements.picture, file = form.elements.seal;
  const ink = "#111", thick = 1 / 80; // everything is measured in widths of the box
  const high = 0.5, longest = 720;    // pixels of the picture: more than is printed
  let strokes = [], line = null;      // the one under the pen
  let under = null, kept = picture.value; // a picture to write on, and as it came

  box.hidden = false;
  box.ownerDocument.querySelector("[data-kept]").hidden = true;

  const shown = () => { // where the picture under it stands
    if (!under) return null;
    const s = Math.min(0.9 / under.width, 0.9 * high / under.height);
    const w = under.width * s, h = under.height * s;
    return { x: (1 - w) / 2, y: (high - h) / 2, w, h };
  };
  const paint = (c) => {
    const p = shown();
    if (p) c.drawImage(under, p.x, p.y, p.w, p.h);
    c.lineWidth = thick; c.lineCap = c.lineJoin = "round"; c.strokeStyle = c.fillStyle = ink;
    for (const s of strokes) {
      c.beginPath();
      if (s.length < 3) c.arc(s[0].x, s[0].y, thick * 0.6, 0, 2 * Math.PI), c.fill();
      c.beginPath();
      c.moveTo(s[0].x, s[0].y);
      for (let i = 1; i < s.length - 1; i++) { // through the middles, so that no corner shows
        c.quadraticCurveTo(s[i].x, s[i].y, (s[i].x + s[i + 1].x) / 2, (s[i].y + s[i + 1].y) / 2);
      }
      c.lineTo(s.at(-1).x, s.at(-1).y);
      c.stroke();
    }
  };
  const redraw = () => {
    const wide = Math.round(canvas.clientWidth * devicePixelRatio);
    if (!wide) return; // folded away
    if (canvas.width !== wide) { canvas.width = wide; canvas.height = Math.round(wide * high); }
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.setTransform(wide, 0, 0, wide, 0, 0);
    paint(pen);
  };

  // What is there, cut out with a little air; a dot is not blown up to the whole box.
  const area = () => {
    const air = thick * 1.5, xs = [], ys = [];
    for (const p of strokes.flat()) { xs.push(p.x - air, p.x + air); ys.push(p.y - air, p.y + air); }
    const p = shown();
    if (p) { xs.push(p.x, p.x + p.w); ys.push(p.y, p.y + p.h); }
    const side = (all, least) => {
      let a = Infinity, b = -Infinity;
      for (const n of all) { a = Math.min(a, n); b = Math.max(b, n); }
      const more = Math.max(0, least - (b - a)) / 2;
      return [a - more, b - a + 2 * more];
    };
    const [x, w] = side(xs, 0.25), [y, h] = side(ys, 0.15);
    return { x, y, w, h };
  };
  const made = () => {
    const a = area(), scale = Math.min(longest / Math.max(a.w, a.h), 2 * longest);
    const out = document.createElement("canvas");
    out.width = Math.ceil(a.w * scale); out.height = Math.ceil(a.h * scale);
    const c = out.getContext("2d");
    c.setTransform(scale, 0, 0, scale, -a.x * scale, -a.y * scale);
    paint(c);
    return out.toDataURL("image/png").split(",")[1];
  };

  // keep puts what is there into the form: what came as a file goes as that file.
  const keep = () => {
    const asFile = file.files.length > 0;
    picture.value = asFile ? "" : strokes.length ? made() : under ? kept || made() : "";
    picture.checked = picture.value !== "";
    box.querySelector("[role=status]").textContent = picture.checked || asFile ? box.dataset.there : box.dataset.empty;
    redraw();
  };
  const changed = () => { keep(); picture.dispatchEvent(new Event("input", { bubbles: true })); };

  // lay puts a picture under the pen; what is none is told when the form is sent.
  const lay = (blob) => createImageBitmap(blob).then((b) => { under = b; }, () => { under = null; }).then(keep);

  const dropFile = () => { // what was said of it goes too
    if (!file.value) return;
    file.value = "";
    file.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const point = (e) => {
    const r = canvas.getBoundingClientRect();
    return { x: (e.clientX - r.left) / r.width, y: (e.clientY - r.top) / r.width };
  };
  canvas.addEventListener("pointerdown", (e) => {
    if (!e.isPrimary || e.button !== 0) return;
    e.preventDefault();
    canvas.setPointerCapture(e.pointerId);
    dropFile();
    strokes.push(line = [point(e)]);
    redraw();
  });
  canvas.addEventListener("pointermove", (e) => {
    if (!line || !e.isPrimary) return;
    const passed = e.getCoalescedEvents?.() ?? [];
    line.push(...(passed.length ? passed : [e]).map(point));
    redraw();
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, (e) => { if (line && e.isPrimary) { line = null; changed(); } });
  }
  box.querySelector("[data-undo]").addEventListener("click", () => { strokes.pop(); changed(); });
  box.querySelector("[data-clear]").addEventListener("click", () => {
    strokes = []; under = null; kept = "";
    dropFile();
    changed();
  });
  file.addEventListener("change", () => {
    if (!file.files.length) return;
    strokes = []; under = null; kept = "";
    lay(file.files[0]);
  });

  new ResizeObserver(redraw).observe(canvas);
  if (kept) lay(new Blob([Uint8Array.from(atob(kept), (c) => c.charCodeAt(0))], { type: "image/png" }));
  else if (file.files.length) lay(file.files[0]); // the browser came back to the page
  else keep();
})();
