/* What volumes can be, and what made them so. */

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
