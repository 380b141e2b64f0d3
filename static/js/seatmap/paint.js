// Draws the hall as one SVG: the room once, each free seat as a shape of its own that can be
// focused, everything that only looks (taken seats, letters, signs, ticks) as few long paths.

import { FLAGS } from "./model.js";

const SVG = "http://www.w3.org/2000/svg";
const HALF = 7.6;
const DOT = 3.6;

const escape = (text) => String(text).replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
const round = (number) => Math.round(number * 10) / 10;

export const element = (name, attributes = {}) => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

const dot = ({ x, y }) => `M${round(x - DOT)} ${round(y)}a${DOT} ${DOT} 0 1 0 7.2 0a${DOT} ${DOT} 0 1 0-7.2 0`;
const tick = ({ x, y }) => `M${round(x - 4)} ${round(y + 0.3)}l3 3 5-6`;
const cross = ({ x, y }) => `M${round(x - 4)} ${round(y)}h8M${round(x)} ${round(y - 4)}v8`;
const chair = ({ x, y }) => `M${round(x - 0.8)} ${round(y - 2.5)}v3.2h3l1.6 3.4M${round(x - 2.6)} ${round(y - 0.2)}a3.2 3.2 0 1 0 4.4 4.2`;
const head = ({ x, y }) => `M${round(x - 2.2)} ${round(y - 4.6)}a1.4 1.4 0 1 0 2.8 0a1.4 1.4 0 1 0-2.8 0`;

// The half of a seat that is filled where the view is restricted, turned as the seat is.
const cut = ({ x, y, angle }) => {
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  const at = (dx, dy) => `${round(x + dx * cos - dy * sin)} ${round(y + dx * sin + dy * cos)}`;
  return `M${at(-HALF, HALF)}L${at(-HALF, -HALF)}L${at(HALF, -HALF)}z`;
};

const words = (name, x, y, text) => `<text class="${name}" x="${round(x)}" y="${round(y)}">${escape(text)}</text>`;

// A row's name stands at both of its ends.
const row = (seats, label) => {
  if (seats.length < 2) return "";
  const end = (seat, next) => {
    const length = Math.hypot(seat.x - next.x, seat.y - next.y) || 1;
    const [x, y] = [seat.x + ((seat.x - next.x) / length) * 21, seat.y + ((seat.y - next.y) / length) * 21];
    return words("rowname", x, y + 4, label);
  };
  return end(seats[0], seats[1]) + end(seats.at(-1), seats.at(-2));
};

const room = ({ geometry, unit, seats }) => {
  const scaled = (path, name) => `<path class="${name}" vector-effect="non-scaling-stroke" transform="scale(${unit})" d="${escape(path)}"/>`;
  const { stage, outlines = [] } = geometry;
  return [
    ...outlines.map((path) => scaled(path, "rail-line")),
    stage?.d ? scaled(stage.d, "stagebox") : "",
    stage?.label && stage.x !== undefined ? words("stagename", stage.x * unit, stage.y * unit, stage.label) : "",
    ...geometry.rows.map((line) => row(line.seats.map(([id]) => seats.get(id)), line.row)),
  ].join("");
};

const names = ({ geometry: { sections = [] }, unit }) =>
  sections
    .filter(({ x }) => x !== undefined && x !== null)
    .map(({ x, y, name }) => words("zonename", x * unit, y * unit, name))
    .join("");

export class Painting {
  constructor(hall, label) {
    this.hall = hall;
    this.shapes = new Map();
    const [x, y, width, height] = hall.box;
    this.svg = element("svg", { viewBox: `${x} ${y} ${width} ${height}`, role: "group", "aria-label": label, class: "map__svg is-far" });
    this.ground = this.svg.appendChild(element("g", { "aria-hidden": "true" }));
    this.ground.innerHTML = room(hall);
    this.taken = this.svg.appendChild(element("path", { class: "taken" }));
    this.layers = new Map();
    this.over = this.svg.appendChild(element("g", { class: "signs", "aria-hidden": "true" }));
    this.svg.appendChild(element("g", { "aria-hidden": "true" })).innerHTML = names(hall);
    this.ring = this.svg.appendChild(element("rect", { class: "ring", width: 24, height: 24, rx: 6, x: -99, y: -99 }));
  }

  // Everything at once, as the page opens.
  paint() {
    for (const tier of this.hall.tiers.values()) this.#layer(tier);
    const markup = new Map([...this.layers.keys()].map((name) => [name, []]));
    for (const seat of this.hall.open()) markup.get(this.#class(seat)).push(this.#markup(seat));
    for (const [name, parts] of markup) this.layers.get(name).innerHTML = parts.join("");
    for (const shape of this.svg.querySelectorAll("[data-seat]")) this.shapes.set(Number(shape.dataset.seat), shape);
    this.#overlay();
  }

  // The seats of a section that comes into sight; the long paths are drawn once after several.
  add(seats) {
    const markup = new Map();
    for (const seat of seats) {
      const name = this.#class(seat);
      markup.set(name, (markup.get(name) ?? "") + this.#markup(seat));
    }
    for (const [name, parts] of markup) this.#append(name, parts);
  }

  refreshOverlay() {
    this.#overlay();
  }

  #append(name, parts) {
    const layer = this.layers.get(name);
    const known = layer.childElementCount;
    layer.insertAdjacentHTML("beforeend", parts);
    for (const shape of [...layer.children].slice(known)) this.shapes.set(Number(shape.dataset.seat), shape);
  }

  // Only what changed: some seats, and the few long paths.
  repaint(seats) {
    for (const tier of this.hall.tiers.values()) this.#layer(tier);
    for (const seat of seats) this.#replace(seat);
    this.#overlay();
  }

  #class(seat) {
    return this.hall.tierOf(seat)?.class ?? "e";
  }

  #layer({ class: name }) {
    if (this.layers.has(name)) return;
    const layer = element("g", { class: `seats s-${name}` });
    this.svg.insertBefore(layer, this.over);
    this.layers.set(name, layer);
  }

  #markup(seat) {
    const [x, y] = [round(seat.x), round(seat.y)];
    const names = ["seat", seat.flags & FLAGS.restricted && !seat.mine ? "restricted" : "", seat.mine ? "chosen" : ""];
    const turn = seat.angle ? ` transform="rotate(${seat.angle} ${x} ${y})"` : "";
    return `<rect data-seat="${seat.id}" class="${names.filter(Boolean).join(" ")}" x="${round(x - HALF)}" y="${round(y - HALF)}" width="15.2" height="15.2" rx="${seat.flags & FLAGS.wheelchair ? 2 : 4}"${turn} role="checkbox" tabindex="-1" aria-checked="${seat.mine}" aria-label="${escape(this.hall.name(seat))}"/>`;
  }

  #replace(seat) {
    const old = this.shapes.get(seat.id);
    const focused = old && old === document.activeElement;
    const tabbed = old?.getAttribute("tabindex") === "0";
    old?.remove();
    this.shapes.delete(seat.id);
    if (!this.hall.isOpen(seat) || !this.hall.isShown(seat)) return;
    const layer = this.layers.get(this.#class(seat)) ?? this.layers.values().next().value;
    layer.insertAdjacentHTML("beforeend", this.#markup(seat));
    const shape = layer.lastElementChild;
    this.shapes.set(seat.id, shape);
    if (tabbed) shape.setAttribute("tabindex", "0");
    if (focused) shape.focus({ preventScroll: true });
  }

  #overlay() {
    const open = this.hall.open();
    const bare = open.filter((seat) => !seat.mine);
    const having = (flag, signs) => signs.filter((seat) => seat.flags & FLAGS[flag]);
    const taken = this.hall.taken();
    const path = (name, seats, draw) => (seats.length ? `<path class="${name}" d="${seats.map(draw).join("")}"/>` : "");
    this.taken.setAttribute("d", taken.map(dot).join(""));
    this.over.innerHTML = [
      ...[...this.hall.tiers.values()].map((tier) => this.#marks(tier, bare.filter((seat) => seat.tier === tier.id))),
      path("glyph", having("companion", bare), cross),
      path("glyph", having("wheelchair", bare), chair),
      path("glyph-f", having("wheelchair", bare), head),
      path("tick", this.hall.mine().filter((seat) => this.hall.isShown(seat)), tick),
    ].join("");
  }

  // The letter of a tier in each of its seats, as one text with many positions.
  #marks(tier, seats) {
    const signed = FLAGS.restricted | FLAGS.wheelchair | FLAGS.companion;
    const plain = seats.filter((seat) => !(seat.flags & signed));
    const cuts = seats.filter((seat) => seat.flags & FLAGS.restricted);
    const xs = plain.map((seat) => round(seat.x)).join(" ");
    const ys = plain.map((seat) => round(seat.y + 3.5)).join(" ");
    const letters = plain.length ? `<text class="tl" x="${xs}" y="${ys}">${escape(tier.letter).repeat(plain.length)}</text>` : "";
    const halves = cuts.length ? `<path class="cut" d="${cuts.map(cut).join("")}"/>` : "";
    return `<g class="marks s-${tier.class}">${letters}${halves}</g>`;
  }

  // The visible focus: a ring of its own, because an outline does not turn with the seat.
  point(seat) {
    const [x, y] = seat ? [round(seat.x - 12), round(seat.y - 12)] : [-99, -99];
    this.ring.setAttribute("x", x);
    this.ring.setAttribute("y", y);
    this.ring.setAttribute("transform", seat?.angle ? `rotate(${seat.angle} ${round(seat.x)} ${round(seat.y)})` : "");
    this.ring.toggleAttribute("data-on", Boolean(seat));
  }
}
