// What the fields beside the plan say of things to come: spacing, names, numbers, the section.

import { newCode } from "./acts.js";
import { boundsOf, middleOf, rowsBetween, tidy } from "./geometry.js";
import { placeOfName, rowNames } from "./numbering.js";

const BEFORE = 24;
const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";

export class Options {
  constructor({ root, drawing, view, texts }) {
    Object.assign(this, { root, drawing, view, texts });
  }

  #field(name) {
    return this.root.querySelector(`[data-option="${name}"]`);
  }

  #number(name, least, most) {
    const number = Number(this.#field(name).value);
    return Number.isFinite(number) ? Math.min(most, Math.max(least, number)) : least;
  }

  get numbering() {
    return { scheme: this.#field("scheme").value, start: this.#number("start", 0, 99999), custom: this.#field("custom").value };
  }

  get naming() {
    return this.#field("naming").value;
  }

  get firstRow() {
    return this.#field("first").value.trim();
  }

  get tableSeats() {
    return this.#number("table-seats", 1, 40);
  }

  get isRound() {
    return this.#field("table-shape").value === "round";
  }

  rowSeats(from, to) {
    return rowsBetween(from, to, {
      rows: this.#number("rows", 1, 100),
      spacing: this.#number("spacing", 12, 200),
      apart: this.#number("apart", 12, 400),
      bend: this.#number("bend", -95, 95),
    });
  }

  // The section that new seats belong to, and what must be put with them where it is a new one.
  target(places) {
    const code = this.#field("section").value;
    if (code && this.drawing.section(code)?.kind === "seated") return { section: code, put: [] };
    // Its name stands before its front row: on the seats nobody could read either.
    const [{ x }, { top }] = [middleOf(places), boundsOf(places)];
    const y = tidy(top - BEFORE);
    const made = { type: "section", code: newCode(this.drawing), kind: "seated", ...this.#names("section"), x, y, floor: this.view.floor, standing: 0 };
    return { section: made.code, put: [made] };
  }

  standingNames() {
    return this.#names("standing");
  }

  #names(kind) {
    const count = this.drawing.sections.length + 1;
    const [name_en, name_zh_hans] = this.texts.names[kind].map((name) => name.replace("{count}", count));
    return { name_en, name_zh_hans };
  }

  #rowsOf(code) {
    return [...new Set(this.drawing.of("seat").filter(({ section }) => section === code).map(({ row }) => row))];
  }

  // The name after the last row of the section that is drawn in.
  nextRow() {
    const rows = this.#rowsOf(this.#field("section").value);
    if (this.naming === "numbers") return String(Math.max(0, ...rows.map(Number).filter(Number.isFinite)) + 1);
    const last = Math.max(-1, ...rows.map((row) => placeOfName(row, LETTERS)));
    return rowNames(last + 2, "letters", "A").at(-1);
  }

  nextTable(section) {
    const taken = this.#rowsOf(section);
    let count = 1;
    while (taken.includes(`T${count}`)) count += 1;
    return this.firstRow || `T${count}`;
  }

  showSections() {
    const select = this.#field("section");
    const { value } = select;
    const seated = this.drawing.sections.filter(({ kind }) => kind === "seated");
    select.replaceChildren(new Option(select.dataset.new, ""), ...seated.map((section) => new Option(this.nameOf(section), section.code)));
    select.value = seated.some(({ code }) => code === value) ? value : (seated.at(-1)?.code ?? "");
  }

  nameOf({ name_en, name_zh_hans, code }) {
    const [first, second] = document.documentElement.lang.startsWith("zh") ? [name_zh_hans, name_en] : [name_en, name_zh_hans];
    return first || second || code;
  }
}
