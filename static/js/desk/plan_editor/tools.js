// What the hand does: choose, move, draw. A gesture is followed until it ends or is given up; only
// its end changes the drawing.

import { move, newCode } from "./acts.js";
import { around, inside, tidy } from "./geometry.js";
import { rowNames, seatLabels } from "./numbering.js";
import { thingAt } from "./shapes.js";

const CLICK = 4;

export class Tools {
  constructor({ view, drawing, options, say }) {
    Object.assign(this, { view, drawing, options, say, name: "select", fingers: new Map() });
    const { above } = view;
    above.addEventListener("pointerdown", (event) => this.#down(event));
    above.addEventListener("pointermove", (event) => this.#move(event));
    for (const name of ["pointerup", "pointercancel"]) above.addEventListener(name, (event) => this.#up(event));
    above.addEventListener("dblclick", (event) => this.#row(event));
    above.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
  }

  #down(event) {
    this.view.above.setPointerCapture(event.pointerId);
    this.fingers.set(event.pointerId, event);
    if (this.fingers.size === 2) {
      this.giveUp();
      this.hand = this.#pinch();
      return;
    }
    if (this.fingers.size > 2) return;
    const start = { x: event.clientX, y: event.clientY, point: this.view.at(event) };
    const isPan = this.name === "pan" || event.button === 1 || this.isSpaceDown;
    this.hand = isPan ? this.#pan(event) : (this.#tools[this.name] ?? this.#tools.select).call(this, start, event);
    this.start = start;
    this.far = 0;
    event.preventDefault();
    this.view.frame.focus({ preventScroll: true });
  }

  #move(event) {
    if (!this.fingers.has(event.pointerId)) return;
    this.fingers.set(event.pointerId, event);
    this.far = Math.max(this.far, Math.hypot(event.clientX - this.start.x, event.clientY - this.start.y));
    this.hand?.move?.(this.view.at(event), event);
  }

  #up(event) {
    if (!this.fingers.delete(event.pointerId)) return;
    const { hand } = this;
    this.hand = null;
    this.view.gesture = null;
    if (event.type === "pointercancel") this.giveUp();
    else hand?.end?.(this.view.at(event), event, this.far < CLICK);
    this.view.repaint();
  }

  giveUp() {
    this.hand = null;
    this.view.gesture = null;
    this.view.shift = { x: 0, y: 0 };
    this.view.repaint();
  }

  #wheel(event) {
    event.preventDefault();
    const { left, top } = this.view.frame.getBoundingClientRect();
    if (event.ctrlKey || event.metaKey) this.view.zoom(Math.exp(-event.deltaY / 250), event.clientX - left, event.clientY - top);
    else this.view.pan(event.deltaX / this.view.scale, event.deltaY / this.view.scale);
  }

  #pan(event) {
    let last = event;
    return {
      move: (_point, moved) => {
        this.view.pan((last.clientX - moved.clientX) / this.view.scale, (last.clientY - moved.clientY) / this.view.scale);
        last = moved;
      },
    };
  }

  // Two fingers zoom about what is between them, and pan.
  #pinch() {
    const look = () => {
      const [a, b] = [...this.fingers.values()];
      return { x: (a.clientX + b.clientX) / 2, y: (a.clientY + b.clientY) / 2, apart: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) || 1 };
    };
    let last = look();
    return {
      move: () => {
        if (this.fingers.size < 2) return;
        const now = look();
        const { left, top } = this.view.frame.getBoundingClientRect();
        this.view.pan((last.x - now.x) / this.view.scale, (last.y - now.y) / this.view.scale);
        this.view.zoom(now.apart / last.apart, now.x - left, now.y - top);
        last = now;
      },
    };
  }

  #row(event) {
    if (this.name !== "select") return;
    const thing = thingAt(this.drawing, this.view, this.view.at(event));
    if (thing?.type !== "seat") return;
    const row = this.drawing.of("seat").filter((seat) => seat.section === thing.section && seat.row === thing.row);
    this.drawing.choose(row.map(({ id }) => id), { add: event.shiftKey });
  }

  #tools = {
    select(start, event) {
      const thing = thingAt(this.drawing, this.view, start.point);
      if (!thing) return this.#frame(start, event, false);
      if (event.shiftKey || event.ctrlKey || event.metaKey) {
        const { chosen } = this.drawing;
        const rest = [...chosen].filter((id) => id !== thing.id);
        this.drawing.choose(chosen.has(thing.id) ? rest : [...rest, thing.id]);
        return null;
      }
      if (!this.drawing.chosen.has(thing.id)) this.drawing.choose([thing.id]);
      return this.#drag(start.point, thing);
    },
    lasso(start, event) {
      return this.#frame(start, event, true);
    },
    row(start) {
      return this.#drawn(start.point, (end) => this.options.rowSeats(start.point, end), (lists) => this.#addRows(lists));
    },
    table() {
      return { end: (point) => this.#addTable(point) };
    },
    seat() {
      return { end: (point) => this.#addSeat(point) };
    },
    area(start) {
      return this.#rectangle(start.point, (rect) => this.#addArea(rect));
    },
    stage(start) {
      return this.#rectangle(start.point, ({ x, y, width, height }) => this.#addStage(x, y, width, height));
    },
    line(start) {
      return this.#stroke(start.point);
    },
    focal() {
      return { end: (point) => this.#addFocal(point) };
    },
  };

  // Only the upper canvas is painted while things are dragged; they are moved at the end.
  #drag(from, thing) {
    return {
      move: (point) => {
        this.view.shift = { x: point.x - from.x, y: point.y - from.y };
        this.view.repaint();
      },
      end: (_point, _event, isClick) => {
        const { x, y } = this.view.shift;
        this.view.shift = { x: 0, y: 0 };
        if (isClick) this.drawing.choose([thing.id]);
        else move(this.drawing, x, y);
      },
    };
  }

  // A frame (or a lasso) around seats; with shift they join those that are chosen.
  #frame(start, event, isFree) {
    const add = event.shiftKey;
    const way = [start.point];
    return {
      move: (point) => {
        if (isFree) way.push(point);
        const path = new Path2D();
        if (isFree) way.forEach(({ x, y }, at) => (at ? path.lineTo(x, y) : path.moveTo(x, y)));
        else path.rect(start.point.x, start.point.y, point.x - start.point.x, point.y - start.point.y);
        this.view.gesture = { path, fill: true };
        this.view.repaint();
      },
      end: (point, _event, isClick) => {
        if (isClick) {
          if (!add) this.drawing.choose([]);
          return;
        }
        this.drawing.choose(this.#within(isFree ? way : corners(start.point, point)), { add });
      },
    };
  }

  #within(polygon) {
    const things = [...this.drawing.things.values()].filter(({ type }) => ["seat", "table", "area"].includes(type));
    return things.filter((thing) => this.view.isHere(thing) && inside(thing, polygon)).map(({ id }) => id);
  }

  #drawn(from, lay, keep) {
    return {
      move: (point) => {
        this.view.gesture = { seats: lay(point).flat() };
        this.view.repaint();
      },
      end: (point, _event, isClick) => {
        if (!isClick) keep(lay(point));
      },
    };
  }

  #rectangle(from, keep) {
    const rect = (to) => ({ x: tidy((from.x + to.x) / 2), y: tidy((from.y + to.y) / 2), width: tidy(Math.abs(to.x - from.x)), height: tidy(Math.abs(to.y - from.y)) });
    return {
      move: (point) => {
        const path = new Path2D();
        path.rect(from.x, from.y, point.x - from.x, point.y - from.y);
        this.view.gesture = { path, fill: true };
        this.view.repaint();
      },
      end: (point, _event, isClick) => {
        if (!isClick) keep(rect(point));
      },
    };
  }

  #stroke(from) {
    return {
      move: (point) => {
        const path = new Path2D();
        path.moveTo(from.x, from.y);
        path.lineTo(point.x, point.y);
        this.view.gesture = { path };
        this.view.repaint();
      },
      end: (to, _event, isClick) => {
        if (isClick) return;
        this.drawing.change([{ type: "line", x: 0, y: 0, d: `M${tidy(from.x)} ${tidy(from.y)}L${tidy(to.x)} ${tidy(to.y)}` }]);
      },
    };
  }

  #addRows(lists) {
    const { numbering, naming, firstRow } = this.options;
    const names = rowNames(lists.length, naming, firstRow || this.options.nextRow());
    const labels = lists.map((seats) => seatLabels(seats.length, numbering));
    if (labels.includes(null)) {
      this.say("short");
      return;
    }
    const { section, put } = this.options.target(lists.flat());
    const key = this.drawing.newKeys();
    const seats = lists.flatMap((list, row) => list.map((seat, at) => newSeat({ ...seat, section, row: names[row], label: labels[row][at] }, key)));
    this.#add([...put, ...seats]);
  }

  #addTable(point) {
    const { tableSeats, isRound } = this.options;
    const size = isRound ? Math.max(30, (tableSeats * 24) / Math.PI - 14) : 34;
    const width = isRound ? size : Math.max(34, Math.ceil(tableSeats / 2) * 24);
    const table = { type: "table", x: tidy(point.x), y: tidy(point.y), width: tidy(width), height: tidy(size), angle: 0, is_round: isRound };
    const places = around(table, tableSeats);
    const { section, put } = this.options.target(places);
    const key = this.drawing.newKeys();
    const row = this.options.nextTable(section);
    const seats = places.map((place, at) => newSeat({ ...place, section, row, label: String(at + 1) }, key));
    this.#add([...put, table, ...seats]);
  }

  #addSeat(point) {
    const place = { x: tidy(point.x), y: tidy(point.y), angle: 0 };
    const { section, put } = this.options.target([place]);
    const row = this.options.firstRow || "A";
    const taken = new Set(this.drawing.of("seat").filter((seat) => seat.section === section && seat.row === row).map(({ label }) => label));
    let label = 1;
    while (taken.has(String(label))) label += 1;
    this.#add([...put, newSeat({ ...place, section, row, label: String(label) }, this.drawing.newKeys())]);
  }

  #addArea(rect) {
    const code = newCode(this.drawing);
    const section = { type: "section", code, kind: "standing", name_en: "", name_zh_hans: "", ...this.options.standingNames(), x: rect.x, y: rect.y, floor: this.view.floor, standing: 100 };
    this.#add([section, { type: "area", section: code, ...rect }]);
  }

  #addStage(x, y, width, height) {
    const [left, top] = [tidy(x - width / 2), tidy(y - height / 2)];
    const d = `M${left} ${top}H${tidy(left + width)}V${tidy(top + height)}H${left}Z`;
    const before = this.drawing.one("stage");
    this.drawing.change([{ ...before, type: "stage", d, x, y }]);
  }

  #addFocal({ x, y }) {
    this.drawing.change([{ ...this.drawing.one("focal"), type: "focal", x: tidy(x), y: tidy(y) }]);
  }

  // New things are chosen, so that they can be named at once.
  #add(things) {
    const ids = this.drawing.change(things);
    this.drawing.choose(ids.filter((id) => this.drawing.things.get(id).type !== "section"));
  }
}

const newSeat = (seat, key) => ({
  type: "seat", flags: 0, companion_of: "", note_en: "", note_zh_hans: "", photo: null, ...seat, key: key(seat.section, seat.row, seat.label),
});

const corners = (a, b) => [a, { x: b.x, y: a.y }, b, { x: a.x, y: b.y }];
