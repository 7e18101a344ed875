/* What a server tells in messages, said in the language that was learnt; and a frame made whole. */

import { worded } from "../lib/messages.js";

/** @import { Message } from "../lib/messages.js" */
/** @import { Frame, LeverFacts, LeverValue, PageConfig, WireFrame } from "../types.d.ts" */

/** @param {object} given @returns {given is Message} */
const isMessage = (given) =>
  "id" in given &&
  typeof given.id === "string" &&
  Object.keys(given).every((name) => name === "id" || name === "values");

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

/**
 * A frame as the stage reads it: what came, with what its page was told once; every message in it is said.
 * @param {WireFrame} frame @param {PageConfig} config with its messages said @returns {Frame}
 */
export function wholeFrame({ runs, ...header }, config) {
  const { levers, pair, ...rest } = spoken(header);
  const { levers: known = [], pair: offered, ...others } = config;
  /** @param {LeverValue} value */
  const whole = (value) => {
    const facts = known.find(({ name }) => name === value.name);
    return facts ? [/** @type {LeverFacts} */ ({ ...facts, ...value })] : [];
  };
  return {
    ...others,
    ...rest,
    levers: levers.flatMap(whole),
    ...(pair && offered ? { pair: { ...offered, ...pair, levers: pair.levers.flatMap(whole) } } : {}),
    runs: runs.map((run) => ({ ...run, ...(run.name ? { name: spoken(run.name) } : {}) })),
  };
}
