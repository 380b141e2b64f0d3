// What can be painted: seats, and standing sections as one thing each; and what each is painted with.

export const BARE = "";
const BLOCKS = "!";
export const isBlocked = (brush) => brush.startsWith(BLOCKS);
export const blockedFor = (reason) => BLOCKS + reason.trim();
export const reasonOf = (brush) => brush.slice(BLOCKS.length);

const median = (numbers, other) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? other;

// The usual distance of neighbours, measured because plans differ in their unit.
const pitchOf = (rows) =>
  median(rows.flatMap(({ seats }) => seats.slice(1).map(([, , x, y], i) => Math.hypot(x - seats[i][2], y - seats[i][3]))), 20) || 20;

const inside = (polygon, { x, y }) => {
  let is = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i, i += 1) {
    const [[ax, ay], [bx, by]] = [polygon[i], polygon[j]];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) is = !is;
  }
  return is;
};

export class Hall {
  constructor(geometry, { painted, taken, rooms }) {
    this.geometry = geometry;
    this.pitch = pitchOf(geometry.rows);
    this.units = new Map();
    this.sections = new Map(geometry.sections.map((section) => [section.id, section]));
    for (const row of geometry.rows) for (const seat of row.seats) this.#addSeat(row, seat);
    for (const section of geometry.sections) if (rooms[`s${section.id}`]) this.#addArea(section, rooms[`s${section.id}`]);
    for (const [brush, names] of Object.entries(painted)) for (const name of names) this.#paint(String(name), brush);
    for (const [state, names] of Object.entries(taken)) for (const name of names) this.units.get(String(name)).taken = state;
    this.all = [...this.units.values()];
  }

  #addSeat({ section, row }, [id, label, x, y, angle]) {
    const name = String(id);
    this.units.set(name, { name, section, row, label, x, y, angle: angle ?? 0, room: 1, brush: BARE, taken: "" });
  }

  // A standing section stands in the middle of itself, as large as a few seats.
  #addArea({ id, x, y }, room) {
    const name = `s${id}`;
    this.units.set(name, { name, section: id, row: "", label: "", x, y, angle: 0, room, brush: BARE, taken: "", isArea: true });
  }

  #paint(name, brush) {
    const unit = this.units.get(name);
    if (unit) unit.brush = brush;
  }

  get box() {
    return this.geometry.box;
  }

  // What of these would change under this brush, as steps that can be taken back.
  steps(units, brush) {
    return units.filter((unit) => !unit.taken && unit.brush !== brush).map((unit) => ({ unit, before: unit.brush, after: brush }));
  }

  sizeOf(unit) {
    return this.pitch * (unit.isArea ? 3 : 0.5);
  }

  at(x, y) {
    let [found, least] = [null, Infinity];
    for (const unit of this.all) {
      const away = Math.hypot(unit.x - x, unit.y - y) - this.sizeOf(unit);
      if (away < this.pitch * 0.2 && away < least) [found, least] = [unit, away];
    }
    return found;
  }

  within(polygon) {
    return this.all.filter((unit) => inside(polygon, unit));
  }

  // What goes along with a unit: itself, its row or its section.
  along(unit, mode) {
    if (mode === "section") return this.all.filter(({ section }) => section === unit.section);
    if (mode === "row") return this.all.filter(({ section, row }) => section === unit.section && row === unit.row);
    return [unit];
  }

  // Units of a choice in the form: "*", a section, or a section's row.
  of(where) {
    if (where === "*") return this.all;
    const [section, row] = [where.split("|")[0], where.split("|").slice(1).join("|")];
    const members = this.all.filter((unit) => String(unit.section) === section);
    return where.includes("|") ? members.filter((unit) => unit.row === row) : members;
  }

  // The next unit in a direction: what lies across costs twice.
  next(from, dx, dy) {
    let [found, least] = [null, Infinity];
    for (const unit of this.all) {
      const along = (unit.x - from.x) * dx + (unit.y - from.y) * dy;
      const across = Math.abs((unit.x - from.x) * dy) + Math.abs((unit.y - from.y) * dx);
      const cost = along > this.pitch / 5 ? along + across * 2 : Infinity;
      if (cost < least) [found, least] = [unit, cost];
    }
    return found;
  }

  // As the server reads it: names by brush, what is bare left out.
  painted() {
    const found = {};
    for (const unit of this.all) if (unit.brush !== BARE) (found[unit.brush] ??= []).push(unit.name);
    return found;
  }
}

// "3–8, 12" of the seats of a row, in the order in which they sit. Nothing where one is unknown.
export const chosenSeats = (units, text) => {
  if (!text.trim()) return units;
  const found = [];
  for (const part of text.split(/[,，、;；\s]+/).filter(Boolean)) {
    const [first, last = first] = part.split(/[-–—]/);
    const [a, b] = [first, last].map((label) => units.findIndex((unit) => unit.label === label));
    if (a < 0 || b < 0) return [];
    found.push(...units.slice(Math.min(a, b), Math.max(a, b) + 1));
  }
  return found;
};
