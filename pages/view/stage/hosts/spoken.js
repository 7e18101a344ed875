/* What a server tells in messages, said in the language that was learnt. */

import { worded } from "../lib/messages.js";

/** @import { Message } from "../lib/messages.js" */
/** @import { Frame } from "../types.d.ts" */

/** @param {object} given @returns {given is Message} */
const isMessage = (given) =>
  "id" in given && typeof given.id === "string" && Object.keys(given).every((name) => name === "id" || name === "values");

/** The same with every message in it said. @template T @param {T} given @returns {T} */
export function spoken(given) {
  /** @type {unknown} */
  let said = given;
  if (Array.isArray(given)) said = given.map(spoken);
  else if (typeof given === "object" && given !== null)
    said = isMessage(given)
      ? worded(given)
      : Object.fromEntries(Object.entries(given).map(([name, value]) => [name, spoken(value)]));
  return /** @type {T} */ (said);
}

/** A frame with every message in its header said; what a run holds beside its name are numbers. @param {Frame} frame @returns {Frame} */
export function spokenFrame({ runs, ...header }) {
  return { ...spoken(header), runs: runs.map((run) => ({ ...run, ...(run.name ? { name: spoken(run.name) } : {}) })) };
}
