// A large hall opens as its sections: each a shape with its name, what is free and what it costs.
// Whoever comes nearer, by choosing one or by zooming, sees the seats of what is in the window.

import { fill, PITCH } from "./model.js";
import { element } from "./paint.js";
import { sectionsOf, stockOf } from "./sections.js";
import { nextIn, directionOf } from "./walk.js";

const MANY_SEATS = 1500;
const MANY_SECTIONS = 4;
// Pixels between neighbours from which on seats are drawn, and those that a chosen section gets.
const NEAR = 11;
const CHOSEN = 16;
// Shapes narrower or lower than this carry their name alone, or leave out how many are free.
const ROOMY = { width: 44, height: 34, all: 52 };
// Pixels that a line takes, and how the style sheet writes a name and a price.
const LINE = 13;
const NAME = "800 14px";
const PRICE = "650 11px";

const pen = document.createElement("canvas").getContext("2d");
const lengthOf = (text, font, family) => {
  pen.font = `${font} ${family}`;
  return pen.measureText(text).width;
};

const write = (line, text) => {
  if (line.textContent !== text) line.textContent = text;
};

export class Overview {
  constructor(hall, painting, view, { say, settle }) {
    Object.assign(this, { hall, painting, view, say, settle, blocks: new Map(), told: new Map() });
    this.sections = sectionsOf(hall);
    this.isOn = hall.seats.size > MANY_SEATS && this.sections.length >= MANY_SECTIONS;
    if (!this.isOn) return;
    hall.shown = new Set();
    this.layer = painting.svg.appendChild(element("g", { class: "blocks" }));
    for (const section of this.sections) this.#add(section);
    this.layer.addEventListener("click", ({ target }) => this.#choose(this.#sectionOf(target)));
    this.layer.addEventListener("keydown", (event) => this.#key(event));
    this.layer.addEventListener("focusin", ({ target }) => this.#arrive(target));
    painting.svg.addEventListener("keydown", (event) => this.#leave(event));
    view.moved = () => this.follow();
  }

  // Widest of the usual shapes, for a window that must let a finger meet one.
  get usualWidth() {
    const widths = this.sections.map(({ box }) => box.right - box.left + PITCH).sort((a, b) => a - b);
    return widths[Math.floor(widths.length / 2)] ?? PITCH;
  }

  nameOf(target) {
    return this.#sectionOf(target) ? target.closest(".block").getAttribute("aria-label") : "";
  }

  // What is free changed: say it on the shapes.
  show() {
    if (!this.isOn) return;
    for (const section of this.sections) this.#tell(section, stockOf(this.hall, section));
    const first = this.sections.find(({ id }) => !this.blocks.get(id).classList.contains("is-gone"));
    if (!this.stop && first) this.#stopAt(first);
    this.#fit();
  }

  // Draw the seats of what is in the window, or only shapes where one is too far away.
  follow() {
    const isNear = this.view.scale * PITCH >= NEAR;
    this.painting.svg.classList.toggle("is-over", !isNear);
    if (!isNear) return this.#fit();
    const seen = this.view.seen();
    const come = this.sections.filter(({ id, box }) => !this.hall.shown.has(id) && meets(box, seen));
    if (!come.length) return undefined;
    for (const section of come) this.#open(section);
    this.painting.refreshOverlay();
    return this.settle();
  }

  #open({ id, seats }) {
    this.hall.shown.add(id);
    this.blocks.get(id).classList.add("is-open");
    this.painting.add(seats.filter((seat) => this.hall.isOpen(seat)));
  }

  #add(section) {
    const { id, path, middle } = section;
    const block = element("g", { class: "block", role: "button", tabindex: "-1", "data-section": id });
    block.append(element("path", { d: path, "stroke-width": PITCH * 0.95 }));
    // What is written on it is said in its label already.
    const words = element("g", { class: "words", "aria-hidden": "true" });
    words.append(...["blockname", "blockfree", "blockprice"].map((name) => element("text", { class: name, x: middle.x, y: middle.y })));
    this.layer.append(block, words);
    this.blocks.set(id, block);
  }

  #tell({ id, name, seats }, { free, low, high, tier }) {
    const block = this.blocks.get(id);
    const { texts } = this.hall;
    const price = low === high ? low : `${low}–${high}`;
    const left = fill(texts.free, { count: free });
    block.setAttribute("class", ["block", tier ? `s-${tier.class}` : "is-gone", this.hall.shown.has(id) ? "is-open" : ""].filter(Boolean).join(" "));
    block.setAttribute("aria-label", [name, free ? left : texts.gone, price].filter(Boolean).join(texts.comma ?? ", "));
    block.setAttribute("aria-disabled", String(!free));
    const mine = seats.some((seat) => seat.mine);
    block.classList.toggle("has-mine", mine);
    const short = `${/\d+/.exec(name)?.[0] ?? name}${mine ? " ✓" : ""}`;
    const letter = tier?.letter ?? "";
    this.told.set(id, { name: short, letter, lettered: letter && `${letter} · ${short}`, price: tier ? `${letter} ${price}` : "" });
    write(block.nextElementSibling.children[1], String(free || texts.gone || ""));
  }

  // Small shapes carry less; how small depends on how near one is. What would stick out is left out,
  // the letter of the price last, which is there for whoever can't tell the colours.
  #fit() {
    const family = getComputedStyle(this.layer).fontFamily;
    for (const { id, room } of this.sections) {
      const [width, height] = [room.width, room.height].map((side) => side * this.view.scale);
      const { name, letter, lettered, price } = this.told.get(id);
      const fits = (text, font) => Boolean(text) && lengthOf(text, font, family) <= width;
      const [named, priced] = [fits(name, NAME), fits(price, PRICE)];
      const small = width < ROOMY.width || height < ROOMY.height || (named && !priced);
      const block = this.blocks.get(id);
      const [title, , cost] = block.nextElementSibling.children;
      write(title, small && fits(lettered, NAME) ? lettered : name);
      write(cost, priced ? price : letter);
      block.classList.toggle("is-small", small);
      block.classList.toggle("is-low", height < ROOMY.all);
      block.classList.toggle("is-nameless", !named);
      block.classList.toggle("is-bare", height < LINE || !(named || priced || (letter && LINE <= room.letter * this.view.scale)));
    }
  }

  #sectionOf(target) {
    const block = target.closest?.(".block");
    return block && this.sections.find(({ id }) => id === Number(block.dataset.section));
  }

  #choose(section) {
    if (!section || this.view.dragged) return;
    if (this.blocks.get(section.id).classList.contains("is-gone")) {
      this.say(this.blocks.get(section.id).getAttribute("aria-label"));
      return;
    }
    this.say("");
    this.last = section;
    this.view.show(section.box, CHOSEN / PITCH);
    this.follow();
  }

  #key(event) {
    const section = this.#sectionOf(event.target);
    if (!section || event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = directionOf(event.key);
    if (direction) {
      const others = this.sections.filter((other) => other !== section).map((other) => ({ ...other.middle, id: other.id }));
      const next = nextIn(direction, section.middle, others);
      if (next) this.blocks.get(next.id).focus();
    } else if (event.key === "Enter" || event.key === " ") {
      this.#choose(section);
      const seat = section.seats.find((one) => this.hall.isOpen(one));
      if (seat) this.painting.shapes.get(seat.id)?.focus();
    } else {
      return;
    }
    event.preventDefault();
  }

  // Escape among the seats leads back to their section's shape.
  #leave(event) {
    if (event.key !== "Escape" || !event.target.dataset.seat) return;
    const seat = this.hall.seats.get(Number(event.target.dataset.seat));
    const section = this.sections.find(({ seats }) => seats.includes(seat));
    this.view.fit();
    this.follow();
    this.blocks.get(section.id).focus();
  }

  #arrive(target) {
    const section = this.#sectionOf(target);
    if (section) this.#stopAt(section);
  }

  #stopAt(section) {
    if (this.stop) this.blocks.get(this.stop.id).setAttribute("tabindex", "-1");
    this.stop = section;
    this.blocks.get(section.id).setAttribute("tabindex", "0");
  }
}

const meets = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
