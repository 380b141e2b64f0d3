// How rows and seats are named. Pure: what goes in decides what comes out.

// I and O are too like figures.
const PLAIN = "ABCDEFGHJKLMNPQRSTUVWXYZ";
const WHOLE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ALPHABETS = { letters: PLAIN, alphabet: WHOLE };

// A…Z, AA, AB…: the place of a name in that order, from 0; -1 where it is none of them.
export const placeOfName = (name, alphabet) => {
  let place = 0;
  for (const letter of name.toUpperCase()) {
    const at = alphabet.indexOf(letter);
    if (at < 0) return -1;
    place = place * alphabet.length + at + 1;
  }
  return place - 1;
};

export const nameOfPlace = (place, alphabet) => {
  let name = "";
  for (let rest = place + 1; rest > 0; rest = Math.floor((rest - 1) / alphabet.length)) {
    name = alphabet[(rest - 1) % alphabet.length] + name;
  }
  return name;
};

// Names of `count` rows from `first` on: "letters" (without I and O), "alphabet" or "numbers".
export const rowNames = (count, scheme = "letters", first = "") => {
  const alphabet = ALPHABETS[scheme];
  const places = [...Array(count).keys()];
  if (!alphabet) {
    const start = Number.parseInt(first, 10);
    return places.map((place) => String((Number.isNaN(start) ? 1 : start) + place));
  }
  const start = Math.max(0, placeOfName(first || "A", alphabet));
  return places.map((place) => nameOfPlace(start + place, alphabet));
};

export const customList = (text) => text.split(/[\s,;，、；]+/).filter(Boolean);

const upwards = (count, start, step) => [...Array(count).keys()].map((at) => String(start + at * step));

// From the middle: odd numbers to the left, even ones to the right.
const parted = (count, start) => {
  const odd = start % 2 ? start : start + 1;
  const left = Math.ceil(count / 2);
  return [...upwards(left, odd, 2).reverse(), ...upwards(count - left, odd + 1, 2)];
};

export const SCHEMES = {
  ltr: (count, start) => upwards(count, start, 1),
  rtl: (count, start) => upwards(count, start, 1).reverse(),
  odd: (count, start) => upwards(count, start % 2 ? start : start + 1, 2),
  even: (count, start) => upwards(count, start % 2 ? start + 1 : Math.max(2, start), 2),
  parted,
  // One count through all blocks of a row: who calls gives the whole row.
  continental: (count, start) => upwards(count, start, 1),
};

// Numbers of `count` seats from left to right; null where a list of one's own is too short or
// names a seat twice.
export const seatLabels = (count, { scheme = "ltr", start = 1, custom = "" } = {}) => {
  if (scheme !== "custom") return SCHEMES[scheme](count, start);
  const labels = customList(custom).slice(0, count);
  return labels.length === count && new Set(labels).size === count ? labels : null;
};
