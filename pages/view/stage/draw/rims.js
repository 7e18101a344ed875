/* Pressure rims: the chance to crash this minute, and its badge. */

import { fitCanvas } from "../lib/canvas.js";
import { say } from "../lib/messages.js";
import { clamp, lerp, roundedPercent } from "../lib/numbers.js";
import { NEAR_FULL, crashChance } from "../run/facts.js";

/** @import { Box, Drawing, Palette, Panel } from "../types.d.ts" */

const BADGE_FROM = 14; // closings from which a tile shows its chance to crash

/**
 * Rim: from the bottom centre up both sides, as long as the chance to crash (full = 1 in 5).
 * @param {Drawing} c @param {Box} tile @param {number} share @param {string} colour @param {number} unit
 */
export function drawRim(c, tile, share, colour, unit) {
  const inset = 0.4;
  const x = tile.x - inset;
  const y = tile.y - inset;
  const w = tile.w + inset * 2;
  const h = tile.h + inset * 2;
  const r = Math.min(6.5, h / 3);
  const half = w / 2 + h + w / 2 - 1.6 * r;
  c.strokeStyle = colour;
  c.lineWidth = lerp(1.6, 4, share) * clamp(unit, 0.55, 1.1);
  c.lineCap = "butt";
  c.setLineDash([half * share, half * 3]);
  for (const side of [1, -1]) {
    const cx = x + w / 2;
    const far = cx + (side * w) / 2;
    c.beginPath();
    c.moveTo(cx, y + h);
    c.arcTo(far, y + h, far, y, r);
    c.arcTo(far, y, cx, y, r);
    c.lineTo(cx, y);
    c.stroke();
  }
  c.setLineDash([]);
}

/**
 * Words on a coloured ground with round ends.
 * @param {Drawing} c @param {string} text @param {number} x @param {number} y
 * @param {{ fill: string, ink: string, line?: string, size?: number, align?: "left" | "centre" | "right" }} looks
 */
export function pill(c, text, x, y, { fill, ink, line, size = 11.5, align = "right" }) {
  c.font = `700 ${size}px Inter, system-ui, sans-serif`;
  const w = Math.max(size * 1.55, c.measureText(text).width + size * 0.9);
  const h = size * 1.42;
  const left = align === "right" ? x - w : align === "centre" ? x - w / 2 : x;
  c.beginPath();
  c.roundRect(left, y - h / 2, w, h, h / 2);
  c.fillStyle = fill;
  c.fill();
  if (line) {
    c.strokeStyle = line;
    c.lineWidth = 1.4;
    c.stroke();
  }
  c.fillStyle = ink;
  c.textAlign = "center";
  c.textBaseline = "middle";
  c.fillText(text, left + w / 2, y + size * 0.05);
}

/**
 * How full every rim is, before this tick and in it; worked out once a tick.
 * @param {Panel} panel @param {number} tick
 */
function rimShares(panel, tick) {
  if (panel.rims?.tick === tick && panel.rims.run === panel.run) return panel.rims;
  const { nodes } = panel.run;
  const shares = (/** @type {number} */ t) =>
    Float32Array.from({ length: nodes }, (_, n) => (t < 1 ? 0 : Math.min(1, crashChance(panel.run, t, n) / NEAR_FULL)));
  return (panel.rims = {
    tick,
    run: panel.run,
    before: shares(tick - 1),
    now: shares(tick),
    crashing: new Set(panel.crashes.map(({ node }) => node)),
  });
}

const RIM_STEPS = 6; // rims of glyphs grow in so many steps

/**
 * Rims of glyphs: the same length and meaning, kept on a layer of their own so that a thousand are quick.
 * @param {Panel} panel @param {Palette} p @param {number} tick @param {number} f
 */
function drawGlyphRims(panel, p, tick, f) {
  const { fx, fxContext, pad, dpr } = panel;
  const step = Math.ceil(f * RIM_STEPS);
  const wide = fx.width / dpr;
  const high = fx.height / dpr;
  if (panel.rimLayer?.canvas.width !== fx.width || panel.rimLayer.canvas.height !== fx.height) {
    const canvas = document.createElement("canvas");
    const c = fitCanvas(canvas, wide, high, dpr);
    c.translate(pad, pad);
    panel.rimLayer = { canvas, c };
  }
  const layer = panel.rimLayer;
  if (layer.tick !== tick || layer.step !== step || layer.run !== panel.run || layer.palette !== p) {
    Object.assign(layer, { tick, step, run: panel.run, palette: p });
    layer.c.clearRect(-pad, -pad, wide, high);
    layer.drawn = paintGlyphRims(layer.c, panel, p, tick, step / RIM_STEPS);
  }
  if (layer.drawn) fxContext.drawImage(layer.canvas, -pad, -pad, wide, high);
}

/**
 * Whether there is any.
 * @param {Drawing} c @param {Panel} panel @param {Palette} p @param {number} tick @param {number} f
 */
function paintGlyphRims(c, panel, p, tick, f) {
  const { layout, run, replay } = panel;
  const { before, now, crashing } = rimShares(panel, tick);
  /** @type {[tile: Box, share: number][][]} */
  const bundles = [[], [], []];
  for (let n = 0; n < run.nodes; n += 1) {
    const share = lerp(before[n], now[n], f);
    if (share > 0.03 && (replay.up[n] || crashing.has(n)))
      bundles[Math.min(2, Math.floor(share * 3))].push([layout.tiles[n], share]);
  }
  c.strokeStyle = p.rim;
  c.lineCap = "butt";
  bundles.forEach((bundle, i) => {
    if (!bundle.length) return;
    c.lineWidth = 1.3 + i * 0.7;
    c.beginPath();
    for (const [tile, share] of bundle) traceGlyphRim(c, tile, share);
    c.stroke();
  });
  return bundles.some((bundle) => bundle.length);
}

/** @param {Drawing} c @param {Box} of @param {number} share */
function traceGlyphRim(c, { x, y, w, h }, share) {
  const length = share * (w + h);
  const across = Math.min(w / 2, length);
  const up = clamp(length - w / 2, 0, h);
  const over = clamp(length - w / 2 - h, 0, w / 2);
  const cx = x + w / 2;
  const bottom = y + h + 0.5;
  for (const side of [-1, 1]) {
    c.moveTo(cx, bottom);
    c.lineTo(cx + side * across, bottom);
    if (up) c.lineTo(cx + side * across, bottom - up);
    if (over) c.lineTo(cx + side * (across - over), y);
  }
}

/**
 * Rims of all tiles at this tick, growing from the last minute's.
 * @param {Panel} panel @param {Palette} p @param {number} tick @param {number} f
 */
export function drawRims(panel, p, tick, f) {
  const { fxContext: c, layout, run, replay } = panel;
  if (tick < 1) return;
  if (layout.glyphs) {
    drawGlyphRims(panel, p, tick, f);
    return;
  }
  const rims = rimShares(panel, tick);
  for (let n = 0; n < run.nodes; n += 1) {
    if (!replay.up[n]) continue;
    const share = lerp(rims.before[n], rims.now[n], f);
    if (share < 0.004) continue;
    c.globalAlpha = panel.lit && !panel.lit.has(n) ? 0.4 : 1;
    drawRim(c, layout.tiles[n], Math.max(share, 0.035), p.rim, layout.unit);
  }
  c.globalAlpha = 1;
}

/**
 * Badges stand above the requests, so that their numbers can be read.
 * @param {Panel} panel @param {Palette} p @param {number} tick @param {number} f
 */
export function drawBadges(panel, p, tick, f) {
  const { fxContext: c, layout, run, replay } = panel;
  if (tick < 1 || layout.glyphs || layout.phone || layout.unit <= 0.55 || f <= 0.6) return;
  for (let n = 0; n < run.nodes; n += 1) {
    if (!replay.up[n] || run.a.closings[tick * run.nodes + n] < BADGE_FROM) continue;
    c.globalAlpha = panel.lit && !panel.lit.has(n) ? 0.4 : 1;
    drawBadge(panel, p, n, tick);
  }
  c.globalAlpha = 1;
}

/** @param {Panel} panel @param {Palette} p @param {number} n @param {number} tick */
function drawBadge(panel, p, n, tick) {
  const tile = panel.layout.tiles[n];
  const text = say("picture-chance", { percent: roundedPercent(crashChance(panel.run, tick, n)) });
  pill(panel.fxContext, text, tile.x + tile.w + 3, tile.y - 1, {
    fill: p.rim,
    ink: p.badgeInk,
    line: p.bg,
    size: panel.badge,
  });
}
