// The browser asks its owner for a finger, a face or a PIN; what it answers goes with the form. Without this script the page
// says that the app's code does as well.
const form = document.getElementById("passkey");
const failed = document.getElementById("passkey-failed");
const options = JSON.parse(form.dataset.options);

const ask = () =>
  form.dataset.kind === "new"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });

if (window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
  form.parentElement.hidden = false;
  document.getElementById("no-passkeys").hidden = true;
  form.addEventListener("submit", async (event) => {
    if (form.elements.answer.value) return;
    event.preventDefault();
    failed.textContent = "";
    try {
      form.elements.answer.value = JSON.stringify((await ask()).toJSON());
      form.requestSubmit();
    } catch {
      failed.textContent = failed.dataset.words;
    }
  });
}
