/* The flags of one run or two, and what the runs are called. */

import { list, say, worded } from "../lib/messages.js";

/** @import { Flag, Frame, Run } from "../types.d.ts" */

/**
 * The flags of all runs in order of time: [tick, kind, words, whose], whose = 2 where both runs have it.
 * @param {Run[]} runs
 */
export function mergeFlags(runs) {
  /** @type {Map<string, Flag>} */
  const merged = new Map();
  runs.forEach((run, i) => {
    for (const [tick, kind, words] of run.flags) {
      const key = `${tick} ${words}`;
      merged.set(key, [tick, kind, words, (merged.get(key)?.[3] ?? i) === i ? i : 2]);
    }
  });
  return [...merged.values()].sort((a, b) => a[0] - b[0]);
}

/** A run's name beside another: what sets it apart. @param {Frame} frame @param {number} i */
export const runName = (frame, i) => worded(frame.runs[i].name ?? differenceName(frame.runs, i));

/** A run's name beside another: what sets it apart. @param {Run[]} runs @param {number} i */
function differenceName(runs, i) {
  const mine = runs[i].scenario;
  const other = runs[1 - i]?.scenario ?? mine;
  const apart = Object.keys(mine).filter((name) => JSON.stringify(mine[name]) !== JSON.stringify(other[name]));
  if (!apart.length) return say("run-same");
  const settings = apart.map((name) => {
    const value = String(Array.isArray(mine[name]) ? mine[name].length : mine[name]);
    return { id: "run-setting", values: { setting: name.replaceAll("_", " "), value } };
  });
  return list(settings, { type: "unit" });
}

export const SIDES = ["left", "right"];

/** What the two sides are called. @returns {[left: string, right: string]} */
export const sideTitles = () => [say("side-left"), say("side-right")];

/**
 * The flags of both in one lane; what only one of them has says whose it is. Where they part stands first.
 * @param {Frame} of
 */
export function pairFlags({ runs, pair }) {
  /** @type {Flag[]} */
  const both = mergeFlags(runs).map(([tick, kind, words, whose]) => {
    const whole = [say("flag-left", { words }), say("flag-right", { words }), words];
    return [tick, kind, whole[whose], whose];
  });
  /** @type {Flag[]} */
  const marks = [];
  if (!pair) return both;
  if (pair.parting_tick !== null) marks.push([pair.parting_tick, "part", say("flag-part"), 2]);
  if (pair.seen_tick !== null && pair.seen_tick !== pair.parting_tick)
    marks.push([pair.seen_tick, "seen", say("flag-seen"), 2]);
  return [...marks, ...both.filter(([, kind]) => kind !== "full")].sort((a, b) => a[0] - b[0]);
}
