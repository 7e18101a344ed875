// @ts-nocheck
/* The key, with counts. */

import { nodeIcon, slotIcon, tileIcon } from "../draw/key_icons.js";
import { showsComets } from "../draw/panel.js";
import { FILL_STEPS, LOOK, cross } from "../draw/slots.js";
import { keyOf } from "../draw/spotlight.js";
import { threadVolumes } from "../draw/threads.js";
import { fitCanvas } from "../lib/canvas.js";
import { el } from "../lib/dom.js";
import { ownState } from "../lib/own_state.js";
import { count, number } from "../lib/words.js";
import { NONE } from "../run/states.js";

/** @import { Panel, Run, Stage } from "../types.d.ts" */

export const KEY_SLOTS = [
  ["mirrored", "mirrored", LOOK.PRIMARY],
  ["cut_off", "cut off", LOOK.CUT_PRIMARY],
  ["copying", "copying", LOOK.FILL + FILL_STEPS * 0.4],
  ["searching", "searching", LOOK.SEARCHING],
  ["offline", "offline", LOOK.OFFLINE],
  ["old", "old copy", LOOK.OLD],
  ["free", "free", LOOK.FREE],
];

export const keyBoxOf = ownState(() => {
  const items = el("div", { class: "sg-key-items" });
  const said = el("p", { class: "sg-said" });
  return { box: el("div", { class: "sg-key" }, items, said), items, said, icons: new Map(), high: 0, shape: "" };
});

/** What the key says of the requests that are drawn. @param {Panel} panel */
export const requestsInWords = (panel) => keyBoxOf(panel).said.textContent ?? "";

/**
 * One entry, made once: its icon, its number, its words.
 * @param {Panel} panel @param {string} name @param {string} words
 */
function keyItem(panel, name, words, draw) {
  const { icons } = keyBoxOf(panel);
  if (!icons.has(name)) {
    const canvas = el("canvas", { class: "sg-key-icon", "aria-hidden": "true" });
    const value = el("b");
    const box = el("span", { class: "sg-key-item" }, canvas, value, el("span", { text: words }));
    icons.set(name, { box, canvas, value, draw, paintedFor: null });
  }
  return icons.get(name);
}

/** @param {Stage} stage */
export function paintKeyIcon(stage, item) {
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
  const key = `${width} ${stage.view.links}`;
  const { counts, nodes, ticks } = panel.run;
  const most = (name) => counts[name].reduce((a, b) => Math.max(a, b), 0);
  const length = (n) => (n ? String(n).length + 12 : 0);
  const fullness = (t) =>
    ["cut_off", "copying", "searching", "offline", "free_slots"].reduce(
      (sum, name) => sum + length(counts[name][t]),
      length(nodes - counts.nodes_up[t]),
    );
  let widest = 0;
  for (let t = 1; t <= ticks; t += 1) if (fullness(t) > fullness(widest)) widest = t;
  const at = (name) => counts[name][widest];
  const all = {
    mirrored: 1,
    cut_off: at("cut_off"),
    free: at("free_slots"),
    copying: at("copying"),
    searching: at("searching"),
    offline: at("offline"),
    old: at("searching"),
    down: nodes - at("nodes_up"),
  };
  const items = stage.view.links
    ? []
    : KEY_SLOTS.filter(([name]) => all[name]).map(([name, words]) => [name, words, name === "old" ? null : all[name]]);
  if (!stage.view.links)
    items.push(
      ...(all.down ? [["down", "down", all.down]] : []),
      ["full", "full", null],
      ["rim", "full rim = 1 in 5", null],
    );
  else
    items.push(
      ...["node", "mirrored", "crashed", "copying", "searching", "snaps now", "offline", "chance to crash"].map(
        (words) => [words, words, 100],
      ),
    );
  const probe = el(
    "div",
    { class: "sg-key sg-probe" },
    el(
      "div",
      { class: "sg-key-items" },
      ...items.map(([, words, value]) =>
        el(
          "span",
          { class: "sg-key-item" },
          el("i", { style: "width:16px" }),
          value == null ? "" : el("b", { text: value }),
          el("span", { text: words }),
        ),
      ),
    ),
    el("p", { class: "sg-said", text: `${most("requests")} requests, 26 drawn` }),
  );
  panel.box.append(probe);
  const high = probe.offsetHeight;
  probe.remove();
  const own = keyBoxOf(panel);
  own.high = own.shape === key ? Math.max(own.high, high) : high;
  own.shape = key;
  own.box.style.minHeight = `${own.high}px`;
}

/**
 * Show what is there now: counts in the slots view, kinds of threads in the links view.
 * @param {Stage} stage @param {Panel} panel
 */
export function showKey(stage, panel) {
  const { run, shownTick: t } = panel;
  const items = stage.view.links ? linkItems(panel, t) : keyOf(stage.spotlight, slotItems(panel, t));
  const nodes = items.map(([name, words, value, draw]) => {
    const item = keyItem(panel, name, words, draw);
    item.value.textContent = value == null ? "" : number(value);
    item.value.hidden = value == null;
    paintKeyIcon(stage, item);
    return item.box;
  });
  const { items: box, said } = keyBoxOf(panel);
  const same = nodes.length === box.children.length && nodes.every((node, i) => node === box.children[i]);
  if (!same) box.replaceChildren(...nodes);
  said.replaceChildren(...requestWords(stage, panel, t, run));
}

/** @param {Panel} panel @param {number} t */
export function slotItems(panel, t) {
  const { counts } = panel.run;
  const { replay } = panel;
  let old = 0;
  let full = 0;
  for (let n = 0; n < panel.run.nodes; n += 1) if (replay.up[n] && replay.used[n] >= replay.capacity[n]) full += 1;
  for (let v = 0; v < panel.run.volumes; v += 1) if (replay.old[v] !== NONE && replay.up[replay.old[v]]) old += 1;
  const value = {
    mirrored: counts.mirrored[t],
    cut_off: counts.cut_off[t],
    copying: counts.copying[t],
    searching: counts.searching[t],
    offline: counts.offline[t],
    old,
    free: counts.free_slots[t],
  };
  const items = KEY_SLOTS.filter(([name]) => value[name] || name === "mirrored").map(([name, words, look]) => [
    name,
    words,
    name === "old" ? null : value[name],
    slotIcon(look),
  ]);
  const down = panel.run.nodes - counts.nodes_up[t];
  if (down) items.push(["down", "down", down, tileIcon("down")]);
  if (full) items.push(["full", "full", null, tileIcon("full")]);
  if (counts.most_closings[t] > 1) items.push(["rim", "full rim = 1 in 5", null, tileIcon("rim")]);
  return items;
}

/** @param {Panel} panel @param {number} t */
export function linkItems(panel, t) {
  const { counts, nodes } = panel.run;
  const items = [["l-node", "node", null, nodeIcon("node")]];
  if (nodes > counts.nodes_up[t]) items.push(["l-down", "crashed", nodes - counts.nodes_up[t], nodeIcon("down")]);
  items.push(["l-whole", "mirrored", counts.mirrored[t], nodeIcon("whole")]);
  if (counts.cut_off[t]) items.push(["l-cut", "cut off", counts.cut_off[t], nodeIcon("cut")]);
  if (counts.copying[t]) items.push(["l-copying", "copying", counts.copying[t], nodeIcon("copying")]);
  if (counts.searching[t]) items.push(["l-searching", "searching", counts.searching[t], nodeIcon("searching")]);
  if (counts.stranded[t]) items.push(["l-snap", "snaps now", counts.stranded[t], nodeIcon("snap")]);
  if (counts.offline[t])
    items.push(["l-offline", "offline", counts.offline[t], (c, p) => cross(c, 10, 8, 4, 2.2, p.offline)]);
  if (counts.most_closings[t] > 1) items.push(["l-rim", "chance to crash", null, nodeIcon("rim")]);
  return items;
}

/** @param {Stage} stage @param {Panel} panel @param {number} t @param {Run} run */
export function requestWords(stage, panel, t, run) {
  const sent = t ? run.counts.requests[t] : 0;
  const bold = (text) => el("b", { text });
  if (!sent) return [t ? "no requests this minute" : "the start"];
  if (panel.selected >= 0) {
    const some = run.requests === "sample" && run.focus !== panel.selected;
    return [
      bold(count(panel.comets.length, "request")),
      ` of node ${panel.selected}${some ? ", of those on record" : ""}`,
    ];
  }
  if (stage.view.links && threadVolumes(run).length < run.volumes)
    return [bold(number(threadVolumes(run).length)), ` of ${number(run.volumes)} threads drawn`];
  const drawn = showsComets(stage) ? panel.comets.length : 0;
  if (!drawn) return [bold(count(sent, "request")), " this minute"];
  return [bold(count(sent, "request")), drawn < sent ? `, ${drawn} drawn` : " this minute"];
}
