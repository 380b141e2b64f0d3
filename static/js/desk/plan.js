// Painting: choose a price, press a section. The lists beside the plan stay the truth; the drawing
// shows them and writes into them.

const plan = document.querySelector("[data-plan]");
const brushes = plan?.querySelector("[data-brushes]");
const tiers = document.querySelector('[data-rows="tier"]');

const letters = () =>
  [...tiers.querySelectorAll("[data-row]")]
    .map((row) => ({
      letter: row.querySelector('input[name$="-letter"]')?.value.trim().toUpperCase(),
      price: row.querySelector('input[name$="-price"]')?.value.trim(),
    }))
    .filter(({ letter, price }) => letter && price);

const selects = () => [...plan.querySelectorAll("select[data-section]")];
const shapeOf = (select) => plan.querySelector(`[data-shape="${select.dataset.section}"]`);
let brush = null;

const hue = (letter) => letters().findIndex((tier) => tier.letter === letter);

const show = () => {
  for (const select of selects()) {
    const shape = shapeOf(select);
    if (!shape) continue;
    const place = hue(select.value);
    shape.dataset.tier = place < 0 ? (select.value === "*" ? "mixed" : "none") : place % 8;
    shape.querySelector("text").textContent = select.value;
  }
  const bare = selects().filter((select) => !select.value);
  const line = plan.querySelector("[data-unpainted]");
  line.hidden = bare.length === 0;
  line.textContent = `${brushes.dataset.bare ?? ""} ${bare.map((s) => s.labels[0].firstChild.textContent.trim()).join(", ")}`;
};

const press = (letter) => {
  brush = letter;
  for (const button of brushes.children) button.setAttribute("aria-pressed", String(button.value === letter));
};

const fill = () => {
  const known = letters();
  brushes.hidden = false;
  brushes.replaceChildren(
    ...[...known, { letter: "", price: brushes.dataset.none ?? "–" }].map(({ letter, price }, place) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", value: letter, className: "staff__brush" });
      button.dataset.tier = letter ? place % 8 : "none";
      button.textContent = letter ? `${letter} ${price}` : price;
      button.addEventListener("click", () => press(letter));
      return button;
    }),
  );
  for (const select of selects()) {
    for (const { letter } of known) {
      if (![...select.options].some((option) => option.value === letter)) select.add(new Option(letter, letter));
    }
  }
  press(known.some(({ letter }) => letter === brush) ? brush : (known[0]?.letter ?? ""));
  show();
};

if (brushes && tiers) {
  tiers.addEventListener("input", fill);
  tiers.addEventListener("rows:added", fill);
  plan.addEventListener("change", show);
  plan.addEventListener("click", ({ target }) => {
    const id = target.closest("[data-shape]")?.dataset.shape;
    const select = id && plan.querySelector(`select[data-section="${id}"]`);
    if (!select || brush === null) return;
    select.value = select.value === brush ? "" : brush;
    show();
  });
  fill();
}
