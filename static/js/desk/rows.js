// Lists of rows: “Add a row” copies the template; without it the empty rows of the page serve.

for (const list of document.querySelectorAll("[data-rows]")) {
  const total = list.querySelector('input[name$="-TOTAL_FORMS"]');
  const add = list.querySelector("[data-add]");
  const template = list.querySelector("template");
  add.hidden = false;
  add.addEventListener("click", () => {
    const made = template.innerHTML.replaceAll("__prefix__", total.value);
    total.value = Number(total.value) + 1;
    const place = list.querySelector("[data-list]");
    place.insertAdjacentHTML("beforeend", made);
    place.lastElementChild.querySelector("input")?.focus();
    list.dispatchEvent(new CustomEvent("rows:added", { bubbles: true }));
  });
}
