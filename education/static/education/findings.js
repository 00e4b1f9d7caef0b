/* Shows the findings beside the words while somebody types. The server finds and writes them, as it does on a save; nothing is
   stored there. Where it cannot be asked, a sentence says that findings are shown on save. */
"use strict";
(() => {
  const form = document.querySelector("form[data-findings]");
  if (!form) return;
  const QUIET = 700;
  const sum = document.getElementById("findings-sum");
  let timer;
  let asking;

  /** Only what changed, so that a screen reader is told nothing twice. */
  function show(html) {
    for (const found of new DOMParser().parseFromString(html, "text/html").querySelectorAll("[data-found]")) {
      const place = document.getElementById(found.id);
      if (place && place.innerHTML !== found.innerHTML) place.replaceChildren(...found.childNodes);
    }
  }

  function say(sentence) {
    if (sum.textContent !== sentence) sum.textContent = sentence;
  }

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    const words = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(form.dataset.findings, { method: "POST", body: words, redirect: "manual", signal: asking.signal });
      if (answer.ok) show(await answer.text());
      else say(answer.type === "opaqueredirect" ? form.dataset.signedOut : form.dataset.onSave);
    } catch (failure) {
      if (failure.name !== "AbortError") say(form.dataset.onSave);
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, QUIET);
  });
})();
