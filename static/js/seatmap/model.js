// What the map knows: the seats of the hall, which of them are free, at which price, and whose.

// Seats are drawn in a hall where neighbours stand this far apart, whatever the plan's own unit.
export const PITCH = 20.4;
export const FLAGS = { restricted: 1, wheelchair: 2, companion: 4, aisle: 8 };
const CLASSES = "abcde";

export const fill = (template, values) =>
  (template ?? "").replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);

const apart = ([, , x, y], [, , toX, toY]) => Math.hypot(toX - x, toY - y);

const median = (lengths) => lengths.sort((a, b) => a - b)[Math.floor(lengths.length / 2)] || Infinity;

// The usual distance of neighbours, measured because plans differ: in a row, and from the middle
// of a row to the next one, for rows can be closer than their seats.
const pitchOf = (rows) => {
  const inRows = rows.flatMap(({ seats }) => seats.slice(1).map((seat, i) => apart(seat, seats[i])));
  const between = rows.slice(1).map(({ seats }, i) => {
    const middle = rows[i].seats[Math.floor(rows[i].seats.length / 2)];
    return Math.min(...seats.map((seat) => apart(seat, middle)));
  });
  const pitch = Math.min(median(inRows), median(between));
  return Number.isFinite(pitch) ? pitch : PITCH;
};

const readSeats = (geometry, unit) => {
  const sections = new Map(geometry.sections.map((section) => [section.id, section]));
  const seats = new Map();
  for (const { section, row, seats: list } of geometry.rows) {
    for (const [id, label, x, y, angle, flags] of list) {
      const place = { id, label, row, part: section, section: sections.get(section)?.name ?? "" };
      seats.set(id, { ...place, x: x * unit, y: y * unit, angle: angle ?? 0, flags: flags ?? 0, free: false, mine: false });
    }
  }
  return seats;
};

export class Hall {
  constructor(geometry, texts) {
    this.geometry = geometry;
    this.texts = texts;
    this.unit = PITCH / pitchOf(geometry.rows);
    this.box = geometry.box.map((length) => length * this.unit);
    this.seats = readSeats(geometry, this.unit);
    this.views = new Map(Object.entries(geometry.views ?? {}).map(([id, [note, photo]]) => [Number(id), { note, photo }]));
    // The sections whose seats are drawn; all of them where this is null.
    this.shown = null;
    this.tiers = new Map();
    this.byPlace = new Map();
  }

  // Take in what is on sale now; answers with the seats that changed and the chosen ones lost.
  update({ tiers, seats }) {
    tiers.forEach((tier, i) => this.#keepTier(tier, CLASSES[Math.min(i, CLASSES.length - 1)]));
    const changed = [];
    for (const seat of this.seats.values()) {
      const [place, tier] = seats[seat.id] ?? [];
      const free = place !== undefined;
      if (free) this.#link(seat, place, tier);
      if (free !== seat.free || (free && tier !== seat.painted)) changed.push(seat);
      seat.free = free;
      seat.painted = tier;
    }
    const lost = [...this.seats.values()].filter((seat) => seat.mine && !seat.held && !seat.free);
    return { changed, lost };
  }

  #keepTier(tier, name) {
    const letter = tier.code.length === 1 ? tier.code : name.toUpperCase();
    this.tiers.set(tier.id, { ...tier, class: name, letter });
  }

  #link(seat, place, tier) {
    seat.place = String(place);
    seat.tier = tier;
    this.byPlace.set(seat.place, seat);
  }

  // A place that this visitor holds already, and which is therefore free for nobody else.
  hold(place, seatId, tier) {
    const seat = this.seats.get(seatId) ?? this.byPlace.get(place);
    if (!seat) return;
    this.#link(seat, place, tier ?? seat.tier ?? this.tiers.keys().next().value);
    Object.assign(seat, { held: true, mine: true });
  }

  tierOf(seat) {
    return this.tiers.get(seat.tier);
  }

  isOpen(seat) {
    return seat.free || seat.mine;
  }

  isShown(seat) {
    return !this.shown || this.shown.has(seat.part);
  }

  // Seats that are drawn and can be had.
  open() {
    return [...this.seats.values()].filter((seat) => this.isOpen(seat) && this.isShown(seat));
  }

  taken() {
    return [...this.seats.values()].filter((seat) => !this.isOpen(seat) && this.isShown(seat));
  }

  mine() {
    return [...this.seats.values()].filter((seat) => seat.mine);
  }

  free(tier) {
    let count = 0;
    for (const seat of this.seats.values()) if (seat.free && seat.tier === tier) count += 1;
    return count;
  }

  // Chosen seats of which one must know that not all can be seen.
  blinded() {
    return this.mine().filter((seat) => seat.flags & FLAGS.restricted && !seat.held);
  }

  viewOf(seat) {
    return this.views.get(seat.id) ?? { note: "", photo: "" };
  }

  // "Stalls, row H, seat 14, ¥880, restricted view"
  name(seat) {
    const values = { section: seat.section, row: seat.row, seat: seat.label, price: this.tierOf(seat)?.price ?? "" };
    const notes = Object.keys(FLAGS).filter((flag) => seat.flags & FLAGS[flag] && this.texts[flag]);
    const words = [fill(this.texts.seat, values), ...notes.map((flag) => this.texts[flag]), this.viewOf(seat).note];
    return words.filter(Boolean).join(this.texts.comma ?? ", ");
  }
}

// Prices come written for people; a sum is written in the same way. In both languages the comma
// parts thousands and the point the decimals.
export const sumOf = (prices) => {
  const numbers = prices.map((price) => /[\d,]+(?:\.\d+)?/.exec(price)?.[0].replaceAll(",", "") ?? "0");
  const digits = Math.max(0, ...numbers.map((number) => number.split(".")[1]?.length ?? 0));
  const total = numbers.reduce((sum, number) => sum + Math.round(Number(number) * 1000), 0) / 1000;
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return (prices[0] ?? "").replace(/[\d,]+(?:\.\d+)?/, total.toLocaleString("en", options));
};
