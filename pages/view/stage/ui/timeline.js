/* The timeline, which is also the scrubber: flags with words, axis in model minutes, playhead. */

import { drawBands } from "../draw/bands.js";
import { drawCurves } from "../draw/curves.js";
import { fitCanvas } from "../lib/canvas.js";
import { el } from "../lib/dom.js";
import { number, say } from "../lib/messages.js";
import { clamp } from "../lib/numbers.js";
import { ownState } from "../lib/own_state.js";
import { runName } from "../run/flags.js";
import { goTo, pausePlay, settle } from "../time/clock.js";
import { placeFlags } from "./flags.js";

/** @import { Line, Stage } from "../types.d.ts" */

/** The elements of the timeline, and what is worked out for them. */
export const lineOf = ownState((/** @type {Stage} */ stage) => {
  const canvas = el("canvas", { "aria-hidden": "true" });
  const words = el("div", { class: "sg-band-words", "aria-hidden": "true" });
  const future = el("div", { class: "sg-future" });
  const pill = el("span", { class: "sg-head-pill" });
  const head = el("div", { class: "sg-head" }, pill);
  const track = el(
    "div",
    {
      class: "sg-track",
      role: "slider",
      tabindex: "0",
      "aria-label": say("timeline"),
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
  const flags = el("div", { class: "sg-flags", role: "group", "aria-label": say("timeline-moments") });
  const axis = el("div", { class: "sg-axis", "aria-hidden": "true" });
  const box = el("div", { class: "sg-timeline" }, track, flags, axis, told);
  /** @type {Line} */
  const line = {
    ...{ box, track, told, canvas, words, future, head, pill, flags, axis },
    labels: [],
    end: { long: "", short: "", wide: 0 },
    width: 0,
    height: 0,
    dragging: false,
    said: null,
    saidShown: 0,
    scale: null,
    flagWords: [],
  };
  listenToScrub(stage, line);
  return line;
});

/** @param {Stage} stage @param {Line} line */
function listenToScrub(stage, line) {
  /** @param {PointerEvent} event */
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
function drawAxis(stage) {
  const line = lineOf(stage);
  const { shown } = stage.play;
  const most = line.width / stage.view.text < 480 ? 4 : 8;
  const step = [1, 2, 5, 10, 20, 30, 60, 120, 240, 480, 1000].find((s) => shown / s <= most) ?? 1000;
  const ticks = [];
  for (let t = 0; t < shown; t += step) if (((shown - t) / shown) * line.width >= 130 * stage.view.text) ticks.push(t);
  line.labels = [
    ...ticks.map((t) => makeLabel(number(t), t / shown, t ? "" : "first")),
    makeLabel(say("timeline-end", { minutes: shown }), 1, "last"),
  ];
  line.axis.replaceChildren(...line.labels.map(({ node }) => node));
  for (const label of line.labels) label.wide = label.node.offsetWidth;
  const { node, wide } = line.labels[line.labels.length - 1];
  line.end = { long: node.textContent ?? "", short: number(shown), wide };
}

/** @param {string} text @param {number} at @param {string} className */
function makeLabel(text, at, className) {
  const node = el("span", { text, class: className || null });
  node.style.left = `${at * 100}%`;
  return { node, at, wide: 0, align: className === "first" ? 0 : className === "last" ? 1 : 0.5 };
}

/** @param {Stage} stage @param {string} words */
const halfPill = (stage, words) => words.length * 4 * stage.view.text + 10;

/**
 * What the pill says: the unit, too, where it takes the place of the label that has it.
 * @param {Stage} stage @param {number} x
 */
function pillWords(stage, x) {
  const { end, width } = lineOf(stage);
  const minute = stage.play.tick;
  const brief = say("timeline-minute", { minute });
  const isBrief = x + halfPill(stage, brief) + 4 < width - end.wide;
  return { isBrief, words: isBrief ? brief : say("timeline-model-minute", { minute }) };
}

/**
 * The pill stands under the playhead, but within the timeline; no label of the axis stands under it.
 * @param {Stage} stage @param {number} x
 */
function placePill(stage, x) {
  const { labels, end, pill, width } = lineOf(stage);
  const { words, isBrief } = pillWords(stage, x);
  const half = halfPill(stage, words);
  const middle = clamp(x, half, width - half);
  if (pill.textContent !== words) pill.textContent = words;
  pill.style.setProperty("--shift", `${middle - x}px`);
  const last = labels.at(-1);
  if (last) {
    // where the pill needs its place, the last label is but its number
    last.node.textContent = isBrief ? end.long : end.short;
    last.wide = isBrief ? end.wide : end.short.length * 7.5 * stage.view.text;
  }
  for (const { node, at, wide, align } of labels) {
    const left = at * width - wide * align;
    node.style.visibility = left < middle + half + 4 && left + wide > middle - half - 4 ? "hidden" : "";
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
  const { tick, shown } = stage.play;
  for (const flag of /** @type {HTMLElement[]} */ ([...line.flags.children]))
    flag.classList.toggle("later", Number(flag.dataset.tick) > tick);
  for (const word of /** @type {(Element & { at?: number })[]} */ ([...line.words.children]))
    word.classList.toggle("past", (word.at ?? Infinity) < x);
  line.track.setAttribute("aria-valuenow", String(tick));
  line.track.setAttribute("aria-valuemax", String(shown));
  line.track.setAttribute("aria-valuetext", say("timeline-value", { minute: tick, last: shown }));
}
