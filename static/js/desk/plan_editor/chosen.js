// The fields of what is chosen: they show what all of it has, and write into all of it.

import * as acts from "./acts.js";
import { FLAGS } from "./drawing.js";

// More seats than these are looked at when the hand rests.
const MANY = 1000;

// What all of them have in that field; null where they differ.
const shared = (things, name) => {
  const first = things[0]?.[name] ?? "";
  return things.length && things.every((thing) => (thing[name] ?? "") === first) ? first : null;
};

export class Chosen {
  constructor({ root, drawing, options, say, pictures }) {
    Object.assign(this, { root, drawing, options, say, pictures });
    for (const name of ["loaded", "changed", "chosen"]) drawing.addEventListener(name, () => this.#showSoon());
    root.addEventListener("change", ({ target }) => this.#changed(target));
    root.addEventListener("click", ({ target }) => this.#pressed(target.closest("[data-act]")));
    this.show();
  }

  #all(selector) {
    return this.root.querySelectorAll(selector);
  }

  #showSoon() {
    clearTimeout(this.coming);
    if (this.drawing.chosen.size > MANY) this.coming = setTimeout(() => this.show(), 120);
    else this.show();
  }

  show() {
    const seats = this.drawing.chosenThings("seat");
    const things = this.drawing.chosenThings();
    this.root.querySelector("[data-count]").textContent = this.#told(seats, things);
    for (const part of this.#all("[data-needs]")) part.hidden = !(part.dataset.needs === "seats" ? seats.length : things.length);
    for (const field of this.#all("[data-field]")) this.#fill(field, field.dataset.of === "area" ? [] : seats);
    for (const box of this.#all("[data-flag]")) {
      const having = seats.filter(({ flags }) => flags & FLAGS[box.dataset.flag]).length;
      box.checked = having > 0 && having === seats.length;
      box.indeterminate = having > 0 && having < seats.length;
    }
    this.#showSections(seats);
    this.#showCompanion(seats);
    this.#showPhoto(seats);
  }

  #told(seats, things) {
    const { texts } = this.options;
    if (!things.length) return texts.nothing;
    if (seats.length === 1 && things.length === 1) {
      const [{ section, row, label }] = seats;
      const found = this.drawing.section(section);
      return texts.seat.replace("{section}", found ? this.options.nameOf(found) : section).replace("{row}", row).replace("{seat}", label);
    }
    return (seats.length ? texts.seats : texts.things).replace("{count}", (seats.length || things.length).toLocaleString());
  }

  #fill(field, seats) {
    if (field === document.activeElement) return;
    const value = shared(seats, field.dataset.field);
    field.value = value ?? "";
    field.placeholder = value === null && seats.length ? this.options.texts.several : "";
    field.disabled = field.dataset.field === "label" && seats.length !== 1;
  }

  #showSections(seats) {
    const select = this.root.querySelector('[data-field="section"]');
    const seated = this.drawing.sections.filter(({ kind }) => kind === "seated");
    select.replaceChildren(new Option("–", ""), ...seated.map((section) => new Option(this.options.nameOf(section), section.code)));
    select.value = shared(seats, "section") ?? "";
  }

  #showCompanion(seats) {
    const key = seats.length ? shared(seats.filter(({ flags }) => flags & FLAGS.companion), "companion_of") : null;
    const chair = key && this.drawing.of("seat").find((seat) => seat.key === key);
    const line = this.root.querySelector("[data-companion]");
    line.hidden = !chair;
    if (chair) line.textContent = line.dataset.words.replace("{row}", chair.row).replace("{seat}", chair.label);
  }

  #showPhoto(seats) {
    const photo = shared(seats, "photo");
    this.pictures.show(this.root.querySelector("[data-photo]"), photo);
  }

  #changed(field) {
    const { drawing } = this;
    if (field.dataset.flag) acts.setFlag(drawing, field.dataset.flag, field.checked);
    else if (field.matches("[data-photo-file]")) this.#photo(field);
    else if (field.dataset.field === "section" && !field.value) this.show();
    else if (field.dataset.field) acts.setOnSeats(drawing, { [field.dataset.field]: field.value.trim() });
  }

  async #photo(field) {
    const picture = await this.pictures.upload(field);
    if (picture) acts.setOnSeats(this.drawing, { photo: picture.id });
  }

  #pressed(button) {
    if (!button) return;
    const { drawing } = this;
    const amount = Number(this.root.querySelector(`[data-amount="${button.dataset.act}"]`)?.value ?? 0);
    const does = {
      renumber: () => acts.renumber(drawing, this.#numbering()) || this.say("short"),
      rename: () => acts.renameRows(drawing, this.#value("naming"), this.#value("first")),
      mirror: () => acts.mirror(drawing, false),
      flip: () => acts.mirror(drawing, true),
      turn: () => acts.turn(drawing, amount),
      bend: () => acts.bend(drawing, amount),
      copy: () => acts.duplicate(drawing),
      remove: () => acts.remove(drawing),
      bind: () => acts.bindCompanions(drawing) || this.say("bind"),
      free: () => acts.freeCompanions(drawing),
      "photo-none": () => acts.setOnSeats(drawing, { photo: null }),
    };
    does[button.dataset.act]?.();
  }

  #value(name) {
    return this.root.querySelector(`[data-chosen="${name}"]`).value.trim();
  }

  #numbering() {
    return { scheme: this.#value("scheme"), start: Math.max(0, Number.parseInt(this.#value("start"), 10) || 1), custom: this.#value("custom") };
  }
}
