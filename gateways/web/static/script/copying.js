// Without this script the key can be selected, followed as a link, or scanned.
const copy = document.getElementById("copy");
if (navigator.clipboard) {
  copy.hidden = false;
  copy.querySelector("button").addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.querySelector(".receipt-code").textContent.trim());
    copy.querySelector("[role=status]").textContent = copy.dataset.copied;
  });
}
