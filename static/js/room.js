// The waiting room: one document, the same for everybody, is read again and again, and compared
// with the visitor's own number, which is in a cookie. What depends on the turn itself (how long it
// is kept) is the server's: where that changes, the page is loaded anew.

import { canDraw, rankOf } from "./room-draw.js";

const room = document.querySelector("[data-room]");
const texts = JSON.parse(room.dataset.texts);
const language = document.documentElement.lang.toLowerCase();
const numbers = new Intl.NumberFormat(language === "zh-hans" ? "zh-Hans" : "en");
const times = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: room.dataset.zone });

const SAY_EVERY = 60_000;
const FAILURES_BEFORE_SAYING = 2;
const LONGEST_PAUSE = 30;
const EARLY = 0.85;
const LATE = 1.15;
// Without cryptography each page asks the server for its rank, at a moment of its own.
const SPREAD = 20_000;

let skew = Date.parse(room.dataset.now) - Date.now();
let said = { at: 0, state: room.dataset.state };
let failures = 0;
let drawnRank = room.dataset.rank ? Number(room.dataset.rank) - 1 : null;
let asked = false;

const now = () => Date.now() + skew;
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

const fill = (name, text) => {
  for (const place of room.querySelectorAll(`[data-fill="${name}"]`)) {
    if (place.textContent !== text) place.textContent = text;
  }
};

// number.room.nonce.until.extensions~signature
const readToken = () => {
  const name = `room-${room.dataset.room}=`;
  const cookie = document.cookie.split("; ").find((part) => part.startsWith(name));
  if (!cookie) return null;
  const [number, own, , until] = cookie.slice(name.length).split("~")[0].split(".");
  return { number: Number(number), room: Number(own), until: Number(until) * 1000 };
};

const findRank = async (status, token) => {
  if (status.drawn === null) return null;
  if (token.number >= status.drawn) return token.number;
  if (drawnRank !== null) return drawnRank;
  if (canDraw()) {
    drawnRank = await rankOf(status.seed, status.drawn, token.number);
  } else if (!asked) {
    asked = true;
    setTimeout(() => location.assign(room.dataset.line), Math.random() * SPREAD);
  }
  return drawnRank;
};

const standing = (status, token, rank) => {
  if (!token || token.room !== status.room) return status.stage === "closed" ? "closed" : "join";
  if (rank === null) return "gathered";
  if (rank >= status.open_to) return "waiting";
  return rank >= status.over_below || token.until > now() ? "admitted" : "over";
};

const estimate = (before, pace) => {
  if (!pace) return { turn: texts.unknown, wait: "" };
  const minutes = (before + 1) / pace;
  const [low, high] = [Math.floor(minutes * EARLY), Math.max(1, Math.ceil(minutes * LATE))];
  const at = times.format(new Date(now() + minutes * 60_000));
  return {
    turn: filled(texts.about, { time: at }),
    wait: filled(low ? texts.minutes : texts.soon, { low, high }),
  };
};

const showTiers = (tiers) => {
  for (const tier of tiers) {
    const row = room.querySelector(`[data-tier="${tier.id}"]`);
    if (!row) continue;
    for (const shown of row.querySelectorAll("[data-tier-state]")) shown.hidden = shown.dataset.tierState !== tier.state;
    const words = row.querySelector('[data-tier-state="few"] .state')?.lastChild;
    if (words && tier.left !== null) words.textContent = filled(texts.few, { count: tier.left });
    const lamps = row.querySelector(".lamps");
    lamps.dataset.on = tier.lamps;
    lamps.setAttribute("aria-label", filled(texts.lamps, { lit: tier.lamps }));
  }
};

// What has just become another state is said at once; the place in the line once a minute at most.
const say = (state, words) => {
  if (!words || (state === said.state && Date.now() - said.at < SAY_EVERY)) return;
  room.querySelector("[data-say]").textContent = words;
  said = { at: Date.now(), state };
};

const showWaiting = (status, rank) => {
  const before = Math.max(0, rank - status.open_to);
  const { turn, wait } = estimate(before, status.per_minute);
  fill("before", numbers.format(before));
  fill("open", numbers.format(status.open_to));
  fill("turn", turn);
  fill("wait", wait);
  const progress = room.querySelector('[data-fill="progress"]');
  [progress.max, progress.value] = [rank + 1, status.open_to];
  return before ? filled(texts.say, { before: numbers.format(before), turn }) : texts.say_next;
};

const show = async (status) => {
  const token = readToken();
  const rank = token ? await findRank(status, token) : null;
  const state = standing(status, token, rank);
  // The server says how long a turn is kept; it is asked once for each turn.
  if ((state === "admitted" || state === "over") && state !== room.dataset.state) return location.assign(room.dataset.line);
  room.dataset.state = state;
  for (const part of room.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== state;
  // A number that was just given may be newer than the status.
  fill("joined", numbers.format(Math.max(status.joined, token ? token.number + 1 : 0)));
  fill("pace", numbers.format(status.per_minute));
  fill("clock", times.format(new Date(now())));
  fill("seed", status.seed ?? "–");
  fill("drawn", status.drawn === null ? "–" : numbers.format(status.drawn));
  if (token) fill("number", numbers.format(token.number + 1));
  if (rank !== null) fill("rank", numbers.format(rank + 1));
  for (const part of room.querySelectorAll("[data-before-draw]")) part.hidden = status.drawn !== null;
  for (const part of room.querySelectorAll("[data-after-draw]")) part.hidden = status.drawn === null;
  const paused = status.stage === "paused";
  room.querySelector("[data-paused]").hidden = !paused;
  fill("message", status.message[language] || status.message.en || status.message["zh-hans"]);
  showTiers(status.tiers);
  const words = { gathered: texts.say_gathered, waiting: state === "waiting" ? showWaiting(status, rank) : "" };
  say(paused ? "paused" : state, paused ? texts.say_paused : words[state]);
  return undefined;
};

const connected = (well) => {
  failures = well ? 0 : failures + 1;
  const lost = room.querySelector("[data-lost]");
  lost.hidden = failures < FAILURES_BEFORE_SAYING;
  if (!lost.hidden && lost.textContent !== texts.lost) lost.textContent = texts.lost;
  if (well) lost.textContent = "";
};

const ask = async () => {
  let pause = 2 ** failures;
  try {
    const answer = await fetch(room.dataset.status, { headers: { Accept: "application/json" } });
    if (answer.status === 404) return location.reload();
    if (!answer.ok) throw new Error(String(answer.status));
    const date = Date.parse(answer.headers.get("Date") ?? "");
    if (Number.isFinite(date) && Math.abs(date - now()) > 2000) skew = date - Date.now();
    const status = await answer.json();
    connected(true);
    pause = status.ask_again;
    await show(status);
  } catch {
    connected(false);
  }
  // Not all at the same moment.
  setTimeout(ask, Math.min(pause, LONGEST_PAUSE) * 1000 * (0.8 + 0.4 * Math.random()));
  return undefined;
};

addEventListener("online", () => connected(true));
show(JSON.parse(room.dataset.first)).finally(() => setTimeout(ask, 1000));
