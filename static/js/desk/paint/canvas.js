// Draws the hall on a canvas: thousands of seats, painted anew within one frame.

import { BARE, isBlocked } from "./hall.js";

const CLOSEST = 8;
const LETTER = 11;
const INK = "#15161b";
const LINE = "#7d828e";

export class Canvas {
  constructor(hall, canvas, colours) {
    Object.assign(this, { hall, canvas, colours, scale: 1, x: 0, y: 0, cursor: null, lasso: null });
    this.pen = canvas.getContext("2d");
    this.outlines = (hall.geometry.outlines ?? []).map((d) => new Path2D(d));
    this.stage = hall.geometry.stage?.d ? new Path2D(hall.geometry.stage.d) : null;
    new ResizeObserver(() => this.fit()).observe(canvas);
  }

  fit() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const ratio = devicePixelRatio || 1;
    Object.assign(this.canvas, { width: width * ratio, height: height * ratio });
    const [left, top, wide, high] = this.hall.box;
    this.fitting = Math.min(width / wide, height / high) || 1;
    this.scale = this.fitting;
    this.x = (width - wide * this.scale) / 2 - left * this.scale;
    this.y = (height - high * this.scale) / 2 - top * this.scale;
    this.draw();
  }

  // Where an event happened, in the plan's own unit.
  point({ clientX, clientY }) {
    const { left, top } = this.canvas.getBoundingClientRect();
    return [(clientX - left - this.x) / this.scale, (clientY - top - this.y) / this.scale];
  }

  move(dx, dy) {
    this.x += dx;
    this.y += dy;
    this.draw();
  }

  // Zoom so that what is under this point of the screen stays under it.
  zoom(factor, event) {
    const { left, top, width, height } = this.canvas.getBoundingClientRect();
    const [px, py] = event ? [event.clientX - left, event.clientY - top] : [width / 2, height / 2];
    const scale = Math.min(this.fitting * CLOSEST, Math.max(this.fitting, this.scale * factor));
    this.x = px - ((px - this.x) * scale) / this.scale;
    this.y = py - ((py - this.y) * scale) / this.scale;
    this.scale = scale;
    this.draw();
  }

  // Bring the cursor into the window where it has left it.
  show(unit) {
    this.cursor = unit;
    const [x, y] = [unit.x * this.scale + this.x, unit.y * this.scale + this.y];
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (x < 20 || x > width - 20) this.x += width / 2 - x;
    if (y < 20 || y > height - 20) this.y += height / 2 - y;
    this.draw();
  }

  draw() {
    this.coming ??= requestAnimationFrame(() => {
      this.coming = undefined;
      this.#draw();
    });
  }

  #draw() {
    const { pen, scale } = this;
    const ratio = devicePixelRatio || 1;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, this.canvas.clientWidth, this.canvas.clientHeight);
    pen.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * this.x, ratio * this.y);
    this.#room();
    this.#seats();
    if (scale * this.hall.pitch > LETTER) this.#letters();
    this.#names();
    if (this.cursor) this.#ring(this.cursor);
    if (this.lasso) this.#lasso();
  }

  #room() {
    const { pen, scale } = this;
    pen.lineWidth = 1.5 / scale;
    pen.strokeStyle = LINE;
    for (const path of this.outlines) pen.stroke(path);
    pen.fillStyle = INK;
    if (this.stage) pen.fill(this.stage);
  }

  #seats() {
    const groups = new Map();
    for (const unit of this.hall.all) {
      const key = unit.taken ? `taken ${unit.brush}` : unit.brush;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(unit);
    }
    for (const [key, units] of groups) this.#group(key, units);
  }

  #group(key, units) {
    const { pen } = this;
    const path = new Path2D();
    const { taken, brush } = units[0];
    for (const unit of units) this.#shape(path, unit, key);
    pen.lineWidth = this.hall.pitch * 0.07;
    pen.strokeStyle = pen.fillStyle = this.colours(brush);
    if (brush === BARE || isBlocked(brush)) pen.stroke(path);
    else pen.fill(path);
    if (isBlocked(brush) && !taken) this.#crosses(units);
  }

  #shape(path, unit) {
    const half = this.hall.sizeOf(unit) * (unit.isArea ? 1 : 0.76);
    if (unit.taken) {
      const dot = half * 0.5;
      path.moveTo(unit.x + dot, unit.y);
      path.arc(unit.x, unit.y, dot, 0, 7);
    } else path.rect(unit.x - half, unit.y - half, half * 2, half * 2);
  }

  #crosses(units) {
    const path = new Path2D();
    for (const unit of units) {
      const half = this.hall.sizeOf(unit) * (unit.isArea ? 1 : 0.76);
      path.moveTo(unit.x - half, unit.y - half);
      path.lineTo(unit.x + half, unit.y + half);
      path.moveTo(unit.x + half, unit.y - half);
      path.lineTo(unit.x - half, unit.y + half);
    }
    this.pen.stroke(path);
  }

  #letters() {
    const { pen, hall } = this;
    pen.fillStyle = "#fff";
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    for (const unit of hall.all) {
      if (unit.taken || unit.brush === BARE || isBlocked(unit.brush)) continue;
      pen.font = `700 ${hall.sizeOf(unit) * 0.95}px system-ui, sans-serif`;
      pen.fillText(unit.brush, unit.x, unit.y);
    }
  }

  // Sections by name, with a halo so that seats do not drown them; none over another.
  #names() {
    const { pen, scale, hall } = this;
    pen.font = `700 ${13 / scale}px system-ui, sans-serif`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.lineWidth = 4 / scale;
    pen.strokeStyle = "#fff";
    pen.lineJoin = "round";
    pen.fillStyle = INK;
    const drawn = [];
    for (const { id, name, x, y: middle } of hall.geometry.sections) {
      const area = hall.units.get(`s${id}`);
      const y = area ? middle + hall.sizeOf(area) + 12 / scale : middle;
      const half = pen.measureText(name).width / 2;
      const meets = (other) => Math.abs(other.x - x) < other.half + half && Math.abs(other.y - y) < 17 / scale;
      if (x === undefined || (!x && !middle) || drawn.some(meets)) continue;
      drawn.push({ x, y, half });
      pen.strokeText(name, x, y);
      pen.fillText(name, x, y);
    }
  }

  #ring(unit) {
    const { pen, scale } = this;
    const half = this.hall.sizeOf(unit) + 3 / scale;
    pen.lineWidth = 3 / scale;
    pen.strokeStyle = INK;
    pen.strokeRect(unit.x - half, unit.y - half, half * 2, half * 2);
  }

  #lasso() {
    const { pen, scale } = this;
    pen.beginPath();
    for (const [x, y] of this.lasso) pen.lineTo(x, y);
    pen.closePath();
    pen.lineWidth = 2 / scale;
    pen.setLineDash([6 / scale, 4 / scale]);
    pen.strokeStyle = INK;
    pen.fillStyle = "rgb(21 22 27 / 12%)";
    pen.fill();
    pen.stroke();
    pen.setLineDash([]);
  }
}
