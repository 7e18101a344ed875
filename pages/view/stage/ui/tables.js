/* The same in words and tables, on request. They are worked out only while they are open, and stand still while the run plays. */

import { el } from "../lib/dom.js";
import { count, number, percent, ranges } from "../lib/words.js";
import { pictureWords, timelineWords, tugWords } from "../run/captions.js";
import { nodeFacts } from "../run/nodes.js";
import { FATES, FATE_WORDS } from "../run/states.js";
import { oddsSentence } from "./odds.js";
import { stopName } from "./strips.js";

export const MOST_ROWS = 24;

export const TABLES_AFTER_MS = 200;

/** A table with a caption; the first cell of a row names the row. Kind: "words" in the second column, "lists" in the last. */
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

export function fillTable({ caption, body }, words, rows) {
  caption.textContent = words;
  body.replaceChildren(
    ...rows.map(([name, ...cells]) =>
      el("tr", {}, el("th", { scope: "row", text: name }), ...cells.map((text) => el("td", { text }))),
    ),
  );
}

/** Wide or long tables scroll in a box of their own, which the keyboard reaches. */
export function scrolled(table, name) {
  return el("div", { class: "sg-scroll", role: "region", tabindex: "0", "aria-label": name }, table.box);
}

export function makeTables(stage) {
  stage.tables = el("details", { class: "sg-more sg-tables" }, el("summary", { text: "In words and tables" }));
  stage.tables.addEventListener("toggle", () => fillTables(stage));
  return stage.tables;
}

/** One part a run, and the odds; made anew only when the number of runs changes. */
export function partsOfTables(stage) {
  if (stage.tableParts?.length === stage.panels.length) return stage.tableParts;
  stage.tableParts = stage.panels.map((panel, i) => makeRunTables(stage.panels.length > 1 ? i : null));
  stage.oddsTables = makeOddsTables();
  stage.tables.replaceChildren(
    stage.tables.firstChild,
    ...stage.tableParts.map(({ box }) => box),
    stage.oddsTables.box,
  );
  return stage.tableParts;
}

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

/** After a moment of rest; while it plays the tables keep the minute that their captions name. */
export function tablesSoon(stage) {
  clearTimeout(stage.tablesLater);
  if (stage.tables.open && !stage.playing) stage.tablesLater = setTimeout(() => fillTables(stage), TABLES_AFTER_MS);
}

export function fillTables(stage) {
  if (!stage.tables.open || !stage.header || stage.gone) return;
  partsOfTables(stage).forEach((part, i) => {
    const panel = stage.panels[i];
    part.name.textContent = stage.panels.length > 1 ? stage.panelName(i) : "";
    fillCluster(panel, part);
    fillMinutes(stage, panel.run, part);
  });
  fillOdds(stage, stage.oddsTables);
}

export const NODE_STATES = ["crashed", "cut off", "up, full", "up"];

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

/** The last minute that may be told: the end, or this one while a prediction is open. */
export const toldUntil = (stage, run) =>
  Math.min(run.ticks, stage.header.future === "hidden" ? stage.tick : stage.line.shown);

/** Even steps and every minute with a flag. */
export function toldMinutes(run, until) {
  const step = [1, 2, 5, 10, 20, 30, 60, 120, 240, 480].find((s) => until / s <= MOST_ROWS) ?? 480;
  const minutes = new Set([until, ...run.flags.map(([tick]) => tick).filter((tick) => tick <= until)]);
  for (let t = 0; t <= until; t += step) minutes.add(t);
  return [...minutes].sort((a, b) => a - b);
}

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
  part.tug.textContent = tugWords(run, Math.min(stage.tick, run.ticks));
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

export function fillOdds(stage, part) {
  const { odds } = stage;
  part.box.hidden = !odds || stage.oddsBox.hidden;
  if (part.box.hidden) return;
  const known = odds.fates.length === odds.lucks;
  part.words.textContent = known ? oddsSentence(stage) : "The odds are being worked out.";
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
    (stage.levers ?? []).flatMap((lever) =>
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
