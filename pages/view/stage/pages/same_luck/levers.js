/* Levers with a thumb for each of two clusters. */

import { el } from "../../lib/dom.js";
import { say, worded } from "../../lib/messages.js";
import { ownOf, queryKey } from "../../lib/query.js";
import { SIDES, sideTitles } from "../../run/flags.js";
import { fitMarks, placeOf, stopMovedTo } from "../../ui/levers.js";
import { present } from "../../ui/present.js";
import { withOwn } from "./own.js";
import { sideMark } from "./side_mark.js";

/** @import { LeverFacts, Pair, Query, Stage, Stop } from "../../types.d.ts" */
/**
 * @typedef {object} Thumb one cluster's thumb of a lever
 * @property {HTMLInputElement} input @property {HTMLElement} words @property {HTMLElement} name @property {HTMLElement} slide
 * @property {number} at @property {number | null} shownStop
 */
/**
 * @typedef {object} PairLever
 * @property {LeverFacts} facts @property {HTMLElement} box @property {HTMLElement} marks @property {Thumb[]} sides
 * @property {number | null} shownStop @property {boolean} held the right one has a value of its own
 * @property {boolean} follows the right one is where the left one is
 */

/** An element for each stop, at its place. @param {LeverFacts} facts @param {(stop: Stop, i: number) => HTMLElement} make */
function alongStops({ stops }, make) {
  const last = stops.length - 1;
  return stops.map((stop, i) => {
    const node = make(stop, i);
    node.style.setProperty("--at", String(last ? i / last : 0));
    return node;
  });
}

/** @param {LeverFacts} facts @param {string} side @param {number} i @returns {Thumb} */
function makeThumb(facts, side, i) {
  const name = say("pair-lever", { lever: worded(facts.label), side });
  const input = el("input", { type: "range", min: 0, max: facts.stops.length - 1, step: 1, "aria-label": name });
  const words = el("span", { class: "sg-lever-words" });
  const dots = alongStops(facts, ({ mark }) => el("i", { class: mark ? "" : "small" }));
  const title = el("b", { text: sideTitles()[i] });
  return {
    input,
    words,
    name: el("p", { class: "sg-pair-side" }, sideMark(i), title, words),
    slide: el(
      "div",
      { class: `sg-slide sg-slide-${side}` },
      el("div", { class: "sg-dots", "aria-hidden": "true" }, ...dots),
      input,
    ),
    at: 0,
    shownStop: 0,
  };
}

/** @param {LeverFacts} facts */
function makeMarks(facts) {
  const last = facts.stops.length - 1;
  const marks = alongStops(facts, ({ mark }, i) =>
    el("span", { text: worded(mark ?? ""), class: i === last && last > 15 ? "edge" : "" }),
  );
  return el("div", { class: "sg-marks", "aria-hidden": "true" }, ...marks);
}

/** @param {Stage} stage @param {LeverFacts} facts @returns {PairLever} */
export function makePairLever(stage, facts) {
  const label = worded(facts.label);
  const marks = makeMarks(facts);
  const sides = SIDES.map((side, i) => makeThumb(facts, side, i));
  const [left, right] = sides;
  const box = el(
    "div",
    { class: "sg-lever sg-pair-lever", role: "group", "aria-label": label },
    el("h3", { text: label, title: facts.help && worded(facts.help) }),
    left.name,
    left.slide,
    marks,
    right.slide,
    right.name,
  );
  box.style.setProperty("--stops", String(facts.stops.length));
  const lever = { facts, box, marks, sides, shownStop: 0, held: false, follows: true };
  sides.forEach(({ input }, i) => listenToThumb(stage, lever, input, i));
  return lever;
}

/** @param {Stage} stage @param {PairLever} lever @param {HTMLInputElement} input @param {number} side */
function listenToThumb(stage, lever, input, side) {
  const take = () => {
    lever.held = ownOf(present(stage)).has(lever.facts.name);
  };
  input.addEventListener("pointerdown", take);
  input.addEventListener("focus", take);
  input.addEventListener("input", () => movePairLever(stage, lever, side));
}

/** @param {PairLever[]} levers @param {LeverFacts[]} all */
export function showPairLevers(levers, all) {
  all.forEach((facts, k) => {
    const lever = levers[k];
    lever.facts = facts;
    lever.follows = facts.right === facts.value;
    putPairThumb(lever, 0, facts.value, worded(facts.words));
    putPairThumb(lever, 1, facts.right, worded(facts.right_words));
    markPairLever(lever);
  });
}

/**
 * A thumb at a value; a link may set what is no stop, then it stands between two of them.
 * @param {PairLever} lever @param {number} side @param {number} value @param {string} words
 */
function putPairThumb(lever, side, value, words) {
  const at = placeOf({ ...lever.facts, value });
  const stop = lever.facts.stops[at];
  const exact = stop?.value === value;
  lever.sides[side].input.step = exact ? "1" : "any";
  lever.sides[side].input.value = String(at);
  sayPairThumb(lever, side, at, exact ? worded(stop.words) : words, exact);
}

/** @param {PairLever} lever @param {number} side @param {number} at @param {string} words @param {boolean} [exact] */
function sayPairThumb(lever, side, at, words, exact = true) {
  const one = lever.sides[side];
  const last = lever.facts.stops.length - 1;
  Object.assign(one, { at, shownStop: exact ? at : null });
  one.words.textContent = words;
  one.input.setAttribute("aria-valuetext", words);
  one.input.style.setProperty("--at", String(last > 0 ? at / last : 0));
}

/** Whether the right one follows the left one here, and which stops are in force. @param {PairLever} lever */
function markPairLever(lever) {
  const stops = lever.sides.map(({ shownStop }) => shownStop);
  lever.box.classList.toggle("apart", !lever.follows);
  if (lever.follows) lever.sides[1].words.textContent = say("pair.follows");
  [...lever.marks.children].forEach((mark, i) => mark.classList.toggle("now", stops.includes(i)));
  lever.shownStop = stops[0] ?? stops[1];
  fitMarks(lever);
}

/** A thumb at a stop. @param {PairLever} lever @param {number} side @param {number} at */
function putAtStop(lever, side, at) {
  lever.sides[side].input.step = "1";
  lever.sides[side].input.value = String(at);
}

/**
 * The settings in which one thumb is at a stop.
 * @param {Pair} pair @param {PairLever} lever @param {number} side @param {Stop} stop @param {Query} now
 */
function queryAt(pair, { facts, held }, side, stop, now) {
  const query = { ...now };
  const own = ownOf(query);
  if (side === 1) own.set(facts.name, stop.query);
  else {
    if (held && !own.has(facts.name)) own.set(facts.name, query[facts.name] ?? facts.default);
    query[facts.name] = stop.query;
    if (stop.query === facts.default) delete query[facts.name];
  }
  return withOwn(pair, query, own);
}

/**
 * One thumb moves. The left one takes the right one along, unless that had a value of its own when it was taken up.
 * @param {Stage} stage @param {PairLever} lever @param {number} side
 */
function movePairLever(stage, lever, side) {
  const { pair } = stage.frame;
  if (!pair) return;
  const at = stopMovedTo(lever.sides[side]);
  const stop = lever.facts.stops[at];
  putAtStop(lever, side, at);
  const next = queryAt(pair, lever, side, stop, present(stage));
  if (queryKey(next) === queryKey(present(stage))) return;
  sayPairThumb(lever, side, at, worded(stop.words));
  lever.follows = !ownOf(next).has(lever.facts.name);
  if (side === 0 && !lever.held) {
    putAtStop(lever, 1, at);
    sayPairThumb(lever, 1, at, worded(stop.words));
  }
  markPairLever(lever);
  stage.questions.ask(next);
}
