"""The way of the Tab key through a page: to all that can be used, in reading order."""

from itertools import pairwise

MOST_STOPS = 250
# Where the focus is now: what it is, where it stands, and whether it can be seen.
HERE = """() => {
  const at = document.activeElement;
  if (!at || at === document.body || at === document.documentElement) return null;
  const all = [...document.querySelectorAll("*")], box = at.getBoundingClientRect();
  // A card has the ring around itself instead of around the link on it.
  const around = at.closest("article, li, label, .card, .search, .find__box");
  const near = [at, around].filter(Boolean);
  const ringed = near.map((e) => getComputedStyle(e)).some((style) =>
    style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0);
  let flows = true;
  for (let e = at; e; e = e.parentElement)
    if (["fixed", "sticky"].includes(getComputedStyle(e).position)) flows = false;
  return { index: all.indexOf(at), name: (at.innerText || at.name || at.id).trim(),
    top: box.top + scrollY, bottom: box.bottom + scrollY,
    inside: !!at.closest("main"), flows, area: box.width * box.height,
    seen: box.bottom > 0 && box.top < innerHeight, ringed };
}"""
USABLE = """() => {
  const all = [...document.querySelectorAll("*")];
  const found = document.querySelectorAll("main a[href], main button, main input, "
    + "main select, main textarea, main summary");
  return [...found].filter(e => e.checkVisibility({ visibilityProperty: true })
    && !e.disabled && e.tabIndex >= 0 && e.type !== "hidden" && e.type !== "radio")
    .map(e => all.indexOf(e));
}"""


def stops(page):
    """Press Tab until the page is left; return each place where the focus was."""
    found = []
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here is None or (found and here["index"] == found[0]["index"]):
            return found
        found.append(here)
    message = f"{page.url}: Tab goes on and on"
    raise AssertionError(message)


def walk(person, path):
    """The first stop leads past the head; then all comes, seen, from top to bottom."""
    page = person.page
    person.go(path)
    page.wait_for_load_state()
    way = stops(page)
    order = [stop["index"] for stop in way]
    assert order == sorted(set(order)), path
    missed = set(page.evaluate(USABLE)) - set(order)
    assert missed == set(), (path, missed)
    unseen = [s for s in way if not (s["seen"] and s["ringed"] and s["area"])]
    assert unseen == [], (path, unseen)
    if page.viewport_size["width"] < 600:
        goes_down([s for s in way if s["inside"] and s["flows"]], path)
    skip_to_main(person)


def goes_down(way, path):
    """On a phone nothing stands beside each other but what is on one line."""
    for before, after in pairwise(way):
        assert after["bottom"] > before["top"], (path, before, after)


def skip_to_main(person):
    person.page.reload()
    person.page.keyboard.press("Tab")
    person.page.keyboard.press("Enter")
    person.page.keyboard.press("Tab")
    here = person.page.evaluate(HERE)
    assert here["inside"], (person.page.url, here)
