// The shapes of things as paths, and what lies under a point.

import { FLAGS } from "./drawing.js";
import { distance } from "./geometry.js";

const HALF = 8;
const DEGREE = Math.PI / 180;

// A seat is a square that is turned as the seat is.
export const box = (path, { x, y, angle }) => {
  if (!angle) {
    path.rect(x - HALF, y - HALF, 2 * HALF, 2 * HALF);
    return;
  }
  const [cos, sin] = [Math.cos(angle * DEGREE) * HALF, Math.sin(angle * DEGREE) * HALF];
  path.moveTo(x - cos + sin, y - sin - cos);
  path.lineTo(x + cos + sin, y + sin - cos);
  path.lineTo(x + cos - sin, y + sin + cos);
  path.lineTo(x - cos - sin, y - sin + cos);
  path.closePath();
};

// Signs of what a buyer must know, beside the number: a cut corner for a restricted view, a ring
// for a wheelchair, a small cross for its companion, a bar for the aisle.
export const glyph = (path, { x, y, flags }) => {
  if (flags & FLAGS.restricted) {
    path.moveTo(x - HALF, y - 1);
    path.lineTo(x - 1, y - HALF);
  }
  if (flags & FLAGS.wheelchair) {
    path.moveTo(x + 7, y);
    path.arc(x, y, 7, 0, 7);
  }
  if (flags & FLAGS.companion) {
    path.moveTo(x + 2.5, y - 5.5);
    path.lineTo(x + 7.5, y - 5.5);
    path.moveTo(x + 5, y - 8);
    path.lineTo(x + 5, y - 3);
  }
  if (flags & FLAGS.aisle) {
    path.moveTo(x - 5, y + HALF - 1.5);
    path.lineTo(x + 5, y + HALF - 1.5);
  }
};

export const outline = ({ type, x, y, width, height, angle = 0, is_round, d }) => {
  if (type === "line" || type === "stage") return new Path2D(d);
  const path = new Path2D();
  if (type === "table" && is_round) path.ellipse(x, y, width / 2, height / 2, angle * DEGREE, 0, 7);
  else {
    const shape = new Path2D();
    shape.rect(-width / 2, -height / 2, width, height);
    path.addPath(shape, new DOMMatrix().translate(x, y).rotate(angle));
  }
  return path;
};

// A row's name stands before its first seat.
export const labelOf = (row) => {
  if (row.length < 2) return null;
  const [first, next] = row;
  const far = distance(first, next) || 1;
  return { x: first.x + ((first.x - next.x) / far) * 17, y: first.y + ((first.y - next.y) / far) * 17 };
};

const probe = document.createElement("canvas").getContext("2d");

// The topmost thing under a point: a seat, else a table, an area, a line, the stage.
export const thingAt = (drawing, view, point) => {
  const reach = Math.max(HALF, 7 / view.scale);
  let [found, nearest] = [null, reach];
  for (const seat of drawing.of("seat")) {
    if (Math.abs(seat.x - point.x) > reach || Math.abs(seat.y - point.y) > reach || !view.isHere(seat)) continue;
    const far = distance(seat, point);
    if (far <= nearest) [found, nearest] = [seat, far];
  }
  if (found) return found;
  probe.lineWidth = 8 / view.scale;
  const under = [...drawing.things.values()].filter((thing) => isUnder(thing, point, reach) && view.isHere(thing));
  return under.at(-1) ?? null;
};

const isUnder = (thing, point, reach) => {
  if (thing.type === "focal") return distance(thing, point) < 2 * reach;
  if (thing.type === "line") return probe.isPointInStroke(outline(thing), point.x, point.y);
  return ["table", "area", "stage"].includes(thing.type) && probe.isPointInPath(outline(thing), point.x, point.y);
};
