// A QR code leads here with poll and receipt behind the "#", which no server ever sees: fill them in, and forget them.
// Without this script the receipt is typed.
const [poll, receipt] = location.hash.slice(1).split(".");
const field = document.getElementById("receipt");
if (poll && receipt && field) {
  field.value = receipt;
  field.form.elements.poll.value = poll;
  history.replaceState(null, "", location.pathname);
  field.form.querySelector("button").focus();
}
