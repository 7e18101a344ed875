/* What a node holds and does in a minute. */

import { say } from "../lib/messages.js";
import { crashChance } from "./facts.js";
import { STATES } from "./states.js";

/** @import { Panel } from "../types.d.ts" */

/** @param {Panel["replay"]} replay @param {number} n */
const statusOf = (replay, n) =>
  !replay.up[n] ? "crashed" : replay.cutOff[n] ? "cut_off" : replay.used[n] >= replay.capacity[n] ? "full" : "up";

/** @param {Panel} panel @param {number} n */
export function nodeFacts(panel, n) {
  const { run, replay, shownTick: t } = panel;
  return {
    n,
    state: statusOf(replay, n),
    status: say("status", { status: statusOf(replay, n) }),
    held: /** @type {Record<string, number>} */ (replay.holdings(n)),
    closings: run.a.closings[t * run.nodes + n],
    chance: crashChance(run, t, n),
    crash: run.a.crash_node.reduce((last, node, k) => (node === n && run.a.crash_tick[k] <= t ? k : last), -1),
  };
}

/**
 * What a chance is said with.
 * @param {number} chance
 */
export const chanceValues = (chance) => ({
  near: chance > 0 && chance < 0.0005 ? "nought" : chance < 1 && chance >= 0.9995 ? "all" : "neither",
  percent: chance * 100,
});

/**
 * "Node 17, up, 12 mirrored, 3 searching, 2 free; closing 14 requests, chance to crash 8.7 %"
 * @param {Panel} panel @param {number} n
 */
export function nodeLabel(panel, n) {
  const { held, closings, chance } = nodeFacts(panel, n);
  const parts = [...STATES, "old", "free"]
    .filter((state) => held[state])
    .map((state) => ({ id: "node-holds", values: { state, copies: held[state] } }));
  const said = { node: n, status: statusOf(panel.replay, n), held: parts };
  if (!closings) return say("node-said", said);
  return say("node-said-busy", { ...said, closings, ...chanceValues(chance) });
}
