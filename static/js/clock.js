// Clocks that count to a moment, true after a reload, on a device whose own clock is wrong, and in
// a tab that slept: each tick compares two absolute moments.
//
//   <p class="hold" data-clock data-until="2026-11-27T19:30:00Z" data-now="(the server's time)"
//      data-say-5="Five minutes left." data-say-2="…" data-say-1="…" data-say-0="…" data-end="reload">
//     … <b data-clock-time role="timer">11:24</b> <span class="vh" data-clock-say aria-live="polite"></span>
//   </p>
//
// data-clock-time shows minutes and seconds. In its place <b data-unit="days">, "hours" and
// "minutes" may stand. data-end="reload" asks the server for what is true after the end.

const SKEW = "clock-skew";
const THRESHOLDS = [5, 2, 1];
const RELOAD_AFTER = 1500;

// How far the server's clock is ahead of the device's. A page taken from the browser's history
// carries an old time, so the last true difference is used there.
const skewOf = (serverNow) => {
  const [navigation] = performance.getEntriesByType("navigation");
  try {
    const kept = Number(sessionStorage.getItem(SKEW) ?? NaN);
    if (navigation?.type === "back_forward" && Number.isFinite(kept)) return kept;
    const fresh = Date.parse(serverNow) - Date.now();
    if (!Number.isFinite(fresh)) return 0;
    sessionStorage.setItem(SKEW, String(fresh));
    return fresh;
  } catch {
    return 0; // Without storage the device's own clock has to do.
  }
};

const two = (number) => String(number).padStart(2, "0");

export const minutesAndSeconds = (seconds) => {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = two(seconds % 60);
  return hours ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
};

const UNITS = {
  days: (seconds) => Math.floor(seconds / 86400),
  hours: (seconds) => Math.floor(seconds / 3600) % 24,
  minutes: (seconds) => Math.floor(seconds / 60) % 60,
};

const show = (clock, seconds) => {
  for (const face of clock.querySelectorAll("[data-clock-time]")) {
    face.textContent = minutesAndSeconds(seconds);
  }
  for (const face of clock.querySelectorAll("[data-unit]")) {
    face.textContent = UNITS[face.dataset.unit](seconds);
  }
};

// Speaks once at each threshold that is passed, of several the last, as after a sleep; a page that
// opens later does not speak at once.
const speak = (clock, before, seconds) => {
  const line = clock.querySelector("[data-clock-say]");
  const passed = [...THRESHOLDS, 0].findLast((m) => before > m * 60 && seconds <= m * 60);
  const words = passed === undefined ? "" : clock.getAttribute(`data-say-${passed}`);
  if (line && words) line.textContent = words;
};

const start = (clock, skew) => {
  const until = Date.parse(clock.dataset.until);
  if (!Number.isFinite(until)) return;
  const left = () => Math.max(0, Math.ceil((until - Date.now() - skew) / 1000));
  let before = left();
  let timer = 0;

  const end = () => {
    clock.dispatchEvent(new CustomEvent("clock:end", { bubbles: true }));
    if (clock.dataset.end === "reload") setTimeout(() => location.reload(), RELOAD_AFTER);
  };

  const tick = () => {
    clearTimeout(timer);
    const seconds = left();
    show(clock, seconds);
    speak(clock, before, seconds);
    // A page that opens after the end already says so, and needs no reload.
    if (seconds === 0 && before > 0) end();
    before = seconds;
    // To the next whole second before the end, so that no second is skipped.
    if (seconds > 0) timer = setTimeout(tick, ((until - Date.now() - skew) % 1000) + 5);
  };

  document.addEventListener("visibilitychange", tick);
  tick();
};

for (const clock of document.querySelectorAll("[data-clock]")) start(clock, skewOf(clock.dataset.now));
