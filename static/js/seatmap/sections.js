// The sections of a hall as shapes: an outline drawn along the rows' ends, what is free in each, and
// what it costs.

import { PITCH } from "./model.js";

const round = (number) => Math.round(number * 10) / 10;
const apart = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);
const amount = (price) => Number(/[\d,]+(?:\.\d+)?/.exec(price ?? "")?.[0].replaceAll(",", "") ?? 0);

// Rows one after the other, each from the same side.
const sameWay = (rows) => {
  const turned = [];
  for (const row of rows) {
    const before = turned.at(-1);
    turned.push(before && apart(before[0], row[0]) > apart(before[0], row.at(-1)) ? [...row].reverse() : row);
  }
  return turned;
};

// Along the first row, down one side, back along the last row, up the other side.
const outline = (rows) => {
  const [first, ...more] = sameWay(rows);
  const last = more.pop() ?? [];
  const points = [...first, ...more.map((row) => row.at(-1)), ...[...last].reverse(), ...more.map((row) => row[0]).reverse()];
  return `M${points.map(({ x, y }) => `${round(x)} ${round(y)}`).join("L")}z`;
};

const middleOf = (seats) => {
  const [x, y] = ["x", "y"].map((axis) => seats.reduce((sum, seat) => sum + seat[axis], 0) / seats.length);
  const nearest = seats.reduce((best, seat) => (apart(seat, { x, y }) < apart(best, { x, y }) ? seat : best));
  return apart(nearest, { x, y }) > 40 ? nearest : { x, y };
};

const boxOf = (seats) => {
  const [xs, ys] = [seats.map(({ x }) => x), seats.map(({ y }) => y)];
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
};

// Where a shape's words stand, and how much room is there: a bent one is thinner than its box.
const roomOf = (seats) => {
  const middle = middleOf(seats);
  const along = (axis, other) => {
    const near = seats.filter((seat) => Math.abs(seat[other] - middle[other]) <= PITCH).map((seat) => seat[axis]);
    return near.length ? [Math.min(...near), Math.max(...near)] : [middle[axis], middle[axis]];
  };
  const [[left, right], [top, bottom]] = [along("x", "y"), along("y", "x")];
  return { middle: { x: middle.x, y: (top + bottom) / 2 }, room: { width: right - left + PITCH, height: bottom - top + PITCH } };
};

export const sectionsOf = (hall) => {
  const rows = new Map();
  for (const { section, seats } of hall.geometry.rows) {
    const drawn = seats.map(([id]) => hall.seats.get(id));
    if (drawn.length) rows.set(section, [...(rows.get(section) ?? []), drawn]);
  }
  return hall.geometry.sections
    .filter(({ id }) => rows.has(id))
    .map(({ id, name }) => {
      const seats = rows.get(id).flat();
      return { id, name, seats, path: outline(rows.get(id)), box: boxOf(seats), ...roomOf(seats) };
    });
};

// What is free in a section: how many, the lowest and the highest price, the tier with most seats.
export const stockOf = (hall, { seats }) => {
  const counts = new Map();
  for (const seat of seats) if (seat.free) counts.set(seat.tier, (counts.get(seat.tier) ?? 0) + 1);
  const tiers = [...counts.keys()].map((id) => hall.tiers.get(id)).filter(Boolean);
  const prices = tiers.map(({ price }) => price).sort((a, b) => amount(a) - amount(b));
  const [most] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  const free = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return { free, low: prices[0] ?? "", high: prices.at(-1) ?? "", tier: hall.tiers.get(most) };
};
