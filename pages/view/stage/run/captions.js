/* What is said of a run in a minute. */

import { count, listed, number } from "../lib/words.js";
import { STATE_TITLES } from "./states.js";

/** @import { Panel, Run } from "../types.d.ts" */

/** The caption that holds in tick t. @param {Run} run @param {number} t */
export function captionAt(run, t) {
  let low = 0;
  let high = run.captions.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (run.captions[middle][0] <= t) low = middle;
    else high = middle - 1;
  }
  const segments = run.captions[low]?.[1] ?? [];
  return t > 0 ? [`Minute ${t}. `, ...segments] : segments;
}

/** @param {Panel} panel */
export function pictureWords(panel) {
  const { counts, nodes } = panel.run;
  const t = panel.shownTick;
  const parts = ["mirrored", "cut_off", "copying", "searching", "offline"]
    .filter((name) => counts[name][t])
    .map((name) => `${counts[name][t]} volumes ${STATE_TITLES[name]}`);
  return `Minute ${t}: ${counts.nodes_up[t]} of ${nodes} nodes up; ${listed(parts)}.`;
}

/** @param {Run} run @param {number} until */
export function timelineWords(run, until) {
  const { counts } = run;
  let worst = 0;
  for (let t = 0; t <= until; t += 1) if (counts.stuck[t] > counts.stuck[worst]) worst = t;
  if (!counts.stuck[worst]) return `Up to minute ${until} no volume is ever stuck.`;
  const down = run.nodes - counts.nodes_up[until];
  return `Most volumes are stuck in minute ${worst}: ${number(counts.stuck[worst])} of ${number(run.volumes)}. In minute ${until}, ${number(counts.stuck[until])} are stuck, ${number(counts.offline[until])} of them offline, and ${down} of ${number(run.nodes)} nodes are down.`;
}

/**
 * "Minute 30: 12 volumes are newly stuck and 3 relieved, so 9 more are stuck: 412 in all."
 * @param {Run} run @param {number} t
 */
export function tugWords(run, t) {
  const { newly_stuck: newly, relieved, stuck } = run.counts;
  if (!t) return "At the start nothing pulls.";
  const change = newly[t] - relieved[t];
  const sum = change
    ? `${number(Math.abs(change))} ${change > 0 ? "more" : "fewer"} are stuck`
    : "as many are stuck as before";
  return `Minute ${t}: ${count(newly[t], "volume is", "volumes are")} newly stuck and ${number(relieved[t])} relieved, so ${sum}: ${number(stuck[t])} in all.`;
}
