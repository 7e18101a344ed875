/* Levers with a thumb for each of two clusters. */

import { el } from "../../lib/dom.js";
import { ownOf, queryKey } from "../../lib/query.js";
import { SIDES } from "../../run/flags.js";
import { fitMarks, placeOf, stopMovedTo } from "../../ui/levers.js";
import { present } from "../../ui/present.js";
import { withOwn } from "./own.js";
import { sideMark } from "./side_mark.js";

/** @import { LeverFacts, Stage } from "../../types.d.ts" */

/** @param {Stage} stage @param {LeverFacts} facts */
export function makePairLever(stage, facts) {
  const last = facts.stops.length - 1;
  const at = (node, i) => {
    node.style.setProperty("--at", last ? i / last : 0);
    return node;
  };
  const lever = { facts, shownStop: 0, held: false, follows: true };
  lever.marks = el(
    "div",
    { class: "sg-marks", "aria-hidden": "true" },
    ...facts.stops.map((stop, i) =>
      at(el("span", { text: stop.mark ?? "", class: i === last && last > 15 ? "edge" : "" }), i),
    ),
  );
  lever.sides = SIDES.map((side, i) => {
    const input = el("input", { type: "range", min: 0, max: last, step: 1, "aria-label": `${facts.label}, ${side}` });
    const take = () => {
      lever.held = ownOf(present(stage)).has(facts.name);
    };
    input.addEventListener("pointerdown", take);
    input.addEventListener("focus", take);
    input.addEventListener("input", () => movePairLever(stage, lever, i));
    const words = el("span", { class: "sg-lever-words" });
    const dots = el(
      "div",
      { class: "sg-dots", "aria-hidden": "true" },
      ...facts.stops.map((stop, k) => at(el("i", { class: stop.mark ? "" : "small" }), k)),
    );
    const name = el("p", { class: "sg-pair-side" }, sideMark(i), el("b", { text: ["Left", "Right"][i] }), words);
    return {
      input,
      words,
      name,
      slide: el("div", { class: `sg-slide sg-slide-${side}` }, dots, input),
      at: 0,
      shownStop: 0,
    };
  });
  const [left, right] = lever.sides;
  lever.box = el(
    "div",
    { class: "sg-lever sg-pair-lever", role: "group", "aria-label": facts.label },
    el("h3", { text: facts.label, title: facts.help }),
    left.name,
    left.slide,
    lever.marks,
    right.slide,
    right.name,
  );
  lever.box.style.setProperty("--stops", facts.stops.length);
  return lever;
}

/** @param {LeverFacts[]} levers */
export function showPairLevers(levers, all) {
  all.forEach((facts, k) => {
    const lever = levers[k];
    lever.facts = facts;
    lever.follows = facts.right === facts.value;
    putPairThumb(lever, 0, facts.value, facts.words);
    putPairThumb(lever, 1, facts.right, facts.right_words);
    markPairLever(lever);
  });
}

/**
 * A thumb at a value; a link may set what is no stop, then it stands between two of them.
 * @param {Lever} lever @param {number} side @param {number} value @param {string} words
 */
export function putPairThumb(lever, side, value, words) {
  const at = placeOf({ ...lever.facts, value });
  const stop = lever.facts.stops[at];
  const exact = stop?.value === value;
  lever.sides[side].input.step = exact ? 1 : "any";
  lever.sides[side].input.value = at;
  sayPairThumb(lever, side, at, exact ? stop.words : words, exact);
}

/** @param {Lever} lever @param {number} side @param {number} at @param {string} words */
export function sayPairThumb(lever, side, at, words, exact = true) {
  const one = lever.sides[side];
  Object.assign(one, { at, shownStop: exact ? at : null });
  one.words.textContent = words;
  one.input.setAttribute("aria-valuetext", words);
  one.input.style.setProperty("--at", lever.facts.stops.length > 1 ? at / (lever.facts.stops.length - 1) : 0);
}

/** Whether the right one follows the left one here, and which stops are in force. @param {Lever} lever */
export function markPairLever(lever) {
  const stops = lever.sides.map(({ shownStop }) => shownStop);
  lever.box.classList.toggle("apart", !lever.follows);
  if (lever.follows) lever.sides[1].words.textContent = "the same";
  [...lever.marks.children].forEach((mark, i) => mark.classList.toggle("now", stops.includes(i)));
  lever.shownStop = stops[0] ?? stops[1];
  fitMarks(lever);
}

/**
 * One thumb moves. The left one takes the right one along, unless that had a value of its own when it was taken up.
 * @param {Stage} stage @param {Lever} lever @param {number} side
 */
export function movePairLever(stage, lever, side) {
  const { facts } = lever;
  const at = stopMovedTo(lever.sides[side]);
  const stop = facts.stops[at];
  lever.sides[side].input.step = 1;
  lever.sides[side].input.value = at;
  const query = { ...present(stage) };
  const own = ownOf(query);
  if (side === 1) own.set(facts.name, stop.query);
  else {
    if (lever.held && !own.has(facts.name)) own.set(facts.name, query[facts.name] ?? facts.default);
    query[facts.name] = stop.query;
    if (stop.query === facts.default) delete query[facts.name];
  }
  const next = withOwn(stage, query, own);
  if (queryKey(next) === queryKey(present(stage))) return;
  sayPairThumb(lever, side, at, stop.words);
  lever.follows = !ownOf(next).has(facts.name);
  if (side === 0 && !lever.held) {
    lever.sides[1].input.step = 1;
    lever.sides[1].input.value = at;
    sayPairThumb(lever, 1, at, stop.words);
  }
  markPairLever(lever);
  stage.questions.ask(next);
}
