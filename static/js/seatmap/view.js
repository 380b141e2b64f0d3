// The window on the map: it opens so that seats can be read, zooms about a point, and scrolls.

import { PITCH } from "./model.js";

const STEP = 1.4;
const CLOSEST = 3;
// Pixels between neighbours: below, letters are a blur and are left out; a finger wants more.
const READABLE = 10;
const FINGER = 15;
const NARROW = "(max-width: 40rem)";

export class View {
  constructor(frame, svg, box) {
    Object.assign(this, { frame, svg, width: box[2], height: box[3], scale: 1 });
    this.moved = () => {};
    frame.addEventListener("scroll", () => this.#tell(), { passive: true });
    frame.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    frame.addEventListener("touchstart", (event) => this.#pinchStart(event), { passive: false });
    frame.addEventListener("touchmove", (event) => this.#pinch(event), { passive: false });
    frame.addEventListener("pointerdown", (event) => this.#grab(event));
    new ResizeObserver(() => this.#resized()).observe(frame);
  }

  // As high as the whole map at this width, within what the style sheet allows.
  #shape() {
    this.frame.style.height = `${(this.frame.clientWidth / this.width) * this.height}px`;
  }

  get fitting() {
    return Math.min(this.frame.clientWidth / this.width, this.frame.clientHeight / this.height);
  }

  // On a narrow screen larger than the window, so that a finger can meet one seat.
  open(seat, finger = FINGER / PITCH) {
    this.#shape();
    const small = matchMedia(NARROW).matches;
    this.#set(small ? Math.max(this.fitting, finger) : this.fitting);
    if (seat) this.centre(seat);
    else this.frame.scrollTo((this.frame.scrollWidth - this.frame.clientWidth) / 2, 0);
  }

  centre({ x, y }) {
    const [left, top] = this.svg.viewBox.baseVal ? [this.svg.viewBox.baseVal.x, this.svg.viewBox.baseVal.y] : [0, 0];
    const { clientWidth, clientHeight } = this.frame;
    this.frame.scrollTo((x - left) * this.scale - clientWidth / 2, (y - top) * this.scale - clientHeight / 2);
  }

  fit() {
    this.#set(this.fitting);
  }

  // A part of the map as large as the window has room for, and at least as large as asked.
  show({ left, top, right, bottom }, least) {
    const { clientWidth, clientHeight } = this.frame;
    const room = Math.min(clientWidth / (right - left + 2 * PITCH), clientHeight / (bottom - top + 2 * PITCH));
    this.#set(Math.max(room, least));
    this.centre({ x: (left + right) / 2, y: (top + bottom) / 2 });
  }

  // What of the map is in the window.
  seen() {
    const { x, y } = this.svg.viewBox.baseVal;
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.frame;
    const [left, top] = [x + scrollLeft / this.scale, y + scrollTop / this.scale];
    return { left, top, right: left + clientWidth / this.scale, bottom: top + clientHeight / this.scale };
  }

  #tell() {
    this.telling ??= requestAnimationFrame(() => {
      this.telling = undefined;
      this.moved();
    });
  }

  zoom(steps) {
    const { left, top, width, height } = this.frame.getBoundingClientRect();
    this.#about(left + width / 2, top + height / 2, this.scale * STEP ** steps);
  }

  #set(scale) {
    this.scale = Math.min(CLOSEST, Math.max(this.fitting, scale));
    this.svg.setAttribute("width", this.width * this.scale);
    this.svg.setAttribute("height", this.height * this.scale);
    this.svg.classList.toggle("is-far", PITCH * this.scale < READABLE);
    this.svg.style.setProperty("--scale", this.scale);
    this.#tell();
  }

  // Zoom so that what is under this point of the screen stays under it.
  #about(clientX, clientY, scale) {
    const before = this.svg.getBoundingClientRect();
    const [x, y] = [(clientX - before.left) / this.scale, (clientY - before.top) / this.scale];
    this.#set(scale);
    const after = this.svg.getBoundingClientRect();
    this.frame.scrollBy(after.left + x * this.scale - clientX, after.top + y * this.scale - clientY);
  }

  #soon(clientX, clientY, scale) {
    this.wanted = [clientX, clientY, scale];
    this.coming ??= requestAnimationFrame(() => {
      this.coming = undefined;
      this.#about(...this.wanted);
    });
  }

  #resized() {
    if (this.frame.clientWidth === this.before) return;
    this.before = this.frame.clientWidth;
    this.#shape();
    if (this.scale < this.fitting) this.fit();
  }

  // The wheel alone scrolls the page; with ctrl, as trackpads send a pinch, it zooms.
  #wheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.#soon(event.clientX, event.clientY, this.scale * Math.exp(-event.deltaY / 200));
  }

  #pinchStart(event) {
    if (event.touches.length !== 2) return;
    event.preventDefault();
    this.pinch = { apart: this.#apart(event.touches), scale: this.scale };
  }

  #pinch(event) {
    if (event.touches.length !== 2 || !this.pinch) return;
    event.preventDefault();
    const [a, b] = event.touches;
    const scale = (this.pinch.scale * this.#apart(event.touches)) / this.pinch.apart;
    this.#soon((a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2, scale);
  }

  #apart([a, b]) {
    return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) || 1;
  }

  // A mouse drags the map; a finger scrolls it by itself.
  #grab(event) {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    const { frame } = this;
    const start = { x: event.clientX, y: event.clientY, left: frame.scrollLeft, top: frame.scrollTop };
    const move = (moved) => {
      const [dx, dy] = [moved.clientX - start.x, moved.clientY - start.y];
      if (!this.dragged && Math.hypot(dx, dy) < 5) return;
      this.dragged = true;
      frame.scrollTo(start.left - dx, start.top - dy);
    };
    const end = () => {
      removeEventListener("pointermove", move);
      // The click that ends a drag chooses no seat.
      setTimeout(() => { this.dragged = false; });
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end, { once: true });
    addEventListener("pointercancel", end, { once: true });
  }
}
