// Signing over a line that breaks: the form and all that was written in it stay where
// they are, and the page asks the house whether it was signed before it says what to do.
// Without script the browser sends the form itself.
"use strict";
(() => {
  const form = document.querySelector("form[data-sure]");
  if (!form) return;
  const patience = 40000; // milliseconds; the portal answers within 30 seconds
  const said = form.querySelector("[data-line]");
  const say = (words) => { said.hidden = !words; said.textContent = words; };
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

  // What came back: another page, or this one with what is wrong. It is shown as it came,
  // for what it says of the deed it says once.
  const show = async (answer) => {
    const page = await answer.text();
    if (answer.redirected) history.pushState(null, "", answer.url);
    document.open();
    document.write(page);
    document.close();
  };

  // Nobody knows yet whether the house has it. It is asked until it answers; a signature
  // under way there is through or gone by then.
  const look = async () => {
    say(said.dataset.asking);
    for (let wait = 1000; ; wait = Math.min(wait * 2, 15000)) {
      await sleep(wait);
      try {
        const r = await fetch(form.dataset.sure, { headers: { Accept: "application/json" }, cache: "no-store", signal: AbortSignal.timeout(patience) });
        if (r.redirected || r.status >= 500) continue;
        if (!r.ok || (await r.json()).pledge.state !== "asked") { location.reload(); return; }
      } catch { continue; }
      dispatchEvent(new Event("pageshow")); // the button wakes
      say(said.dataset.unsigned);
      said.scrollIntoView({ block: "center" });
      return;
    }
  };

  document.addEventListener("submit", (e) => {
    if (e.target !== form || e.defaultPrevented) return;
    e.preventDefault();
    say("");
    fetch(form.action, { method: "post", body: new FormData(form), signal: AbortSignal.timeout(patience) }).then(show).catch(look);
  });
})();
