// One tab stop for the whole map: arrows walk to the nearest open seat in their direction.

import { PITCH } from "./model.js";

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const best = (seats, cost) => {
  let [found, least] = [null, Infinity];
  for (const seat of seats) {
    const price = cost(seat);
    if (price < least) [found, least] = [seat, price];
  }
  return found;
};

export const directionOf = (key) => DIRECTIONS[key];

export const nextIn = ([dx, dy], from, seats) =>
  best(seats, (seat) => {
    const along = (seat.x - from.x) * dx + (seat.y - from.y) * dy;
    const across = Math.abs((seat.x - from.x) * dy) + Math.abs((seat.y - from.y) * dx);
    return along > PITCH / 5 ? along + across * 2 : Infinity;
  });

export class Walk {
  constructor(hall, painting, { choose }) {
    Object.assign(this, { hall, painting, choose, stop: null });
    painting.svg.addEventListener("keydown", (event) => this.#key(event));
    painting.svg.addEventListener("focusin", ({ target }) => this.#arrive(target));
    painting.svg.addEventListener("focusout", () => painting.point(null));
  }

  seatOf(target) {
    const shape = target.closest?.("[data-seat]");
    return shape ? this.hall.seats.get(Number(shape.dataset.seat)) : undefined;
  }

  // Keep one tab stop: where one was, else a chosen seat, else the first open one.
  settle() {
    const had = this.stop && document.activeElement === document.body && this.lostFocus;
    const open = this.hall.open();
    const near = this.stop && best(open, (seat) => Math.hypot(seat.x - this.stop.x, seat.y - this.stop.y));
    this.#make(near ?? this.hall.mine()[0] ?? open[0]);
    if (had) this.#shape()?.focus();
    this.lostFocus = false;
  }

  // Told before seats go: whether the one with the focus is among them.
  expect(seats) {
    const focused = this.seatOf(document.activeElement);
    this.lostFocus = Boolean(focused && seats.includes(focused));
  }

  #shape() {
    return this.stop && this.painting.shapes.get(this.stop.id);
  }

  #make(seat) {
    this.#shape()?.setAttribute("tabindex", "-1");
    this.stop = seat ?? null;
    this.#shape()?.setAttribute("tabindex", "0");
  }

  #arrive(target) {
    const seat = this.seatOf(target);
    if (!seat) return;
    this.#make(seat);
    if (target.matches(":focus-visible")) this.painting.point(seat);
  }

  #key(event) {
    const seat = this.seatOf(event.target);
    if (!seat || event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = DIRECTIONS[event.key];
    if (direction) {
      const next = nextIn(direction, seat, this.hall.open());
      if (next) this.painting.shapes.get(next.id)?.focus();
    } else if (event.key === "Enter" || event.key === " ") {
      this.choose(seat);
    } else {
      return;
    }
    event.preventDefault();
  }
}
