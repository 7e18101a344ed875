/* Small arithmetic: limits, easing, runs of numbers, and a scatter that is the same on every machine. */

/** @param {number} x @param {number} low @param {number} high */
export const clamp = (x, low, high) => Math.min(high, Math.max(low, x));

/** @param {number} a @param {number} b @param {number} f */
export const lerp = (a, b, f) => a + (b - a) * f;

/** @param {number} f */
export const easeOut = (f) => 1 - (1 - f) ** 3;

/** @param {number} f */
export const easeBoth = (f) => (f < 0.5 ? 2 * f * f : 1 - (2 - 2 * f) ** 2 / 2);

/** Progress of `x` through [from, to], clamped to 0..1. @param {number} x @param {number} from @param {number} to */
export const part = (x, from, to) => clamp((x - from) / (to - from), 0, 1);

const DEVIATIONS = 1.959963984540054; // either side of the mean hold 95 % of a normal distribution

/**
 * Wilson's 95 % interval for the share of which so many of the runs were counted (`model/runs/certainty.py` has the source).
 * @param {number} hits @param {number} runs @returns {[low: number, high: number]}
 */
export function wilson(hits, runs) {
  const share = hits / runs;
  const squared = DEVIATIONS ** 2 / runs;
  const middle = (share + squared / 2) / (1 + squared);
  const half = (DEVIATIONS / (1 + squared)) * Math.sqrt((share * (1 - share)) / runs + squared / (4 * runs));
  return [hits === 0 ? 0 : middle - half, hits === runs ? 1 : middle + half];
}

/**
 * A fixed number in [0, 1) for a pair of integers: the same on every machine.
 * @param {number} a @param {number} [b]
 */
export function scatter(a, b = 0) {
  let h = (Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 7, 0x85ebca6b)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d) >>> 0;
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b) >>> 0;
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/** "3–5, 9, 12": whole numbers in order, runs of them drawn together. @param {number[]} numbers */
export function ranges(numbers) {
  /** @type {[number, number][]} */
  const spans = [];
  for (const n of numbers) {
    const last = spans.at(-1);
    if (last?.[1] === n - 1) last[1] = n;
    else spans.push([n, n]);
  }
  return spans.map(([a, b]) => (a === b ? `${a}` : b === a + 1 ? `${a}, ${b}` : `${a}–${b}`)).join(", ");
}

const NOUGHT = 1e-9; // nearer than so many points to 0 or 100 per cent is what rounding leaves of either

/**
 * A share in whole per cent, finer near 0 and 100: neither is said of what is not quite so (`rounded_percent` in Python).
 * @param {number} share
 */
export function roundedPercent(share) {
  const value = 100 * share;
  const far = Math.min(value, 100 - value);
  if (far <= NOUGHT) return Math.round(value);
  const finer = far > 0.5 ? 1 : 10 ** -Math.floor(Math.log10(far));
  return Math.floor(value * finer + 0.5) / finer;
}
