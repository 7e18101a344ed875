/* Large clusters: a node is a single glyph. */

import { clamp } from "../lib/numbers.js";
import { crackOf } from "./crack.js";

/** @import { Box, Drawing, Palette, Panel } from "../types.d.ts" */
/** @typedef {Map<string, Path2D>} Batches what is drawn at once, by its colour */

/** @param {Batches} batches @param {string} colour */
function batch(batches, colour) {
  const path = batches.get(colour) ?? new Path2D();
  batches.set(colour, path);
  return path;
}

const GLYPH_BANDS = [
  ["offline", "offline"],
  ["searching", "searching"],
  ["cut_off", "cutOff"],
  ["copying", "copying"],
  ["old", "old"],
  ["mirrored", "mirror"],
];

/**
 * Nodes as single glyphs: their slots as bands from the bottom, what is in trouble lowest.
 * All of one colour is drawn at once, so that a thousand nodes are as quick as sixty tiles.
 * @param {Drawing} c @param {Panel} panel @param {number[]} nodes @param {Palette} p
 */
function drawGlyphs(c, panel, nodes, p) {
  const { replay, layout } = panel;
  /** @type {Batches} */
  const fills = new Map();
  /** @type {Batches} */
  const lines = new Map();
  const radius = Math.min(3.5, layout.tiles[0].w * 0.2);
  for (const n of nodes) {
    const { x, y, w, h } = layout.tiles[n];
    const held = replay.holdings(n);
    const cut = replay.cutOff[n];
    if (!replay.up[n]) {
      batch(fills, p.dead).roundRect(x, y, w, h, radius);
      batch(lines, p.deadEdge).roundRect(x, y, w, h, radius);
      traceDeadGlyph(lines, layout.tiles[n], held, n, p);
      continue;
    }
    batch(fills, cut ? p.cutOffBg : p.tile).roundRect(x, y, w, h, radius);
    traceBands(fills, layout.tiles[n], held, radius, p);
    batch(lines, cut ? p.cutOff : held.searching ? p.searchingEdge : p.mirroredLine).roundRect(x, y, w, h, radius);
    if (!held.free) batch(fills, p.lid).rect(x, y - 0.6, w, clamp(h * 0.11, 1.2, 3));
  }
  for (const [colour, path] of fills) {
    c.fillStyle = colour;
    c.fill(path);
  }
  for (const [colour, path] of lines) {
    c.strokeStyle = colour;
    c.lineWidth = colour === p.offline ? Math.max(1.3, layout.tiles[0].w * 0.12) : colour === p.cutOff ? 1.5 : 0.9;
    c.setLineDash(colour === p.cutOff ? [3, 2] : []);
    c.stroke(path);
  }
  c.setLineDash([]);
}

/**
 * What a node holds, as bands from the bottom of its glyph.
 * @param {Batches} fills @param {Box} of @param {Record<string, number>} held @param {number} radius @param {Palette} p
 */
function traceBands(fills, { x, y, w, h }, held, radius, p) {
  const unit = (h - 1) / Math.max(1, held.slots);
  let top = y + h - 0.5;
  for (const [name, colour] of GLYPH_BANDS) {
    if (!held[name]) continue;
    const low = top;
    top -= held[name] * unit;
    const upper = top < y + 1.5 ? radius : 0;
    const lower = low > y + h - 1.5 ? radius : 0;
    batch(fills, p[colour]).roundRect(x + 0.5, top, w - 1, low - top + 0.2, [upper, upper, lower, lower]);
  }
}

/**
 * A crashed node: a cross where volumes lie that nobody reaches, larger for more; else a crack.
 * @param {Batches} lines @param {Box} tile @param {Record<string, number>} held @param {number} n @param {Palette} p
 */
function traceDeadGlyph(lines, tile, held, n, p) {
  const share = held.offline / Math.max(1, held.slots);
  const cx = tile.x + tile.w / 2;
  const cy = tile.y + tile.h / 2;
  if (share > 0) {
    const reach = tile.w * (0.16 + 0.2 * Math.min(1, share * 2));
    const path = batch(lines, p.offline);
    path.moveTo(cx - reach, cy - reach);
    path.lineTo(cx + reach, cy + reach);
    path.moveTo(cx + reach, cy - reach);
    path.lineTo(cx - reach, cy + reach);
    return;
  }
  const path = batch(lines, p.crack);
  crackOf(tile, n, tile.w / 40).forEach(([x, y], i) =>
    i ? path.lineTo(x, clamp(y, tile.y, tile.y + tile.h)) : path.moveTo(x, tile.y),
  );
}

/**
 * Clear whole device pixels, so that nothing of what stood there shines through at the edges.
 * @param {Drawing} c @param {number} x @param {number} y @param {number} w @param {number} h @param {number} dpr
 */
function clearWhole(c, x, y, w, h, dpr) {
  const left = Math.floor(x * dpr) / dpr;
  const top = Math.floor(y * dpr) / dpr;
  c.clearRect(left, top, Math.ceil((x + w) * dpr) / dpr - left, Math.ceil((y + h) * dpr) / dpr - top);
}

/** The glyphs that changed; with a lit set, the others are drawn faint. @param {Panel} panel @param {Palette} p */
export function drawDirtyGlyphs(panel, p) {
  const { replay, layout, baseContext: c } = panel;
  /** @type {number[]} */
  const bright = [];
  /** @type {number[]} */
  const faint = [];
  for (let n = 0; n < replay.dirty.length; n += 1) {
    if (!replay.dirty[n]) continue;
    replay.dirty[n] = 0;
    const { x, y, w, h } = layout.tiles[n];
    clearWhole(c, x - 0.8, y - 0.8, w + 1.6, h + 1.6, panel.dpr);
    (panel.lit && !panel.lit.has(n) ? faint : bright).push(n);
  }
  if (faint.length) {
    c.globalAlpha = 0.42;
    drawGlyphs(c, panel, faint, p);
    c.globalAlpha = 1;
  }
  drawGlyphs(c, panel, bright, p);
  replay.anyDirty = false;
}
