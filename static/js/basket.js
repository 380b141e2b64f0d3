// The basket follows a chosen ticket type or a named price at once; without this file its button does it.
for (const form of document.querySelectorAll("form[data-types]")) {
  form.querySelector("[data-types-button]")?.setAttribute("hidden", "");
  form.addEventListener("change", ({ target }) => {
    if (target.matches("select, input[type=number]")) form.requestSubmit();
  });
}
