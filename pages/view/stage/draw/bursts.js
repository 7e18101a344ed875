/* What flashes: crashes, and the volumes that they strand. */

import { say } from "../lib/messages.js";
import { clamp, easeOut, lerp, part, roundedPercent, scatter } from "../lib/numbers.js";
import { crashChance } from "../run/facts.js";
import { slotPlace } from "./layout.js";
import { edgePoint } from "./requests.js";
import { pill } from "./rims.js";
import { isQuiet } from "./spotlight.js";
import { traceThread } from "./threads.js";

/** @import { Box, Drawing, Palette, Panel, Point, Stage } from "../types.d.ts" */

const BURST_MS = 520;

export const STRAND_MS = 760;

/** @param {Panel} panel @param {number} n */
function tileCentre(panel, n) {
  const t = panel.layout.tiles[n];
  return { x: t.x + t.w / 2, y: t.y + t.h / 2 };
}

/** The middle of a slot; of its node, where slots are not drawn. @param {Panel} panel @param {number} slot */
export function slotCentre(panel, slot) {
  if (slot < 0) return null;
  const n = panel.replay.slotNode[slot];
  if (panel.layout.glyphs) return { ...tileCentre(panel, n), size: 0 };
  const { x, y, size } = slotPlace(panel.layout, n, slot - panel.replay.base[n]);
  return { x: x + size / 2, y: y + size / 2, size };
}

/** @param {Drawing} c @param {Box} tile @param {number} grow @param {number} fade @param {Palette} p @param {number} unit @param {boolean} quiet */
function raysAround(c, tile, grow, fade, p, unit, quiet) {
  const out = quiet ? 2 + grow * 3 : 4.5 + grow * 7;
  c.strokeStyle = p.burst;
  c.globalAlpha *= fade;
  c.lineWidth = Math.max(1.6, 3 * unit);
  c.beginPath();
  c.roundRect(tile.x - out, tile.y - out, tile.w + out * 2, tile.h + out * 2, 8 + out / 2);
  c.stroke();
  if (quiet) return; // where very many crash at once, rays would hide the rest
  c.lineWidth = Math.max(1.2, 1.8 * unit);
  c.lineCap = "round";
  c.beginPath();
  const cx = tile.x + tile.w / 2;
  const cy = tile.y + tile.h / 2;
  const rays = 26;
  for (let i = 0; i < rays; i += 1) {
    const at = (i / rays) * 2 * (tile.w + tile.h);
    const [px, py] = alongRect(tile, at, out + 3);
    const angle = Math.atan2(py - cy, px - cx);
    const length = (6 + 5 * scatter(i, 4)) * Math.max(0.6, unit);
    c.moveTo(px, py);
    c.lineTo(px + Math.cos(angle) * length, py + Math.sin(angle) * length);
  }
  c.stroke();
}

/** @param {Box} tile @param {number} at @param {number} out */
function alongRect(tile, at, out) {
  const x = tile.x - out;
  const y = tile.y - out;
  const w = tile.w + out * 2;
  const h = tile.h + out * 2;
  const s = (at / (2 * (tile.w + tile.h))) * 2 * (w + h);
  if (s < w) return [x + s, y];
  if (s < w + h) return [x + w, y + s - w];
  if (s < 2 * w + h) return [x + w - (s - w - h), y + h];
  return [x, y + h - (s - 2 * w - h)];
}

const ABOVE_KEY = 7; // pixels below the lowest tile that are not the key's

/** From here on nothing is drawn over the key. @param {Panel} of */
function aboveKey({ fxContext: c, layout, height, pad }) {
  c.beginPath();
  c.rect(-pad, -pad, layout.width + 2 * pad, pad + height + ABOVE_KEY);
  c.clip();
}

/**
 * Crashes that burst: `age` in ms since the tile split; null stands still.
 * @param {Panel} panel @param {Palette} p @param {number | null} age @param {boolean} links
 */
function drawBursts(panel, p, age, links) {
  const { fxContext: c, layout } = panel;
  if (!panel.crashes.length || (age !== null && age > STRAND_MS + 200)) return;
  drawStrands(panel, p, age, links);
  for (const { node } of panel.crashes) {
    const grow = age === null ? 0.12 : easeOut(part(age, 0, BURST_MS));
    const fade = age === null ? 1 : 1 - part(age, BURST_MS * 0.5, BURST_MS + 160) * 0.999;
    c.save();
    aboveKey(panel);
    c.globalAlpha = panel.lit && !panel.lit.has(node) ? 0.5 : 1;
    if (links) {
      const at = panel.rings.places[node];
      c.strokeStyle = p.burst;
      c.globalAlpha *= fade;
      c.lineWidth = 2.4;
      c.beginPath();
      c.arc(at.x, at.y, at.r + 5 + grow * 9, 0, 7);
      c.stroke();
    } else raysAround(c, layout.tiles[node], grow, fade, p, layout.unit, layout.glyphs && panel.crashes.length > 12);
    c.restore();
    if (panel.crashes.length <= 12)
      labelCrash(panel, p, node, links, age === null ? 1 : 1 - part(age, STRAND_MS - 100, STRAND_MS + 200));
  }
  c.globalAlpha = 1;
}

/** @param {Panel} panel @param {Palette} p @param {number} node @param {boolean} links @param {number} fade */
function labelCrash(panel, p, node, links, fade) {
  const { fxContext: c, layout } = panel;
  const name = say("picture-node", { node });
  c.globalAlpha = fade * (panel.lit && !panel.lit.has(node) ? 0.5 : 1);
  if (links) {
    const at = panel.rings.places[node];
    c.font = "700 13px Inter, system-ui, sans-serif";
    c.textAlign = at.out.x > 0.25 ? "left" : at.out.x < -0.25 ? "right" : "center";
    c.textBaseline = "middle";
    const far = panel.rings.rings[at.ring].room - panel.rings.rings[at.ring].radius;
    const x = at.x + at.out.x * far * 0.55;
    const y = at.y + at.out.y * far * 0.72;
    c.lineWidth = 4;
    c.strokeStyle = p.bg;
    c.strokeText(name, x, y);
    c.fillStyle = p.textOffline;
    c.fillText(name, x, y);
    return;
  }
  const tile = layout.tiles[node];
  if (!layout.glyphs && !layout.phone && tile.w > 96)
    pill(c, name, tile.x - 5, tile.y - 2, {
      fill: p.bg,
      ink: p.ink,
      line: p.burst,
      align: "left",
      size: panel.badge,
    });
  const size = layout.glyphs ? 10.5 : panel.badge;
  const chance = crashChance(panel.run, panel.shownTick, node);
  if (chance > 0)
    pill(
      c,
      say("picture-chance", { percent: roundedPercent(chance) }),
      layout.phone ? tile.x + tile.w / 2 : tile.x + tile.w + 4,
      tile.y - 2,
      { fill: p.rim, ink: p.badgeInk, line: p.bg, size, align: layout.phone ? "centre" : "right" },
    );
}

/** How far lines reach, how strong they are, how wide their rings are. @param {number} age */
const growthAt = (age) => [
  easeOut(part(age, 40, 400)),
  1 - part(age, STRAND_MS - 260, STRAND_MS + 160),
  lerp(0.95, 0.74, part(age, 350, 560)),
];

/**
 * Lines from a crash to the volumes that it strands, and a red ring around each of them.
 * @param {Panel} panel @param {Palette} p @param {number | null} age @param {boolean} links
 */
function drawStrands(panel, p, age, links) {
  const { fxContext: c, replay } = panel;
  const [reach, fade, ring] = age === null ? [1, 1, 0.74] : growthAt(age);
  if (fade <= 0) return;
  const most = panel.layout.phone ? 40 : 90;
  const every = Math.max(1, panel.stranded.length / most);
  const thin = panel.stranded.length > 60 ? 0.6 : 1;
  c.lineCap = "round";
  for (let i = 0; i < panel.stranded.length; i += every) {
    const { v, by } = panel.stranded[Math.floor(i)];
    const faded = panel.lit !== null && !panel.lit.has(by);
    const ink = fade * thin * (faded ? 0.3 : 1);
    if (links) {
      drawSnap(c, panel, p, v, by, reach, ink);
      continue;
    }
    const to = slotCentre(panel, replay.volumeSlots[v * 3]);
    if (!to) continue;
    c.globalAlpha = ink * (panel.layout.glyphs ? 0.24 : 0.42);
    drawReach(c, panel, p, by, to, reach);
    if (!panel.layout.glyphs && reach >= 0.8) ringSlot(c, panel, to, ring, fade * (faded ? 0.35 : 1));
  }
  c.globalAlpha = 1;
}

/**
 * A ring round the slot of a volume that is stranded.
 * @param {Drawing} c @param {Panel} panel @param {Point & { size: number }} at @param {number} share @param {number} ink
 */
function ringSlot(c, panel, at, share, ink) {
  c.globalAlpha = ink;
  c.lineWidth = Math.max(1.2, 1.9 * clamp(panel.layout.unit, 0.6, 1));
  c.beginPath();
  c.arc(at.x, at.y, at.size * share, 0, 7);
  c.stroke();
  panel.ringed += 1;
}

/**
 * In the links view: the thread of volume v, torn off at the node that crashed.
 * @param {Drawing} c @param {Panel} panel @param {Palette} p @param {number} v @param {number} by @param {number} reach @param {number} ink
 */
function drawSnap(c, panel, p, v, by, reach, ink) {
  const { places } = panel.rings;
  c.globalAlpha = ink * 0.8;
  c.strokeStyle = p.burst;
  c.lineWidth = 1.5;
  c.setLineDash([3, 3]);
  c.beginPath();
  traceThread(c, panel.rings, places[by], places[panel.replay.primary[v]], reach * 0.7);
  c.stroke();
  c.setLineDash([]);
}

/**
 * A line from the tile that crashed towards a slot.
 * @param {Drawing} c @param {Panel} panel @param {Palette} p @param {number} by @param {Point} to @param {number} reach
 */
function drawReach(c, panel, p, by, to, reach) {
  const edge = edgePoint(panel.layout.tiles[by], to, 6);
  c.strokeStyle = p.burst;
  c.lineWidth = 1.1;
  c.beginPath();
  c.moveTo(edge.x, edge.y);
  c.lineTo(lerp(edge.x, to.x, reach), lerp(edge.y, to.y, reach));
  c.stroke();
}

/** @param {Stage} stage @param {Panel} panel @param {Palette} p */
export function drawCrashes(stage, panel, p) {
  if (isQuiet(stage.spotlight, "crashed")) return;
  if (stage.play.still) {
    drawBursts(panel, p, null, stage.view.links);
    return;
  }
  if (panel.began !== null) drawBursts(panel, p, performance.now() - panel.began, stage.view.links);
  else if (panel.carried) {
    const { crashes, stranded, carried } = panel;
    Object.assign(panel, { crashes: carried.crashes, stranded: carried.stranded });
    drawBursts(panel, p, performance.now() - carried.began, stage.view.links);
    Object.assign(panel, { crashes, stranded });
  }
}
