/* The timeline, which is also the scrubber: flags with words, axis in model minutes, playhead. */

import { drawBands } from "../draw/bands.js";
import { drawCurves } from "../draw/curves.js";
import { fitCanvas } from "../lib/canvas.js";
import { el } from "../lib/dom.js";
import { clamp } from "../lib/numbers.js";
import { placeFlags } from "./flags.js";

export const ROW = 15;

export function makeTimeline(stage) {
  const canvas = el("canvas", { "aria-hidden": "true" });
  const words = el("div", { class: "sg-band-words", "aria-hidden": "true" });
  const future = el("div", { class: "sg-future" });
  const head = el("div", { class: "sg-head" }, el("span", { class: "sg-head-pill" }));
  const track = el(
    "div",
    {
      class: "sg-track",
      role: "slider",
      tabindex: "0",
      "aria-label": "Model minute",
      "aria-valuemin": "0",
      "aria-orientation": "horizontal",
      "aria-describedby": "sg-timeline-told",
    },
    canvas,
    future,
    words,
    head,
  );
  const told = el("p", { class: "sg-hidden", id: "sg-timeline-told" });
  const flags = el("div", { class: "sg-flags", role: "group", "aria-label": "Moments" });
  const axis = el("div", { class: "sg-axis", "aria-hidden": "true" });
  const box = el("div", { class: "sg-timeline" }, track, flags, axis, told);
  const line = { box, track, told, canvas, words, future, head, pill: head.firstChild, flags, axis, shown: 1 };
  listenToScrub(stage, line);
  return line;
}

export function listenToScrub(stage, line) {
  const tickAt = (event) => {
    const box = line.track.getBoundingClientRect();
    return Math.round(clamp((event.clientX - box.left) / box.width, 0, 1) * line.shown);
  };
  line.track.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    line.track.setPointerCapture(event.pointerId);
    line.dragging = true;
    stage.pause({ quiet: true });
    stage.goTo(tickAt(event), { quiet: true });
  });
  line.track.addEventListener("pointermove", (event) => {
    if (line.dragging) stage.goTo(tickAt(event), { quiet: true });
  });
  const end = () => {
    if (!line.dragging) return;
    line.dragging = false;
    stage.settle();
  };
  line.track.addEventListener("pointerup", end);
  line.track.addEventListener("pointercancel", end);
}

/** Everything that does not move with the playhead. */
export function drawTimeline(stage) {
  const { line, palette: p } = stage;
  const runs = stage.panels.map((panel) => panel.run);
  const width = line.track.clientWidth;
  const height = line.track.clientHeight;
  if (!width || !height) return;
  line.width = width;
  line.height = height;
  const c = fitCanvas(line.canvas, width, height, stage.dpr);
  line.words.replaceChildren();
  line.said = null;
  const rows = runs.length;
  placeFlags(stage);
  if (stage.header.pair) drawCurves(c, stage, p);
  else
    runs.forEach((run, i) => {
      const lane = (height / rows) * i;
      const top = lane + (rows > 1 ? 10 : 15);
      const bottom = (height / rows) * (i + 1) - 1;
      drawBands(c, stage, run, { lane, top, bottom, width, name: rows > 1 ? stage.panelName(i) : "" }, p);
    });
  drawAxis(stage);
  moveHead(stage);
}

export function drawAxis(stage) {
  const { line } = stage;
  const most = line.width / stage.text < 480 ? 4 : 8;
  const step = [1, 2, 5, 10, 20, 30, 60, 120, 240, 480, 1000].find((s) => line.shown / s <= most) ?? 1000;
  const labels = [];
  for (let t = 0; t <= line.shown; t += step) {
    if (t !== line.shown && ((line.shown - t) / line.shown) * line.width < 130 * stage.text) continue;
    labels.push([t, String(t)]);
  }
  if (labels.at(-1)?.[0] !== line.shown) labels.push([line.shown, String(line.shown)]);
  line.axis.replaceChildren(
    ...labels.map(([t, text], i) => {
      const node = el("span", { text: i === labels.length - 1 ? `${text} model minutes` : text });
      node.style.left = `${(t / line.shown) * 100}%`;
      if (i === 0) node.classList.add("first");
      if (i === labels.length - 1) node.classList.add("last");
      node.at = t / line.shown;
      return node;
    }),
  );
  for (const node of line.axis.children) node.wide = node.offsetWidth;
  const last = line.axis.lastElementChild;
  last.long = last.textContent;
  last.longWide = last.wide;
}

export const halfPill = (stage, words) => words.length * 4 * stage.text + 10;

/** What the pill says: the unit, too, where it takes the place of the label that has it. */
export function pillWords(stage, x) {
  const { axis, width } = stage.line;
  const words = `minute ${stage.tick}`;
  const room = width - (axis.lastElementChild?.longWide ?? 0);
  return x + halfPill(stage, words) + 4 < room ? words : `model ${words}`;
}

/** The pill stands under the playhead, but within the timeline; no label of the axis stands under it. */
export function placePill(stage, x) {
  const { axis, pill, width } = stage.line;
  const words = pillWords(stage, x);
  const half = halfPill(stage, words);
  const middle = clamp(x, half, width - half);
  if (pill.textContent !== words) pill.textContent = words;
  pill.style.setProperty("--shift", `${middle - x}px`);
  const last = axis.lastElementChild;
  if (last) {
    // where the pill needs its place, the last label is but its number
    const whole = !words.startsWith("model");
    last.textContent = whole ? last.long : last.long.split(" ")[0];
    last.wide = whole ? last.longWide : last.textContent.length * 7.5 * stage.text;
  }
  for (const node of axis.children) {
    const left = node.at * width - node.wide * (node.className === "first" ? 0 : node.className === "last" ? 1 : 0.5);
    node.style.visibility = left < middle + half + 4 && left + node.wide > middle - half - 4 ? "hidden" : "";
  }
}

/** What follows the playhead: future faint, pill, value for those who listen. */
export function moveHead(stage) {
  const { line } = stage;
  if (!line.width) return;
  const at = clamp(stage.playing && !stage.reduced ? stage.tick - 1 + stage.phase : stage.tick, 0, line.shown);
  const x = (at / line.shown) * line.width;
  line.head.style.transform = `translateX(${x.toFixed(2)}px)`;
  line.future.style.transform = `scaleX(${(1 - at / line.shown).toFixed(5)})`;
  placePill(stage, x);
  if (line.said === stage.tick && line.saidShown === line.shown) return;
  line.said = stage.tick;
  line.saidShown = line.shown;
  for (const flag of line.flags.children) flag.classList.toggle("later", Number(flag.dataset.tick) > stage.tick);
  for (const word of line.words.children) word.classList.toggle("past", word.at < x);
  line.track.setAttribute("aria-valuenow", stage.tick);
  line.track.setAttribute("aria-valuemax", line.shown);
  line.track.setAttribute("aria-valuetext", `minute ${stage.tick} of ${line.shown}`);
}
