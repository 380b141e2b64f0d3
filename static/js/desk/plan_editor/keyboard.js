// The keyboard does what the hand does; it is listened to while the plan has the focus, and for
// the steps back and forth anywhere on the page but in a field.

import { duplicate, remove } from "./acts.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const TOOLS = { v: "select", l: "lasso", h: "pan", r: "row", t: "table", g: "area", s: "seat" };
const FAR = 10;

export class Keyboard {
  constructor({ root, view, drawing, tools, keeping, nudging, useTool, help }) {
    Object.assign(this, { root, view, drawing, tools, keeping, nudging, useTool, help });
    document.addEventListener("keydown", (event) => this.#anywhere(event));
    view.frame.addEventListener("keydown", (event) => this.#onPlan(event));
    view.frame.addEventListener("keyup", ({ key }) => { if (key === " ") this.tools.isSpaceDown = false; });
  }

  #anywhere(event) {
    if (event.target.closest("input, select, textarea, [contenteditable], dialog")) return;
    const key = event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey) {
      const does = { z: () => (event.shiftKey ? this.drawing.redo() : this.drawing.undo()), y: () => this.drawing.redo(), s: () => this.keeping.save() }[key];
      if (does) this.#do(event, does);
    } else if (event.key === "?") this.#do(event, () => this.help.showModal());
  }

  #do(event, does) {
    event.preventDefault();
    event.stopPropagation();
    does();
  }

  #onPlan(event) {
    const { key, shiftKey } = event;
    const held = event.ctrlKey || event.metaKey;
    if (ARROWS[key]) this.#do(event, () => this.#arrow(ARROWS[key], shiftKey));
    else if (key.toLowerCase() === "a") this.#do(event, () => this.#chooseAll());
    else if (key.toLowerCase() === "d" && held) this.#do(event, () => duplicate(this.drawing));
    else if (held || event.altKey) return;
    else if (key === "Delete" || key === "Backspace") this.#do(event, () => remove(this.drawing));
    else if (key === "Escape") this.#do(event, () => this.#escape());
    else if (key === "n" || key === "p") this.#do(event, () => this.#next(key === "n" ? 1 : -1, shiftKey));
    else if (key === "+" || key === "=") this.#do(event, () => this.view.zoom(1.25));
    else if (key === "-") this.#do(event, () => this.view.zoom(0.8));
    else if (key === "0") this.#do(event, () => this.view.fit());
    else if (key === " ") this.#do(event, () => { this.tools.isSpaceDown = true; });
    else if (TOOLS[key]) this.#do(event, () => this.useTool(TOOLS[key]));
  }

  // Arrows move what is chosen; with nothing chosen they move the window.
  #arrow([x, y], isFar) {
    const step = isFar ? FAR : 1;
    if (this.drawing.chosen.size) this.nudging.by(x * step, y * step);
    else this.view.pan((x * step * 12) / this.view.scale, (y * step * 12) / this.view.scale);
  }

  #chooseAll() {
    const things = [...this.drawing.things.values()].filter(({ type }) => ["seat", "table", "area"].includes(type));
    this.drawing.choose(things.filter((thing) => this.view.isHere(thing)).map(({ id }) => id));
  }

  #escape() {
    this.tools.giveUp();
    this.drawing.choose([]);
    this.useTool("select");
  }

  // From seat to seat in the order of the rows.
  #next(step, add) {
    const seats = this.drawing.rows().flat().filter((seat) => this.view.isHere(seat));
    if (!seats.length) return;
    const last = [...this.drawing.chosen].at(-1);
    const at = seats.findIndex(({ id }) => id === last);
    const next = seats[(at + step + seats.length) % seats.length];
    this.drawing.choose([next.id], { add });
  }
}
