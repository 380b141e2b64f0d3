// A gallery's pictures, one at a time on the whole screen. Without this script each is a link to its
// picture. What stands in the address (#picture-3) is what is shown, so that "back" closes it.

const list = document.querySelector("[data-gallery]");
const viewer = document.querySelector("[data-viewer]");
const shots = [...list.children];
const stage = viewer.querySelector("[data-stage]");
const made = new Map();
let at = -1;
// Whether this page's own entry of the history lies before the picture's.
let isOurs = false;

const named = () => Number(/^#picture-([1-9]\d*)$/.exec(location.hash)?.[1] ?? 0) - 1;
const address = (n) => `#${shots[n].id}`;

// The next picture is loaded while this one is looked at.
function figure(n) {
  if (!made.has(n)) {
    const copy = document.importNode(shots[n].querySelector("template").content, true);
    for (const image of copy.querySelectorAll("img")) image.loading = "eager";
    made.set(n, copy.firstElementChild);
  }
  return made.get(n);
}

function show(n) {
  if (n === at && viewer.open) return;
  stage.querySelector("video")?.pause();
  at = n;
  stage.replaceChildren(figure(n));
  viewer.querySelector("[data-number]").textContent = n + 1;
  if (!viewer.open) viewer.showModal();
  viewer.querySelector("[data-status]").textContent = figure(n).dataset.said;
  if (n + 1 < shots.length) figure(n + 1);
}

function hide() {
  stage.querySelector("video")?.pause();
  if (viewer.open) viewer.close();
  stage.replaceChildren();
  isOurs = false;
  const link = shots[at]?.querySelector("a");
  at = -1;
  link?.focus({ preventScroll: true });
  link?.scrollIntoView({ block: "nearest" });
}

function go(n) {
  const next = (n + shots.length) % shots.length;
  history.replaceState(history.state, "", address(next));
  show(next);
}

function leave() {
  if (isOurs) return history.back();
  history.replaceState(history.state, "", location.pathname + location.search);
  hide();
}

function follow() {
  const n = named();
  if (shots[n]) show(n);
  else if (at >= 0) hide();
}

list.addEventListener("click", (event) => {
  const shot = event.target.closest("a")?.closest("li");
  if (!shot || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  history.pushState(null, "", `#${shot.id}`);
  isOurs = true;
  show(shots.indexOf(shot));
});

viewer.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.step) go(at + Number(button.dataset.step));
  else if (button) leave();
});

viewer.addEventListener("keydown", (event) => {
  // A film's own keys go to and fro in it.
  if (event.target.matches("video") || event.altKey || event.ctrlKey || event.metaKey) return;
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: shots.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  go(to);
});

viewer.addEventListener("cancel", (event) => {
  event.preventDefault();
  leave();
});
// A browser may close it without asking.
viewer.addEventListener("close", () => at >= 0 && leave());

// One finger across turns the page; two are the browser's, and so is one on a picture made larger.
const FAR = 48;
let from = null;
stage.addEventListener("pointerdown", (event) => {
  const isSwipe = event.pointerType === "touch" && event.isPrimary && (window.visualViewport?.scale ?? 1) < 1.05;
  from = isSwipe && !event.target.matches("video") ? event : null;
});
stage.addEventListener("pointerup", (event) => {
  if (from?.pointerId !== event.pointerId) return;
  const [across, down] = [event.clientX - from.clientX, event.clientY - from.clientY];
  from = null;
  if (Math.abs(across) > FAR && Math.abs(across) > 2 * Math.abs(down)) go(at - Math.sign(across));
});
stage.addEventListener("pointercancel", () => (from = null));

addEventListener("popstate", follow);
follow();
