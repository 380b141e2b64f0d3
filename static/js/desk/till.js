// Works out the change and the count while they are typed; the server has the last word.
const number = (field) => Number.parseFloat(field.value) || 0;

for (const out of document.querySelectorAll("[data-change]")) {
  const format = new Intl.NumberFormat(document.documentElement.lang || "en", {
    style: "currency", currency: out.dataset.change, currencyDisplay: "narrowSymbol",
  });
  const given = document.querySelector("[data-given]");
  const amount = document.querySelector("[name=amount]");
  const show = () => {
    const change = number(given) - number(amount);
    out.parentElement.hidden = !given.value || change < 0;
    out.textContent = format.format(change);
  };
  for (const field of [given, amount]) field?.addEventListener("input", show);
  if (given) show();
}

for (const out of document.querySelectorAll("[data-counted]")) {
  const format = new Intl.NumberFormat(document.documentElement.lang || "en", {
    style: "currency", currency: out.dataset.counted, currencyDisplay: "narrowSymbol",
  });
  const pieces = [...document.querySelectorAll("[data-piece]")];
  const show = () => {
    // Thousandths, because 0.1 × 3 is not 0.3 in floats.
    const sum = pieces.reduce(
      (so_far, field) => so_far + Math.round(field.dataset.piece * 1000) * number(field), 0);
    out.textContent = format.format(sum / 1000);
  };
  for (const field of pieces) field.addEventListener("input", show);
  show();
}
