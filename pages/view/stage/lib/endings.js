/* How clusters end: the fates, and held by its kind. */

/** @type {import("../types.d.ts").Fate[]} */
export const FATES = ["over", "held", "raging", "collapsed"];

/**
 * How a cluster ends where the two kinds of held are told apart ("held": slow); the place of each is its digit in the odds.
 * @type {import("../types.d.ts").Ending[]}
 */
export const ENDINGS = [...FATES, "short"];

/**
 * The endings in the order in which they are shown: from bad to good.
 * @type {import("../types.d.ts").Ending[]}
 */
export const WORST_FIRST = ["collapsed", "raging", "short", "held", "over"];

export const COLLAPSED = 3;
export const HELD = 1;

/**
 * How many ended how, each in its place of `ENDINGS`, from counts in which the held are one and those short of room last.
 * @param {number[]} counts @returns {number[]}
 */
export function byEnding(counts) {
  const short = counts[counts.length - 1];
  return counts.map((many, code) => (code === HELD ? many - short : many));
}

/** @param {{ fate: import("../types.d.ts").Fate, short: boolean }} run @returns {import("../types.d.ts").Ending} */
export const endingOf = ({ fate, short }) => (short ? "short" : fate);
