/* What is said of a run in a minute. */

import { say } from "../lib/messages.js";
import { STATES } from "./states.js";

/** @import { Panel, Run, Segment } from "../types.d.ts" */

/** The caption that holds in tick t. @param {Run} run @param {number} t @returns {Segment[]} */
export function captionAt(run, t) {
  let low = 0;
  let high = run.captions.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (run.captions[middle][0] <= t) low = middle;
    else high = middle - 1;
  }
  const segments = run.captions[low]?.[1] ?? [];
  return t > 0 ? [`${say("minute-lead", { minute: t })} `, ...segments] : segments;
}

/** @param {Panel} panel */
export function pictureWords(panel) {
  const { counts, nodes } = panel.run;
  const t = panel.shownTick;
  const states = STATES.filter((state) => counts[state][t]).map((state) => ({
    id: "picture-volumes",
    values: { state, volumes: counts[state][t] },
  }));
  return say("picture-said", { minute: t, up: counts.nodes_up[t], nodes, states });
}

/** @param {Run} run @param {number} until */
export function timelineWords(run, until) {
  const { counts, nodes, volumes } = run;
  let worst = 0;
  for (let t = 0; t <= until; t += 1) if (counts.stuck[t] > counts.stuck[worst]) worst = t;
  const most = counts.stuck[worst];
  if (!most) return say("timeline-never-stuck", { until });
  const now = { stuck: counts.stuck[until], offline: counts.offline[until], down: nodes - counts.nodes_up[until] };
  return say("timeline-told", { worst, most, volumes, until, nodes, ...now });
}

/**
 * "Minute 30: 12 volumes are newly stuck and 3 relieved, so 9 more are stuck: 412 in all."
 * @param {Run} run @param {number} t
 */
export function tugWords(run, t) {
  const { newly_stuck: newly, relieved, stuck } = run.counts;
  if (!t) return say("tug-at-rest");
  const change = newly[t] - relieved[t];
  const way = change > 0 ? "more" : change < 0 ? "fewer" : "same";
  const numbers = { newly: newly[t], relieved: relieved[t], change: Math.abs(change), stuck: stuck[t] };
  return say("tug-told", { minute: t, way, ...numbers });
}
