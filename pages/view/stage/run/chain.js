/* The chain of crashes in sentences. */

import { count, listed } from "../lib/words.js";
import { mainCause } from "./causes.js";

/** @import { Run } from "../types.d.ts" */
/** @import { ChainLink, Part } from "./causes.js" */

/**
 * The sentences of the chain, latest crash first, each a jump to its minute.
 * @param {Run} run @param {ChainLink[]} links
 */
export function chainSentences(run, links) {
  const total = links.length;
  return links.map((link, i) => {
    const crash = link.byOperator
      ? `Node ${link.node} is broken by hand.`
      : `Node ${link.node} crashes while closing ${count(link.closings, "request")} at once.`;
    const why = link.parts.length && !link.byOperator ? ` ${whoseRequests(run, link)}` : "";
    return { tick: link.tick, node: link.node, text: crash + why, step: total - i };
  });
}

/** @type {Record<string, string>} */
const SOURCES = { cut: "the network cut", restart: "a restart", everyday: "everyday losses" };
const MANY_SOURCES = 3; // of more, only the one that fed it most is told by name

/**
 * "4 of them came from the network cut, 2 from the crash of node 17 (minute 20) and 7 from 5 other crashes."
 * @param {Run} run @param {ChainLink} link
 */
export function whoseRequests(run, link) {
  const { a } = run;
  const name = (/** @type {Part} */ { kind, crash }) =>
    SOURCES[kind] ?? `the crash of node ${a.crash_node[crash]} (minute ${a.crash_tick[crash]})`;
  const crashes = link.parts.filter((part) => part.kind === "crash");
  const few = link.parts.length > MANY_SOURCES ? 1 : crashes.length;
  const named = link.parts.filter((part) => part.kind !== "crash" || crashes.indexOf(part) < few);
  const others = link.parts.filter((part) => !named.includes(part));
  /** @type {[number, string][]} */
  const told = named.map((part) => [part.count, name(part)]);
  if (others.length === 1) told.push([others[0].count, name(others[0])]);
  else if (others.length)
    told.push([
      others.reduce((sum, part) => sum + part.count, 0),
      count(others.length, "other crash", "other crashes"),
    ]);
  const known =
    link.seen < link.closings ? ` of the ${link.seen} on record` : told.length > 1 || link.seen > 1 ? " of them" : "";
  return `${listed(told.map(([n, from], i) => (i ? `${n} from ${from}` : `${n}${known} came from ${from}`)))}.`;
}

/** Ends of the chain: what started it all. @param {Run} run @param {ChainLink[]} links */
export function rootSentence(run, links) {
  const last = links[links.length - 1];
  const first = last.parts.length ? mainCause(last) : null;
  if (last.byOperator) return null;
  if (!first) return null;
  if (first.kind === "cut") {
    const tick = run.a.cut_from[0] ?? 0;
    return { tick, node: -1, text: `It goes back to the network cut in minute ${tick}.` };
  }
  return {
    tick: last.tick,
    node: -1,
    text:
      first.kind === "everyday" ? "It goes back to everyday losses, not to one mistake." : "It goes back to a restart.",
  };
}
