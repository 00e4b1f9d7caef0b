/* Keeps what somebody types into a form in this browser's own storage until it is saved, and offers it back on the next visit.

   Decides when a draft is settled: its words are the saved ones; its form emptied itself after a success; it was thrown away;
   somebody signed out; or it is two weeks old. Each opened page has a place of its own, so two tabs never overwrite each other.
   Without storage (or without scripts) nothing is kept, and everything else works. */
"use strict";
(() => {
  const PREFIX = "draft|";
  const OLDEST = 14 * 24 * 3600 * 1000;
  const JUST_SENT = 2 * 60 * 1000;
  const now = Date.now();
  let leaving = false;

  const storage = (() => {
    try {
      return window.localStorage;
    } catch {
      return null;
    }
  })();
  if (!storage) return;

  /** Every draft whose key begins like this, oldest first: [key, draft]. */
  function drafts(beginning) {
    const found = [];
    for (const key of Object.keys(storage).filter((name) => name.startsWith(beginning)).sort()) {
      try {
        found.push([key, JSON.parse(storage.getItem(key))]);
      } catch {
        storage.removeItem(key);
      }
    }
    return found;
  }

  /** One spelling for what a reader cannot tell apart, as the server's `normalise` has it. */
  function plain(text) {
    const lines = (text || "").normalize("NFC").replace(/\r\n?/g, "\n").split("\n");
    return lines.map((line) => line.trimEnd()).join("\n").trim();
  }

  const boxes = (form) => [...form.elements].filter((box) => box.name && box.matches("textarea, input[type=text], input[type=date]"));
  const typed = (form) => Object.fromEntries(boxes(form).map((box) => [box.name, box.value]));
  const served = (form) => Object.fromEntries(boxes(form).map((box) => [box.name, box.defaultValue]));
  const alike = (one, other) => Object.keys({ ...one, ...other }).every((name) => plain(one[name]) === plain(other[name]));

  function clone(id) {
    return document.getElementById(id).content.firstElementChild.cloneNode(true);
  }

  /** Before a form: what was typed earlier and not saved, to bring back or to throw away. */
  function offer(form, key, draft, keep) {
    const shown = clone("draft-offer");
    const seen = form.elements.seen;
    const time = shown.querySelector("time");
    time.dateTime = new Date(draft.time).toISOString();
    time.textContent = new Date(draft.time).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    shown.querySelector("[data-moved]").hidden = !seen || seen.value === draft.seen;
    for (const box of boxes(form).filter((one) => plain(draft.words[one.name]) !== plain(one.defaultValue))) {
      const name = document.createElement("dt");
      const words = document.createElement("dd");
      name.textContent = box.labels[0]?.textContent.trim() || box.name;
      words.textContent = draft.words[box.name] || "";
      words.className = "source-words";
      words.lang = box.lang;
      words.dir = box.dir || "auto";
      shown.querySelector("dl").append(name, words);
    }
    const settle = () => {
      storage.removeItem(key);
      shown.remove();
    };
    shown.querySelector("[data-throw]").addEventListener("click", settle);
    shown.querySelector("[data-bring]").addEventListener("click", () => {
      if (!alike(typed(form), served(form))) {
        put(`${PREFIX}${form.dataset.draft}|${Date.now()}`, { time: Date.now(), seen: seen?.value, words: typed(form) });
      }
      // The print of what it was typed over comes back too, so that a save over newer words is refused and shows both.
      if (seen) seen.value = draft.seen;
      for (const box of boxes(form)) if (box.name in draft.words) box.value = draft.words[box.name];
      settle();
      keep();
      boxes(form)[0].focus();
      form.dispatchEvent(new Event("input", { bubbles: true }));
    });
    form.before(shown);
  }

  function put(key, draft) {
    try {
      storage.setItem(key, JSON.stringify(draft));
    } catch {
      // The storage is full: the words are still in the boxes.
    }
  }

  function watch(form) {
    const mine = `${PREFIX}${form.dataset.draft}|${now}`;
    const isUnsaved = "unsaved" in form.dataset;
    let timer;
    function keep(more) {
      clearTimeout(timer);
      timer = undefined;
      if (leaving) return;
      const words = typed(form);
      const isEmpty = Object.values(words).every((text) => !plain(text));
      if (isEmpty || (!isUnsaved && alike(words, served(form)))) storage.removeItem(mine);
      else put(mine, { time: Date.now(), seen: form.elements.seen?.value, words, once: "once" in form.dataset, ...more });
    }
    for (const [key, draft] of drafts(`${PREFIX}${form.dataset.draft}|`)) {
      if (alike(draft.words, served(form))) storage.removeItem(key);
      else offer(form, key, draft, keep);
    }
    keep();
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(keep, 400);
    });
    form.addEventListener("submit", (event) => {
      keep(navigator.onLine ? { sent: Date.now() } : {});
      document.querySelectorAll(".draft-offline").forEach((old) => old.remove());
      if (navigator.onLine) return;
      event.preventDefault();
      const said = clone("draft-offline");
      said.classList.add("draft-offline");
      (event.submitter || form.lastElementChild).after(said);
    });
    window.addEventListener("pagehide", () => {
      if (timer) keep();
    });
  }

  const isDone = document.querySelector(".messagelist .success") !== null;
  for (const [key, draft] of drafts(PREFIX)) {
    const isSettled = isDone && draft?.once && draft.sent > now - JUST_SENT;
    if (isSettled || !(draft?.time > now - OLDEST)) storage.removeItem(key);
  }
  document.querySelectorAll("form[data-draft]").forEach(watch);
  document.querySelectorAll("[data-kept]").forEach((said) => (said.hidden = false));
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[action*=logout]")) return;
    leaving = true;
    for (const [key] of drafts(PREFIX)) storage.removeItem(key);
  });
})();
