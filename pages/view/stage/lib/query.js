/* Links as queries: names and values, only what differs from the defaults. */

/** @import { Query } from "../types.d.ts" */

/** @param {Query} query */
export const queryKey = (query) =>
  JSON.stringify(
    Object.entries(query)
      .filter(([name]) => name !== "t")
      .sort(),
  );

/**
 * The query with one parameter changed; left out where it equals the default.
 * @param {Query} query @param {string} name @param {string} value @param {boolean} isDefault
 */
export function withParameter(query, name, value, isDefault) {
  const next = { ...query };
  delete next.t;
  if (isDefault) delete next[name];
  else next[name] = value;
  return next;
}

/** A query without its luck, as what its fates are kept by. @param {Query} of */
export const settingKey = ({ seed: _, ...setting }) => queryKey(setting);

/** "60:add_capacity:0.05" and so on, as the link has them. @param {Query} query */
export const entriesOf = (query) => (query.do ? query.do.split(",") : []);

/** @param {string} entry */
export const minuteOf = (entry) => Number(entry.slice(0, entry.indexOf(":")));

/** @param {string} entry */
export const nameOf = (entry) => entry.split(":")[1];

/** Settings without their luck: which preset is in view. @param {Query} of */
export const withoutLuck = ({ seed: _, ...query }) => queryKey(query);

export const SAME = "same";

/** The right cluster's own settings, as its part of the link has them. @param {Query} query */
export function ownOf(query) {
  const entries = (query.right ?? SAME).split(",").filter((entry) => entry.includes(":"));
  return new Map(entries.map((entry) => [entry.slice(0, entry.indexOf(":")), entry.slice(entry.indexOf(":") + 1)]));
}
