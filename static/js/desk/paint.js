// Painting a performance: brushes, the plan, the lists beside it, undo and redo. The form below the
// plan does the same; with this script it paints here, and one save sends everything.

import { Canvas } from "./paint/canvas.js";
import { BARE, Hall, blockedFor, chosenSeats, isBlocked, reasonOf } from "./paint/hall.js";
import { History } from "./paint/history.js";
import { fill, Sums } from "./paint/sums.js";
import { Tools } from "./paint/tools.js";

const COLOURS = 8;
const BLOCK = "!";
const root = document.querySelector("[data-paint]");
const told = JSON.parse(document.getElementById("paint-data").textContent);
const { texts } = told;
const find = (name) => root.querySelector(`[data-${name}]`);

const style = getComputedStyle(root);
const codes = told.tiers.map(({ code }) => code);
const colour = (brush) => {
  const place = codes.indexOf(brush);
  return style.getPropertyValue(place < 0 ? "--paint-none" : `--paint-${place % COLOURS}`).trim();
};

const start = (geometry) => {
  const hall = new Hall(geometry, told);
  const view = new Canvas(hall, find("canvas"), colour);
  const sums = new Sums(hall, root, told);
  const buttons = [...root.querySelectorAll("[data-brush]")];
  const reason = find("reason").querySelector("input");
  const line = find("say");

  const show = () => {
    view.draw();
    sums.show();
    find("undo").disabled = !history.done.length;
    find("redo").disabled = !history.undone.length;
    find("save").disabled = !history.isDirty;
  };
  const history = new History(show);

  const name = (unit) => {
    const section = hall.sections.get(unit.section)?.name ?? "";
    return fill(unit.isArea ? texts.area : texts.seat, { section, row: unit.row, seat: unit.label, count: unit.room });
  };
  const price = ({ brush }) => {
    if (brush === BARE) return texts.none;
    if (isBlocked(brush)) return reasonOf(brush) ? `${texts.blocked} (${reasonOf(brush)})` : texts.blocked;
    return `${brush} ${told.tiers.find(({ code }) => code === brush)?.written ?? ""}`;
  };
  const speak = (unit, { quietly = false } = {}) => {
    const words = unit ? [name(unit), price(unit), texts[unit.taken]].filter(Boolean).join(texts.comma) : "";
    find("now").textContent = words;
    if (!quietly) line.textContent = words;
  };

  const chosen = () => root.querySelector("[data-brush][aria-pressed=true]")?.value ?? BARE;
  const press = (value) => {
    const found = buttons.find((button) => button.value === value);
    if (!found) return false;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button === found));
    find("reason").hidden = value !== BLOCK;
    return true;
  };
  const brushOf = (value, why) => {
    if (value !== BLOCK) return value;
    if (why.value.trim()) return blockedFor(why.value);
    line.textContent = texts.reason;
    why.focus();
    return null;
  };
  const paint = (units, unit, value = chosen(), why = reason) => {
    const brush = brushOf(value, why);
    if (brush === null) return;
    const steps = hall.steps(units, brush);
    const count = steps.reduce((sum, step) => sum + step.unit.room, 0);
    const locked = units.filter(({ taken }) => taken).length;
    history.make(steps);
    const words = [fill(texts.painted, { count }), locked ? fill(texts.locked, { count: locked }) : "", unit ? `${name(unit)}${texts.comma}${price(unit)}` : ""];
    if (unit) speak(unit, { quietly: true });
    line.textContent = words.filter(Boolean).join(" · ");
  };

  const mode = () => root.querySelector("[name=mode]:checked").value;
  new Tools(view, { mode, paint, speak, choose: press });
  for (const button of buttons) button.addEventListener("click", () => press(button.value) && button.value === BLOCK && reason.focus());
  press(codes[0] ?? BARE);
  find("undo").addEventListener("click", () => history.undo());
  find("redo").addEventListener("click", () => history.redo());
  find("larger").addEventListener("click", () => view.zoom(1.4));
  find("smaller").addEventListener("click", () => view.zoom(1 / 1.4));
  find("fit").addEventListener("click", () => view.fit());
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.target.matches("input, textarea")) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) history.redo();
    else history.undo();
  });

  const form = root.querySelector("form[data-brush-form]");
  form.addEventListener("submit", (event) => {
    if (event.submitter?.value === "save") {
      form.elements.painting.value = JSON.stringify(hall.painted());
      leaving = true;
      return;
    }
    event.preventDefault();
    const units = chosenSeats(hall.of(form.elements.where.value), form.elements.seats.value);
    if (units.length) paint(units, null, form.elements.brush.value, form.elements.reason);
    else line.textContent = texts.nothing;
  });
  let leaving = false;
  addEventListener("beforeunload", (event) => {
    if (history.isDirty && !leaving) event.preventDefault();
  });
  for (const shown of root.querySelectorAll("[data-scripted]")) shown.hidden = false;
  view.fit();
  show();
  root.dataset.ready = "";
};

fetch(told.geometry, { headers: { Accept: "application/json" } })
  .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
  .then(start)
  .catch(() => {
    find("say").textContent = texts.failed;
  });
