// The lists beside the plan: sections with their rows, floors, and the picture that is traced.

import { newCode, removeSection } from "./acts.js";

const fill = (item, thing) => {
  for (const field of item.querySelectorAll("[data-name]")) field.value = thing[field.dataset.name] ?? "";
};

export class Parts {
  constructor({ root, drawing, view, options, pictures }) {
    Object.assign(this, { root, drawing, view, options, pictures });
    for (const name of ["loaded", "changed"]) drawing.addEventListener(name, () => this.#showSoon());
    root.addEventListener("change", ({ target }) => this.#changed(target));
    root.addEventListener("click", ({ target }) => this.#pressed(target.closest("[data-part]")));
    this.floors = root.querySelector("[data-look]");
    this.floors.addEventListener("change", () => this.#look());
  }

  // Lists of a large hall wait until the hand rests.
  #showSoon() {
    clearTimeout(this.coming);
    this.coming = setTimeout(() => this.show(), 120);
  }

  show() {
    this.options.showSections();
    this.#showFloors();
    this.#showSections();
    this.#showBackground();
  }

  // Lists are made anew, but not under the hand that writes in them.
  #list(name, things, more = () => {}) {
    const list = this.root.querySelector(`[data-list="${name}"]`);
    const template = this.root.querySelector(`[data-item="${name}"]`);
    const before = new Map([...list.children].map((item) => [item.dataset.id, item]));
    const items = things.map((thing) => {
      const item = before.get(String(thing.id)) ?? template.content.firstElementChild.cloneNode(true);
      item.dataset.id = thing.id;
      more(item, thing);
      if (!item.contains(document.activeElement)) fill(item, thing);
      return item;
    });
    if (items.length !== list.children.length || items.some((item, at) => list.children[at] !== item)) list.replaceChildren(...items);
  }

  #showSections() {
    const floors = this.drawing.of("floor");
    const rows = new Map();
    for (const row of this.drawing.rows()) rows.set(row[0].section, [...(rows.get(row[0].section) ?? []), row]);
    this.#list("section", this.drawing.sections, (item, section) => {
      const own = rows.get(section.code) ?? [];
      const select = item.querySelector('[data-name="floor"]');
      select.replaceChildren(new Option("–", ""), ...floors.map((floor) => new Option(this.options.nameOf(floor), floor.code)));
      select.value = section.floor ?? "";
      item.querySelector("[data-title]").textContent = this.options.nameOf(section);
      item.querySelector("[data-seats]").textContent = this.options.texts.places.replace("{count}", (section.kind === "standing" ? section.standing : own.reduce((sum, row) => sum + row.length, 0)).toLocaleString());
      item.querySelector("[data-standing]").hidden = section.kind !== "standing";
      this.#showRows(item.querySelector("[data-rows]"), own);
    });
  }

  #showRows(list, rows) {
    list.hidden = !rows.length;
    list.replaceChildren(
      ...rows.map((row) => {
        const button = document.createElement("button");
        Object.assign(button, { type: "button", textContent: row[0].row, className: "plan__rowname" });
        button.setAttribute("aria-label", list.dataset.words.replace("{row}", row[0].row).replace("{count}", row.length));
        button.addEventListener("click", ({ shiftKey }) => this.drawing.choose(row.map(({ id }) => id), { add: shiftKey }));
        return button;
      }),
    );
  }

  #showFloors() {
    const floors = this.drawing.of("floor");
    this.#list("floor", floors);
    this.floors.replaceChildren(new Option(this.floors.dataset.all, ""), ...floors.map((floor) => new Option(this.options.nameOf(floor), floor.code)));
    this.floors.value = floors.some(({ code }) => code === this.view.floor) ? this.view.floor : "";
    this.floors.closest("label").hidden = !floors.length;
  }

  #look() {
    this.view.floor = this.floors.value;
    this.drawing.choose([]);
  }

  #showBackground() {
    const background = this.drawing.one("background");
    this.root.querySelector("[data-background]").hidden = !background;
    for (const field of this.root.querySelectorAll("[data-trace]")) if (field !== document.activeElement) field.value = background?.[field.dataset.trace] ?? "";
    if (!background || this.traced === background.image) return;
    this.traced = background.image;
    const picture = new Image();
    picture.addEventListener("load", () => this.view.repaint({ all: true }));
    picture.src = this.pictures.address(background.image);
    this.view.picture = picture;
  }

  #thingOf(element) {
    return this.drawing.things.get(Number(element.closest("[data-id]")?.dataset.id));
  }

  #changed(field) {
    if (field.matches("[data-trace-file]")) this.#trace(field);
    if (field.dataset.trace) this.#setBackground(field.dataset.trace, Number(field.value));
    if (!field.dataset.name) return;
    const value = field.type === "number" ? Math.max(1, Math.round(Number(field.value)) || 1) : field.value.trim();
    this.drawing.change([{ ...this.#thingOf(field), [field.dataset.name]: value }]);
  }

  // Its proportions stay: the height follows the width.
  #setBackground(name, value) {
    const background = this.drawing.one("background");
    if (!Number.isFinite(value)) return;
    const height = name === "width" ? (value / background.width) * background.height : background.height;
    this.drawing.change([{ ...background, [name]: value, height: Math.round(height) }], [], `trace ${name}`);
  }

  async #trace(field) {
    const picture = await this.pictures.upload(field);
    if (!picture) return;
    const { x, y } = this.view.toPlan(this.view.frame.clientWidth / 2, this.view.frame.clientHeight / 2);
    const width = Math.round((this.view.frame.clientWidth / this.view.scale) * 0.9);
    const made = { type: "background", image: picture.id, x: Math.round(x), y: Math.round(y), width, height: Math.round((width / picture.width) * picture.height), opacity: 0.5 };
    this.drawing.change([{ ...this.drawing.one("background"), ...made }]);
  }

  #pressed(button) {
    if (!button) return;
    const { drawing } = this;
    const thing = this.#thingOf(button);
    const does = {
      "section-choose": () => drawing.choose([...drawing.things.values()].filter(({ section }) => section === thing.code).map(({ id }) => id)),
      "section-remove": () => removeSection(drawing, thing),
      "floor-add": () => this.#addFloor(),
      "floor-remove": () => drawing.change(drawing.sections.filter(({ floor }) => floor === thing.code).map((section) => ({ ...section, floor: "" })), [thing.id]),
      "background-remove": () => drawing.change([], [drawing.one("background").id]),
    };
    does[button.dataset.part]?.();
  }

  #addFloor() {
    const count = this.drawing.of("floor").length + 1;
    const [name_en, name_zh_hans] = this.options.texts.names.floor.map((name) => name.replace("{count}", count));
    this.drawing.change([{ type: "floor", code: newCode(this.drawing, "f"), name_en, name_zh_hans }]);
  }
}
