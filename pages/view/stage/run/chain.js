/* The chain of crashes in sentences. */

import { say } from "../lib/messages.js";
import { mainCause } from "./causes.js";

/** @import { Message } from "../lib/messages.js" */
/** @import { Run } from "../types.d.ts" */
/** @import { ChainLink, Part } from "./causes.js" */

/**
 * The sentences of the chain, latest crash first, each a jump to its minute.
 * @param {Run} run @param {ChainLink[]} links
 */
export function chainSentences(run, links) {
  const total = links.length;
  return links.map((link, i) => {
    const { node, tick, closings, byOperator } = link;
    const crash = byOperator ? say("chain-broken", { node }) : say("chain-crash", { node, closings });
    const why = link.parts.length && !byOperator ? ` ${whoseRequests(run, link)}` : "";
    return { tick, node, text: crash + why, step: total - i };
  });
}

/** @type {Record<string, Message>} */
const SOURCES = {
  cut: { id: "chain-from-cut" },
  restart: { id: "chain-from-restart" },
  everyday: { id: "chain-from-everyday" },
};
const MANY_SOURCES = 3; // of more, only the one that fed it most is told by name

/** @typedef {{ requests: number, source: Message }} Told */

/** @param {Run} run @param {Part} part @returns {Told} */
function toldOf({ a }, { kind, crash, count }) {
  const values = { node: a.crash_node[crash], minute: a.crash_tick[crash] };
  return { requests: count, source: SOURCES[kind] ?? { id: "chain-from-crash", values } };
}

/** @param {Run} run @param {Part[]} others @returns {Told[]} */
function toldOfOthers(run, others) {
  if (others.length < 2) return others.map((part) => toldOf(run, part));
  const requests = others.reduce((sum, part) => sum + part.count, 0);
  return [{ requests, source: { id: "chain-from-crashes", values: { others: others.length } } }];
}

/**
 * "4 of them came from the network cut, 2 from the crash of node 17 (minute 20) and 7 from 5 other crashes."
 * @param {Run} run @param {ChainLink} link
 */
function whoseRequests(run, link) {
  const crashes = link.parts.filter((part) => part.kind === "crash");
  const few = link.parts.length > MANY_SOURCES ? 1 : crashes.length;
  const named = link.parts.filter((part) => part.kind !== "crash" || crashes.indexOf(part) < few);
  const others = link.parts.filter((part) => !named.includes(part));
  const [first, ...rest] = [...named.map((part) => toldOf(run, part)), ...toldOfOthers(run, others)];
  const among = link.seen < link.closings ? "known" : rest.length || link.seen > 1 ? "several" : "one";
  const sources = [
    { id: "chain-first-source", values: { among, seen: link.seen, ...first } },
    ...rest.map((values) => ({ id: "chain-source", values })),
  ];
  return say("chain-sources", { sources });
}

/** Ends of the chain: what started it all. @param {Run} run @param {ChainLink[]} links */
export function rootSentence(run, links) {
  const last = links[links.length - 1];
  const first = last.parts.length ? mainCause(last) : null;
  if (last.byOperator || !first) return null;
  if (first.kind === "cut") {
    const tick = run.a.cut_from[0] ?? 0;
    return { tick, node: -1, text: say("chain-root-cut", { minute: tick }) };
  }
  const text = first.kind === "everyday" ? say("chain-root-everyday") : say("chain-root-restart");
  return { tick: last.tick, node: -1, text };
}
