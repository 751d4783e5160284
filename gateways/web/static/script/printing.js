// Without this script every browser still prints from its own menu.
const print = document.getElementById("print");
print.hidden = false;
print.querySelector("button").addEventListener("click", () => window.print());
