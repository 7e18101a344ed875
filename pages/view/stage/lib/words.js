/* Numbers and lists in words. */

/** @import { Segment } from "../types.d.ts" */

/** @param {number} n */
export const number = (n) => (n >= 10000 ? n.toLocaleString("en").replaceAll(",", "\u202f") : String(n));

/** @param {number} n @param {string} one @param {string} [many] */
export const count = (n, one, many = one + "s") => `${number(n)} ${n === 1 ? one : many}`;

/** @param {number} share */
export const percent = (share) => (share > 0 && share < 0.0005 ? "< 0.1 %" : `${(share * 100).toFixed(1)} %`);

/** "a, b and c" @param {string[]} words */
export function listed(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** The plain text of caption segments. @param {Segment[] | undefined} segments */
export const plain = (segments) => (segments ?? []).map((s) => (typeof s === "string" ? s : s[0])).join("");

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
