// The hand on the canvas: a press paints, a drag draws a lasso, two fingers move and zoom; and keys.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
// A drag shorter than this many pixels is a press.
const STILL = 6;

export class Tools {
  constructor(view, { mode, paint, speak, choose }) {
    Object.assign(this, { view, mode, paint, speak, choose, fingers: new Map() });
    const { canvas } = view;
    canvas.addEventListener("pointerdown", (event) => this.#down(event));
    canvas.addEventListener("pointermove", (event) => this.#move(event));
    canvas.addEventListener("pointerup", (event) => this.#up(event));
    canvas.addEventListener("pointercancel", () => this.#forget());
    canvas.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    canvas.addEventListener("keydown", (event) => this.#key(event));
    canvas.addEventListener("focus", () => this.#arrive());
    canvas.addEventListener("blur", () => this.#leave());
  }

  #down(event) {
    if (event.button !== 0) return;
    this.view.canvas.setPointerCapture(event.pointerId);
    this.fingers.set(event.pointerId, event);
    this.start = event;
    this.lasso = [this.view.point(event)];
  }

  #move(event) {
    const before = this.fingers.get(event.pointerId);
    if (!before) return this.#hover(event);
    if (this.fingers.size > 1) return this.#pinch(before, event);
    this.fingers.set(event.pointerId, event);
    if (this.mode() === "move") return this.view.move(event.clientX - before.clientX, event.clientY - before.clientY);
    this.lasso.push(this.view.point(event));
    if (this.#isDrag(event)) this.view.lasso = this.lasso;
    return this.view.draw();
  }

  #hover(event) {
    const unit = this.view.hall.at(...this.view.point(event));
    if (unit !== this.hovered) this.speak(unit, { quietly: true });
    this.hovered = unit;
  }

  // Two fingers: the middle moves the plan, their distance zooms it.
  #pinch(before, event) {
    this.view.lasso = this.lasso = null;
    const [other] = [...this.fingers.values()].filter(({ pointerId }) => pointerId !== event.pointerId);
    const apart = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1;
    this.view.move((event.clientX - before.clientX) / 2, (event.clientY - before.clientY) / 2);
    this.view.zoom(apart(event) / apart(before), event);
    this.fingers.set(event.pointerId, event);
  }

  #isDrag(event) {
    return Math.hypot(event.clientX - this.start.clientX, event.clientY - this.start.clientY) > STILL;
  }

  #up(event) {
    const { hall } = this.view;
    if (this.lasso && this.fingers.size === 1 && this.mode() !== "move") {
      if (this.view.lasso) this.paint(this.#caught());
      else {
        const unit = hall.at(...this.view.point(event));
        if (unit) this.paint(hall.along(unit, this.mode()), unit);
      }
    }
    this.fingers.delete(event.pointerId);
    if (!this.fingers.size) this.#forget();
  }

  // A lasso over a row or a section by mode takes the whole of it.
  #caught() {
    const { hall, lasso } = this.view;
    const found = hall.within(lasso);
    if (this.mode() === "seat") return found;
    const whole = new Set(found.flatMap((unit) => (unit.isArea ? [unit] : hall.along(unit, this.mode()))));
    return [...whole];
  }

  #forget() {
    this.fingers.clear();
    this.view.lasso = this.lasso = null;
    this.view.draw();
  }

  // The wheel alone scrolls the page; with ctrl, as trackpads send a pinch, it zooms.
  #wheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.view.zoom(Math.exp(-event.deltaY / 200), event);
  }

  #arrive() {
    if (!this.view.canvas.matches(":focus-visible")) return;
    this.stop ??= this.view.hall.all[0];
    if (!this.stop) return;
    this.view.show(this.stop);
    this.speak(this.stop);
  }

  #leave() {
    this.view.cursor = null;
    this.view.draw();
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { hall } = this.view;
    this.stop ??= hall.all[0];
    if (ARROWS[event.key]) {
      this.stop = hall.next(this.stop, ...ARROWS[event.key]) ?? this.stop;
      this.view.show(this.stop);
      if (event.shiftKey) this.paint([this.stop], this.stop);
      else this.speak(this.stop);
    } else if (event.key === "Enter" || event.key === " ") {
      this.paint(hall.along(this.stop, this.mode()), this.stop);
    } else if (event.key === "+" || event.key === "=") this.view.zoom(1.4);
    else if (event.key === "-") this.view.zoom(1 / 1.4);
    else if (event.key === "0") this.view.fit();
    else if (!this.choose(event.key.toUpperCase())) return;
    event.preventDefault();
  }
}
