/* Numbers and lists in words. */

export const number = (n) => (n >= 10000 ? n.toLocaleString("en").replaceAll(",", "\u202f") : String(n));

export const count = (n, one, many = one + "s") => `${number(n)} ${n === 1 ? one : many}`;

export const percent = (share) => (share > 0 && share < 0.0005 ? "< 0.1 %" : `${(share * 100).toFixed(1)} %`);

/** "a, b and c" */
export function listed(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** The plain text of caption segments. */
export const plain = (segments) => (segments ?? []).map((s) => (typeof s === "string" ? s : s[0])).join("");

/** "3–5, 9, 12": whole numbers in order, runs of them drawn together. */
export function ranges(numbers) {
  const spans = [];
  for (const n of numbers) {
    if (spans.length && spans.at(-1)[1] === n - 1) spans.at(-1)[1] = n;
    else spans.push([n, n]);
  }
  return spans.map(([a, b]) => (a === b ? `${a}` : b === a + 1 ? `${a}, ${b}` : `${a}–${b}`)).join(", ");
}
