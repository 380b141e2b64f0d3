// The live board: asks what changed since the last answer and puts it in its place. Nothing slides,
// nothing that has the focus is taken away, and it is said aloud at most once a minute.

const EVERY = 1500;
const SAY_EVERY = 60_000;
const board = document.querySelector("[data-board]");
const part = (name) => board.querySelector(`[data-board-${name}]`);
const table = board.querySelector("table");
let cursor = board.dataset.cursor;
let said = { at: Date.now(), words: "" };
let timer = 0;

const parsed = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content;
};

const isToken = (node) => node.nodeType === Node.ELEMENT_NODE && node.name === "csrfmiddlewaretoken";

const copyAttributes = (from, to) => {
  for (const { name } of [...to.attributes]) if (!from.hasAttribute(name)) to.removeAttribute(name);
  for (const { name, value } of from.attributes) if (to.getAttribute(name) !== value) to.setAttribute(name, value);
};

// Make `to` like `from`, keeping the elements that are there.
const liken = (to, from) => {
  const old = [...to.childNodes];
  const fresh = [...from.childNodes];
  fresh.forEach((node, i) => {
    const there = old[i];
    if (!there) to.append(node);
    else if (there.nodeName !== node.nodeName) there.replaceWith(node);
    else if (node.nodeType !== Node.ELEMENT_NODE) {
      if (there.data !== node.data) there.data = node.data;
    } else if (!isToken(there)) {
      copyAttributes(node, there);
      liken(there, node);
    }
  });
  old.slice(fresh.length).forEach((node) => node.remove());
};

const line = (id) => table.querySelector(`[data-line="${id}"]`);

const putLine = ({ id, before, html }) => {
  const fresh = parsed(html).querySelector("tbody");
  const there = line(id);
  if (there) liken(there, fresh);
  else table.insertBefore(fresh, before === null ? null : line(before));
};

const say = (words) => {
  if (words === said.words || Date.now() - said.at < SAY_EVERY) return;
  said = { at: Date.now(), words };
  part("said").textContent = words;
};

const show = (news) => {
  cursor = news.cursor;
  part("clock").textContent = news.clock;
  for (const id of news.gone) line(id)?.remove();
  // From the last, so that the one it stands before is there.
  for (const one of news.lines.reverse()) putLine(one);
  if (news.sums) liken(part("sums"), parsed(news.sums));
  if (news.notices !== undefined) liken(part("notices"), parsed(news.notices));
  part("none").hidden = table.tBodies.length > 0;
  say(news.said);
};

const tell = (isLive) => {
  part("live").hidden = !isLive;
  part("lost").hidden = isLive;
};

const ask = async () => {
  clearTimeout(timer);
  if (document.hidden) return;
  try {
    const address = new URLSearchParams(location.search);
    address.set("since", cursor);
    const answer = await fetch(`${board.dataset.board}?${address}`, { headers: { Accept: "application/json" } });
    if (answer.ok) show(await answer.json());
    tell(answer.ok);
  } catch {
    tell(false);
  }
  timer = setTimeout(ask, EVERY);
};

document.addEventListener("visibilitychange", ask);
part("reload").hidden = true;
ask();
