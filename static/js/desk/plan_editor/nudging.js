// Arrow keys move what is chosen as a drag does: only the upper canvas is painted while they are
// pressed, and the drawing is changed once they rest, or before anything else is done.

import { move } from "./acts.js";

const REST = 400;

export class Nudging {
  #way = null;
  #timer = 0;

  constructor({ view, drawing }) {
    Object.assign(this, { view, drawing });
    for (const name of ["pointerdown", "keydown", "change"]) document.addEventListener(name, (event) => this.#before(event), { capture: true });
    for (const name of ["beforeunload", "pagehide"]) addEventListener(name, () => this.settle(), { capture: true });
  }

  #before({ type, key, target }) {
    const goesOn = type === "keydown" && target === this.view.frame && (key.startsWith("Arrow") || key === "Shift");
    if (!goesOn) this.settle();
  }

  by(x, y) {
    const { x: left, y: top } = this.#way ?? { x: 0, y: 0 };
    this.#way = this.view.shift = { x: left + x, y: top + y };
    this.view.repaint();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.settle(), REST);
  }

  settle() {
    if (!this.#way) return;
    const { x, y } = this.#way;
    clearTimeout(this.#timer);
    this.#way = null;
    this.view.shift = { x: 0, y: 0 };
    if (x || y) move(this.drawing, x, y, "arrows");
    else this.view.repaint();
  }
}
