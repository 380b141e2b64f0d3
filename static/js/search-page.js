// The page of results: what is ticked applies at once, and nothing is lost by it.
let open = [];
let focused = "";

function folded() {
  return [...document.querySelectorAll("details.facets, details.facet__more")];
}

// Days of one's own are meant as soon as one is given.
document.addEventListener("change", ({ target }) => {
  const own = document.getElementById("when-days");
  if (own && target.type === "date" && target.value) own.checked = true;
}, true);

document.addEventListener("htmx:beforeSwap", () => {
  open = folded().filter((each) => each.open).map((each) => each.id);
  focused = document.activeElement?.id ?? "";
});

document.addEventListener("htmx:afterSwap", () => {
  for (const each of folded()) each.open = open.includes(each.id);
  // Nothing can be focused while its fold is closed.
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
});

// The other language asks the same.
document.addEventListener("htmx:pushedIntoHistory", () => {
  for (const link of document.querySelectorAll(".top a[hreflang]")) {
    link.search = location.search;
  }
});
