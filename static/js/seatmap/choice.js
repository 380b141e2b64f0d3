// What the visitor has chosen: the form's places, which the map, the list and the chips all show.

import { fill, sumOf } from "./model.js";
import { Views } from "./views.js";

const make = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

export class Choice {
  constructor(hall, map, { texts, say, changed }) {
    Object.assign(this, { hall, texts, say, changed });
    this.form = document.getElementById(map.dataset.form);
    this.max = Number(map.dataset.max) || Infinity;
    this.panel = document.querySelector("[data-chosen]") ?? map.appendChild(make("div", { class: "chosen" }));
    this.line = this.panel.appendChild(make("p", { class: "chosen__line", role: "status" }));
    this.chips = this.panel.appendChild(make("ul", { class: "chips" }));
    this.views = new Views(hall, this.form, texts);
    this.panel.append(this.views.element);
    this.form?.addEventListener("change", ({ target }) => this.#listed(target));
    this.chips.addEventListener("click", ({ target }) => this.#dropped(target));
  }

  // The seats that the page came with: held ones, and boxes that are checked already.
  adopt(held) {
    for (const entry of held.split(/[\s,]+/).filter(Boolean)) {
      const [place, seat, tier] = entry.split(":");
      const box = this.#input(place);
      const number = (text) => (text ? Number(text) : undefined);
      this.hall.hold(place, number(seat ?? box?.dataset.seat), number(tier ?? box?.dataset.tier));
    }
    for (const box of this.#boxes().filter(({ checked }) => checked)) {
      const seat = this.hall.byPlace.get(box.value);
      if (seat) seat.mine = true;
      else if (box.dataset.seat) this.hall.hold(box.value, Number(box.dataset.seat), Number(box.dataset.tier));
    }
    this.syncList();
    this.show();
  }

  toggle(seat) {
    if (seat.mine) this.drop(seat);
    else if (this.hall.mine().length >= this.max) this.say(fill(this.texts.max, { max: this.max }));
    else if (seat.free) this.#put(seat, true);
  }

  drop(seat) {
    // What is held without a box in this form is changed in the cart.
    if (seat.held && !this.#input(seat.place)) this.say(this.texts.held ?? "");
    else this.#put(seat, false);
  }

  // Seats that somebody else took meanwhile.
  lose(seats) {
    for (const seat of seats) this.#put(seat, false);
    const names = seats.map((seat) => this.hall.name(seat));
    if (names.length) this.say(names.map((name) => fill(this.texts.taken, { seat: name })).join(" "));
  }

  #put(seat, mine) {
    seat.mine = mine;
    seat.held &&= mine;
    const input = this.#input(seat.place);
    if (input?.type === "checkbox") {
      input.checked = mine;
    } else if (!mine) {
      input?.remove();
    } else if (!input) {
      this.form?.append(make("input", { type: "hidden", name: "place", value: seat.place }));
    }
    this.changed([seat]);
    this.show();
  }

  #listed(box) {
    if (box.name !== "place") return;
    const seat = this.hall.byPlace.get(box.value);
    if (!seat || seat.mine === box.checked) return;
    if (box.checked && this.hall.mine().length >= this.max) {
      box.checked = false;
      this.say(fill(this.texts.max, { max: this.max }));
      return;
    }
    this.#put(seat, box.checked);
  }

  #dropped(target) {
    const button = target.closest("button");
    if (!button) return;
    const place = [...this.chips.children].indexOf(button.parentElement);
    this.drop(this.hall.byPlace.get(button.value));
    // The focus stays among the chips, or goes to the line above them.
    const next = this.chips.children[Math.min(place, this.chips.children.length - 1)]?.firstElementChild;
    this.line.tabIndex = -1;
    (next ?? this.line).focus();
  }

  #boxes() {
    return [...(this.form?.querySelectorAll('input[type="checkbox"][name="place"]') ?? [])];
  }

  #input(place) {
    return this.form?.querySelector(`input[name="place"][value="${CSS.escape(place)}"]`);
  }

  // The list says the same as the map: what nobody can choose cannot be checked.
  syncList() {
    for (const box of this.#boxes()) {
      const seat = this.hall.byPlace.get(box.value);
      if (!seat) continue;
      const open = this.hall.isOpen(seat);
      box.disabled = !open;
      box.closest(".list__row")?.classList.toggle("is-taken", !open);
    }
  }

  show() {
    const mine = this.hall.mine();
    const total = sumOf(mine.map((seat) => this.hall.tierOf(seat)?.price ?? ""));
    const words = [this.texts.none, this.texts.total_one][mine.length] ?? this.texts.total_many;
    const line = fill(words, { count: mine.length, total });
    this.line.textContent = line;
    for (const copy of document.querySelectorAll("[data-chosen-summary]")) copy.textContent = line;
    this.chips.replaceChildren(...mine.map((seat) => this.#chip(seat)));
    this.views.show();
  }

  #chip(seat) {
    const name = this.hall.name(seat);
    const label = fill(this.texts.remove, { seat: name });
    const button = make("button", { type: "button", class: "chip", value: seat.place, "aria-label": label }, name);
    return make("li", {}, button);
  }
}
