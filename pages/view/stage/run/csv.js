/* A run as a table. */

/** @import { Run } from "../types.d.ts" */

/**
 * One row a minute; the storm number is "inf" where nobody finds a home, and empty where nothing moves.
 * @param {Run} run
 */
export function csvOf(run) {
  const names = Object.keys(run.counts);
  const storm = (/** @type {number} */ value) =>
    Number.isNaN(value) ? "" : Number.isFinite(value) ? Number(value.toFixed(4)) : "inf";
  const rows = Array.from({ length: run.ticks + 1 }, (_, t) =>
    [t, ...names.map((name) => run.counts[name][t]), storm(run.a.storm_number[t])].join(","),
  );
  return [["minute", ...names, "storm_number"].join(","), ...rows, ""].join("\n");
}
