// What is drawn: things by their number, the steps back and forth, and which things are chosen.
// A thing is never changed in place; a change puts another one where it was.

import { inOrder } from "./geometry.js";

export const FLAGS = { restricted: 1, wheelchair: 2, companion: 4, aisle: 8 };
// Steps that are kept, counted in changed things, so that a hall moved often does not fill memory.
const MOST_KEPT = 600_000;
const TOGETHER = 900;

const maskOf = (names = []) => names.reduce((sum, name) => sum | (FLAGS[name] ?? 0), 0);
const namesOf = (mask) => Object.keys(FLAGS).filter((name) => mask & FLAGS[name]);

export class Drawing extends EventTarget {
  #last = 0;
  #byType = new Map();

  constructor() {
    super();
    Object.assign(this, { things: new Map(), chosen: new Set(), back: [], forth: [], isDirty: false });
  }

  // Takes in what the server keeps; nothing of it can be undone.
  load(plan) {
    this.things.clear();
    this.#byType.clear();
    this.chosen.clear();
    this.back.length = this.forth.length = 0;
    for (const floor of plan.floors ?? []) this.#keep({ ...floor, type: "floor" });
    for (const { rows = [], ...section } of plan.sections ?? []) {
      this.#keep({ ...section, type: "section" });
      for (const { name, seats } of rows) for (const seat of seats) this.#keep(this.#readSeat(section.code, name, seat));
    }
    for (const table of plan.tables ?? []) this.#keep({ ...table, type: "table" });
    for (const area of plan.areas ?? []) this.#keep({ ...area, type: "area" });
    for (const d of plan.lines ?? []) this.#keep({ d, x: 0, y: 0, type: "line" });
    if (plan.stage?.d) this.#keep({ ...plan.stage, type: "stage" });
    if (plan.focal) this.#keep({ x: plan.focal[0], y: plan.focal[1], type: "focal" });
    if (plan.background) this.#keep({ ...plan.background, type: "background" });
    this.isDirty = false;
    this.#tell("loaded");
  }

  #readSeat(section, row, { flags, angle = 0, ...seat }) {
    return { note_en: "", note_zh_hans: "", companion_of: "", photo: null, ...seat, angle, section, row, flags: maskOf(flags), type: "seat" };
  }

  newId() {
    this.#last += 1;
    return this.#last;
  }

  #keep(thing) {
    const id = this.newId();
    this.#set(id, { ...thing, id, order: id });
  }

  #set(id, thing) {
    this.#byType.delete((thing ?? this.things.get(id))?.type);
    if (thing) this.things.set(id, thing);
    else this.things.delete(id);
  }

  // All things of a type in the order in which they were drawn; not to be changed in place.
  of(type) {
    if (!this.#byType.has(type)) {
      const found = [...this.things.values()].filter((thing) => thing.type === type);
      this.#byType.set(type, found.sort((a, b) => a.order - b.order));
    }
    return this.#byType.get(type);
  }

  one(type) {
    return this.of(type)[0];
  }

  get seats() {
    return this.of("seat");
  }

  get sections() {
    return this.of("section");
  }

  section(code) {
    return this.sections.find((section) => section.code === code);
  }

  chosenThings(type) {
    const things = [...this.chosen].map((id) => this.things.get(id)).filter(Boolean);
    return type ? things.filter((thing) => thing.type === type) : things;
  }

  // One step: things put (new ones get a number) and numbers taken away. Steps with the same
  // `series` that follow each other at once are undone together.
  change(put, gone = [], series = "") {
    const step = { sides: new Map(), series, at: performance.now() };
    for (const thing of put) {
      const id = thing.id ?? this.newId();
      const after = thing.id ? thing : { order: id, ...thing, id };
      step.sides.set(id, [this.things.get(id), after]);
      this.#set(id, after);
    }
    for (const id of gone) {
      step.sides.set(id, [this.things.get(id), undefined]);
      this.#set(id);
      this.chosen.delete(id);
    }
    if (step.sides.size) this.#remember(step);
    return [...step.sides.keys()];
  }

  #remember(step) {
    const before = this.back.at(-1);
    if (step.series && before?.series === step.series && step.at - before.at < TOGETHER) {
      for (const [id, [was, is]] of step.sides) before.sides.set(id, [before.sides.has(id) ? before.sides.get(id)[0] : was, is]);
      before.at = step.at;
    } else this.back.push(step);
    this.forth.length = 0;
    let kept = this.back.reduce((sum, { sides }) => sum + sides.size, 0);
    while (kept > MOST_KEPT && this.back.length > 1) kept -= this.back.shift().sides.size;
    this.isDirty = true;
    this.#tell("changed");
  }

  undo() {
    this.#walk(this.back, this.forth, 0);
  }

  redo() {
    this.#walk(this.forth, this.back, 1);
  }

  #walk(from, to, side) {
    const step = from.pop();
    if (!step) return;
    for (const [id, sides] of step.sides) this.#set(id, sides[side]);
    to.push({ ...step, series: "" });
    this.isDirty = true;
    this.chosen = new Set([...this.chosen].filter((id) => this.things.has(id)));
    this.#tell("changed");
  }

  choose(ids, { add = false } = {}) {
    this.chosen = new Set(add ? [...this.chosen, ...ids] : ids);
    this.#tell("chosen");
  }

  saved() {
    this.isDirty = false;
    this.#tell("saved");
  }

  #tell(name) {
    this.dispatchEvent(new Event(name));
  }

  // The key of a new seat: its name, and a count where that name has been given before.
  newKeys() {
    const known = new Set(this.seats.map(({ key }) => key));
    return (section, row, label) => {
      const name = `${section}-${row}-${label}`.slice(0, 50);
      let key = name;
      for (let count = 2; known.has(key); count += 1) key = `${name}~${count}`;
      known.add(key);
      return key;
    };
  }

  // Seats by section and row, each row in the order in which its seats stand.
  rows(seats = this.seats) {
    const rows = new Map();
    for (const seat of seats) {
      const name = `${seat.section}\n${seat.row}`;
      if (!rows.has(name)) rows.set(name, []);
      rows.get(name).push(seat);
    }
    return [...rows.values()].map((members) => inOrder(members));
  }

  // What the server keeps.
  get plan() {
    const rows = Map.groupBy ? Map.groupBy(this.rows(), ([{ section }]) => section) : grouped(this.rows());
    const plain = (type) => this.of(type).map(({ id, order, type: _type, ...thing }) => thing);
    const focal = this.one("focal");
    const [stage] = plain("stage");
    return {
      format: "marquee-plan",
      version: 1,
      stage: stage ?? {},
      focal: focal ? [focal.x, focal.y] : null,
      lines: this.of("line").map(({ d }) => d),
      tables: plain("table"),
      areas: plain("area"),
      floors: plain("floor"),
      background: plain("background")[0] ?? null,
      sections: this.sections.map(({ id, order, type, ...section }) => ({
        ...section,
        rows: (rows.get(section.code) ?? []).map((seats) => ({ name: seats[0].row, seats: seats.map(written) })),
      })),
    };
  }
}

const grouped = (rows) => {
  const found = new Map();
  for (const row of rows) found.set(row[0].section, [...(found.get(row[0].section) ?? []), row]);
  return found;
};

const written = ({ key, label, x, y, angle, flags, companion_of, note_en, note_zh_hans, photo }) => {
  const seat = { key, label, x, y };
  if (angle) seat.angle = angle;
  if (flags) seat.flags = namesOf(flags);
  if (flags & FLAGS.companion && companion_of) seat.companion_of = companion_of;
  if (note_en) seat.note_en = note_en;
  if (note_zh_hans) seat.note_zh_hans = note_zh_hans;
  if (photo) seat.photo = photo;
  return seat;
};
