// The figures of a waiting room, renewed while the screen is looked at.

const EVERY = 1500;
const live = document.querySelector("[data-room-live]");
const numbers = new Intl.NumberFormat(document.documentElement.lang.startsWith("zh") ? "zh-Hans" : "en");
let stage = null;

const show = (figures) => {
  // Another stage has other buttons.
  if (stage !== null && stage !== figures.stage) return location.reload();
  stage = figures.stage;
  for (const place of live.querySelectorAll("[data-live]")) {
    const value = figures[place.dataset.live];
    const text = typeof value === "number" ? numbers.format(value) : value;
    if (place.textContent !== text) place.textContent = text;
  }
  for (const place of live.querySelectorAll("[data-live-if]")) place.hidden = !figures[place.dataset.liveIf];
  return undefined;
};

const ask = async () => {
  try {
    if (!document.hidden) {
      const answer = await fetch(live.dataset.roomLive, { headers: { Accept: "application/json" } });
      if (answer.ok) show(await answer.json());
    }
  } catch {
    // The next one may come through.
  }
  setTimeout(ask, EVERY);
};

if (live) ask();
