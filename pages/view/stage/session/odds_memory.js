/* Fates that this visit knows. */

import { settingKey, withParameter } from "../lib/query.js";

export const MOST_SETTINGS = 3000;

/** Fates by setting, for every stage of this visit: {fates: "3332…", counts: [over, held, raging, collapsed], own: {seed: fate}} */
export const oddsMemory = ((window.stormglass ??= {}).odds ??= new Map());

export function rememberFates(key, news) {
  const known = { ...oddsMemory.get(key), ...news };
  oddsMemory.delete(key);
  oddsMemory.set(key, known);
  if (oddsMemory.size > MOST_SETTINGS) oddsMemory.delete(oddsMemory.keys().next().value);
}

export function fateInMemory(stage, seed) {
  return oddsMemory.get(settingKey(stage.header.query))?.own?.[seed];
}

/** What memory has of the settings in view and of those one lever away. */
export function knownOdds(stage) {
  const {
    odds: { lucks, each },
    levers,
    query,
  } = stage.header;
  const strips = {};
  for (const { name, stops, default: usual } of levers) {
    strips[name] = {};
    for (const stop of stops.filter(({ mark }) => mark)) {
      const counts = countsOf(
        oddsMemory.get(settingKey(withParameter(query, name, stop.query, stop.query === usual))),
        each,
      );
      if (counts) strips[name][stop.query] = counts;
    }
  }
  return { lucks, each, fates: oddsMemory.get(settingKey(query))?.fates ?? "", strips };
}

export function countsOf(known, each) {
  if (known?.counts) return known.counts;
  if (!known?.fates || known.fates.length < each) return null;
  const counts = [0, 0, 0, 0];
  for (const digit of known.fates.slice(0, each)) counts[digit] += 1;
  return counts;
}

export function isWhole({ lucks, fates, strips }, levers) {
  return (
    fates.length === lucks &&
    levers.every(({ name, stops }) => stops.every(({ mark, query }) => !mark || strips[name][query]))
  );
}

export function learnOdds(levers, query, frame) {
  if (frame.part === "grid") rememberFates(settingKey(query), { fates: frame.fates });
  for (const [name, stop, counts] of frame.stops ?? []) {
    const lever = levers.find((one) => one.name === name);
    if (lever) rememberFates(settingKey(withParameter(query, name, stop, stop === lever.default)), { counts });
  }
}
