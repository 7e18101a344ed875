/* Facts that are derived from a run once: chances, and where it ends. */

import { paceOf } from "./pace.js";
import { STATE } from "./states.js";

/** @import { Run } from "../types.d.ts" */

/**
 * Chance that node n crashes in tick t, by the rule in MODEL.md.
 * @param {Run} run @param {number} t @param {number} n
 */
export function crashChance(run, t, n) {
  const c = run.a.closings[t * run.nodes + n];
  if (c < 2 || run.a.fix_rank[n] < run.a.fixed_count[t]) return 0;
  return 1 - (1 - run.a.bug[t]) ** ((c * (c - 1)) / 2);
}

/** The last tick in which anything happens; after it the picture never changes. @param {Run} run */
function lastMoment(run) {
  const { a, counts } = run;
  if (isStopped(run)) return run.ticks;
  let t = run.ticks;
  const busy = (/** @type {number} */ x) =>
    a.event_start[x + 1] > a.event_start[x] || counts.requests[x] > 0 || counts.crashes[x] > 0;
  while (t > 0 && !busy(t)) t -= 1;
  for (const [tick] of run.flags) t = Math.max(t, tick);
  for (const tick of a.capacity_tick) t = Math.max(t, tick);
  for (const tick of a.restart_tick) t = Math.max(t, tick);
  return Math.min(run.ticks, t + 1);
}

/** Whether nobody may search in a minute: it was stopped, and not let go on since. @param {Run} run @param {number} tick */
export function isSearchStopped({ scenario }, tick) {
  return scenario.actions.findLast(([at, name]) => name === "stop_search" && at <= tick)?.[2] === 1;
}

/**
 * The search is stopped at the end and somebody waits: nothing is over, and it can be let go on in any minute.
 * @param {Run} run
 */
function isStopped(run) {
  return isSearchStopped(run, run.ticks) && run.counts.searching[run.ticks] > 0;
}

/**
 * How much of the clock is shown: the whole run, or less where nothing happens for long at its end.
 * @param {Run[]} runs
 */
export function shownTicks(runs, atLeast = 0) {
  const ticks = Math.max(...runs.map((run) => run.ticks));
  const last = Math.max(...runs.map((run) => run.last), atLeast);
  if (last > ticks * 0.7) return ticks;
  const step = [5, 10, 20, 30, 60, 120, 240, 480].find((s) => last / s <= 12) ?? 480;
  return Math.min(ticks, Math.max(step, Math.ceil((last * 1.03) / step) * step));
}

/** Indexes of the crashes of tick t. @param {Run} run @param {number} t */
export function crashesIn(run, t) {
  /** @type {number[]} */
  const found = [];
  run.a.crash_tick.forEach((tick, index) => {
    if (tick === t) found.push(index);
  });
  return found;
}

/** Events sorted by volume, made when first needed. @param {Run} run */
export function eventsByVolume(run) {
  if (run.byVolume) return run.byVolume;
  const { event_volume: volume } = run.a;
  const start = new Uint32Array(run.volumes + 1);
  for (const v of volume) start[v + 1] += 1;
  for (let v = 0; v < run.volumes; v += 1) start[v + 1] += start[v];
  const order = new Uint32Array(volume.length);
  const next = start.slice();
  volume.forEach((v, e) => {
    order[next[v]++] = e;
  });
  return (run.byVolume = { start, order });
}

export const NEAR_FULL = 0.2; // the chance to crash at which the rim is full: 1 in 5

/** The state of an event's volume before that event. @param {Run} run @param {number} e */
export function stateBefore(run, e) {
  const { start, order } = eventsByVolume(run);
  const v = run.a.event_volume[e];
  let before = STATE.MIRRORED;
  for (let i = start[v]; i < start[v + 1] && order[i] < e; i += 1) before = run.a.event_state[order[i]];
  return before;
}

/** @param {Run} run */
export function prepareRun(run) {
  run.last = lastMoment(run);
  run.pace = paceOf(run);
}
