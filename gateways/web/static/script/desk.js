// Keys for the queue. Without this script everything is done with links and buttons. They do nothing in fields, nor with
// Ctrl, Alt or the like, and whoever speaks to the computer or holds a pen can switch them off.
const OFF = "desk-keys-off";
const dialog = document.getElementById("keys"), turn = document.getElementById("keys-switch");
const isOn = () => localStorage.getItem(OFF) === null;

function show() {
  document.documentElement.dataset.keys = isOn() ? "on" : "off";
  turn.textContent = isOn() ? turn.dataset.off : turn.dataset.on;
}

turn.addEventListener("click", () => {
  if (isOn()) localStorage.setItem(OFF, "1");
  else localStorage.removeItem(OFF);
  show();
});
const opener = document.getElementById("keys-open");
opener.hidden = false;
opener.addEventListener("click", () => dialog.showModal());
show();
// On a phone the queue comes first.
if (!matchMedia("(min-width:60rem)").matches) document.querySelector(".bench-filters").open = false;

function step(by) {
  const rows = [...document.querySelectorAll(".bench-link")];
  const now = rows.indexOf(document.activeElement);
  const from = now >= 0 ? now : rows.findIndex((row) => row.ariaCurrent === "true");
  rows[Math.min(Math.max(from + by, 0), rows.length - 1)]?.focus();
}

// A button or a link is pressed; a form is gone to: to its first field, else to its button.
function use(found) {
  if (found.tagName !== "FORM") return found.click();
  found.closest("details")?.setAttribute("open", "");
  const first = found.querySelector(":is(input:not([type=hidden]),select,textarea)") ?? found.querySelector("button");
  first.focus();
}

document.addEventListener("keydown", (event) => {
  const field = event.target.closest("input:not([type=checkbox]),select,textarea");
  if (field && event.key === "Escape") return field.blur();
  if (field && event.key === "Enter" && (event.ctrlKey || event.metaKey)) return field.form?.requestSubmit();
  if (field || dialog.open || !isOn() || event.repeat || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "j" || event.key === "k") return step(event.key === "j" ? 1 : -1);
  if (event.key === "x") return document.activeElement.closest("tr")?.querySelector("input[type=checkbox]")?.click();
  const found = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!found) return;
  event.preventDefault();
  use(found);
});
