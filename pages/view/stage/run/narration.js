/* What is said of a run: facts come as codes and numbers, and are said in the visitor's language. */

import { meaning } from "../lib/facts.js";
import { mark, plainOf } from "../lib/messages.js";

/** @import { RunArrays, Segment } from "../types.d.ts" */

const HAPPENS = new Set(["cut", "contact", "crash", "full", "half", "all", "over"]);

/**
 * The facts in a piece of the stream as messages.
 * @param {Float64Array} facts @param {number} begin @param {number} end
 */
function messagesIn(facts, begin, end) {
  const found = [];
  for (let at = begin; at < end; at += 2 + facts[at + 1]) {
    found.push(meaning(facts[at], [...facts.subarray(at + 2, at + 2 + facts[at + 1])]));
  }
  return found;
}

/**
 * Sentences one after the other.
 * @param {Float64Array} facts @param {number} begin @param {number} end
 */
function sentences(facts, begin, end) {
  /** @type {Segment[]} */
  const whole = [];
  for (const { id, values } of messagesIn(facts, begin, end)) {
    if (whole.length) whole.push(" ");
    whole.push(...mark(id, values));
  }
  return whole;
}

/** @param {RunArrays} a @returns {[tick: number, segments: Segment[]][]} */
export const captionsOf = ({ facts, caption_tick: ticks, caption_place: places }) =>
  Array.from(ticks, (tick, k) => [tick, sentences(facts, places[k], places[k + 1])]);

/** @param {RunArrays} a @returns {[tick: number, kind: string, words: string][]} */
export const flagsOf = ({ facts, flag_tick: ticks, flag_place: places }) =>
  Array.from(ticks, (tick, k) => {
    const [{ id, values }] = messagesIn(facts, places[k], places[k + 1]);
    const kind = id.replace("flag-", "");
    return [tick, HAPPENS.has(kind) ? kind : "action", plainOf(mark(id, values))];
  });

/** @param {RunArrays} a */
export const outcomeOf = ({ facts, flag_place: places }) => sentences(facts, places[places.length - 1], facts.length);
