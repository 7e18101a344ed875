// @ts-nocheck
/* The same in words and tables, on request. They are worked out only while they are open, and stand still while the run plays. */

import { el } from "../lib/dom.js";
import { ownState } from "../lib/own_state.js";
import { count, number, percent, ranges } from "../lib/words.js";
import { pictureWords, timelineWords, tugWords } from "../run/captions.js";
import { runName } from "../run/flags.js";
import { nodeFacts } from "../run/nodes.js";
import { FATES, FATE_WORDS } from "../run/states.js";
import { leversOf } from "./levers.js";
import { oddsOf, oddsSentence } from "./odds.js";
import { stopName } from "./strips.js";

/** @import { Panel, Run, Stage } from "../types.d.ts" */

export const MOST_ROWS = 24;

export const TABLES_AFTER_MS = 200;

/**
 * A table with a caption; the first cell of a row names the row. Kind: "words" in the second column, "lists" in the last.
 * @param {string[]} heads @param {string} [kind]
 */
export function makeTable(heads, kind = "") {
  const caption = el("caption");
  const body = el("tbody");
  return {
    caption,
    body,
    box: el(
      "table",
      { class: kind },
      caption,
      el("thead", {}, el("tr", {}, ...heads.map((text) => el("th", { scope: "col", text })))),
      body,
    ),
  };
}

/** @param {Table} of @param {string} words @param {string[]} rows */
export function fillTable({ caption, body }, words, rows) {
  caption.textContent = words;
  body.replaceChildren(
    ...rows.map(([name, ...cells]) =>
      el("tr", {}, el("th", { scope: "row", text: name }), ...cells.map((text) => el("td", { text }))),
    ),
  );
}

/**
 * Wide or long tables scroll in a box of their own, which the keyboard reaches.
 * @param {Table} table @param {string} name
 */
export function scrolled(table, name) {
  return el("div", { class: "sg-scroll", role: "region", tabindex: "0", "aria-label": name }, table.box);
}

export const tablesOf = ownState((stage) => {
  const summary = el("summary", { text: "In words and tables" });
  const box = el("details", { class: "sg-more sg-tables" }, summary);
  box.addEventListener("toggle", () => fillTables(stage));
  return { box, summary, parts: /** @type {RunTables[]} */ ([]), odds: makeOddsTables(), later: 0 };
});

/** One part a run, and the odds; made anew only when the number of runs changes. @param {Stage} stage */
export function partsOfTables(stage) {
  const own = tablesOf(stage);
  const { panels } = stage;
  if (own.parts.length === panels.length) return own.parts;
  own.parts = panels.map((_, i) => makeRunTables(panels.length > 1 ? i : null));
  own.box.replaceChildren(own.summary, ...own.parts.map(({ box }) => box), own.odds.box);
  return own.parts;
}

/** @param {number} i */
export function makeRunTables(i) {
  const part = {
    name: el("h3", { hidden: i === null }),
    cluster: el("p"),
    line: el("p"),
    tug: el("p"),
    status: makeTable(["nodes", "how many", "which"], "lists"),
    nodes: makeTable(
      [
        "node",
        "is",
        "mirrored",
        "cut off",
        "copying",
        "searching",
        "offline",
        "old copies",
        "free slots",
        "closing",
        "chance to crash",
      ],
      "words",
    ),
    minutes: makeTable(
      ["minute", "what happens", "mirrored", "cut off", "searching", "copying", "offline", "nodes down"],
      "words",
    ),
    pulls: makeTable(["minutes", "stranded by crashes", "cut off or lost a mirror", "relieved", "stuck at the end"]),
  };
  part.box = el(
    "section",
    {},
    part.name,
    el("h4", { text: "The cluster" }),
    part.cluster,
    part.status.box,
    scrolled(part.nodes, "Every node, a table that scrolls"),
    el("h4", { text: "The timeline" }),
    part.line,
    scrolled(part.minutes, "The timeline, a table that scrolls"),
    el("h4", { text: "Tug of war" }),
    part.tug,
    scrolled(part.pulls, "Tug of war, a table that scrolls"),
  );
  return part;
}

/**
 * After a moment of rest; while it plays the tables keep the minute that their captions name.
 * @param {Stage} stage
 */
export function tablesSoon(stage) {
  clearTimeout(tablesOf(stage).later);
  if (tablesOf(stage).box.open && !stage.play.playing)
    tablesOf(stage).later = setTimeout(() => fillTables(stage), TABLES_AFTER_MS);
}

/** @param {Stage} stage */
export function fillTables(stage) {
  if (!tablesOf(stage).box.open || !stage.frame || stage.gone) return;
  partsOfTables(stage).forEach((part, i) => {
    const panel = stage.panels[i];
    part.name.textContent = stage.panels.length > 1 ? runName(stage.frame, i) : "";
    fillCluster(panel, part);
    fillMinutes(stage, panel.run, part);
  });
  fillOdds(stage, tablesOf(stage).odds);
}

export const NODE_STATES = ["crashed", "cut off", "up, full", "up"];

/** @param {Panel} panel */
export function fillCluster(panel, part) {
  const { run, shownTick: t } = panel;
  const facts = Array.from({ length: run.nodes }, (_, n) => nodeFacts(panel, n));
  const groups = NODE_STATES.map((status) => [
    status,
    facts.filter((node) => node.status === status).map(({ n }) => n),
  ]).filter(([, nodes]) => nodes.length);
  part.cluster.textContent = `${pictureWords(panel)} ${groups.map(([status, nodes]) => `${count(nodes.length, "node")} ${status}: ${ranges(nodes)}.`).join(" ")}`;
  fillTable(
    part.status,
    `Nodes in minute ${t}`,
    groups.map(([status, nodes]) => [status, nodes.length, ranges(nodes)]),
  );
  fillTable(
    part.nodes,
    `Every node in minute ${t}: what it holds, and what it closes`,
    facts.map(({ n, status, held, closings, chance }) => [
      `node ${n}`,
      status,
      held.mirrored,
      held.cut_off,
      held.copying,
      held.searching,
      held.offline,
      held.old,
      status === "crashed" ? "–" : held.free,
      closings,
      status === "crashed" ? "–" : percent(chance),
    ]),
  );
}

/**
 * The last minute that may be told: the end, or this one while a prediction is open.
 * @param {Stage} stage @param {Run} run
 */
export const toldUntil = (stage, run) =>
  Math.min(run.ticks, stage.frame.future === "hidden" ? stage.play.tick : stage.play.shown);

/** Even steps and every minute with a flag. @param {Run} run @param {number} until */
export function toldMinutes(run, until) {
  const step = [1, 2, 5, 10, 20, 30, 60, 120, 240, 480].find((s) => until / s <= MOST_ROWS) ?? 480;
  const minutes = new Set([until, ...run.flags.map(([tick]) => tick).filter((tick) => tick <= until)]);
  for (let t = 0; t <= until; t += step) minutes.add(t);
  return [...minutes].sort((a, b) => a - b);
}

/** @param {Stage} stage @param {Run} run */
export function fillMinutes(stage, run, part) {
  const { counts } = run;
  const until = toldUntil(stage, run);
  const minutes = toldMinutes(run, until);
  const flags = (tick) =>
    run.flags
      .filter(([at]) => at === tick)
      .map(([, , words]) => words)
      .join(", ");
  part.line.textContent = timelineWords(run, until);
  fillTable(
    part.minutes,
    `How many volumes are in each state, to minute ${until}`,
    minutes.map((t) => [
      t,
      flags(t),
      ...["mirrored", "cut_off", "searching", "copying", "offline"].map((name) => number(counts[name][t])),
      run.nodes - counts.nodes_up[t],
    ]),
  );
  part.tug.textContent = tugWords(run, Math.min(stage.play.tick, run.ticks));
  fillTable(
    part.pulls,
    `Newly stuck and relieved, to minute ${until}; they differ by the change of stuck`,
    minutes.slice(1).map((to, i) => {
      const from = minutes[i] + 1;
      const sum = (name) => counts[name].subarray(from, to + 1).reduce((total, n) => total + n, 0);
      const stranded = sum("stranded");
      return [
        from === to ? to : `${from}–${to}`,
        number(stranded),
        number(sum("newly_stuck") - stranded),
        number(sum("relieved")),
        number(counts.stuck[to]),
      ];
    }),
  );
}

export function makeOddsTables() {
  const part = {
    words: el("p"),
    fates: makeTable(["they end", "how many", "seeds"], "lists"),
    stops: makeTable(["setting", "collapse", "still rage", "held", "over"]),
  };
  part.box = el(
    "section",
    {},
    el("h4", { text: "The odds" }),
    part.words,
    part.fates.box,
    scrolled(part.stops, "Odds at each stop, a table that scrolls"),
  );
  return part;
}

/** @param {Stage} stage */
export function fillOdds(stage, part) {
  const odds = oddsOf(stage).shown;
  part.box.hidden = !odds || oddsOf(stage).box.hidden;
  if (part.box.hidden) return;
  const known = odds.fates.length === odds.lucks;
  part.words.textContent = known ? oddsSentence(stage, odds) : "The odds are being worked out.";
  fillTable(
    part.fates,
    `How ${odds.lucks} clusters with these settings end`,
    FATES.map((fate, code) => [fate, code])
      .reverse()
      .map(([fate, code]) => {
        const seeds = [...odds.fates].flatMap((digit, i) => (Number(digit) === code ? [i + 1] : []));
        return [FATE_WORDS[fate], known ? seeds.length : "–", ranges(seeds)];
      }),
  );
  fillTable(
    part.stops,
    `How ${odds.each} clusters end at each stop of a lever, the others left as they are`,
    (leversOf(stage).list ?? []).flatMap((lever) =>
      lever.facts.stops
        .map((stop, at) => ({ stop, at }))
        .filter(({ stop }) => stop.mark)
        .map(({ stop, at }) => {
          const counts = odds.strips[lever.facts.name]?.[stop.query];
          return [
            `${stopName(lever.facts, stop)}${at === lever.shownStop ? ", now" : ""}`,
            ...(counts ? [...counts].reverse() : ["–", "–", "–", "–"]),
          ];
        }),
    ),
  );
}
