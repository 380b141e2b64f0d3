// The bar of prices: one button for each, with its letter and how many are free; pressing one
// leaves the others pale.

const button = (tier) => {
  const made = document.createElement("button");
  made.className = "tier";
  made.type = "button";
  made.setAttribute("aria-pressed", "false");
  const letter = document.createElement("i");
  letter.className = `t${tier.class}`;
  letter.textContent = tier.letter;
  const count = document.createElement("span");
  count.className = "muted";
  made.append(letter, tier.price, count);
  return made;
};

export class Tiers {
  constructor(hall, svg, label) {
    Object.assign(this, { hall, svg, buttons: new Map() });
    this.element = document.createElement("div");
    this.element.className = "tiers";
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label", label);
  }

  show() {
    for (const tier of this.hall.tiers.values()) {
      if (!this.buttons.has(tier.id)) this.#add(tier);
      const [pressed, free] = [this.buttons.get(tier.id), this.hall.free(tier.id)];
      pressed.lastElementChild.textContent = free;
      pressed.classList.toggle("is-gone", free === 0);
    }
  }

  #add(tier) {
    const made = button(tier);
    made.addEventListener("click", () => this.#press(made, tier.class));
    this.buttons.set(tier.id, made);
    this.element.append(made);
  }

  #press(pressed, name) {
    const on = pressed.getAttribute("aria-pressed") !== "true";
    for (const other of this.buttons.values()) other.setAttribute("aria-pressed", String(on && other === pressed));
    if (on) this.svg.dataset.only = name;
    else delete this.svg.dataset.only;
  }
}
