// Things that one does to what is chosen; each is one step that can be undone.

import { FLAGS } from "./drawing.js";
import { middleOf, mirrored, movedPath, spread, tidy, turned } from "./geometry.js";
import { rowNames, seatLabels } from "./numbering.js";

const PATHS = ["line", "stage"];
const PLACED = ["seat", "table", "area", "stage", "line", "focal"];

export const placed = (drawing) => drawing.chosenThings().filter(({ type }) => PLACED.includes(type));

export const moved = (thing, dx, dy) => {
  const place = { ...thing, x: tidy(thing.x + dx), y: tidy(thing.y + dy) };
  if (PATHS.includes(thing.type)) place.d = movedPath(thing.d, dx, dy);
  return place;
};

export const move = (drawing, dx, dy, series = "") => {
  const names = wholeSections(drawing).map((section) => moved(section, dx, dy));
  drawing.change([...placed(drawing).map((thing) => moved(thing, dx, dy)), ...names], [], series);
};

// The names of sections that are chosen whole go along with their seats.
const wholeSections = (drawing) => {
  const counts = new Map();
  for (const { id, section } of drawing.of("seat")) {
    const isChosen = drawing.chosen.has(id);
    counts.set(section, (counts.get(section) ?? true) && isChosen);
  }
  for (const { id, section } of drawing.of("area")) counts.set(section, drawing.chosen.has(id));
  return drawing.sections.filter(({ code }) => counts.get(code));
};

export const remove = (drawing) => drawing.change([], placed(drawing).map(({ id }) => id));

export const duplicate = (drawing) => {
  const key = drawing.newKeys();
  const copies = placed(drawing)
    .filter(({ type }) => ["seat", "table", "line"].includes(type))
    .map(({ id, order, ...thing }) => {
      const copy = moved(thing, 20, 20);
      if (thing.type !== "seat") return copy;
      const bare = { companion_of: "", flags: thing.flags & ~FLAGS.companion };
      return { ...copy, ...bare, key: key(thing.section, thing.row, thing.label) };
    });
  drawing.choose(drawing.change(copies));
};

const turnable = (drawing) => placed(drawing).filter(({ type }) => !PATHS.includes(type));

export const mirror = (drawing, upright) => {
  const things = turnable(drawing);
  const about = middleOf(things);
  drawing.change(things.map((thing) => mirrored(thing, about, upright)));
};

export const turn = (drawing, degrees) => {
  const things = turnable(drawing);
  const about = middleOf(things);
  drawing.change(things.map((thing) => turned(thing, about, degrees)), [], "turn");
};

// Lay each chosen row out anew between its ends.
export const bend = (drawing, hundredths) => {
  const put = drawing.rows(drawing.chosenThings("seat")).flatMap((row) => {
    if (row.length < 2) return [];
    const places = spread(row[0], row.at(-1), row.length, hundredths);
    return row.map((seat, at) => ({ ...seat, ...places[at] }));
  });
  drawing.change(put, [], "bend");
};

// Number each chosen row; a continental row runs through all sections of its floor. False where
// the list of one's own does not suffice.
export const renumber = (drawing, numbering) => {
  const put = [];
  for (const row of rowsToNumber(drawing, numbering.scheme)) {
    const labels = seatLabels(row.length, numbering);
    if (!labels) return false;
    row.forEach((seat, at) => put.push({ ...seat, label: labels[at] }));
  }
  drawing.change(put);
  return true;
};

const rowsToNumber = (drawing, scheme) => {
  const seats = drawing.chosenThings("seat");
  if (scheme !== "continental") return drawing.rows(seats);
  const floors = new Map(drawing.sections.map(({ code, floor }) => [code, floor]));
  const whole = drawing.rows(seats.map((seat) => ({ ...seat, block: seat.section, section: floors.get(seat.section) ?? "" })));
  return whole.map((row) => row.map(({ block, ...seat }) => ({ ...seat, section: block })));
};

// Give the chosen rows names in their order from front to back.
export const renameRows = (drawing, scheme, first) => {
  const rows = drawing.rows(drawing.chosenThings("seat"));
  const front = (row) => row.reduce((sum, { y }) => sum + y, 0) / row.length;
  rows.sort((a, b) => front(a) - front(b));
  const names = scheme === "same" ? rows.map(() => first) : rowNames(rows.length, scheme, first);
  if (names.some((name) => !name)) return;
  drawing.change(rows.flatMap((row, at) => row.map((seat) => ({ ...seat, row: names[at] }))));
};

export const setOnSeats = (drawing, fields, series = "") =>
  drawing.change(drawing.chosenThings("seat").map((seat) => ({ ...seat, ...fields })), [], series);

export const setFlag = (drawing, name, isOn) =>
  drawing.change(drawing.chosenThings("seat").map((seat) => ({ ...seat, flags: isOn ? seat.flags | FLAGS[name] : seat.flags & ~FLAGS[name] })));

// Bind every other chosen seat to the one wheelchair place among them. False where there is
// not just one.
export const bindCompanions = (drawing) => {
  const seats = drawing.chosenThings("seat");
  const chairs = seats.filter(({ flags }) => flags & FLAGS.wheelchair);
  if (chairs.length !== 1 || seats.length < 2) return false;
  const companion_of = chairs[0].key;
  const others = seats.filter((seat) => seat !== chairs[0]);
  drawing.change(others.map((seat) => ({ ...seat, companion_of, flags: seat.flags | FLAGS.companion })));
  return true;
};

export const freeCompanions = (drawing) =>
  drawing.change(drawing.chosenThings("seat").map((seat) => ({ ...seat, companion_of: "", flags: seat.flags & ~FLAGS.companion })));

export const newCode = (drawing, letter = "s") => {
  const codes = new Set([...drawing.of("section"), ...drawing.of("floor")].map(({ code }) => code));
  let count = 1;
  while (codes.has(letter + count)) count += 1;
  return letter + count;
};

// A seat's section goes with it; the section's name stands at the middle of what it has.
export const removeSection = (drawing, section) => {
  const gone = [...drawing.things.values()].filter((thing) => thing.section === section.code).map(({ id }) => id);
  drawing.change([], [...gone, section.id]);
};
