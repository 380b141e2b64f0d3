// The seat map: draws a hall from JSON, lets seats be chosen, and says the same as the list beside
// it. Without this file the list's form does everything.
//
// <div class="map" data-seatmap hidden
//      data-geometry="URL" data-places="URL" data-form="seat-form" data-max="8"
//      data-held-places="81:1401:3,82:1402:3" data-texts="{…}"> (key of the map) </div>
//
// data-geometry: never changes under its address, which names the language.
//   {"box": [x, y, width, height],
//    "stage": {"d": "M…", "x": 0, "y": 0, "label": "Stage"}, "outlines": ["M…"],
//    "sections": [{"id": 1, "name": "Stalls", "kind": "seated", "x": 0, "y": 0}],
//    "rows": [{"section": 1, "row": "A", "seats": [[seat id, "label", x, y, degrees, flags], …]}]}
//   Flags: 1 restricted view, 2 wheelchair, 4 companion, 8 aisle. Any unit of length will do.
//   "views": {"seat id": ["note", "address of a photo"]} tells of restricted views (may be left out).
// data-places: the same for everybody, asked again every few seconds while the page is seen.
//   {"at": "ISO", "tiers": [{"id": 1, "code": "A", "name": "…", "price": "¥880"}],
//    "seats": {"seat id": [place id, tier id]}}: free seats only; the best tier stands first.
// data-form: the id of the form. A chosen seat checks its <input type="checkbox" name="place"
//   value="place id"> there (in a .list__row, which gets .is-taken), or adds a hidden one.
// data-held-places: what the visitor holds already, as place:seat:tier. The place alone is enough
//   where its checkbox in the form carries data-seat and data-tier.
// data-max: how many seats one may choose.
// data-texts: JSON of translated sentences. know, photo ("{seat}"); map, tiers, larger, smaller, fit; seat ("{section}, row
//   {row}, seat {seat}, {price}"), restricted, wheelchair, companion, aisle (may be left out),
//   comma (", "); none, total_one, total_many ("{count} seats, {total}"), remove ("{seat}"),
//   taken ("{seat}"), max ("{max}"), held, failed; free ("{count} free"), gone.
//
// [data-chosen] in the page receives the line and the chips of what is chosen; without one they
// stand below the map. Each [data-chosen-summary] repeats the line. The map gets data-ready when it
// can be used, and the event seatmap:change after each change.

import { Choice } from "./seatmap/choice.js";
import { Hall } from "./seatmap/model.js";
import { Overview } from "./seatmap/overview.js";
import { element, Painting } from "./seatmap/paint.js";
import { Tiers } from "./seatmap/tiers.js";
import { View } from "./seatmap/view.js";
import { Walk } from "./seatmap/walk.js";

// With the second that an answer is kept, what is shown is less than five seconds old.
const ASK_EVERY = 3500;
// Pixels that a finger needs.
const TOUCH = 52;
const ASK_AFTER_FAILURE = 15000;
const SIGNS = { smaller: "M5 12h14", larger: "M12 5v14M5 12h14", fit: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5" };

const get = async (url) => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
};

const div = (name) => {
  const made = document.createElement("div");
  made.className = name;
  return made;
};

class SeatMap {
  constructor(map, texts, geometry) {
    Object.assign(this, { map, texts });
    this.hall = new Hall(geometry, texts);
    this.painting = new Painting(this.hall, texts.map);
    this.tiers = new Tiers(this.hall, this.painting.svg, texts.tiers);
    this.#frame();
    this.choice = new Choice(this.hall, map, { texts, say: (words) => this.say(words), changed: (seats) => this.#changed(seats) });
    this.walk = new Walk(this.hall, this.painting, { choose: (seat) => this.choice.toggle(seat) });
    this.overview = new Overview(this.hall, this.painting, this.view, { say: (words) => this.say(words), settle: () => this.walk.settle() });
    this.painting.svg.addEventListener("click", ({ target }) => this.#click(target));
    this.painting.svg.addEventListener("pointerover", ({ target }) => this.#tell(target));
    this.painting.svg.addEventListener("focusin", ({ target }) => this.#tell(target));
  }

  #frame() {
    const [bar, window_, zoom] = [div("map__bar"), div("map__view"), div("map__zoom")];
    this.view = new View(window_, this.painting.svg, this.hall.box);
    const steps = { smaller: () => this.view.zoom(-1), larger: () => this.view.zoom(1), fit: () => this.view.fit() };
    for (const [name, act] of Object.entries(steps)) zoom.append(this.#button(name, act));
    this.now = div("map__now");
    this.now.setAttribute("aria-hidden", "true");
    this.line = document.createElement("p");
    this.line.className = "map__say";
    this.line.setAttribute("role", "status");
    window_.append(this.painting.svg);
    bar.append(this.tiers.element);
    const stack = div("map__stack");
    stack.append(window_, zoom, this.now);
    this.map.prepend(bar, stack, this.line);
  }

  #button(name, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn--sq";
    made.setAttribute("aria-label", this.texts[name] ?? "");
    const sign = element("svg", { class: "i", viewBox: "0 0 24 24", "aria-hidden": "true" });
    sign.append(element("path", { d: SIGNS[name] }));
    made.append(sign);
    made.addEventListener("click", act);
    return made;
  }

  say(words) {
    this.line.textContent = words;
  }

  open(places) {
    this.hall.update(places);
    this.choice.adopt(this.map.dataset.heldPlaces ?? "");
    this.tiers.show();
    this.overview.show();
    // The empty window is measured and scrolled first, so that the seats are laid out only once.
    if (this.overview.isOn) this.view.open(null, TOUCH / this.overview.usualWidth);
    else this.view.open(this.hall.mine()[0]);
    this.painting.paint();
    if (this.overview.isOn) this.overview.follow();
    this.walk.settle();
    this.map.dataset.ready = "true";
  }

  refresh(places) {
    const { changed, lost } = this.hall.update(places);
    this.walk.expect(changed.filter((seat) => !this.hall.isOpen(seat)).concat(lost));
    if (lost.length) this.choice.lose(lost);
    if (!changed.length) return;
    this.painting.repaint(changed);
    this.walk.settle();
    this.tiers.show();
    this.overview.show();
    this.choice.syncList();
  }

  #changed(seats) {
    this.painting.repaint(seats);
    this.overview.show();
    this.map.dispatchEvent(new CustomEvent("seatmap:change", { bubbles: true, detail: this.hall.mine().map(({ place }) => place) }));
  }

  #click(target) {
    const seat = this.walk.seatOf(target);
    if (!seat || this.view.dragged) return;
    this.say("");
    this.choice.toggle(seat);
  }

  // The words of the seat under the pointer or the focus, for those who see.
  #tell(target) {
    const seat = this.walk.seatOf(target);
    this.now.textContent = seat ? this.hall.name(seat) : this.overview.nameOf(target);
  }
}

// Ask again while somebody looks; a failure waits longer and changes nothing.
const follow = (seatMap, url) => {
  let timer = 0;
  const ask = async () => {
    let pause = ASK_EVERY;
    try {
      seatMap.refresh(await get(url));
    } catch {
      pause = ASK_AFTER_FAILURE;
    }
    plan(pause);
  };
  const plan = (pause) => {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(ask, pause);
  };
  document.addEventListener("visibilitychange", () => plan(0));
  plan(ASK_EVERY);
};

const start = async (map) => {
  const texts = JSON.parse(map.dataset.texts);
  const { geometry, places } = map.dataset;
  try {
    const [plan, offer] = await Promise.all([get(geometry), get(places)]);
    map.hidden = false;
    const seatMap = new SeatMap(map, texts, plan);
    seatMap.open(offer);
    follow(seatMap, places);
  } catch (error) {
    map.hidden = false;
    map.append(Object.assign(document.createElement("p"), { className: "map__say", textContent: texts.failed ?? "" }));
    throw error;
  }
};

for (const map of document.querySelectorAll("[data-seatmap]")) start(map);
