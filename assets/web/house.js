// What pages gain when script runs; nothing here is needed to use them.
"use strict";
(() => {
  const body = document.body;

  // The summary of errors takes the focus, so that it is heard first.
  document.querySelector("[data-focus]")?.focus();

  // A date says how it was understood while it is typed.
  // What was refused is told by the page itself already, so it is not said twice.
  const readDate = (input, typed) => {
    const out = document.getElementById(input.id + "-read");
    if (!out) return;
    if (!input.value.trim()) { out.textContent = ""; return; }
    fetch("/dates?value=" + encodeURIComponent(input.value.slice(0, 60)), { headers: { Accept: "application/json" } })
      .then((r) => r.json().then((a) => {
        const told = !r.ok && !typed && input.getAttribute("aria-invalid") === "true";
        out.textContent = told || !a.shown ? "" : (r.ok ? "" : "✕ ") + a.shown;
        out.classList.toggle("no", !r.ok);
      }))
      .catch(() => {});
  };
  const wait = new WeakMap();
  document.addEventListener("input", (e) => {
    const t = e.target;
    if (t.matches("[data-date]")) {
      clearTimeout(wait.get(t));
      wait.set(t, setTimeout(() => readDate(t, true), 250));
    }
    if (t.matches("[data-max]")) count(t);
  });
  document.querySelectorAll("[data-date]").forEach((input) => readDate(input, false));

  // Big fields count what is left.
  const count = (area) => {
    let out = area.nextElementSibling;
    if (!out || !out.matches(".count")) {
      out = document.createElement("p");
      out.className = "count";
      out.setAttribute("aria-live", "polite");
      area.after(out);
    }
    const left = Number(area.dataset.max) - [...area.value].length;
    out.textContent = body.dataset.count.replace("{0}", left);
    out.classList.toggle("over", left < 0);
  };
  document.querySelectorAll("[data-max]").forEach(count);

  // A file that is too large is told before it travels.
  const tooLarge = (input) => [...input.files].some((f) => f.size > Number(input.dataset.maxBytes));
  document.addEventListener("change", (e) => {
    const input = e.target;
    if (!input.matches("[data-max-bytes]")) return;
    let out = input.previousElementSibling;
    if (!out?.matches("[data-too-large]")) {
      out = document.createElement("p");
      out.className = "wrong";
      out.dataset.tooLarge = "";
      out.setAttribute("role", "alert");
      input.before(out);
    }
    out.textContent = tooLarge(input) ? input.dataset.large : "";
  });

  // Leaving with unsaved words asks first; a form is sent once. Its button says so and
  // rests until the next page is there, or until no answer can come any more.
  const patience = 40000; // milliseconds; the portal answers within 30 seconds
  const resting = new WeakMap();
  const rest = (button) => {
    if (button.disabled) return;
    resting.set(button, [...button.childNodes]);
    button.replaceChildren(body.dataset.busy);
    button.disabled = true;
  };
  const wake = (form) => {
    delete form.dataset.sent;
    for (const b of form.elements) {
      b.removeAttribute("aria-busy");
      if (resting.has(b)) { b.replaceChildren(...resting.get(b)); b.disabled = false; resting.delete(b); }
    }
  };
  let dirty = false;
  document.addEventListener("input", (e) => {
    const form = e.target.closest("form");
    if (form && form.method === "post" && !form.matches("[data-quick]")) dirty = true;
  });
  document.addEventListener("submit", (e) => {
    const form = e.target, button = e.submitter;
    if (form.dataset.sent) { e.preventDefault(); return; }
    const large = [...form.elements].find((i) => i.matches("[data-max-bytes]") && tooLarge(i));
    if (large) { e.preventDefault(); large.focus(); return; }
    dirty = false;
    form.dataset.sent = "1";
    if (button) button.setAttribute("aria-busy", "true");
    if (button && form.method === "post" && !form.matches("[data-quick]")) setTimeout(rest, 0, button); // its own value is sent first
    setTimeout(wake, patience, form);
  });
  addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach(wake));
  addEventListener("beforeunload", (e) => { if (dirty) e.preventDefault(); });

  // Rows of a table answer to the arrow keys.
  document.addEventListener("keydown", (e) => {
    if (e.key !== "ArrowDown" && e.key !== "ArrowUp") return;
    const row = e.target.closest?.("table[data-rows] tbody tr");
    if (!row || e.target.matches("input, select, textarea")) return;
    const next = e.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
    const link = next?.querySelector("a");
    if (link) { link.focus(); e.preventDefault(); }
  });

  // A list of contents stands open where it has a column of its own.
  if (matchMedia("(min-width: 901px)").matches) document.querySelectorAll("[data-open-wide]").forEach((d) => { d.open = true; });

  // A link to something folded opens it.
  const unfold = () => { const at = document.getElementById(location.hash.slice(1)); if (at?.localName === "details") at.open = true; };
  addEventListener("hashchange", unfold);
  unfold();

  // system: a further row of data items without asking the server.
  document.addEventListener("click", (e) => {
    const button = e.target.closest?.("[data-add-row]");
    const rows = button?.parentElement.querySelector("[data-item-rows]");
    if (!rows) return;
    e.preventDefault();
    const n = rows.children.length;
    const row = rows.lastElementChild.cloneNode(true);
    row.querySelectorAll(".wrong").forEach((w) => w.remove());
    row.querySelectorAll("[name], [for], [id]").forEach((x) => {
      for (const a of ["name", "for", "id", "aria-describedby"]) {
        if (x.hasAttribute(a)) x.setAttribute(a, x.getAttribute(a).replace(/items\.\d+\./, "items." + n + "."));
      }
      x.removeAttribute("aria-invalid");
      if (x.matches("input")) x.value = "";
      if (x.matches("select")) x.selectedIndex = 0;
    });
    row.querySelector("[data-row-number]").textContent = n + 1;
    rows.append(row);
    row.querySelector("input").focus();
  });

  // Of a row that is wider than the window, the part one is at is in sight.
  document.querySelectorAll(".tabs [aria-current], .bar nav [aria-current]").forEach((at) => {
    const row = at.parentElement;
    if (row.scrollWidth > row.clientWidth) row.scrollLeft = at.offsetLeft - row.offsetLeft - (row.clientWidth - at.offsetWidth) / 2;
  });

  // pledge: the line of progress says how far one has read.
  const steps = [...document.querySelectorAll("[data-way] a")];
  if (steps.length && "IntersectionObserver" in window) {
    const seen = new Map();
    const watch = new IntersectionObserver((entries) => {
      entries.forEach((e) => seen.set(e.target.id, e.isIntersecting));
      const at = steps.findLastIndex((a) => seen.get(a.hash.slice(1)));
      if (at < 0) return;
      steps.forEach((a, i) => {
        if (i === at) a.setAttribute("aria-current", "step"); else a.removeAttribute("aria-current");
        a.parentElement.classList.toggle("done", i < at);
      });
    }, { rootMargin: "0px 0px -60% 0px" });
    steps.forEach((a) => { const stage = document.querySelector(a.hash); if (stage) watch.observe(stage); });
  }

  // relay: a device that is passed round forgets whoever leaves it alone. While a hand is on
  // it the house is told, so that reading is no idleness; the last seconds are said.
  const leave = document.querySelector("form[data-leave-after]");
  if (leave) {
    const after = Number(leave.dataset.leaveAfter) * 1000;
    const soon = document.querySelector(".soon");
    let last = Date.now(), told = last;
    const touched = () => { last = Date.now(); };
    if (!leave.hasAttribute("data-leave-once")) {
      ["pointerdown", "keydown", "input", "wheel", "scroll", "touchmove"].forEach((e) => addEventListener(e, touched, { capture: true, passive: true }));
    }
    setInterval(() => {
      if (leave.method === "post" && last > told && Date.now() - told >= 15000) {
        told = Date.now();
        fetch("/relay/here", { method: "POST" }).catch(() => {});
      }
      const left = Math.ceil((last + after - Date.now()) / 1000);
      if (soon && leave.dataset.leaveSoon) {
        soon.hidden = left > 30;
        if (left <= 30 && left > 0 && left % 10 === 0) soon.textContent = leave.dataset.leaveSoon.replace("{0}", left);
      }
      if (left > 0 || leave.dataset.sent) return;
      dirty = false;
      leave.dataset.sent = "1";
      leave.submit();
    }, 1000);
  }
  // Nothing is shown again that the browser kept of somebody who left.
  addEventListener("pageshow", (e) => { if (e.persisted && (leave || document.querySelector(".bar.relay"))) location.reload(); });

  // A large file that is made while one waits: the page says how far it is, and hands it
  // over when it is whole. One too large to be held here goes the browser's own way.
  const held = 512 << 20;
  const take = async (link, out) => {
    const [bar, words] = [out.querySelector("progress"), out.querySelector("span")];
    const tell = (text) => { if (words.textContent !== text) words.textContent = text; };
    const say = (part) => tell(out.dataset.begun.replace("{0}", part));
    const leave = new AbortController();
    out.hidden = bar.hidden = false;
    bar.removeAttribute("value");
    say("");
    const answer = await fetch(link.href, { signal: leave.signal });
    const size = Number(answer.headers.get("Content-Length"));
    const named = answer.headers.get("Content-Disposition")?.split("''")[1];
    if (!answer.ok || !named || size > held) { // the browser shows what it is told instead
      leave.abort();
      out.hidden = true;
      location.assign(link.href);
      return;
    }
    const parts = [];
    let n = 0;
    for (const from = answer.body.getReader(); ;) {
      const { done, value } = await from.read();
      if (done) break;
      parts.push(value);
      n += value.length;
      if (!size) continue;
      bar.value = n / size;
      say(Math.floor((10 * n) / size) * 10 + "%");
    }
    const file = document.createElement("a");
    file.href = URL.createObjectURL(new Blob(parts, { type: answer.headers.get("Content-Type") }));
    file.download = decodeURIComponent(named);
    file.click();
    setTimeout(() => URL.revokeObjectURL(file.href), 60000);
    bar.hidden = true;
    tell(out.dataset.done);
  };
  document.addEventListener("click", (e) => {
    const link = e.target.closest?.("a[data-making]");
    const out = link && document.getElementById(link.dataset.making);
    if (!out || e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
    e.preventDefault();
    if (link.getAttribute("aria-busy")) return;
    link.setAttribute("aria-busy", "true");
    take(link, out).catch(() => {
      out.querySelector("progress").hidden = true;
      out.querySelector("span").textContent = out.dataset.failed;
    }).finally(() => link.removeAttribute("aria-busy"));
  });

  // user: what is shown once can be copied at one press.
  document.querySelectorAll("[data-copy]").forEach((input) => {
    if (!navigator.clipboard) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn small";
    button.textContent = input.dataset.copy;
    button.addEventListener("click", () => navigator.clipboard.writeText(input.value).then(() => { button.textContent = input.dataset.copied; }));
    input.after(button);
  });
})();
