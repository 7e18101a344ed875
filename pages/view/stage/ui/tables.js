/* The same in words and tables, on request. They are worked out only while they are open, and stand still while the run plays. */

import { el } from "../lib/dom.js";
import { list, number, say } from "../lib/messages.js";
import { ownState } from "../lib/own_state.js";
import { ranges } from "../lib/numbers.js";
import { pictureWords, timelineWords, tugWords } from "../run/captions.js";
import { runName } from "../run/flags.js";
import { chanceValues, nodeFacts } from "../run/nodes.js";
import { fillOdds, makeOddsTables } from "./odds_tables.js";
import { NONE, fillTable, makeTable, scrolled } from "./table.js";

/** @import { Panel, Run, Stage } from "../types.d.ts" */
/** @import { Row } from "./table.js" */

/** @typedef {ReturnType<typeof makeRunTables>} RunTables */
/** @typedef {ReturnType<typeof nodeFacts>} NodeFacts */

const MOST_ROWS = 24;
const TABLES_AFTER_MS = 200;
const HELD = ["mirrored", "cut_off", "copying", "searching", "offline", "old"];
const BANDS = ["mirrored", "cut_off", "searching", "copying", "offline"];
const NODE_STATES = ["crashed", "cut_off", "full", "up"];

export const tablesOf = ownState((/** @type {Stage} */ stage) => {
  const summary = el("summary", { text: say("tables") });
  const box = el("details", { class: "sg-more sg-tables" }, summary);
  box.addEventListener("toggle", () => fillTables(stage));
  return {
    box,
    summary,
    parts: /** @type {RunTables[]} */ ([]),
    odds: makeOddsTables(),
    later: /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined),
  };
});

/** One part a run, and the odds; made anew only when the number of runs changes. @param {Stage} stage */
function partsOfTables(stage) {
  const own = tablesOf(stage);
  const { panels } = stage;
  if (own.parts.length === panels.length) return own.parts;
  own.parts = panels.map(() => makeRunTables(panels.length > 1));
  own.box.replaceChildren(own.summary, ...own.parts.map(({ box }) => box), own.odds.box);
  return own.parts;
}

/** @param {boolean} isNamed */
function makeRunTables(isNamed) {
  const name = el("h3", { hidden: !isNamed });
  const cluster = el("p");
  const line = el("p");
  const tug = el("p");
  const status = makeTable(["nodes", "how-many", "which"], "lists");
  const nodes = makeTable(["node", "is", ...HELD, "free", "closing", "chance"], "words");
  const minutes = makeTable(["minute", "what-happens", ...BANDS, "nodes-down"], "words");
  const pulls = makeTable(["minutes", "stranded", "cut-or-lost", "relieved", "stuck"]);
  const box = el(
    "section",
    {},
    name,
    el("h4", { text: say("tables-cluster") }),
    cluster,
    status.box,
    scrolled(nodes, say("tables-cluster.scrolls")),
    el("h4", { text: say("tables-timeline") }),
    line,
    scrolled(minutes, say("tables-timeline.scrolls")),
    el("h4", { text: say("tables-tug") }),
    tug,
    scrolled(pulls, say("tables-tug.scrolls")),
  );
  return { box, name, cluster, line, tug, status, nodes, minutes, pulls };
}

/**
 * After a moment of rest; while it plays the tables keep the minute that their captions name.
 * @param {Stage} stage
 */
export function tablesSoon(stage) {
  const own = tablesOf(stage);
  clearTimeout(own.later);
  if (own.box.open && !stage.play.playing) own.later = setTimeout(() => fillTables(stage), TABLES_AFTER_MS);
}

/** @param {Stage} stage */
function fillTables(stage) {
  if (!tablesOf(stage).box.open || !stage.frame || stage.gone) return;
  partsOfTables(stage).forEach((part, i) => {
    const panel = stage.panels[i];
    part.name.textContent = stage.panels.length > 1 ? runName(stage.frame, i) : "";
    fillCluster(panel, part);
    fillMinutes(stage, panel.run, part);
    fillPulls(stage, panel.run, part);
  });
  fillOdds(stage, tablesOf(stage).odds);
}

/** @param {Panel} panel @param {RunTables} part */
function fillCluster(panel, part) {
  const { run, shownTick: minute } = panel;
  const facts = Array.from({ length: run.nodes }, (_, n) => nodeFacts(panel, n));
  const groups = NODE_STATES.map((status) => {
    const which = facts.filter(({ state }) => state === status).map(({ n }) => n);
    return { status, nodes: which.length, which: ranges(which) };
  }).filter(({ nodes }) => nodes);
  part.cluster.textContent = [pictureWords(panel), ...groups.map((group) => say("tables-group", group))].join(" ");
  fillTable(
    part.status,
    say("tables-cluster.nodes", { minute }),
    groups.map(({ status, nodes, which }) => [say("status", { status }), nodes, which]),
  );
  fillTable(part.nodes, say("tables-cluster.every-node", { minute }), facts.map(rowOfNode));
}

/** @param {NodeFacts} facts @returns {Row} */
function rowOfNode({ n, state, status, held, closings, chance }) {
  const isUp = state !== "crashed";
  return [
    say("tables-node", { node: n }),
    status,
    ...HELD.map((name) => held[name]),
    isUp ? held.free : NONE,
    closings,
    isUp ? say("chance", chanceValues(chance)) : NONE,
  ];
}

/**
 * The last minute that may be told: the end, or this one while what comes is hidden.
 * @param {Stage} stage @param {Run} run
 */
export const toldUntil = (stage, run) => Math.min(run.ticks, stage.play.hidden ? stage.play.tick : stage.play.shown);

/** Even steps and every minute with a flag. @param {Run} run @param {number} until */
function toldMinutes(run, until) {
  const step = [1, 2, 5, 10, 20, 30, 60, 120, 240, 480].find((s) => until / s <= MOST_ROWS) ?? 480;
  const minutes = new Set([until, ...run.flags.map(([tick]) => tick).filter((tick) => tick <= until)]);
  for (let t = 0; t <= until; t += step) minutes.add(t);
  return [...minutes].sort((a, b) => a - b);
}

/** @param {Stage} stage @param {Run} run @param {RunTables} part */
function fillMinutes(stage, run, part) {
  const { counts, nodes } = run;
  const until = toldUntil(stage, run);
  /** @param {number} tick */
  const happens = (tick) => run.flags.filter(([at]) => at === tick).map(([, , words]) => words);
  part.line.textContent = timelineWords(run, until);
  fillTable(
    part.minutes,
    say("tables-timeline.minutes", { until }),
    toldMinutes(run, until).map((t) => [
      t,
      list(happens(t), { type: "unit" }),
      ...BANDS.map((name) => counts[name][t]),
      nodes - counts.nodes_up[t],
    ]),
  );
}

/** @param {Stage} stage @param {Run} run @param {RunTables} part */
function fillPulls(stage, run, part) {
  const { counts } = run;
  const until = toldUntil(stage, run);
  const minutes = toldMinutes(run, until);
  part.tug.textContent = tugWords(run, Math.min(stage.play.tick, run.ticks));
  fillTable(
    part.pulls,
    say("tables-tug.pulls", { until }),
    minutes.slice(1).map((to, i) => {
      const from = minutes[i] + 1;
      /** @param {string} name */
      const sum = (name) => counts[name].subarray(from, to + 1).reduce((total, n) => total + n, 0);
      const stranded = sum("stranded");
      const span = from === to ? to : `${number(from)}–${number(to)}`;
      return [span, stranded, sum("newly_stuck") - stranded, sum("relieved"), counts.stuck[to]];
    }),
  );
}
