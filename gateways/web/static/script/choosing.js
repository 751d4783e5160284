// Counts on the device what is chosen: a ballot in the making is nobody's business, so nothing is sent.
const left = document.getElementById("left");
const bar = document.getElementById("left-bar");
const form = left.closest("form");

const sum = (fields, worth) => [...form.querySelectorAll(fields)].reduce((all, field) => all + (worth(field) || 0), 0);

const counted = {
  points: () => sum("input[name^=points-]", (field) => parseInt(field.value, 10)),
  cost: () => sum("input[name=choice]:checked", (field) => Number(field.dataset.cost)),
  choices: () =>
    sum("input[name=choice]:checked, input[name^=vote-]:checked:not([value=neither])", () => 1) +
    sum("input[name^=place-], select[name^=points-], input[name^=points-]", (field) => (parseInt(field.value, 10) ? 1 : 0)),
};

// As the page prints amounts: whole ones without decimals.
const money = (cents) => {
  const told = { style: "currency", currency: left.dataset.currency };
  const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
  const digits = Number(left.dataset.digits);
  const amount = cents / 10 ** digits;
  const whole = Number.isInteger(amount) ? 0 : digits;
  return new Intl.NumberFormat(language, { ...told, minimumFractionDigits: whole, maximumFractionDigits: whole }).format(amount);
};

const say = () => {
  const n = counted[left.dataset.counts]();
  const most = Number(left.dataset.most);
  const figure = left.dataset.currency ? money : String;
  const words = n > most ? left.dataset.over : left.dataset.words;
  left.textContent = words
    .replace("{n}", () => figure(n))
    .replace("{most}", () => figure(most))
    .replace("{left}", () => figure(most - n))
    .replace("{over}", () => figure(n - most));
  for (const shown of [left, bar]) shown?.classList.toggle("too-many", n > most);
  if (bar) bar.value = Math.min(n, most);
};

form.addEventListener("input", say);
// Going back may fill the form in again without any input.
window.addEventListener("pageshow", say);
say();
