/* Time: play, pause, steps, speed. The loop runs only while something moves. */

import { STRAND_MS } from "../draw/bursts.js";
import { prepareMoments } from "../draw/moments.js";
import { drawAll } from "../draw/panel.js";
import { prepareRequests } from "../draw/requests.js";
import { topTick } from "../draw/spotlight.js";
import { clamp } from "../lib/numbers.js";
import { ownState } from "../lib/own_state.js";
import { TICK_MS } from "../run/pace.js";
import { NONE } from "../run/states.js";
import { moveView } from "./view.js";

/** @import { Stage } from "../types.d.ts" */

/** "auto": as long as a minute deserves; else so many times as fast as an eventful minute. */
export const SPEEDS = ["auto", "0.5", "1", "2", "4", "8"];

/** The loop of one stage: its next frame, and how long the last ones took. */
const loopOf = ownState(() => ({
  request: /** @type {number | null} */ (null),
  lastFrame: /** @type {number | null} */ (null),
  frames: /** @type {number[]} */ ([]),
  gaps: /** @type {number[]} */ ([]),
}));

/**
 * How long frames took since play began, in milliseconds: our work, and the time between them.
 * @param {Stage} stage
 */
export function frameTimes(stage) {
  const { frames, gaps } = loopOf(stage);
  return { frames, gaps };
}

const SLOW_TICKS = 10; // after an action
const SLOW_MS = 700; // a minute lasts at least so long then

/** Milliseconds that a tick lasts on screen. @param {Stage} stage @param {number} tick */
function tickLength(stage, tick) {
  if (stage.play.speed !== "auto") return TICK_MS / Number(stage.play.speed);
  if (stage.spotlight.pace !== null) return stage.spotlight.pace;
  const { actedAt } = stage.play;
  const isSlow = actedAt !== null && tick >= actedAt && tick < actedAt + SLOW_TICKS;
  const own = stage.panels.map((panel) => panel.run.pace[Math.min(tick, panel.run.ticks)] ?? 30);
  return Math.max(isSlow ? SLOW_MS : 0, ...own);
}

/** @param {Stage} stage */
export function endOfPlay(stage) {
  return Math.min(stage.spotlight.to, stage.play.shown, Math.max(...stage.panels.map((panel) => panel.run.last)));
}

/** @param {Stage} stage */
export function play(stage) {
  if (stage.play.playing || stage.spotlight.guessing) return;
  if (stage.play.tick >= endOfPlay(stage)) showStill(stage, startTick(stage));
  stage.play.playing = true;
  stage.play.opened = true;
  Object.assign(loopOf(stage), { lastFrame: null, frames: [], gaps: [] });
  beginTick(stage, stage.play.tick + 1);
  stage.events.emit("playing");
  wake(stage);
}

/** `isQuiet`: another move follows at once. @param {Stage} stage */
export function pausePlay(stage, { isQuiet = false } = {}) {
  if (!stage.play.playing) return;
  stage.play.playing = false;
  stage.events.emit("playing");
  showStill(stage, stage.play.tick);
  if (!isQuiet) settle(stage);
}

/**
 * The picture at the end of a tick, standing still, with that tick's requests and crashes on it.
 * @param {Stage} stage @param {number} tick
 */
export function showStill(stage, tick) {
  stage.play.tick = clamp(tick, 0, topTick(stage));
  stage.play.phase = 1;
  for (const panel of stage.panels) {
    const own = Math.min(stage.play.tick, panel.run.ticks);
    panel.replay.seek(own);
    panel.shownTick = own;
    prepareMoments(panel, own);
    prepareRequests(panel, own);
    for (const n of new Set(panel.docked.map((v) => panel.replay.partner[v]))) if (n !== NONE) panel.replay.touch(n);
  }
  stage.play.still = true;
  stage.events.emit("tick");
  drawAll(stage);
}

/** @param {Stage} stage @param {number} tick */
function beginTick(stage, tick) {
  stage.play.tick = tick;
  stage.play.phase = 0;
  stage.play.still = stage.view.reduced;
  stage.play.length = tickLength(stage, tick);
  for (const panel of stage.panels) {
    if (tick > panel.run.ticks) continue;
    panel.replay.begin(tick);
    panel.replay.playTo(0);
    const { began, crashes, stranded } = panel;
    const isCarried = began !== null && crashes.length && performance.now() - began < STRAND_MS + 200;
    const carried = isCarried ? { crashes, stranded, began } : null;
    panel.shownTick = tick;
    prepareMoments(panel, tick);
    prepareRequests(panel, tick);
    panel.carried = carried;
    if (stage.view.reduced) panel.replay.playTo(1);
  }
  stage.events.emit("tick");
}

/** @param {Stage} stage @param {number} now */
function showFrame(stage, now) {
  const loop = loopOf(stage);
  loop.request = null;
  const passed = loop.lastFrame === null ? 16 : Math.min(200, now - loop.lastFrame);
  loop.lastFrame = now;
  const began = performance.now();
  if (stage.view.mixTo !== stage.view.mix) moveView(stage, passed);
  if (stage.play.playing) advance(stage, passed);
  if (stage.play.playing) stage.events.emit("moving", now);
  drawAll(stage);
  measure(stage, performance.now() - began, passed);
  if (stage.play.playing || stage.view.mixTo !== stage.view.mix) wake(stage);
  else loop.lastFrame = null;
}

/** @param {Stage} stage @param {number} passed */
function advance(stage, passed) {
  let left = passed;
  while (stage.play.playing && left > 0) {
    const rest = (1 - stage.play.phase) * stage.play.length;
    if (left < rest) {
      stage.play.phase += left / stage.play.length;
      left = 0;
    } else {
      left -= rest;
      stage.play.phase = 1;
      for (const panel of stage.panels) panel.replay.finish();
      if (stage.play.tick >= endOfPlay(stage)) {
        endPlay(stage);
        return;
      }
      beginTick(stage, stage.play.tick + 1);
    }
  }
  for (const panel of stage.panels) {
    panel.replay.playTo(stage.play.phase);
    if (panel.crashes.length && panel.began === null && stage.play.phase * TICK_MS >= 1000) {
      panel.began = performance.now();
      panel.carried = null;
    }
  }
}

/** @param {Stage} stage */
function endPlay(stage) {
  stage.play.playing = false;
  showStill(stage, stage.play.tick);
  stage.events.emit("playing");
  stage.events.emit("ended");
  settle(stage);
}

/** @param {Stage} stage */
export function wake(stage) {
  const loop = loopOf(stage);
  if (loop.request === null && !stage.gone) loop.request = requestAnimationFrame((now) => showFrame(stage, now));
}

/**
 * 95th percentiles, told on the root for tests and the bench: our work in a frame, and the time between frames.
 * @param {Stage} stage @param {number} work @param {number} between
 */
function measure(stage, work, between) {
  const { frames, gaps } = loopOf(stage);
  frames.push(work);
  gaps.push(between);
  if (frames.length % 30) return;
  const p95 = (/** @type {number[]} */ list) =>
    [...list].sort((a, b) => a - b)[Math.floor(list.length * 0.95)].toFixed(1);
  stage.root.dataset.frameP95 = p95(frames);
  stage.root.dataset.gapP95 = p95(gaps);
  if (frames.length > 900) {
    frames.splice(0, 300);
    gaps.splice(0, 300);
  }
}

/**
 * The tick on which a fresh page opens: where the link says, else just before the first thing happens.
 * @param {Stage} stage
 */
export function startTick(stage) {
  if (stage.spotlight.from !== null) return stage.spotlight.from;
  const first = Math.min(...stage.panels.map(({ run }) => run.a.cut_from[0] ?? 1));
  return clamp(first - 1, 0, stage.play.shown);
}

/** @param {Stage} stage @param {number} way */
export function nextFlag(stage, way) {
  const ticks = [...new Set(stage.play.flags.map(([tick]) => tick))].sort((a, b) => a - b);
  if (way > 0 && stage.play.hidden) return undefined; // where the next one is would tell what comes
  return way > 0 ? ticks.find((t) => t > stage.play.tick) : ticks.findLast((t) => t < stage.play.tick);
}

/** @param {Stage} stage @param {number} way */
export function stepBy(stage, way) {
  jump(stage, stage.play.tick + way);
}

/**
 * After a pause, a step or the end of a scrub: the address is written and the caption spoken.
 * @param {Stage} stage
 */
export function settle(stage) {
  stage.events.emit("settled");
}

/** @param {Stage} stage @param {string} speed */
export function setSpeed(stage, speed) {
  stage.play.speed = speed;
  if (stage.play.playing) stage.play.length = tickLength(stage, stage.play.tick);
  stage.events.emit("speed");
}

/** @param {Stage} stage */
export function toggle(stage) {
  if (stage.play.playing) pausePlay(stage);
  else play(stage);
}

/** @param {Stage} stage @param {number} tick */
export function goTo(stage, tick) {
  stage.play.opened = true;
  showStill(stage, tick);
  stage.events.emit("playing");
}

/** @param {Stage} stage @param {number} tick */
export function jump(stage, tick) {
  pausePlay(stage, { isQuiet: true });
  goTo(stage, tick);
  settle(stage);
}

/** Play on from within a minute, after another run was taken over. @param {Stage} stage @param {number} phase */
export function resume(stage, phase) {
  for (const panel of stage.panels) panel.replay.seek(stage.play.tick - 1);
  beginTick(stage, stage.play.tick);
  stage.play.phase = phase;
  wake(stage);
}

/** Nothing moves any more. @param {Stage} stage */
export function endClock(stage) {
  const { request } = loopOf(stage);
  if (request !== null) cancelAnimationFrame(request);
}
