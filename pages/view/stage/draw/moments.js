/* What happens within a minute: copies that dock and fill, pulses, tiles that shake. */

import { easeOut, part } from "../lib/numbers.js";
import { crashesIn, stateBefore } from "../run/facts.js";
import { TICK_MS } from "../run/pace.js";
import { CAUSE, STATE } from "../run/states.js";
import { slotCentre } from "./bursts.js";
import { slotPlace } from "./layout.js";
import { lookOf } from "./slots.js";

/** @import { Palette, Panel, Stage } from "../types.d.ts" */

/** Crashes, stranded and docked volumes of a tick. @param {Panel} panel @param {number} tick */
export function prepareMoments(panel, tick) {
  const { run } = panel;
  panel.crashes =
    tick < 1
      ? []
      : crashesIn(run, tick).map((k) => ({ k, node: run.a.crash_node[k], closings: run.a.crash_closings[k] }));
  panel.stranded = [];
  panel.docked = [];
  panel.began = null;
  if (tick < 1) return;
  for (let e = run.a.event_start[tick]; e < run.a.event_start[tick + 1]; e += 1) {
    const cause = run.a.event_cause[e];
    if (cause === CAUSE.ACCEPTED) panel.docked.push(run.a.event_volume[e]);
    if (cause !== CAUSE.CRASH || run.a.event_state[e] !== STATE.SEARCHING) continue;
    const before = stateBefore(run, e);
    if (before !== STATE.MIRRORED && before !== STATE.COPYING) continue;
    panel.stranded.push({ v: run.a.event_volume[e], by: run.a.crash_node[run.a.event_by[e]] });
  }
}

/** A dot where a request got in this minute. @param {Panel} panel @param {Palette} p */
export function drawDocked(panel, p) {
  const { fxContext: c, replay } = panel;
  if (panel.layout.glyphs) return;
  c.fillStyle = p.copying;
  for (const v of panel.docked) {
    if (replay.state[v] !== STATE.COPYING || replay.cause[v] !== CAUSE.ACCEPTED || replay.since[v] !== panel.shownTick)
      continue;
    const at = slotCentre(panel, replay.volumeSlots[v * 3 + 1]);
    if (!at || (panel.lit && !panel.lit.has(replay.partner[v]))) continue;
    c.beginPath();
    c.arc(at.x, at.y, at.size * 0.25, 0, 7);
    c.fill();
    panel.dotted += 1;
  }
}

/**
 * A second ring grows and fades round everybody who searches, once a minute.
 * @param {Panel} panel @param {Palette} p @param {number} phase
 */
export function drawPulses(panel, p, phase) {
  const { fxContext: c, replay, run, layout } = panel;
  if (layout.glyphs || layout.slotSize < 7) return;
  const f = easeOut(phase);
  c.strokeStyle = p.searching;
  c.globalAlpha = 0.8 * (1 - f);
  c.lineWidth = 1.4;
  c.beginPath();
  for (let v = 0; v < run.volumes; v += 1) {
    if (replay.state[v] !== STATE.SEARCHING || !replay.up[replay.primary[v]]) continue;
    const at = slotCentre(panel, replay.volumeSlots[v * 3]);
    if (!at) continue;
    const r = at.size * 0.44 * (1 + 0.35 * f);
    c.moveTo(at.x + r, at.y);
    c.arc(at.x, at.y, r, 0, 7);
    panel.pulsed += 1;
  }
  c.stroke();
  c.globalAlpha = 1;
}

const FILL_MS = 300;

const SHAKE_MS = 120;

/**
 * What moves within the tiles: copies fill during the first 300 ms of a minute, a tile that splits shakes once.
 * @param {Stage} stage @param {Panel} panel @param {Palette} p
 */
export function moveTiles(stage, panel, p) {
  const { replay } = panel;
  const moves = !stage.play.still && !stage.view.reduced && !stage.view.links && !panel.layout.glyphs;
  fillCopies(stage, panel, moves, p);
  const age = panel.began === null || !moves ? SHAKE_MS : performance.now() - panel.began;
  const shaken = panel.shake;
  panel.shake =
    age < SHAKE_MS && panel.crashes.length
      ? { by: 2 * Math.sin((age / SHAKE_MS) * 2 * Math.PI), nodes: new Set(panel.crashes.map(({ node }) => node)) }
      : null;
  for (const n of (panel.shake ?? shaken)?.nodes ?? []) replay.touch(n);
}

/**
 * Copies fill step by step; where nothing moves, they are as full as at the end of the minute.
 * @param {Stage} of @param {Panel} panel @param {boolean} moves @param {Palette} p
 */
function fillCopies({ play, view }, panel, moves, p) {
  const { replay, run, shownTick: t } = panel;
  const before = panel.fillTick;
  panel.fillTick = moves ? t - 1 + Math.ceil(part(play.phase * TICK_MS, 0, FILL_MS) * 6) / 6 : t;
  if (panel.fillTick === before || view.links || panel.layout.glyphs) return;
  for (let v = 0; v < run.volumes; v += 1) if (replay.state[v] === STATE.COPYING) refill(panel, v, p);
}

/** One slot alone, further filled. @param {Panel} panel @param {number} v @param {Palette} p */
function refill(panel, v, p) {
  const { replay, layout, baseContext: c } = panel;
  const n = replay.partner[v];
  const slot = replay.volumeSlots[v * 3 + 1];
  if (replay.dirty[n] || slot < 0 || panel.whole) return;
  if (panel.lit || panel.litSlots || !replay.up[n]) {
    replay.touch(n);
    return;
  }
  const { x, y, size } = slotPlace(layout, n, slot - replay.base[n]);
  c.fillStyle = replay.cutOff[n] ? p.cutOffBg : p.tile;
  c.fillRect(x, y, size, size);
  panel.sheets.get(size)?.draw(c, lookOf(replay, slot, n, panel.fillTick), x, y);
}
