/* Takes the words back to their form by itself, once the sign-in in the other tab is done. */
"use strict";
(() => {
  const form = document.querySelector("form[data-carried]");
  let isAsking = false;

  async function goOn() {
    if (isAsking || document.visibilityState !== "visible") return;
    isAsking = true;
    try {
      // Answered with a redirect to the sign-in while nobody is signed in.
      const answer = await fetch(form.dataset.carried, { method: "HEAD", redirect: "manual" });
      if (answer.ok) form.requestSubmit();
    } catch {
      // No connection: the button stays.
    }
    isAsking = false;
  }

  document.addEventListener("visibilitychange", goOn);
  window.addEventListener("focus", goOn);
})();
