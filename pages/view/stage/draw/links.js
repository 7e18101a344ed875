/* The second view: nodes on a ring (or a ring per cell), threads between them. */

import { clamp, easeBoth, lerp, part, scatter } from "../lib/numbers.js";
import { NEAR_FULL, crashChance } from "../run/facts.js";
import { drawThreads } from "./threads.js";

/** @import { Drawing, Palette, Panel, Rings } from "../types.d.ts" */

/** @param {Drawing} c @param {Panel} panel @param {number} n @param {Palette} p */
function drawRingNode(c, panel, n, p) {
  const { replay, rings, run, shownTick } = panel;
  const { x, y, r, out } = rings.places[n];
  c.globalAlpha = panel.lit && !panel.lit.has(n) ? 0.45 : 1;
  c.beginPath();
  c.arc(x, y, r, 0, 7);
  if (!replay.up[n]) {
    drawDeadNode(c, x, y, r, n, p);
    return;
  }
  c.fillStyle = replay.cutOff[n] ? p.cutOffBg : p.mirrored;
  c.fill();
  c.lineWidth = replay.cutOff[n] ? 1.8 : 1.2;
  c.strokeStyle = replay.cutOff[n] ? p.cutOff : p.bg;
  if (replay.cutOff[n]) c.setLineDash([3, 2]);
  c.stroke();
  c.setLineDash([]);
  const chance = Math.min(1, crashChance(run, shownTick, n) / NEAR_FULL);
  if (chance < (r < 3 ? 0.2 : 0.02) || shownTick < 1) return;
  const inward = Math.atan2(-out.y, -out.x);
  c.strokeStyle = p.rim;
  c.lineWidth = clamp(r * 0.36, 1.4, 3.4);
  c.beginPath();
  c.arc(x, y, r + c.lineWidth * 0.5 + 0.6, inward - Math.PI * chance, inward + Math.PI * chance);
  c.stroke();
}

/** @param {Drawing} c @param {number} x @param {number} y @param {number} r @param {number} n @param {Palette} p */
function drawDeadNode(c, x, y, r, n, p) {
  c.fillStyle = p.dead;
  c.fill();
  c.strokeStyle = p.deadEdge;
  c.lineWidth = 1.1;
  c.stroke();
  c.strokeStyle = p.crack;
  c.beginPath();
  const lean = 0.35 * (scatter(n, 2) - 0.5) * r;
  c.moveTo(x + lean, y - r * 1.05);
  c.lineTo(x - r * 0.3, y - r * 0.15);
  c.lineTo(x + r * 0.3, y + r * 0.1);
  c.lineTo(x - lean, y + r * 1.05);
  c.stroke();
}

/**
 * Hundreds of nodes are dots, drawn together by what they are.
 * @param {Drawing} c @param {Panel} panel @param {Palette} p
 */
function drawManyNodes(c, panel, p) {
  const { replay, rings, run, shownTick } = panel;
  const [whole, cut, dead] = [new Path2D(), new Path2D(), new Path2D()];
  const rims = new Path2D();
  rings.places.forEach(({ x, y, r, out }, n) => {
    const dot = !replay.up[n] ? dead : replay.cutOff[n] ? cut : whole;
    dot.moveTo(x + r, y);
    dot.arc(x, y, r, 0, 7);
    const chance = replay.up[n] && shownTick ? Math.min(1, crashChance(run, shownTick, n) / NEAR_FULL) : 0;
    if (chance > 0.2) {
      rims.moveTo(x - out.x * (r + 1), y - out.y * (r + 1));
      rims.lineTo(x - out.x * (r + 1 + 6 * chance), y - out.y * (r + 1 + 6 * chance));
    }
  });
  c.globalAlpha = 1;
  c.fillStyle = p.mirrored;
  c.fill(whole);
  c.fillStyle = p.cutOff;
  c.fill(cut);
  c.fillStyle = p.deadEdge;
  c.fill(dead);
  c.strokeStyle = p.rim;
  c.lineWidth = 1.4;
  c.stroke(rims);
}

/**
 * The whole links layer; nodes last, so that threads end under them.
 * @param {Panel} panel @param {Palette} p @param {number} tick @param {boolean} whole
 */
export function drawLinks(panel, p, tick, whole) {
  const { baseContext: c, rings, layout } = panel;
  c.clearRect(-40, -40, layout.width + 80, panel.height + 80);
  drawThreads(panel, p, tick, whole);
  if (rings.places.length > 300 && !panel.lit) drawManyNodes(c, panel, p);
  else rings.places.forEach((_, n) => drawRingNode(c, panel, n, p));
  c.globalAlpha = 1;
  drawRingNames(c, rings, p);
  panel.replay.dirty.fill(0);
  panel.replay.anyDirty = panel.replay.threadsDirty = false;
  panel.wovenTick = tick;
  panel.wovenAt = performance.now();
}

/** @param {Drawing} c @param {Rings} rings @param {Palette} p */
function drawRingNames(c, rings, p) {
  if (rings.rings.length < 2) return;
  c.font = "600 12px Inter, system-ui, sans-serif";
  c.textAlign = "left";
  c.textBaseline = "top";
  c.fillStyle = p.ink2;
  for (const ring of rings.rings) c.fillText(ring.name, ring.cx - ring.room + 6, ring.cy - ring.room + 6);
}

/**
 * Between the views: every node travels from its tile to its place on the ring, f = 0..1.
 * @param {Panel} panel @param {Palette} p @param {number} f
 */
export function drawTravel(panel, p, f) {
  const { baseContext: c, layout, rings } = panel;
  c.clearRect(-40, -40, layout.width + 80, panel.height + 80);
  const dpr = panel.dpr;
  panel.layout.tiles.forEach((tile, n) => {
    const place = rings.places[n];
    const own = easeBoth(clamp(f * 1.35 - 0.35 * scatter(n, 11), 0, 1));
    const w = lerp(tile.w, place.r * 2, own);
    const h = lerp(tile.h, place.r * 2, own);
    const x = lerp(tile.x + tile.w / 2, place.x, own);
    const y = lerp(tile.y + tile.h / 2, place.y, own) - Math.sin(own * Math.PI) * 10;
    c.beginPath();
    c.roundRect(x - w / 2, y - h / 2, w, h, lerp(6, place.r, own));
    c.fillStyle = panel.replay.up[n] ? p.mirrored : p.dead;
    c.fill();
    if (own < 0.92 && panel.tileBitmap) {
      c.globalAlpha = 1 - part(own, 0.35, 0.92);
      const pad = panel.pad;
      c.drawImage(
        panel.tileBitmap,
        (tile.x + pad) * dpr,
        (tile.y + pad) * dpr,
        tile.w * dpr,
        tile.h * dpr,
        x - w / 2,
        y - h / 2,
        w,
        h,
      );
      c.globalAlpha = 1;
    }
  });
}
