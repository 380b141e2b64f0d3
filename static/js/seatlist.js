// Another section in the list keeps what is ticked in this one: as a tick where the new list has
// the seat, else hidden in the form. Without this file the links lead to a page of their own.

const inputs = (form, type) => [...form.querySelectorAll(`input[type="${type}"][name="place"]`)];

const hide = (form) => {
  const known = new Set(inputs(form, "hidden").map(({ value }) => value));
  for (const { checked, value } of inputs(form, "checkbox")) {
    if (!checked || known.has(value)) continue;
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "place", value }));
  }
};

const tick = (form) => {
  const boxes = new Map(inputs(form, "checkbox").map((box) => [box.value, box]));
  for (const input of inputs(form, "hidden")) {
    const box = boxes.get(input.value);
    if (!box) continue;
    box.checked = true;
    input.remove();
  }
};

for (const form of document.querySelectorAll("#seat-form")) {
  form.addEventListener("htmx:beforeSwap", () => hide(form));
  form.addEventListener("htmx:afterSettle", () => tick(form));
}
