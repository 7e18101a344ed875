/* The address bar holds the link of what is seen. */

import { registry } from "../lib/registry.js";
import { linkOfRun } from "../session/write_link.js";
import { startTick } from "../time/clock.js";

/** @import { Query, Stage } from "../types.d.ts" */

/** Write the link of what is seen into the address bar, without a new entry in the history. @param {Stage} stage @param {Query} [query] */
export function writeAddress(stage, query = stage.frame?.query) {
  const { address } = stage.host;
  if (!address.isOurs()) return;
  const search = stage.link(address.read(), query);
  if (search !== null) address.write(search);
}

/** The link of a run, on pages whose address is one. @param {Stage} stage @param {string} search @param {Query} [query] */
export function linkOf(stage, search, query) {
  const { frame, play } = stage;
  if (!frame?.address || !query) return null;
  const tick = play.opened || play.tick !== startTick(stage) ? play.tick : null;
  const kept = query === frame.query ? frame.newer : undefined;
  const rules = Number(kept?.v ?? frame.rules);
  const also = registry.also ?? {};
  return linkOfRun({ query: kept ?? query, also, tick, rules, isLinks: stage.view.links }, search);
}
