/* A run, or many lucks, as a table: for programs, and for the spreadsheets of either half of the world. */

import { ENDINGS } from "../lib/endings.js";

/** @import { Query, Run } from "../types.d.ts" */

/** @typedef {"point" | "comma"} Decimal what stands between whole numbers and tenths; with a comma, cells are parted by semicolons */

const CELLS = { point: ",", comma: ";" };
const LONGEST_NAME = 90;

/** @param {(string | number)[][]} rows @param {Decimal} decimal @param {string} link the first line names it */
function tableOf(rows, decimal, link) {
  const cell = (/** @type {string | number} */ value) =>
    typeof value === "number" && decimal === "comma" ? String(value).replace(".", ",") : String(value);
  const lines = rows.map((row) => row.map(cell).join(CELLS[decimal]));
  return [`# Stormglass ${link}`, ...lines, ""].join("\n");
}

/** "inf" where it has no end, empty where it has no meaning; as the command line writes it. @param {number} value */
const measured = (value) => (Number.isNaN(value) ? "" : Number.isFinite(value) ? value : "inf");

/**
 * One row a minute, with the columns of the command line.
 * @param {Run} run @param {Decimal} decimal @param {string} link
 */
export function csvOf(run, decimal, link) {
  const names = Object.keys(run.counts);
  const rows = Array.from({ length: run.ticks + 1 }, (_, t) => [
    t,
    ...names.map((name) => run.counts[name][t]),
    measured(run.a.expected_stranded[t]),
    measured(run.a.storm_number[t]),
  ]);
  return tableOf([["minute", ...names, "expected_stranded", "storm_number"], ...rows], decimal, link);
}

/**
 * One row a luck: its seed, its fate, and of those that are held which kind.
 * @param {string} fates a digit of `ENDINGS` for each seed @param {Decimal} decimal @param {string} link
 */
export function lucksCsv(fates, decimal, link) {
  const rows = [...fates].map((digit, i) => {
    const ending = ENDINGS[Number(digit)];
    const isHeld = ending === "held" || ending === "short";
    return [i + 1, isHeld ? "held" : ending, isHeld ? (ending === "short" ? "short of room" : "slow") : ""];
  });
  return tableOf([["seed", "fate", "held"], ...rows], decimal, link);
}

/**
 * What a file of a run is called: by its settings and its luck.
 * @param {string} what @param {Query} query @param {number | null} seed @param {string} kind
 */
export function fileName(what, query, seed, kind) {
  const settings = Object.entries(query).filter(([name]) => name !== "seed" && name !== "t");
  const parts = ["stormglass", what, ...settings.map(([name, value]) => `${name}-${value}`)];
  const name = parts
    .join("-")
    .replace(/[^\w.-]+/g, "-")
    .slice(0, LONGEST_NAME)
    .replace(/[-_.]+$/, "");
  return `${name}${seed === null ? "" : `-seed-${seed}`}.${kind}`;
}

/** How numbers are written where this browser is used. @param {string} [locale] @returns {Decimal} */
export const decimalHere = (locale) =>
  new Intl.NumberFormat(locale).formatToParts(0.5).some(({ type, value }) => type === "decimal" && value === ",")
    ? "comma"
    : "point";
