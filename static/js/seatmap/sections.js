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

// Where a shape's words stand, and how much room is there: a bent one is thinner than its box, and a
// slanted one narrower where its upper or lower line stands than in its middle.
const roomOf = (seats) => {
  const middle = middleOf(seats);
  const along = (axis, other, at) => {
    const near = seats.filter((seat) => Math.abs(seat[other] - at) <= PITCH).map((seat) => seat[axis]);
    return near.length ? [Math.min(...near), Math.max(...near)] : [];
  };
  // From where to where in all of these places.
  const within = (axis, other, step) => {
    const ends = [-step, 0, step].map((far) => along(axis, other, middle[other] + far)).filter((pair) => pair.length);
    const [from, to] = [Math.max(...ends.map(([end]) => end)), Math.min(...ends.map(([, end]) => end))];
    return { at: (from + to) / 2, room: Math.max(to - from, 0) + PITCH };
  };
  const across = within("x", "y", 1.5 * PITCH);
  const down = within("y", "x", Math.min(4 * PITCH, across.room / 4));
  return { middle: { x: across.at, y: down.at }, room: { width: across.room, letter: within("x", "y", 0).room, height: down.room } };
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
