/* The right cluster's own settings in the link of both, and what changed between two such links. */

import { say, worded } from "../../lib/messages.js";
import { SAME, ownOf } from "../../lib/query.js";

/** @import { LeverFacts, Pair, Query } from "../../types.d.ts" */
/** @import { Change } from "../../session/history.js" */

/**
 * A query with other settings for the right cluster; only what differs from the left one is named.
 * @param {Pair} of @param {Query} query @param {Map<string, string>} own @returns {Query}
 */
export function withOwn({ levers, own: names }, query, own) {
  const usual = new Map(levers.map((facts) => [facts.name, facts.default]));
  const entries = names
    .filter((name) => own.has(name) && own.get(name) !== (query[name] ?? usual.get(name)))
    .map((name) => `${name}:${own.get(name)}`);
  const { t: _, ...rest } = query;
  return { ...rest, right: entries.join(",") || SAME };
}

/**
 * What changed between two links of two clusters, for undo.
 * @param {LeverFacts[]} levers @param {Query} before @param {Query} after @returns {Change}
 */
export function changeOf(levers, before, after) {
  const own = [ownOf(before), ownOf(after)];
  const moved = levers.filter(({ name }) => before[name] !== after[name] || own[0].get(name) !== own[1].get(name));
  if (before.seed !== after.seed && !moved.length) return { words: say("change-luck") };
  if (moved.length !== 1) return { words: say("change-both") };
  const [{ name, label }] = moved;
  const side = before[name] !== after[name] ? "left" : "right";
  return { words: say("change-side", { lever: worded(label), side }), lever: `${name} ${side}` };
}
