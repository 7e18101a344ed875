/* Time: play, pause, steps, speed. The loop runs only while something moves. */

import { STRAND_MS } from "../draw/bursts.js";
import { prepareMoments } from "../draw/moments.js";
import { prepareRequests } from "../draw/requests.js";
import { isOpen, scenePace, topTick } from "../draw/spotlight.js";
import { clamp } from "../lib/numbers.js";
import { endScene } from "../pages/story/story.js";
import { TICK_MS } from "../run/pace.js";
import { NONE } from "../run/states.js";
import { writeAddress } from "../session/address.js";
import { speakCaption } from "../ui/speech.js";
import { showCaptions, showEnding, showNumbers, showPlaying } from "../ui/tell.js";

export const SPEEDS = [
  ["auto", "auto"],
  ["0.5", "0.5×"],
  ["1", "1×"],
  ["2", "2×"],
  ["4", "4×"],
  ["8", "8×"],
];

export const COMETS_FROM_MS = 480; // a minute that is shorter on screen has no comets

/** Milliseconds that a tick lasts on screen. */
export function tickLength(stage, tick) {
  if (stage.speed !== "auto") return TICK_MS / Number(stage.speed);
  const own = scenePace(stage);
  if (own !== null) return own;
  return Math.max(...stage.panels.map((panel) => panel.run.pace[Math.min(tick, panel.run.ticks)] ?? 30));
}

export function endOfPlay(stage) {
  return Math.min(
    stage.scene?.to ?? Infinity,
    stage.line.shown,
    Math.max(...stage.panels.map((panel) => panel.run.last)),
  );
}

export function play(stage) {
  if (stage.playing || isOpen(stage)) return;
  if (stage.tick >= endOfPlay(stage)) showStill(stage, startTick(stage));
  stage.playing = true;
  stage.opened = true;
  stage.lastFrame = null;
  stage.frames = [];
  stage.gaps = [];
  beginTick(stage, stage.tick + 1);
  showPlaying(stage);
  wake(stage);
}

export function pausePlay(stage, { quiet = false } = {}) {
  if (!stage.playing) return;
  stage.playing = false;
  showPlaying(stage);
  showStill(stage, stage.tick);
  if (!quiet) settle(stage);
}

/** The picture at the end of a tick, standing still, with that tick's requests and crashes on it. */
export function showStill(stage, tick) {
  stage.tick = clamp(tick, 0, topTick(stage));
  stage.phase = 1;
  for (const panel of stage.panels) {
    const own = Math.min(stage.tick, panel.run.ticks);
    panel.replay.seek(own);
    panel.shownTick = own;
    prepareMoments(panel, own);
    prepareRequests(panel, own);
    for (const n of new Set(panel.docked.map((v) => panel.replay.partner[v]))) if (n !== NONE) panel.replay.touch(n);
  }
  stage.still = true;
  showNumbers(stage);
  stage.draw();
}

export function beginTick(stage, tick) {
  stage.tick = tick;
  stage.phase = 0;
  stage.still = stage.reduced;
  stage.length = tickLength(stage, tick);
  for (const panel of stage.panels) {
    if (tick > panel.run.ticks) continue;
    panel.replay.begin(tick);
    panel.replay.playTo(0);
    const carried = panel.began !== null && panel.crashes.length && performance.now() - panel.began < STRAND_MS + 200;
    const before = carried ? { crashes: panel.crashes, stranded: panel.stranded, began: panel.began } : null;
    panel.shownTick = tick;
    prepareMoments(panel, tick);
    prepareRequests(panel, tick);
    panel.carried = before;
    if (stage.reduced) panel.replay.playTo(1);
  }
  showNumbers(stage);
}

export function frame(stage, now) {
  stage.request = null;
  const passed = stage.lastFrame === null ? 16 : Math.min(200, now - stage.lastFrame);
  stage.lastFrame = now;
  const began = performance.now();
  if (stage.mixTo !== stage.mix) moveView(stage, passed);
  if (stage.playing) advance(stage, passed);
  if (stage.playing) keepUp(stage, now);
  stage.draw();
  measure(stage, performance.now() - began, passed);
  if (stage.playing || stage.mixTo !== stage.mix) wake(stage);
  else stage.lastFrame = null;
}

export const ADDRESS_MS = 1000; // browsers let a page write its address so often

/** What follows the picture more slowly than it moves: words that are read, and the address, for who leaves in mid-play. */
export function keepUp(stage, now) {
  showCaptions(stage);
  if (now - (stage.addressAt ?? 0) < ADDRESS_MS) return;
  stage.addressAt = now;
  writeAddress(stage);
}

export function advance(stage, passed) {
  let left = passed;
  while (stage.playing && left > 0) {
    const rest = (1 - stage.phase) * stage.length;
    if (left < rest) {
      stage.phase += left / stage.length;
      left = 0;
    } else {
      left -= rest;
      stage.phase = 1;
      for (const panel of stage.panels) panel.replay.finish();
      if (stage.tick >= endOfPlay(stage)) {
        endPlay(stage);
        return;
      }
      beginTick(stage, stage.tick + 1);
    }
  }
  for (const panel of stage.panels) {
    panel.replay.playTo(stage.phase);
    if (panel.crashes.length && panel.began === null && stage.phase * TICK_MS >= 1000) {
      panel.began = performance.now();
      panel.carried = null;
    }
  }
}

export function endPlay(stage) {
  stage.playing = false;
  showStill(stage, stage.tick);
  showPlaying(stage);
  if (stage.scene) {
    endScene(stage);
    settle(stage);
    return;
  }
  const early = stage.tick < Math.max(...stage.panels.map((panel) => panel.run.ticks));
  showEnding(stage, early);
  settle(stage);
}

export function wake(stage) {
  if (stage.request === null && !stage.gone) stage.request = requestAnimationFrame((now) => frame(stage, now));
}

/** 95th percentiles, told on the root for tests and the bench: our work in a frame, and the time between frames. */
export function measure(stage, work, between) {
  stage.frames.push(work);
  stage.gaps.push(between);
  if (stage.frames.length % 30) return;
  const p95 = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length * 0.95)].toFixed(1);
  stage.root.dataset.frameP95 = p95(stage.frames);
  stage.root.dataset.gapP95 = p95(stage.gaps);
  if (stage.frames.length > 900) {
    stage.frames.splice(0, 300);
    stage.gaps.splice(0, 300);
  }
}

/** The tick on which a fresh page opens: where the link says, else just before the first thing happens. */
export function startTick(stage) {
  if (stage.scene) return stage.scene.from;
  const first = Math.min(...stage.panels.map(({ run }) => run.a.cut_from[0] ?? 1));
  return clamp(first - 1, 0, stage.line.shown);
}

export function nextFlag(stage, way) {
  const ticks = [...new Set(stage.flags.map(([tick]) => tick))].sort((a, b) => a - b);
  return way > 0 ? ticks.find((t) => t > stage.tick) : ticks.findLast((t) => t < stage.tick);
}

export function stepBy(stage, way) {
  stage.jump(stage.tick + way);
}

/** After a pause, a step or the end of a scrub: the address is written and the caption spoken. */
export function settle(stage) {
  writeAddress(stage);
  speakCaption(stage);
  showEnding(stage, false);
}

export function setSpeed(stage, speed) {
  stage.speed = speed;
  stage.speedMenu.value = speed;
  if (stage.playing) stage.length = tickLength(stage, stage.tick);
}

export function moveView(stage, passed) {
  const way = Math.sign(stage.mixTo - stage.mix);
  stage.mix = stage.reduced ? stage.mixTo : clamp(stage.mix + (way * passed) / 850, 0, 1);
  if (stage.mix === stage.mixTo) for (const panel of stage.panels) panel.whole = true;
}
