/* Requests as comets: a fair sample in true proportion, each from the asking slot to the asked edge. */

import { clamp, easeOut, lerp, part, scatter } from "../lib/numbers.js";
import { requestsFor } from "../run/causes.js";
import { slotPlace } from "./layout.js";
import { cross } from "./slots.js";
import { bend, pointAt } from "./threads.js";

/** @import { Box, Comet, Drawing, Palette, Panel, Path, Point } from "../types.d.ts" */
/** @import { Requests } from "../run/causes.js" */

const FLIGHT_MS = 450;

/** @param {Panel} panel @param {number} tick */
function sampleSize(panel, tick) {
  if (panel.layout.phone) return 14;
  return panel.run.counts.crashes[tick] ? 26 : 40;
}

/**
 * Which requests of a tick are drawn: all of the selected node's, else a fair share of both outcomes.
 * @param {Panel} panel @param {number} tick @param {Requests} asked
 */
function chooseRequests(panel, tick, asked) {
  const { run, selected } = panel;
  const all = [];
  for (let r = asked.start[tick]; r < asked.start[tick + 1]; r += 1) {
    if (selected < 0 || asked.from[r] === selected || asked.to[r] === selected) all.push(r);
  }
  if (selected >= 0) return all.slice(0, 160);
  const most = sampleSize(panel, tick);
  if (all.length <= most) return all;
  const dealt = (/** @type {number[]} */ list, /** @type {number} */ n) =>
    list
      .map((r) => [scatter(asked.volume[r], tick), r])
      .sort((x, y) => x[0] - y[0])
      .slice(0, n)
      .map(([, r]) => r);
  const accepted = all.filter((r) => asked.accepted[r]);
  const refused = all.filter((r) => !asked.accepted[r]);
  let share = Math.round((most * run.counts.accepted[tick]) / Math.max(1, run.counts.requests[tick]));
  if (accepted.length && refused.length) share = clamp(share, 1, most - 1);
  return [...dealt(accepted, share), ...dealt(refused, most - Math.min(share, accepted.length))];
}

/**
 * Prepare the comets of a tick; paths are made when drawn, since the layout may change.
 * @param {Panel} panel @param {number} tick
 */
export function prepareRequests(panel, tick) {
  const { run, replay } = panel;
  const asked = requestsFor(run, panel.selected);
  panel.comets =
    tick < 1
      ? []
      : chooseRequests(panel, tick, asked).map((r) => {
          const v = asked.volume[r];
          const from = asked.from[r];
          const accepted = asked.accepted[r] === 1;
          const seen = accepted && replay.pending ? replay.acceptedAt(v) : null;
          const arrive = seen ?? 450 + 540 * scatter(v, tick + 1);
          return {
            r,
            v,
            from,
            to: asked.to[r],
            accepted,
            arrive,
            slot: replay.primary[v] === from ? replay.volumeSlots[v * 3] : -1,
          };
        });
  panel.paths = null;
}

/** @param {Box} tile @param {Point} from @param {number} gap */
export function edgePoint(tile, from, gap) {
  const cx = tile.x + tile.w / 2;
  const cy = tile.y + tile.h / 2;
  const dx = from.x - cx;
  const dy = from.y - cy;
  const sx = (tile.w / 2 + gap) / Math.max(1e-6, Math.abs(dx));
  const sy = (tile.h / 2 + gap) / Math.max(1e-6, Math.abs(dy));
  const s = Math.min(sx, sy, 1);
  return {
    x: cx + dx * s,
    y: cy + dy * s,
    nx: sx < sy ? Math.sign(dx) : 0,
    ny: sx < sy ? 0 : Math.sign(dy),
  };
}

/** @param {Panel} panel @param {Comet} comet @returns {Path} */
function cometPath(panel, comet) {
  const { layout, replay } = panel;
  const from = layout.tiles[comet.from];
  const index = comet.slot < 0 ? -1 : comet.slot - replay.base[comet.from];
  const place = index >= 0 && !layout.glyphs ? slotPlace(layout, comet.from, index) : null;
  const a = place
    ? { x: place.x + place.size / 2, y: place.y + place.size / 2 }
    : { x: from.x + from.w / 2, y: from.y + from.h / 2 };
  const to = layout.tiles[comet.to];
  const middle = { x: to.x + to.w / 2, y: to.y + to.h / 2 };
  const dx = middle.x - a.x;
  const dy = middle.y - a.y;
  const lean = (scatter(comet.v, 17) < 0.5 ? -1 : 1) * (0.07 + 0.09 * scatter(comet.v, 18));
  const control = { x: (a.x + middle.x) / 2 - dy * lean, y: (a.y + middle.y) / 2 + dx * lean };
  const aim = { x: lerp(control.x, middle.x, 0.35), y: lerp(control.y, middle.y, 0.35) };
  const jitter = {
    x: aim.x + (scatter(comet.v, 21) - 0.5) * to.w * 0.6,
    y: aim.y + (scatter(comet.v, 22) - 0.5) * to.h * 0.5,
  };
  return { a, control, b: edgePoint(to, jitter, layout.glyphs ? 1 : 3) };
}

/** @param {Panel} panel @param {Comet} comet @returns {Path} */
function ringPath(panel, comet) {
  const { places } = panel.rings;
  const a = places[comet.from];
  const target = places[comet.to];
  const control = bend(panel.rings, a, target);
  const away = Math.hypot(control.x - target.x, control.y - target.y) || 1;
  const b = {
    x: target.x + ((control.x - target.x) / away) * (target.r + 4),
    y: target.y + ((control.y - target.y) / away) * (target.r + 4),
  };
  return { a, control, b: { ...b, nx: (control.x - target.x) / away, ny: (control.y - target.y) / away } };
}

/**
 * The tapered tail of a comet whose head is at u; faint whole path behind it when it stands still.
 * @param {Drawing} c @param {Path} path @param {number} u @param {string} colour @param {number} width @param {boolean} still
 */
function drawTail(c, path, u, colour, width, still) {
  c.strokeStyle = colour;
  c.lineCap = "round";
  if (still) {
    c.globalAlpha *= 0.34;
    c.lineWidth = 0.9;
    c.beginPath();
    c.moveTo(path.a.x, path.a.y);
    c.quadraticCurveTo(path.control.x, path.control.y, path.b.x, path.b.y);
    c.stroke();
    c.globalAlpha /= 0.34;
  }
  const from = Math.max(0, u - 0.62);
  const alpha = c.globalAlpha;
  const pieces = 7;
  let last = pointAt(path.a, path.control, path.b, from);
  for (let i = 1; i <= pieces; i += 1) {
    const next = pointAt(path.a, path.control, path.b, lerp(from, u, i / pieces));
    c.globalAlpha = alpha * (0.1 + 0.8 * (i / pieces));
    c.lineWidth = Math.max(0.5, width * (i / pieces));
    c.beginPath();
    c.moveTo(last.x, last.y);
    c.lineTo(next.x, next.y);
    c.stroke();
    last = next;
  }
  c.globalAlpha = alpha;
  return last;
}

/** @param {Drawing} c @param {Path} path @param {string} colour @param {number} size */
function drawArrow(c, path, colour, size) {
  const before = pointAt(path.a, path.control, path.b, 0.96);
  const angle = Math.atan2(path.b.y - before.y, path.b.x - before.x);
  c.save();
  c.translate(path.b.x, path.b.y);
  c.rotate(angle);
  c.fillStyle = colour;
  c.beginPath();
  c.moveTo(size * 0.5, 0);
  c.lineTo(-size * 0.75, -size * 0.62);
  c.lineTo(-size * 0.4, 0);
  c.lineTo(-size * 0.75, size * 0.62);
  c.fill();
  c.restore();
}

/**
 * A refusal: a dark tick on the edge, a cross, and the dotted way back.
 * @param {Drawing} c @param {Path} path @param {Palette} p @param {number} unit @param {number} recoil @param {number} fade
 */
function drawRefusal(c, path, p, unit, recoil, fade) {
  const { b } = path;
  const reach = 6 * unit;
  const alpha = c.globalAlpha;
  c.strokeStyle = p.cometEnd;
  c.lineWidth = Math.max(1.3, 2.2 * unit);
  c.lineCap = "butt";
  c.globalAlpha = alpha * fade;
  c.beginPath();
  c.moveTo(b.x - b.nx * 2 - b.ny * reach, b.y - b.ny * 2 - b.nx * reach);
  c.lineTo(b.x - b.nx * 2 + b.ny * reach, b.y - b.ny * 2 + b.nx * reach);
  c.stroke();
  const x = b.x + b.nx * 5.5 * unit;
  const y = b.y + b.ny * 5.5 * unit;
  cross(c, x, y, 3.8 * unit, 3.4 * unit, p.tile);
  cross(c, x, y, 3.1 * unit, Math.max(1.1, 1.7 * unit), p.cometEnd);
  if (recoil > 0) {
    const before = pointAt(path.a, path.control, b, 0.9);
    let dx = before.x - b.x;
    let dy = before.y - b.y;
    const along = dx * b.ny - dy * b.nx;
    dx -= 2 * along * b.ny; // mirrored at the edge
    dy += 2 * along * b.nx;
    const size = Math.hypot(dx, dy) || 1;
    const far = (9 + 15 * recoil) * unit;
    c.setLineDash([2.4, 2.2]);
    c.lineWidth = Math.max(0.9, 1.4 * unit);
    c.strokeStyle = p.comet;
    c.beginPath();
    c.moveTo(b.x + (dx / size) * 9 * unit, b.y + (dy / size) * 9 * unit);
    c.lineTo(b.x + (dx / size) * far, b.y + (dy / size) * far);
    c.stroke();
    c.setLineDash([]);
  }
  c.globalAlpha = alpha;
}

/**
 * Draw all comets at a moment of the minute (ms of 1600), or their ends when `still`.
 * @param {Panel} panel @param {Palette} p @param {number} now @param {boolean} still @param {boolean} links
 */
export function drawRequests(panel, p, now, still, links) {
  const { fxContext: c, comets } = panel;
  const kind = links ? "ring" : "tile";
  const paths =
    panel.paths?.kind === kind
      ? panel.paths
      : { kind, list: comets.map((comet) => (links ? ringPath : cometPath)(panel, comet)) };
  panel.paths = paths;
  const unit = clamp(panel.layout.unit, 0.62, 1.15) * (panel.layout.glyphs ? 0.8 : 1);
  comets.forEach((comet, i) => {
    const path = paths.list[i];
    const since = still ? 400 : now - comet.arrive;
    if (since < -FLIGHT_MS || (!still && since > 420)) return;
    const colour = comet.accepted ? p.copying : p.comet;
    const fade = (still ? 1 : 1 - part(since, 180, 420)) * (panel.lit && panel.selected < 0 ? 0.2 : 1);
    c.globalAlpha = fade;
    const u = still ? 1 : easeOut(part(since, -FLIGHT_MS, 0));
    const head = drawTail(c, path, u, colour, (comet.accepted ? 3 : 2.4) * unit, still);
    if (since < 0) {
      c.fillStyle = colour;
      c.beginPath();
      c.arc(head.x, head.y, 2.6 * unit, 0, 7);
      c.fill();
    } else if (comet.accepted) drawArrow(c, path, p.copying, 10 * unit);
    else drawRefusal(c, path, p, unit, still ? 1 : part(since, 0, 220), 1);
  });
  c.globalAlpha = 1;
}
