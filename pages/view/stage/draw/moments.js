/* What happens within a minute: copies that dock and fill, pulses, tiles that shake. */

import { slotCentre } from "./bursts.js";
import { slotPlace } from "./layout.js";
import { lookOf } from "./slots.js";
import { easeOut, part } from "../lib/numbers.js";
import { crashesIn, stateBefore } from "../run/facts.js";
import { TICK_MS } from "../run/pace.js";
import { CAUSE, STATE } from "../run/states.js";

/** Crashes, stranded and docked volumes of a tick. */
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

/** A dot where a request got in this minute. */
export function drawDocked(panel, p, now, still) {
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

/** A second ring grows and fades round everybody who searches, once a minute. */
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

export const FILL_MS = 300;

export const SHAKE_MS = 120;

/** What moves within the tiles: copies fill during the first 300 ms of a minute, a tile that splits shakes once. */
export function moveTiles(stage, panel, p) {
  const { replay, run, shownTick: t } = panel;
  const before = panel.fillTick;
  const moves = !stage.still && !stage.reduced && !stage.links && !panel.layout.glyphs;
  panel.fillTick = moves ? t - 1 + Math.ceil(part(stage.phase * TICK_MS, 0, FILL_MS) * 6) / 6 : t;
  if (panel.fillTick !== before && !stage.links && !panel.layout.glyphs) {
    for (let v = 0; v < run.volumes; v += 1) if (replay.state[v] === STATE.COPYING) refill(panel, v, p);
  }
  const age = panel.began === null || !moves ? SHAKE_MS : performance.now() - panel.began;
  const shaken = panel.shake;
  panel.shake =
    age < SHAKE_MS && panel.crashes.length
      ? { by: 2 * Math.sin((age / SHAKE_MS) * 2 * Math.PI), nodes: new Set(panel.crashes.map(({ node }) => node)) }
      : null;
  for (const n of (panel.shake ?? shaken)?.nodes ?? []) replay.touch(n);
}

/** One slot alone, further filled. */
export function refill(panel, v, p) {
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
  panel.sheets.get(size).draw(c, lookOf(replay, slot, n, panel.fillTick), x, y);
}
