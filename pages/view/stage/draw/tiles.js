/* Tiles: the layer that is redrawn only where a node changed. */

import { clamp } from "../lib/numbers.js";
import { crackOf } from "./crack.js";
import { drawDirtyGlyphs } from "./large.js";
import { slotPlace } from "./layout.js";
import { LOOKS, lookOf } from "./slots.js";
import { slotInk } from "./spotlight.js";

/** @import { Box, Drawing, Layout, Palette, Panel } from "../types.d.ts" */
/** @import { SlotSheet } from "./slots.js" */

/** @param {Drawing} c @param {Box} tile @param {string} colour @param {number} gap */
export function hatch(c, tile, colour, gap) {
  c.strokeStyle = colour;
  c.lineWidth = gap * 0.42;
  c.beginPath();
  for (let x = tile.x - tile.h; x < tile.x + tile.w; x += gap * 1.25) {
    c.moveTo(x, tile.y + tile.h);
    c.lineTo(x + tile.h, tile.y);
  }
  c.stroke();
}

/** @param {Box} tile @param {[number, number][]} crack @param {boolean} left */
function halfPath(tile, crack, left) {
  const path = new Path2D();
  const edge = left ? tile.x - 6 : tile.x + tile.w + 6;
  path.moveTo(edge, tile.y - 6);
  path.lineTo(crack[0][0], tile.y - 6);
  for (const [x, y] of crack) path.lineTo(x, y);
  path.lineTo(crack[crack.length - 1][0], tile.y + tile.h + 8);
  path.lineTo(edge, tile.y + tile.h + 8);
  path.closePath();
  return path;
}

/** @param {Drawing} c @param {Panel} panel @param {number} n */
function drawSlotsOf(c, panel, n) {
  const { replay, layout, sheets, fillTick } = panel;
  const sheet = /** @type {SlotSheet} */ (sheets.get(layout.slots[n].size));
  const first = replay.base[n];
  const drawn = (panel.drawn[n] = new Uint16Array(LOOKS));
  const ink = c.globalAlpha;
  for (let i = 0; i < replay.capacity[n]; i += 1) {
    const { x, y } = slotPlace(layout, n, i);
    const look = lookOf(replay, first + i, n, fillTick);
    c.globalAlpha = ink * slotInk(panel, look, first + i);
    sheet.draw(c, look, x, y);
    drawn[look] += 1;
  }
  c.globalAlpha = ink;
}

/** @param {Drawing} c @param {Panel} panel @param {number} n @param {Palette} p */
function drawDeadTile(c, panel, n, p) {
  const tile = panel.layout.tiles[n];
  const { unit } = panel.layout;
  const crack = crackOf(tile, n, unit);
  const radius = 6 * Math.min(1, unit + 0.2);
  const half = () => {
    c.beginPath();
    c.roundRect(tile.x + 0.5, tile.y + 0.5, tile.w - 1, tile.h - 1, radius);
    c.fillStyle = p.dead;
    c.fill();
    c.save();
    c.clip();
    hatch(c, tile, p.deadHatch, 6 * clamp(unit, 0.7, 1.2));
    c.restore();
    c.beginPath();
    c.roundRect(tile.x + 0.5, tile.y + 0.5, tile.w - 1, tile.h - 1, radius);
    c.strokeStyle = p.deadEdge;
    c.lineWidth = Math.max(0.9, 1.3 * unit);
    c.stroke();
    drawSlotsOf(c, panel, n);
  };
  const edge = () => {
    c.strokeStyle = p.crack;
    c.lineWidth = Math.max(1.2, 1.7 * unit);
    c.lineJoin = "miter";
    c.beginPath();
    crack.forEach(([x, y], i) => (i ? c.lineTo(x, y) : c.moveTo(x, y)));
    c.stroke();
  };
  c.save();
  c.clip(halfPath(tile, crack, true));
  half();
  edge();
  c.restore();
  c.save();
  c.translate(tile.x + tile.w / 2 + 1.6 * unit, tile.y + tile.h / 2 + 2.6 * unit);
  c.rotate((2.2 * Math.PI) / 180);
  c.translate(-tile.x - tile.w / 2, -tile.y - tile.h / 2);
  c.clip(halfPath(tile, crack, false));
  half();
  edge();
  c.restore();
}

/** @param {Drawing} c @param {Panel} panel @param {number} n @param {Palette} p */
function drawLiveTile(c, panel, n, p) {
  const tile = panel.layout.tiles[n];
  const { unit } = panel.layout;
  const cut = panel.replay.cutOff[n];
  c.beginPath();
  c.roundRect(tile.x + 0.5, tile.y + 0.5, tile.w - 1, tile.h - 1, 6 * Math.min(1, unit + 0.2));
  c.fillStyle = cut ? p.cutOffBg : p.tile;
  c.fill();
  c.strokeStyle = cut ? p.cutOff : p.tileLine;
  c.lineWidth = cut ? Math.max(1.2, 1.9 * unit) : 1;
  if (cut) c.setLineDash([5 * unit + 1, 3.2 * unit + 0.6]);
  c.stroke();
  c.setLineDash([]);
  drawSlotsOf(c, panel, n);
  if (panel.replay.used[n] >= panel.replay.capacity[n]) drawLid(c, tile, p, unit);
}

/** @param {Drawing} c @param {Box} tile @param {Palette} p @param {number} unit */
function drawLid(c, tile, p, unit) {
  c.fillStyle = p.lid;
  c.beginPath();
  c.roundRect(tile.x - 1, tile.y - 1, tile.w + 2, Math.max(2, 3.6 * Math.min(1.1, unit + 0.1)), 1.6);
  c.fill();
}

/**
 * Redraw the tiles that changed since last time (all of them with `whole`).
 * @param {Panel} panel @param {Palette} p @param {boolean} whole
 */
export function drawTiles(panel, p, whole) {
  const { replay, layout, baseContext: c } = panel;
  if (whole) {
    c.clearRect(-40, -40, layout.width + 80, layout.height + 80);
    replay.touchAll();
    drawBlocks(c, layout, p);
  }
  if (!replay.anyDirty) return;
  if (layout.glyphs) {
    drawDirtyGlyphs(panel, p);
    return;
  }
  const marginX = Math.min(layout.gapX / 2, 5);
  const marginY = Math.min(layout.gapY / 2, 4.5);
  for (let n = 0; n < replay.dirty.length; n += 1) {
    if (!replay.dirty[n]) continue;
    replay.dirty[n] = 0;
    const tile = layout.tiles[n];
    c.save();
    c.beginPath();
    c.rect(tile.x - marginX, tile.y - marginY, tile.w + marginX * 2, tile.h + marginY * 2);
    c.clip();
    c.clearRect(tile.x - marginX, tile.y - marginY, tile.w + marginX * 2, tile.h + marginY * 2);
    c.globalAlpha = panel.lit && !panel.lit.has(n) ? 0.42 : 1;
    if (panel.shake?.nodes.has(n)) c.translate(panel.shake.by, 0);
    if (replay.up[n]) drawLiveTile(c, panel, n, p);
    else drawDeadTile(c, panel, n, p);
    c.restore();
  }
  replay.anyDirty = false;
}

/** @param {Drawing} c @param {Layout} layout @param {Palette} p */
function drawBlocks(c, layout, p) {
  c.font = "600 12px Inter, system-ui, sans-serif";
  c.textBaseline = "top";
  c.textAlign = "left";
  for (const block of layout.blocks) {
    if (!block.label) continue;
    c.fillStyle = p.ink2;
    c.fillText(block.name, block.x, block.y);
    c.fillStyle = p.tileLine;
    const from = block.x + c.measureText(block.name).width + 8;
    c.fillRect(from, block.y + 7, Math.max(0, block.x + block.w - from), 1);
  }
}
