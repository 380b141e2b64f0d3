// Draws the plan on two canvases: what lies still below, what is chosen (and is being moved)
// above, so that a step of a drag paints no more than what moves.

import { boundsOf } from "./geometry.js";
import { box, glyph, labelOf, outline } from "./shapes.js";

const CLOSEST = 6;
const FARTHEST = 0.02;
// Pixels that a seat must have before its number is written into it.
const READABLE = 13;
const MOST_WORDS = 4000;
const COLOURS = 6;

// The name in the reader's language, or the only one there is.
const nameOf = ({ name_en, name_zh_hans, code }) => {
  const [first, second] = document.documentElement.lang.startsWith("zh") ? [name_zh_hans, name_en] : [name_en, name_zh_hans];
  return first || second || code;
};

export class View {
  #colours = {};
  #still = null;
  #moving = null;
  #asked = false;

  constructor(frame, drawing) {
    Object.assign(this, { frame, drawing, scale: 1, left: 0, top: 0, floor: "", shift: { x: 0, y: 0 }, gesture: null, picture: null });
    [this.below, this.above] = frame.querySelectorAll("canvas");
    new ResizeObserver(() => this.#resized()).observe(frame);
    for (const name of ["loaded", "changed", "chosen"]) drawing.addEventListener(name, () => this.refresh());
    for (const query of ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"]) {
      matchMedia(query).addEventListener("change", () => this.refresh());
    }
  }

  get density() {
    return Math.min(2, devicePixelRatio || 1);
  }

  #resized() {
    const { clientWidth, clientHeight } = this.frame;
    for (const canvas of [this.below, this.above]) {
      canvas.width = clientWidth * this.density;
      canvas.height = clientHeight * this.density;
    }
    this.refresh();
  }

  // Everything may look different: paths are made anew.
  refresh() {
    this.#still = this.#moving = null;
    const style = getComputedStyle(this.frame);
    for (const name of ["paper", "ink", "soft", "line", "chosen", "stage", "on-stage", "on-seat"]) this.#colours[name] = style.getPropertyValue(`--plan-${name}`).trim();
    this.#colours.section = [...Array(COLOURS).keys()].map((at) => style.getPropertyValue(`--plan-${at + 1}`).trim());
    this.#colours.font = style.fontFamily;
    this.repaint({ all: true });
  }

  repaint({ all = false } = {}) {
    this.all ||= all;
    if (this.#asked) return;
    this.#asked = true;
    requestAnimationFrame(() => {
      this.#asked = false;
      if (this.all) this.#paintStill();
      this.#paintMoving();
      this.all = false;
    });
  }

  // From pixels of the frame to lengths of the plan, and back.
  toPlan(x, y) {
    return { x: x / this.scale + this.left, y: y / this.scale + this.top };
  }

  at(event) {
    const { left, top } = this.frame.getBoundingClientRect();
    return this.toPlan(event.clientX - left, event.clientY - top);
  }

  zoom(factor, x = this.frame.clientWidth / 2, y = this.frame.clientHeight / 2) {
    const before = this.toPlan(x, y);
    this.scale = Math.min(CLOSEST, Math.max(FARTHEST, this.scale * factor));
    const after = this.toPlan(x, y);
    this.pan(before.x - after.x, before.y - after.y);
  }

  pan(dx, dy) {
    this.left += dx;
    this.top += dy;
    this.repaint({ all: true });
  }

  fit() {
    const things = [...this.drawing.things.values()].filter(({ type }) => !["section", "floor", "line"].includes(type));
    const { left, top, right, bottom } = things.length ? boundsOf(things) : { left: 0, top: 0, right: 800, bottom: 500 };
    const [width, height] = [right - left + 120, bottom - top + 120];
    this.scale = Math.min(2, this.frame.clientWidth / width, this.frame.clientHeight / height) || 1;
    this.left = (left + right) / 2 - this.frame.clientWidth / 2 / this.scale;
    this.top = (top + bottom) / 2 - this.frame.clientHeight / 2 / this.scale;
    this.repaint({ all: true });
  }

  floorOf(thing) {
    return this.drawing.floorOfSection?.get(thing.section) ?? "";
  }

  // What is on another floor than the one looked at is seen faintly and can't be chosen.
  isHere(thing) {
    return !this.floor || !thing.section || this.floorOf(thing) === this.floor;
  }

  #layers() {
    if (this.#still) return;
    const { drawing } = this;
    const sections = drawing.sections;
    drawing.floorOfSection = new Map(sections.map(({ code, floor }) => [code, floor]));
    const colour = new Map(sections.map(({ code }, at) => [code, at % COLOURS]));
    const empty = () => ({ seats: Array.from({ length: COLOURS }, () => new Path2D()), away: new Path2D(), glyphs: new Path2D(), shapes: new Path2D(), words: [] });
    [this.#still, this.#moving] = [empty(), empty()];
    for (const thing of drawing.things.values()) {
      const layer = drawing.chosen.has(thing.id) ? this.#moving : this.#still;
      if (thing.type === "seat") this.#lay(layer, thing, colour.get(thing.section) ?? 0);
      else if (["table", "area", "line"].includes(thing.type)) layer.shapes.addPath(outline(thing));
    }
  }

  #lay(layer, seat, colour) {
    if (!this.isHere(seat)) {
      box(layer.away, seat);
      return;
    }
    box(layer.seats[colour], seat);
    if (seat.flags) glyph(layer.glyphs, seat);
    layer.words.push(seat);
  }

  #start(canvas) {
    const context = canvas.getContext("2d");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    const scale = this.scale * this.density;
    context.setTransform(scale, 0, 0, scale, -this.left * scale, -this.top * scale);
    context.lineWidth = 1.5 / this.scale;
    return context;
  }

  #paintStill() {
    this.#layers();
    const context = this.#start(this.below);
    this.#paintPicture(context);
    this.#paintRoom(context, false);
    this.#paintLayer(context, this.#still, false);
    this.#paintWords(context, this.#still.words);
    this.#paintSections(context);
  }

  #paintPicture(context) {
    const background = this.drawing.one("background");
    if (!background || !this.picture?.complete || !this.picture.naturalWidth) return;
    context.globalAlpha = background.opacity;
    const { x, y, width, height } = background;
    context.drawImage(this.picture, x - width / 2, y - height / 2, width, height);
    context.globalAlpha = 1;
  }

  #paintRoom(context, isChosen) {
    const stage = this.drawing.one("stage");
    if (!stage || this.drawing.chosen.has(stage.id) !== isChosen) return;
    const path = new Path2D(stage.d);
    context.fillStyle = this.#colours.stage;
    context.fill(path);
    if (isChosen) {
      context.strokeStyle = this.#colours.chosen;
      context.stroke(path);
    }
    this.#word(context, this.frame.dataset.stage, stage.x, stage.y, 16, this.#colours["on-stage"]);
  }

  #paintLayer(context, layer, isChosen) {
    const colours = this.#colours;
    context.fillStyle = colours.soft;
    context.fill(layer.away);
    layer.seats.forEach((path, at) => {
      context.fillStyle = isChosen ? colours.chosen : colours.section[at];
      context.fill(path);
    });
    context.strokeStyle = isChosen ? colours.chosen : colours.line;
    context.stroke(layer.shapes);
    context.strokeStyle = colours["on-seat"];
    context.stroke(layer.glyphs);
  }

  #paintWords(context, seats) {
    if (this.scale * 15 < READABLE) return;
    const { x: right, y: bottom } = this.toPlan(this.frame.clientWidth, this.frame.clientHeight);
    const seen = seats.filter(({ x, y }) => x > this.left && x < right && y > this.top && y < bottom);
    if (seen.length > MOST_WORDS) return;
    context.font = `600 7.5px ${this.#colours.font}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillStyle = this.#colours["on-seat"];
    for (const seat of seen) context.fillText(seat.label, seat.x, seat.y + 0.5, 14);
    this.#paintRowNames(context, seen);
  }

  #paintRowNames(context, seats) {
    context.fillStyle = this.#colours.ink;
    context.font = `700 9px ${this.#colours.font}`;
    for (const row of this.drawing.rows(seats)) {
      const place = labelOf(row);
      if (place) context.fillText(row[0].row, place.x, place.y, 24);
    }
  }

  #paintSections(context) {
    for (const section of this.drawing.sections) {
      if (this.isHere({ section: section.code })) {
        this.#word(context, nameOf(section), section.x, section.y, 15 / Math.min(1, this.scale * 1.2), this.#colours.ink, true);
      }
    }
    const focal = this.drawing.one("focal");
    if (focal) this.#word(context, "⌖", focal.x, focal.y, 26, this.#colours.chosen, true);
  }

  #word(context, text, x, y, size, colour, haloed = false) {
    context.font = `700 ${size}px ${this.#colours.font}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    if (haloed) {
      context.lineWidth = size / 4;
      context.lineJoin = "round";
      context.strokeStyle = this.#colours.paper;
      context.strokeText(text, x, y);
    }
    context.fillStyle = colour;
    context.fillText(text, x, y);
  }

  #paintMoving() {
    this.#layers();
    const context = this.#start(this.above);
    context.save();
    context.translate(this.shift.x, this.shift.y);
    this.#paintRoom(context, true);
    this.#paintLayer(context, this.#moving, true);
    const rests = !this.shift.x && !this.shift.y;
    if (rests) this.#paintWords(context, this.#moving.words);
    context.restore();
    if (this.gesture) this.#paintGesture(context);
  }

  // What the hand draws at this moment: seats to come, a frame, a lasso.
  #paintGesture(context) {
    const { seats = [], path, fill } = this.gesture;
    context.fillStyle = context.strokeStyle = this.#colours.chosen;
    const ghosts = new Path2D();
    for (const seat of seats) box(ghosts, seat);
    context.globalAlpha = 0.6;
    context.fill(ghosts);
    context.globalAlpha = 1;
    if (!path) return;
    context.setLineDash([6 / this.scale, 4 / this.scale]);
    context.stroke(path);
    context.setLineDash([]);
    if (fill) {
      context.globalAlpha = 0.12;
      context.fill(path);
      context.globalAlpha = 1;
    }
  }
}
