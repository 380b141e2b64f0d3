// The draw, as ticketing/rush/draw.py makes it: the rank of a number is a keyed permutation. The
// page computes it by itself, so that the opening brings no crowd of requests.

const ROUNDS = 10;

const bytesOf = (hex) => Uint8Array.from(hex.match(/../g), (pair) => Number.parseInt(pair, 16));

const halfOf = (drawn) => Math.max(1, Math.ceil((drawn > 1 ? Math.floor(Math.log2(drawn - 1)) + 1 : 0) / 2));

const shuffled = async (key, drawn, value, half) => {
  const mask = 2 ** half - 1;
  let [left, right] = [Math.floor(value / 2 ** half), value % 2 ** half];
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    const text = new TextEncoder().encode(`${drawn}:${turn}:${right}`);
    const word = new DataView(await crypto.subtle.sign("HMAC", key, text)).getUint32(0);
    [left, right] = [right, (left ^ (word & mask)) >>> 0];
  }
  return left * 2 ** half + right;
};

// Whether this browser can: on plain HTTP it has no cryptography.
export const canDraw = () => Boolean(globalThis.crypto?.subtle);

export const rankOf = async (seed, drawn, number) => {
  if (number >= drawn) return number;
  const rules = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytesOf(seed), rules, false, ["sign"]);
  const half = halfOf(drawn);
  let value = number;
  do {
    value = await shuffled(key, drawn, value, half);
  } while (value >= drawn);
  return value;
};
