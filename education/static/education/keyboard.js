/* Shortcuts of the workbench: an extra, every one of them with a modifier. An element says its letter in `data-key`.

   Alt+Shift and a letter, on a Mac Control+Shift: Option types letters there, and Control+Option belongs to VoiceOver. Ctrl+S
   (on a Mac Command+S) saves. */
"use strict";
(() => {
  const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  const named = (letter) => `${isMac ? "Control" : "Alt"}+Shift+${letter.toUpperCase()}`;
  const bySave = isMac ? "Meta+S" : "Control+S";
  const list = document.getElementById("keyboard");

  for (const element of document.querySelectorAll("[data-key]")) {
    const letter = element.dataset.key;
    element.setAttribute("aria-keyshortcuts", letter === "s" ? bySave : named(letter));
  }
  for (const key of list.querySelectorAll("[data-for]")) key.textContent = named(key.dataset.for);
  for (const key of list.querySelectorAll("[data-save]")) key.textContent = isMac ? "⌘S" : "Ctrl+S";
  list.querySelector(".shortcuts").hidden = false;

  /** The Latin letter that was pressed: as typed, or by its place where the keyboard writes another script. */
  function letterOf(event) {
    if (/^[a-z]$/i.test(event.key)) return event.key.toLowerCase();
    return event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : "";
  }

  function wanted(event) {
    const letter = letterOf(event);
    if (event.isComposing || event.repeat || !letter || event.getModifierState("AltGraph")) return "";
    const { ctrlKey, metaKey, altKey, shiftKey } = event;
    if (letter === "s") return !altKey && !shiftKey && (isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey) ? "s" : "";
    const [used, other] = isMac ? [ctrlKey, altKey] : [altKey, ctrlKey];
    return shiftKey && used && !other && !metaKey ? letter : "";
  }

  function open(element) {
    if (element.matches("a, button")) {
      element.click();
      return;
    }
    element.open = true;
    element.scrollIntoView();
    (element.querySelector("summary, textarea") || element).focus();
  }

  document.addEventListener("keydown", (event) => {
    const letter = wanted(event);
    const element = letter === "k" ? list : letter && document.querySelector(`[data-key="${letter}"]`);
    if (!element) return;
    event.preventDefault();
    open(element);
  });
})();
