// @ts-nocheck
/* The timeline, which is also the scrubber: flags with words, axis in model minutes, playhead. */

import { drawBands } from "../draw/bands.js";
import { drawCurves } from "../draw/curves.js";
import { fitCanvas } from "../lib/canvas.js";
import { el } from "../lib/dom.js";
import { clamp } from "../lib/numbers.js";
import { ownState } from "../lib/own_state.js";
import { runName } from "../run/flags.js";
import { goTo, pausePlay, settle } from "../time/clock.js";
import { placeFlags } from "./flags.js";

/** @import { Stage } from "../types.d.ts" */

/** The elements of the timeline, and what is worked out for them. */
export const lineOf = ownState((stage) => {
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
});

/** @param {Stage} stage @param {Line} line */
export function listenToScrub(stage, line) {
  const tickAt = (event) => {
    const box = line.track.getBoundingClientRect();
    return Math.round(clamp((event.clientX - box.left) / box.width, 0, 1) * stage.play.shown);
  };
  line.track.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    line.track.setPointerCapture(event.pointerId);
    line.dragging = true;
    pausePlay(stage, { isQuiet: true });
    goTo(stage, tickAt(event));
  });
  line.track.addEventListener("pointermove", (event) => {
    if (line.dragging) goTo(stage, tickAt(event));
  });
  const end = () => {
    if (!line.dragging) return;
    line.dragging = false;
    settle(stage);
  };
  line.track.addEventListener("pointerup", end);
  line.track.addEventListener("pointercancel", end);
}

/** Everything that does not move with the playhead. @param {Stage} stage */
export function drawTimeline(stage) {
  const line = lineOf(stage);
  const p = stage.view.palette;
  const runs = stage.panels.map((panel) => panel.run);
  const width = line.track.clientWidth;
  const height = line.track.clientHeight;
  if (!width || !height) return;
  line.width = width;
  line.height = height;
  const c = fitCanvas(line.canvas, width, height, stage.view.dpr);
  line.words.replaceChildren();
  line.said = null;
  const rows = runs.length;
  placeFlags(stage, line);
  if (stage.view.sides) drawCurves(c, stage, line, p);
  else
    runs.forEach((run, i) => {
      const lane = (height / rows) * i;
      const top = lane + (rows > 1 ? 10 : 15);
      const bottom = (height / rows) * (i + 1) - 1;
      drawBands(c, stage, line, run, { lane, top, bottom, width, name: rows > 1 ? runName(stage.frame, i) : "" }, p);
    });
  drawAxis(stage);
  moveHead(stage);
}

/** @param {Stage} stage */
export function drawAxis(stage) {
  const line = lineOf(stage);
  const most = line.width / stage.view.text < 480 ? 4 : 8;
  const step = [1, 2, 5, 10, 20, 30, 60, 120, 240, 480, 1000].find((s) => stage.play.shown / s <= most) ?? 1000;
  const labels = [];
  for (let t = 0; t <= stage.play.shown; t += step) {
    if (t !== stage.play.shown && ((stage.play.shown - t) / stage.play.shown) * line.width < 130 * stage.view.text)
      continue;
    labels.push([t, String(t)]);
  }
  if (labels.at(-1)?.[0] !== stage.play.shown) labels.push([stage.play.shown, String(stage.play.shown)]);
  line.axis.replaceChildren(
    ...labels.map(([t, text], i) => {
      const node = el("span", { text: i === labels.length - 1 ? `${text} model minutes` : text });
      node.style.left = `${(t / stage.play.shown) * 100}%`;
      if (i === 0) node.classList.add("first");
      if (i === labels.length - 1) node.classList.add("last");
      node.at = t / stage.play.shown;
      return node;
    }),
  );
  for (const node of line.axis.children) node.wide = node.offsetWidth;
  const last = line.axis.lastElementChild;
  last.long = last.textContent;
  last.longWide = last.wide;
}

/** @param {Stage} stage @param {string} words */
export const halfPill = (stage, words) => words.length * 4 * stage.view.text + 10;

/**
 * What the pill says: the unit, too, where it takes the place of the label that has it.
 * @param {Stage} stage @param {number} x
 */
export function pillWords(stage, x) {
  const { axis, width } = lineOf(stage);
  const words = `minute ${stage.play.tick}`;
  const room = width - (axis.lastElementChild?.longWide ?? 0);
  return x + halfPill(stage, words) + 4 < room ? words : `model ${words}`;
}

/**
 * The pill stands under the playhead, but within the timeline; no label of the axis stands under it.
 * @param {Stage} stage @param {number} x
 */
export function placePill(stage, x) {
  const { axis, pill, width } = lineOf(stage);
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
    last.wide = whole ? last.longWide : last.textContent.length * 7.5 * stage.view.text;
  }
  for (const node of axis.children) {
    const left = node.at * width - node.wide * (node.className === "first" ? 0 : node.className === "last" ? 1 : 0.5);
    node.style.visibility = left < middle + half + 4 && left + node.wide > middle - half - 4 ? "hidden" : "";
  }
}

/** What follows the playhead: future faint, pill, value for those who listen. @param {Stage} stage */
export function moveHead(stage) {
  const line = lineOf(stage);
  if (!line.width) return;
  const at = clamp(
    stage.play.playing && !stage.view.reduced ? stage.play.tick - 1 + stage.play.phase : stage.play.tick,
    0,
    stage.play.shown,
  );
  const x = (at / stage.play.shown) * line.width;
  line.head.style.transform = `translateX(${x.toFixed(2)}px)`;
  line.future.style.transform = `scaleX(${(1 - at / stage.play.shown).toFixed(5)})`;
  placePill(stage, x);
  if (line.said === stage.play.tick && line.saidShown === stage.play.shown) return;
  line.said = stage.play.tick;
  line.saidShown = stage.play.shown;
  for (const flag of line.flags.children) flag.classList.toggle("later", Number(flag.dataset.tick) > stage.play.tick);
  for (const word of line.words.children) word.classList.toggle("past", word.at < x);
  line.track.setAttribute("aria-valuenow", stage.play.tick);
  line.track.setAttribute("aria-valuemax", stage.play.shown);
  line.track.setAttribute("aria-valuetext", `minute ${stage.play.tick} of ${stage.play.shown}`);
}
