// Passkeys: asks the browser what the form's data-options say, puts the answer into the form, and sends the form. Nothing else, and nothing is fetched.
"use strict";
for (const form of document.querySelectorAll("form[data-passkey]")) {
  const keys = window.PublicKeyCredential;
  if (!keys || !keys.parseRequestOptionsFromJSON || !keys.parseCreationOptionsFromJSON) continue;
  form.hidden = false;
  form.addEventListener("submit", async event => {
    event.preventDefault();
    const told = form.querySelector("[data-told]");
    told.textContent = "";
    try {
      const options = JSON.parse(form.dataset.options);
      const credential = form.dataset.passkey === "create"
        ? await navigator.credentials.create({ publicKey: keys.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: keys.parseRequestOptionsFromJSON(options) });
      form.elements.namedItem("credential").value = JSON.stringify(credential);
      HTMLFormElement.prototype.submit.call(form);
    } catch {
      told.textContent = form.dataset.failed;
    }
  });
}
