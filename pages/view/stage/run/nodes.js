/* What a node holds and does in a minute. */

import { count, percent } from "../lib/words.js";
import { crashChance } from "./facts.js";
import { STATE_TITLES } from "./states.js";

/** @import { Panel } from "../types.d.ts" */

/** @param {Panel["replay"]} replay @param {number} n */
export const STATUS = (replay, n) =>
  !replay.up[n] ? "crashed" : replay.cutOff[n] ? "cut off" : replay.used[n] >= replay.capacity[n] ? "up, full" : "up";

/** @param {Panel} panel @param {number} n */
export function nodeFacts(panel, n) {
  const { run, replay, shownTick: t } = panel;
  return {
    n,
    status: STATUS(replay, n),
    held: /** @type {Record<string, number>} */ (replay.holdings(n)),
    closings: run.a.closings[t * run.nodes + n],
    chance: crashChance(run, t, n),
    crash: run.a.crash_node.reduce((last, node, k) => (node === n && run.a.crash_tick[k] <= t ? k : last), -1),
  };
}

/**
 * "Node 17, up, 12 mirrored, 3 searching, 2 free; closing 14 requests, chance to crash 8.7 %"
 * @param {Panel} panel @param {number} n
 */
export function nodeLabel(panel, n) {
  const { held, status, closings, chance } = nodeFacts(panel, n);
  const parts = ["mirrored", "cut_off", "copying", "searching", "offline", "old", "free"]
    .filter((name) => held[name])
    .map((name) => `${held[name]} ${name === "old" ? "old copies" : (STATE_TITLES[name] ?? name)}`);
  const busy = closings ? `; closing ${count(closings, "request")}, chance to crash ${percent(chance)}` : "";
  return `Node ${n}, ${status}, ${parts.join(", ")}${busy}`;
}
