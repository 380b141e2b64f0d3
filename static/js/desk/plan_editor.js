// The plan editor: joins the drawing, the two canvases, the hand, the keyboard and the fields.

import { Chosen } from "./plan_editor/chosen.js";
import { Drawing } from "./plan_editor/drawing.js";
import { Keeping } from "./plan_editor/keeping.js";
import { Keyboard } from "./plan_editor/keyboard.js";
import { Nudging } from "./plan_editor/nudging.js";
import { Options } from "./plan_editor/options.js";
import { Parts } from "./plan_editor/parts.js";
import { Pictures } from "./plan_editor/pictures.js";
import { Tools } from "./plan_editor/tools.js";
import { View } from "./plan_editor/view.js";

const root = document.querySelector("[data-plan-editor]");
const texts = JSON.parse(document.getElementById("plan-texts").textContent);
const token = root.querySelector("[name=csrfmiddlewaretoken]").value;
const help = root.querySelector("[data-help]");
const status = root.querySelector("[data-status]");

const drawing = new Drawing();
const view = new View(root.querySelector("[data-frame]"), drawing);
const options = new Options({ root, drawing, view, texts });

// What happened, in a sentence; faults stay until the next one.
const say = (name, sentences = []) => {
  const lines = sentences.length ? sentences : [texts[name] ?? ""];
  status.classList.toggle("plan__status--bad", !["saving", "saved"].includes(name));
  status.replaceChildren(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
};

const pictures = new Pictures({ root, token, say });
const tools = new Tools({ view, drawing, options, say });
const keeping = new Keeping({ root, drawing, token, say });
const parts = new Parts({ root, drawing, view, options, pictures });
const chosen = new Chosen({ root: root.querySelector("[data-chosen-part]"), drawing, options, say, pictures });

const useTool = (name) => {
  tools.name = name;
  view.frame.dataset.uses = name;
  for (const button of root.querySelectorAll("[data-tool]")) button.setAttribute("aria-pressed", String(button.dataset.tool === name));
  for (const part of root.querySelectorAll("[data-for]")) part.hidden = !part.dataset.for.split(" ").includes(name);
};

const COMMANDS = {
  undo: () => drawing.undo(),
  redo: () => drawing.redo(),
  closer: () => view.zoom(1.25),
  farther: () => view.zoom(0.8),
  fit: () => view.fit(),
  help: () => help.showModal(),
  "help-close": () => help.close(),
};

root.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-tool], [data-do]");
  if (button?.dataset.tool) useTool(button.dataset.tool);
  else COMMANDS[button?.dataset.do]?.();
});

const showSteps = () => {
  root.querySelector('[data-do="undo"]').disabled = !drawing.back.length;
  root.querySelector('[data-do="redo"]').disabled = !drawing.forth.length;
  root.toggleAttribute("data-dirty", drawing.isDirty);
};
for (const name of ["loaded", "changed", "saved"]) drawing.addEventListener(name, showSteps);

const nudging = new Nudging({ view, drawing });
new Keyboard({ root, view, drawing, tools, keeping, nudging, useTool, help });
useTool("select");
await keeping.load();
parts.show();
view.fit();
root.dataset.ready = "";
// For measuring, and for whoever looks in from the console.
Object.assign(root, { editor: { drawing, view, tools, keeping, chosen } });
