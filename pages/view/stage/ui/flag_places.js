/* Places for the words of flags, so that none stands on another, nor across another's pole. */

/** @typedef {{ x: number, wide: number, text: string, brief: string | undefined, briefly: number }} Wanted a flag at its pole */
/** @typedef {{ left: number, right: number, row: number }} Block where words stand that are no flag's */
/** @typedef {"right" | "left"} Side of its pole */
/**
 * @typedef {object} Spot a place for one flag; the last resort has no words
 * @property {number} row @property {Side} side @property {number} left @property {number} right
 * @property {number} x @property {boolean} words @property {number} cost @property {number} [wide] @property {string} [text]
 */
/** @typedef {Block & Partial<Spot>} Taken */
/** @typedef {{ cost: number, spots: Spot[] }} Solution */

const FLAG_ROWS = 4;
const MOST_TRIES = 1500;
const MUTE = 100; // what a flag without words costs
const NONE_FOUND = 1e6;
/** @type {Side[]} */
const SIDES = ["right", "left"];

/**
 * A place for each flag, so that as many as possible keep their words; the first found of those near the top.
 * @param {Wanted[]} flags @param {number} width @param {Block[]} taken @param {number} [rows] how many there is room for
 * @returns {Solution}
 */
export function solveFlags(flags, width, taken, rows = FLAG_ROWS) {
  const choices = flags.map((flag) => spotsFor(flag, width, rows));
  const blocks = taken.map((block) => ({ ...block, words: true }));
  let best = /** @type {Solution} */ ({ cost: Infinity, spots: [] });
  let tries = 0;
  /** @param {number} i @param {Spot[]} spots @param {number} cost @param {number} mute so many more may go without words */
  const place = (i, spots, cost, mute) => {
    tries += 1;
    if (cost >= best.cost || tries > MOST_TRIES) return;
    if (i === flags.length) {
      best = { cost, spots };
      return;
    }
    for (const choice of choices[i]) {
      if ((!choice.words && !mute) || ![...blocks, ...spots].every((other) => areApart(choice, other))) continue;
      place(i + 1, [...spots, choice], cost + choice.cost, choice.words ? mute : mute - 1);
    }
  };
  for (let mute = 0; mute <= flags.length && best.cost === Infinity; mute += 1) {
    tries = 0; // first all with words, then all but one
    place(0, [], 0, mute);
  }
  if (best.spots.length === flags.length) return best;
  return { cost: NONE_FOUND, spots: choices.map((spots) => spots[spots.length - 1]) };
}

/** Where a flag can stand, dearest last. @param {Wanted} flag @param {number} width @param {number} rows @returns {Spot[]} */
function spotsFor({ x, wide, text, brief, briefly }, width, rows) {
  const offered = spotsOf(x, text, wide, 0, rows);
  if (brief && briefly < wide) offered.push(...spotsOf(x, brief, briefly, 3, rows));
  const within = offered.filter(({ left, right }) => left >= -6 && right <= width + 6);
  return [...within, { row: rows, side: "right", left: x, right: x, words: false, x, cost: MUTE }];
}

/**
 * These words in each row, right and left of their pole.
 * @param {number} x @param {string} text @param {number} wide @param {number} cost @param {number} rows
 */
function spotsOf(x, text, wide, cost, rows) {
  return Array.from({ length: rows }, (_, row) =>
    SIDES.map((side) => {
      const left = side === "right" ? x - 5 : x + 5 - wide;
      const costs = cost + row + (row > 2 ? 2 : 0) + (side === "left" ? 0.6 : 0);
      return { row, side, left, right: left + wide, wide, text, words: true, x, cost: costs };
    }),
  ).flat();
}

/** @param {Taken} a @param {Taken} b */
function areApart(a, b) {
  if (a.words && b.words && a.row === b.row && a.left < b.right + 4 && a.right > b.left - 4) return false;
  return isClearOf(a, b) && isClearOf(b, a);
}

/** Whether a pole stands clear of the words of another. @param {Taken} pole @param {Taken} word */
function isClearOf(pole, word) {
  if (!word.words || pole.x === undefined || pole.row > word.row) return true;
  if (word.side === "left") return pole.x < word.left || pole.x > (word.x ?? word.right) - 0.5;
  return pole.x > word.right || pole.x < (word.x ?? word.left) + 0.5;
}
