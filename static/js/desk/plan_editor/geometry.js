// Lines, arcs and turns. Angles are degrees, clockwise; 0 looks up the page, where the stage is.

export const SEAT = 20;
const DEGREE = Math.PI / 180;

export const tidy = (length) => Math.round(length * 10) / 10;
export const distance = (a, b) => Math.hypot(b.x - a.x, b.y - a.y);

const even = (count, place) => [...Array(count).keys()].map((at) => place(count === 1 ? 0.5 : at / (count - 1)));

const seatAt = (x, y, angle) => ({ x: tidy(x), y: tidy(y), angle: tidy(((angle + 540) % 360) - 180) });

const straight = (a, b, count) => {
  const angle = Math.atan2(b.y - a.y, b.x - a.x) / DEGREE;
  return even(count, (t) => seatAt(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t, angle));
};

// The circle through both ends whose middle is `rise` away from the straight line between them.
const circle = (a, b, rise) => {
  const chord = distance(a, b) || 1;
  const radius = (chord * chord) / (8 * rise) + rise / 2;
  const [nx, ny] = [-(b.y - a.y) / chord, (b.x - a.x) / chord];
  const [mx, my] = [(a.x + b.x) / 2 + nx * (rise - radius), (a.y + b.y) / 2 + ny * (rise - radius)];
  const half = Math.asin(Math.max(-1, Math.min(1, chord / 2 / radius)));
  return { x: mx, y: my, radius, half, course: Math.atan2(b.y - a.y, b.x - a.x) };
};

const onArc = ({ x, y, radius, half, course }, count) =>
  even(count, (t) => {
    const turn = half * (1 - 2 * t);
    const [dx, dy] = [-Math.sin(turn) * radius, Math.cos(turn) * radius];
    const [cos, sin] = [Math.cos(course), Math.sin(course)];
    return seatAt(x + dx * cos - dy * sin, y + dx * sin + dy * cos, (course + turn) / DEGREE);
  });

const room = (length, spacing) => Math.max(1, Math.floor(length / spacing + 1e-6) + 1);

// A number of seats between two ends; `bend` in hundredths of half the way, middle downwards.
export const spread = (a, b, count, bend) => {
  const rise = (distance(a, b) / 2) * (bend / 100);
  return Math.abs(rise) < 0.5 ? straight(a, b, count) : onArc(circle(a, b, rise), count);
};

// Rows from one end to the other, each behind the one before: lists of seats.
export const rowsBetween = (a, b, { rows = 1, spacing = SEAT, apart = 25, bend = 0 }) => {
  const rise = (distance(a, b) / 2) * (bend / 100);
  const curved = Math.abs(rise) >= 0.5;
  const arc = curved ? circle(a, b, rise) : null;
  const length = distance(a, b) || 1;
  const [nx, ny] = [-(b.y - a.y) / length, (b.x - a.x) / length];
  return [...Array(rows).keys()].map((row) => {
    const by = row * apart;
    if (!arc) {
      const [from, to] = [a, b].map(({ x, y }) => ({ x: x + nx * by, y: y + ny * by }));
      return straight(from, to, room(length, spacing));
    }
    const radius = arc.radius + by;
    return onArc({ ...arc, radius }, room(Math.abs(2 * arc.half * radius), spacing));
  });
};

// Seats around a table, looking at its middle.
export const around = ({ x, y, width, height, is_round }, count) => {
  const out = SEAT * 0.7;
  if (is_round) {
    return [...Array(count).keys()].map((at) => {
      const turn = (at / count) * 360;
      const [sin, cos] = [Math.sin(turn * DEGREE), Math.cos(turn * DEGREE)];
      return seatAt(x + sin * (width / 2 + out), y - cos * (height / 2 + out), turn + 180);
    });
  }
  const top = Math.ceil(count / 2);
  const side = (members, dy, angle) =>
    even(members, (t) => seatAt(x + (t - 0.5) * Math.max(0, width - SEAT), y + dy, angle));
  const lower = count > top ? side(count - top, height / 2 + out, 0).reverse() : [];
  return [...side(top, -height / 2 - out, 180), ...lower];
};

export const middleOf = (things) => {
  const { left, top, right, bottom } = boundsOf(things);
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
};

export const boundsOf = (things) => {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y, width = 0, height = 0 } of things) {
    box.left = Math.min(box.left, x - width / 2);
    box.right = Math.max(box.right, x + width / 2);
    box.top = Math.min(box.top, y - height / 2);
    box.bottom = Math.max(box.bottom, y + height / 2);
  }
  return box;
};

export const turned = (thing, about, degrees) => {
  const [cos, sin] = [Math.cos(degrees * DEGREE), Math.sin(degrees * DEGREE)];
  const [dx, dy] = [thing.x - about.x, thing.y - about.y];
  const place = seatAt(about.x + dx * cos - dy * sin, about.y + dx * sin + dy * cos, (thing.angle ?? 0) + degrees);
  return { ...thing, ...place };
};

// Left and right change sides, or (`upright`) front and back.
export const mirrored = (thing, about, upright = false) => {
  const angle = thing.angle ?? 0;
  const place = upright
    ? seatAt(thing.x, 2 * about.y - thing.y, 180 - angle)
    : seatAt(2 * about.x - thing.x, thing.y, -angle);
  return { ...thing, ...place };
};

export const inside = (point, polygon) => {
  let within = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i, i += 1) {
    const [a, b] = [polygon[i], polygon[j]];
    if (a.y > point.y !== b.y > point.y && point.x < ((b.x - a.x) * (point.y - a.y)) / (b.y - a.y) + a.x) within = !within;
  }
  return within;
};

// A row in the order in which its seats stand: as they were drawn, or along the row's own
// direction from left to right, whichever way is shorter.
export const inOrder = (seats) => {
  const drawn = [...seats].sort((a, b) => a.order - b.order);
  if (drawn.length < 3) return leftFirst(drawn);
  const far = (from) => drawn.reduce((best, seat) => (distance(from, seat) > distance(from, best) ? seat : best));
  const end = far(drawn[0]);
  const start = far(end);
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const along = [...drawn].sort((a, b) => (a.x - b.x) * dx + (a.y - b.y) * dy);
  const way = (row) => row.reduce((sum, seat, at) => sum + (at ? distance(row[at - 1], seat) : 0), 0);
  return way(drawn) < way(along) * 0.99 ? drawn : leftFirst(along);
};

const leftFirst = (row) => {
  if (row.length < 2) return row;
  const [dx, dy] = [row.at(-1).x - row[0].x, row.at(-1).y - row[0].y];
  return (Math.abs(dx) >= Math.abs(dy) ? dx : dy) < 0 ? [...row].reverse() : row;
};

// A path moved: the steps in capitals name places, the others only ways.
const TAKES = { M: 2, L: 2, T: 2, H: 1, V: 1, S: 4, Q: 4, C: 6, A: 7 };
export const movedPath = (path, dx, dy) =>
  path.replace(/([MLTHVSQCA])([^A-Za-z]*)/g, (_step, letter, rest) => {
    const numbers = rest.match(/-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi)?.map(Number) ?? [];
    const takes = TAKES[letter];
    const moved = numbers.map((number, at) => {
      const place = at % takes;
      if (letter === "H") return number + dx;
      if (letter === "V") return number + dy;
      if (letter === "A") return place === 5 ? number + dx : place === 6 ? number + dy : number;
      return number + (place % 2 ? dy : dx);
    });
    return letter + moved.map(tidy).join(" ");
  });
