/* Why a node crashed: whose requests it was closing, and who had stranded them. */

import { eventsByVolume } from "./facts.js";
import { CAUSE, STATE } from "./states.js";

/** @import { Run } from "../types.d.ts" */
/** @typedef {{ start: Uint32Array, volume: Uint16Array, from: Uint16Array, to: Uint16Array, accepted: Uint8Array }} Requests */
/** @typedef {{ kind: string, crash: number, count: number }} Part whose requests, and how many */
/**
 * @typedef {object} ChainLink one crash and what fed it
 * @property {number} crash @property {number} tick @property {number} node @property {number} closings
 * @property {boolean} byOperator @property {number} seen @property {Part[]} parts
 */

/**
 * The event that left volume v searching when it asked in tick t, or -1.
 * @param {Run} run @param {number} v @param {number} t
 */
function strandedBy(run, v, t) {
  const { start, order } = eventsByVolume(run);
  const limit = run.a.event_start[t + 1];
  for (let i = start[v + 1] - 1; i >= start[v]; i -= 1) {
    const e = order[i];
    if (e >= limit || run.a.event_state[e] !== STATE.SEARCHING) continue;
    if (run.a.event_cause[e] === CAUSE.CRASH && e >= run.a.event_start[t]) continue;
    return e;
  }
  return -1;
}

/**
 * The requests on record; those of one node in full where the picture has them.
 * @param {Run} run @param {number} node @returns {Requests}
 */
export function requestsFor(run, node) {
  const { a } = run;
  const { own_start: start, own_volume: volume, own_from: from, own_to: to, own_accepted: accepted } = a;
  if (run.focus === node && start && volume && from && to && accepted) return { start, volume, from, to, accepted };
  return {
    start: a.request_start,
    volume: a.request_volume,
    from: a.request_from,
    to: a.request_to,
    accepted: a.request_accepted,
  };
}

/**
 * Why did crash k happen? Whose requests was the node closing, and who had stranded them.
 * @param {Run} run @param {number} k @returns {ChainLink}
 */
function causesOf(run, k) {
  const { a } = run;
  const tick = a.crash_tick[k];
  const node = a.crash_node[k];
  const cut = a.cut_node.includes(node) && a.cut_from.some((from, i) => from <= tick && tick < a.cut_until[i]); // nothing reaches it
  /** @type {Map<string, Part>} */
  const parts = new Map();
  let seen = 0;
  const asked = requestsFor(run, node);
  for (let r = asked.start[tick]; r < asked.start[tick + 1]; r += 1) {
    if (asked.from[r] !== node && (asked.to[r] !== node || cut)) continue;
    seen += 1;
    const e = strandedBy(run, asked.volume[r], tick);
    const cause = e < 0 ? CAUSE.CONTACT : a.event_cause[e];
    const kind =
      cause === CAUSE.CRASH
        ? "crash"
        : cause === CAUSE.EVERYDAY
          ? "everyday"
          : cause === CAUSE.RESTART
            ? "restart"
            : "cut";
    const crash = kind === "crash" ? a.event_by[e] : -1;
    const key = kind + crash;
    const entry = parts.get(key) ?? { kind, crash, count: 0 };
    entry.count += 1;
    parts.set(key, entry);
  }
  const sorted = [...parts.values()].sort((x, y) => y.count - x.count);
  return {
    crash: k,
    tick,
    node,
    closings: a.crash_closings[k],
    byOperator: a.crash_by_operator[k] === 1,
    seen,
    parts: sorted,
  };
}

/** The largest contributor; crashes count together against the cut and everyday losses. @param {ChainLink} link */
export function mainCause(link) {
  const crashes = link.parts.filter((part) => part.kind === "crash");
  const others = link.parts.filter((part) => part.kind !== "crash");
  const sum = crashes.reduce((total, part) => total + part.count, 0);
  return sum > (others[0]?.count ?? 0) ? crashes[0] : others[0];
}

/**
 * The chain of crashes back to the first cause, latest first, along the largest contributor.
 * @param {Run} run @param {number} k
 */
export function chainOf(run, k) {
  const links = [];
  for (let crash = k; crash >= 0 && links.length < 40;) {
    const link = causesOf(run, crash);
    links.push(link);
    const first = link.byOperator ? null : mainCause(link);
    crash = first?.kind === "crash" && first.crash < crash ? first.crash : -1;
  }
  return links;
}
