/* The key, with counts. */

import { nodeIcon, slotIcon, tileIcon } from "../draw/key_icons.js";
import { showsComets } from "../draw/panel.js";
import { FILL_STEPS, LOOK, cross } from "../draw/slots.js";
import { keyOf } from "../draw/spotlight.js";
import { threadVolumes } from "../draw/threads.js";
import { fitCanvas } from "../lib/canvas.js";
import { el } from "../lib/dom.js";
import { mark, number, say } from "../lib/messages.js";
import { ownState } from "../lib/own_state.js";
import { isSearchStopped } from "../run/facts.js";
import { NONE } from "../run/states.js";

/** @import { Drawing, Palette, Panel, Stage } from "../types.d.ts" */

/** @typedef {((c: Drawing, p: Palette) => void) & { wide?: number }} Icon */
/** @typedef {[name: string, state: string, value: number | null, draw: Icon]} Entry its words are the state's */
/**
 * @typedef {object} Item an entry on the screen
 * @property {HTMLElement} box @property {HTMLCanvasElement} canvas @property {HTMLElement} value @property {HTMLElement} words
 * @property {Icon} draw
 * @property {Palette | null} paintedFor
 */

/** @type {[state: string, look: number][]} */
const SLOTS = [
  ["mirrored", LOOK.PRIMARY],
  ["cut_off", LOOK.CUT_PRIMARY],
  ["copying", LOOK.FILL + FILL_STEPS * 0.4],
  ["searching", LOOK.SEARCHING],
  ["offline", LOOK.OFFLINE],
  ["old", LOOK.OLD],
  ["free", LOOK.FREE],
];

/** In the links view: everything that it can show. */
const LINKS = ["node", "mirrored", "crashed", "copying", "searching", "snaps", "offline", "chance"];

export const keyBoxOf = ownState(() => {
  const items = el("div", { class: "sg-key-items" });
  const said = el("p", { class: "sg-said" });
  const icons = /** @type {Map<string, Item>} */ (new Map());
  return { box: el("div", { class: "sg-key" }, items, said), items, said, icons, high: 0, shape: "" };
});

/** One entry, made once: its icon, its number, its words. @param {Panel} panel @param {Entry} entry */
function keyItem(panel, [name, state, , draw]) {
  const { icons } = keyBoxOf(panel);
  const known = icons.get(name);
  if (known) return known;
  const canvas = el("canvas", { class: "sg-key-icon", "aria-hidden": "true" });
  const value = el("b");
  const words = el("span", { text: say(`state-${state}`) });
  const item = {
    box: el("span", { class: "sg-key-item" }, canvas, value, words),
    canvas,
    value,
    words,
    draw,
    paintedFor: null,
  };
  icons.set(name, item);
  return item;
}

/** @param {Stage} stage @param {Item} item */
function paintKeyIcon(stage, item) {
  if (item.paintedFor === stage.view.palette) return;
  item.paintedFor = stage.view.palette;
  const c = fitCanvas(item.canvas, item.draw.wide ?? 20, 16, Math.max(2, stage.view.dpr));
  item.draw(c, stage.view.palette);
}

/**
 * Lines kept free for the key: as if everything that this run ever shows were there at once.
 * @param {Stage} stage @param {Panel} panel @param {number} width
 */
export function reserveKey(stage, panel, width) {
  const shape = `${width} ${stage.view.links}`;
  const entries = stage.view.links ? LINKS.map((state) => ({ state, value: 100 })) : fullestSlots(panel);
  const requests = panel.run.counts.requests.reduce((a, b) => Math.max(a, b), 0);
  const probe = el(
    "div",
    { class: "sg-key sg-probe" },
    el("div", { class: "sg-key-items" }, ...entries.map(probeItem)),
    el("p", { class: "sg-said", text: say("requests-drawn", { requests, drawn: 26 }) }),
  );
  panel.box.append(probe);
  const high = probe.offsetHeight;
  probe.remove();
  const own = keyBoxOf(panel);
  own.high = own.shape === shape ? Math.max(own.high, high) : high;
  own.shape = shape;
  own.box.style.minHeight = `${own.high}px`;
}

/** @param {{ state: string, value: number | null }} of */
const probeItem = ({ state, value }) =>
  el(
    "span",
    { class: "sg-key-item" },
    el("i", { style: "width:16px" }),
    value === null ? "" : el("b", { text: value }),
    el("span", { text: say(`state-${state}`) }),
  );

/** The slots view's entries in the minute that has most to say. @param {Panel} panel */
function fullestSlots({ run: { counts, nodes, ticks } }) {
  const length = (/** @type {number} */ n) => (n ? String(n).length + 12 : 0);
  const fullness = (/** @type {number} */ t) =>
    ["cut_off", "copying", "searching", "offline", "free_slots"].reduce(
      (sum, name) => sum + length(counts[name][t]),
      length(nodes - counts.nodes_up[t]),
    );
  let widest = 0;
  for (let t = 1; t <= ticks; t += 1) if (fullness(t) > fullness(widest)) widest = t;
  const value = countsAt(counts, widest, counts.searching[widest]);
  const down = nodes - counts.nodes_up[widest];
  return [
    ...SLOTS.filter(([state]) => value[state] || state === "mirrored").map(([state]) => ({
      state,
      value: state === "old" ? null : state === "mirrored" ? 1 : value[state],
    })),
    ...(down ? [{ state: "down", value: down }] : []),
    { state: "full", value: null },
    { state: "rim", value: null },
  ];
}

/**
 * How many slots are in each state.
 * @param {Panel["run"]["counts"]} counts @param {number} t @param {number} old @returns {Record<string, number>}
 */
const countsAt = (counts, t, old) => ({
  mirrored: counts.mirrored[t],
  cut_off: counts.cut_off[t],
  copying: counts.copying[t],
  searching: counts.searching[t],
  offline: counts.offline[t],
  old,
  free: counts.free_slots[t],
});

/**
 * Show what is there now: counts in the slots view, kinds of threads in the links view.
 * @param {Stage} stage @param {Panel} panel
 */
export function showKey(stage, panel) {
  const t = panel.shownTick;
  /** @type {Entry[]} */
  const entries = stage.view.links ? linkItems(panel, t) : keyOf(stage.spotlight, slotItems(panel, t));
  const isStopped = isSearchStopped(panel.run, t);
  const boxes = entries.map((entry) => {
    const [, state, value] = entry;
    const item = keyItem(panel, entry);
    item.value.textContent = value === null ? "" : number(value);
    item.value.hidden = value === null;
    item.words.textContent = state === "searching" && isStopped ? say("state-waiting") : say(`state-${state}`);
    paintKeyIcon(stage, item);
    return item.box;
  });
  const { items, said } = keyBoxOf(panel);
  const isSame = boxes.length === items.children.length && boxes.every((box, i) => box === items.children[i]);
  if (!isSame) items.replaceChildren(...boxes);
  said.replaceChildren(
    ...requestWords(stage, panel, t).map((part) => (typeof part === "string" ? part : el("b", { text: part[0] }))),
  );
}

/** @param {Panel} panel @param {number} t */
function slotItems(panel, t) {
  const { counts, nodes, volumes } = panel.run;
  const { up, used, capacity, old: oldOf } = panel.replay;
  let old = 0;
  let full = 0;
  for (let n = 0; n < nodes; n += 1) if (up[n] && used[n] >= capacity[n]) full += 1;
  for (let v = 0; v < volumes; v += 1) if (oldOf[v] !== NONE && up[oldOf[v]]) old += 1;
  const value = countsAt(counts, t, old);
  /** @type {Entry[]} */
  const items = SLOTS.filter(([state]) => value[state] || state === "mirrored").map(([state, look]) => [
    state,
    state,
    state === "old" ? null : value[state],
    slotIcon(look),
  ]);
  const down = nodes - counts.nodes_up[t];
  if (down) items.push(["down", "down", down, tileIcon("down")]);
  if (full) items.push(["full", "full", null, tileIcon("full")]);
  if (counts.most_closings[t] > 1) items.push(["rim", "rim", null, tileIcon("rim")]);
  return items;
}

/** @param {Panel} panel @param {number} t */
function linkItems(panel, t) {
  const { counts, nodes } = panel.run;
  const down = nodes - counts.nodes_up[t];
  /** @type {Entry[]} */
  const items = [["l-node", "node", null, nodeIcon("node")]];
  if (down) items.push(["l-down", "crashed", down, nodeIcon("down")]);
  items.push(["l-whole", "mirrored", counts.mirrored[t], nodeIcon("whole")]);
  if (counts.cut_off[t]) items.push(["l-cut", "cut_off", counts.cut_off[t], nodeIcon("cut")]);
  if (counts.copying[t]) items.push(["l-copying", "copying", counts.copying[t], nodeIcon("copying")]);
  if (counts.searching[t]) items.push(["l-searching", "searching", counts.searching[t], nodeIcon("searching")]);
  if (counts.stranded[t]) items.push(["l-snap", "snaps", counts.stranded[t], nodeIcon("snap")]);
  if (counts.offline[t])
    items.push(["l-offline", "offline", counts.offline[t], (c, p) => cross(c, 10, 8, 4, 2.2, p.offline)]);
  if (counts.most_closings[t] > 1) items.push(["l-rim", "chance", null, nodeIcon("rim")]);
  return items;
}

/** How many requests there are, and how many of them are drawn. @param {Stage} stage @param {Panel} panel @param {number} t */
function requestWords(stage, panel, t) {
  const { run, selected: node, comets } = panel;
  const requests = t ? run.counts.requests[t] : 0;
  if (!requests) return t ? mark("requests-none") : mark("requests-start");
  if (node >= 0) {
    const isSample = run.requests === "sample" && run.focus !== node;
    const values = { requests: comets.length, node };
    return isSample ? mark("requests-of-node-known", values) : mark("requests-of-node", values);
  }
  const threads = stage.view.links ? threadVolumes(run).length : run.volumes;
  if (threads < run.volumes) return mark("requests-threads", { drawn: threads, volumes: run.volumes });
  const drawn = showsComets(stage) ? comets.length : 0;
  return drawn && drawn < requests
    ? mark("requests-drawn", { requests, drawn })
    : mark("requests-this-minute", { requests });
}
