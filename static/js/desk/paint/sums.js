// What the painting comes to: places and value by price, and the rows that lack one.

import { BARE, isBlocked, reasonOf } from "./hall.js";

export const fill = (template, values) => template.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);

// In both languages the comma parts thousands and the point the decimals. Prices are thousandths.
const written = ({ zero, digits }, thousandths) => {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return zero.replace(/[\d,]+(?:\.\d+)?/, (thousandths / 1000).toLocaleString("en", options));
};

const BLOCKED = "!";
const kindOf = (brush) => (isBlocked(brush) ? BLOCKED : brush);

export class Sums {
  constructor(hall, root, { tiers, money, texts }) {
    Object.assign(this, { hall, root, money, texts });
    this.details = root.querySelector("details");
    this.details.addEventListener("toggle", () => this.rows && this.#rows(this.rows));
    this.prices = new Map(tiers.map(({ code, price }) => [code, Math.round(Number(price) * 1000)]));
  }

  // The long table is written only while it is open.
  show() {
    const counts = new Map();
    const rows = new Map();
    for (const unit of this.hall.all) {
      const kind = kindOf(unit.brush);
      counts.set(kind, (counts.get(kind) ?? 0) + unit.room);
      const key = `${unit.section}|${unit.row}`;
      if (!rows.has(key)) rows.set(key, new Map());
      rows.get(key).set(unit.brush, (rows.get(key).get(unit.brush) ?? 0) + unit.room);
    }
    this.#table(counts);
    this.rows = rows;
    if (this.details.open) this.#rows(rows);
    this.#bare(rows);
  }

  #table(counts) {
    let [places, value] = [0, 0];
    for (const line of this.root.querySelectorAll("[data-sum]")) {
      const kind = line.dataset.sum;
      const count = counts.get(kind) ?? 0;
      const worth = count * (this.prices.get(kind) ?? 0);
      places += count;
      value += worth;
      this.#write(line, count, this.prices.has(kind) ? worth : null);
    }
    this.#write(this.root.querySelector("[data-total]"), places, value);
  }

  #write(line, count, worth) {
    line.querySelector("[data-count]").textContent = count.toLocaleString("en");
    if (worth !== null) line.querySelector("[data-worth]").textContent = written(this.money, worth);
  }

  #rows(rows) {
    for (const line of this.root.querySelectorAll("[data-row-of]")) {
      const brushes = rows.get(line.dataset.rowOf);
      if (brushes) line.textContent = [...brushes].sort().map(([brush, count]) => this.#told(brush, count)).join(this.texts.comma);
    }
  }

  #told(brush, count) {
    if (brush === BARE) return `${this.texts.none} ${count}`;
    return isBlocked(brush) ? `${this.texts.blocked} (${reasonOf(brush)}) ${count}` : `${brush} ${count}`;
  }

  #bare(rows) {
    const list = this.root.querySelector("[data-bare]");
    const found = [...rows].filter(([, brushes]) => brushes.get(BARE));
    list.closest("[data-bare-box]").hidden = found.length === 0;
    list.replaceChildren(
      ...found.map(([key, brushes]) => {
        const [section, row] = [key.split("|")[0], key.split("|").slice(1).join("|")];
        const item = document.createElement("li");
        const name = this.hall.sections.get(Number(section))?.name ?? "";
        item.textContent = fill(row ? this.texts.bare_row : this.texts.bare_area, { section: name, row, count: brushes.get(BARE) });
        return item;
      }),
    );
  }
}
