/* What volumes can be, what made them so, and how clusters end. */

export const NONE = 65535;

export const STATE = { MIRRORED: 0, CUT_OFF: 1, SEARCHING: 2, COPYING: 3, OFFLINE: 4 };

export const CAUSE = {
  CUT: 0,
  CONTACT: 1,
  RECONNECTED: 2,
  EVERYDAY: 3,
  ACCEPTED: 4,
  FINISHED: 5,
  CRASH: 6,
  RESTART: 7,
};

export const ROLE = { PRIMARY: 0, PARTNER: 1, OLD: 2 };

/** In the order in which they are told. */
export const STATES = ["mirrored", "cut_off", "copying", "searching", "offline"];

/** @type {Record<string, string>} */
export const STATE_CLASS = {
  mirrored: "mirrored",
  cut_off: "cut-off",
  searching: "searching",
  copying: "copying",
  offline: "offline",
  crashed: "offline",
};

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
