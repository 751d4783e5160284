// Counts on the device what is chosen: a ballot in the making is nobody's business, so nothing is sent.
const left = document.getElementById("left");
const form = left.closest("form");

const chosen = () =>
  left.dataset.counts === "points"
    ? [...form.querySelectorAll("input[name^=points-]")].reduce((sum, field) => sum + (parseInt(field.value, 10) || 0), 0)
    : form.querySelectorAll("input[name=choice]:checked").length;

const say = () => {
  const n = chosen();
  const most = Number(left.dataset.most);
  const words = n > most ? left.dataset.over : left.dataset.words;
  left.textContent = words.replace("{n}", n).replace("{most}", most).replace("{left}", most - n).replace("{over}", n - most);
  left.classList.toggle("too-many", n > most);
};

left.hidden = false;
form.addEventListener("input", say);
// Going back may fill the form in again without any input.
window.addEventListener("pageshow", say);
say();
