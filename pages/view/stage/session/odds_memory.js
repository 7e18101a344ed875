/* Fates that this visit knows, by setting: shared by every stage of it. */

import { ENDINGS, HELD, endingOf } from "../lib/endings.js";
import { settingKey, withParameter } from "../lib/query.js";
import { registry } from "../lib/registry.js";

/** @import { Frame, KnownFates, Odds, OddsPart, Query, Stopped } from "../types.d.ts" */

const MOST_SETTINGS = 3000;
const memory = (registry.odds ??= new Map());

/** @param {string} key @param {Partial<KnownFates>} news */
function rememberFates(key, news) {
  const known = { ...memory.get(key), ...news };
  memory.delete(key);
  memory.set(key, known);
  const [oldest] = memory.keys();
  if (memory.size > MOST_SETTINGS && oldest !== undefined) memory.delete(oldest);
}

/** The run in view has told its fate itself. @param {Frame} frame */
export function rememberOwn({ query, runs: [run] }) {
  const key = settingKey(query);
  rememberFates(key, { own: { ...memory.get(key)?.own, [run.scenario.seed]: endingOf(run) } });
}

/** The fates of the grid of these settings, as far as they are known. @param {Query} query */
export const fatesInMemory = (query) => memory.get(settingKey(query))?.fates ?? "";

/** @param {Query} query @param {number} seed */
export const fateInMemory = (query, seed) => memory.get(settingKey(query))?.own?.[seed];

/** The further settings that have odds. @param {Pick<Frame, "settings">} frame @returns {Stopped[]} */
export const furtherOf = ({ settings }) =>
  (settings ?? [])
    .flatMap((topic) => topic.settings)
    .flatMap((one) => (one.stops ? [{ ...one, stops: one.stops }] : []));

/**
 * What memory has of the settings in view and of those one stop away.
 * @param {Frame} frame @param {Stopped[]} levers those whose strips are looked at @returns {Odds}
 */
export function knownOdds({ odds, query, ...frame }, levers = frame.levers) {
  const { lucks, each } = /** @type {NonNullable<Frame["odds"]>} */ (odds);
  /** @type {Odds["strips"]} */
  const strips = {};
  for (const { name, stops, default: usual } of levers) {
    strips[name] = {};
    for (const stop of stops.filter(({ mark }) => mark)) {
      const known = memory.get(settingKey(withParameter(query, name, stop.query, stop.query === usual)));
      const counts = countsOf(known, each);
      if (counts) strips[name][stop.query] = counts;
    }
  }
  return { lucks, each, fates: memory.get(settingKey(query))?.fates ?? "", strips };
}

/** @param {KnownFates | undefined} known @param {number} each */
function countsOf(known, each) {
  if (known?.counts) return known.counts;
  if (!known?.fates || known.fates.length < each) return null;
  const counts = ENDINGS.map(() => 0);
  for (const digit of known.fates.slice(0, each)) counts[Number(digit)] += 1;
  counts[HELD] += counts[counts.length - 1]; // as the strips tell it: all held, and how many of them are short of room
  return counts;
}

/** @param {Odds} odds @param {Stopped[]} levers */
export function isWhole({ lucks, fates, strips }, levers) {
  const isToldAt = (/** @type {Stopped} */ { name, stops }) =>
    stops.every(({ mark, query }) => !mark || strips[name][query]);
  return fates.length === lucks && levers.every(isToldAt);
}

/** @param {Stopped[]} levers @param {Query} query @param {OddsPart} part */
export function learnOdds(levers, query, part) {
  if (part.part === "grid") rememberFates(settingKey(query), { fates: part.fates });
  for (const [name, stop, counts] of part.stops ?? []) {
    const lever = levers.find((one) => one.name === name);
    if (lever) rememberFates(settingKey(withParameter(query, name, stop, stop === lever.default)), { counts });
  }
}
