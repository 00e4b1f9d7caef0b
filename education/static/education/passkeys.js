// Asks the browser for a passkey and sends what it answers. The options come with the page; the form says what to do.
'use strict';
for (const form of document.querySelectorAll('form[data-passkey]')) {
  const start = form.querySelector('[data-passkey-start]');
  const failed = form.querySelector('[data-passkey-failed]');
  const options = () => JSON.parse(document.getElementById('passkey-options').textContent);
  const ask = {
    create: () => webauthnJSON.create(options().creation_options),
    get: () => webauthnJSON.get(options().request_options),
  }[form.dataset.passkey];
  start.hidden = false;
  start.addEventListener('click', async () => {
    failed.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await ask());
      form.submit();
    } catch (refusal) {
      failed.hidden = false;
    }
  });
  // Enter in a field of the form means the button, not an empty answer.
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    start.click();
  });
}
