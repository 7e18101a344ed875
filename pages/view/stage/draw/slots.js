/* One slot: a shape and a colour for each state and role, drawn once per size and then copied. */

import { contextOf } from "../lib/canvas.js";
import { clamp } from "../lib/numbers.js";
import { ROLE, STATE } from "../run/states.js";

/** @import { Drawing, Palette, Panel } from "../types.d.ts" */
/** @import { Replay } from "../run/replay.js" */

export const LOOK = {
  PRIMARY: 0,
  MIRROR: 1,
  CUT_PRIMARY: 2,
  CUT_MIRROR: 3,
  SEARCHING: 4,
  OLD: 5,
  SENDING: 6,
  OFFLINE: 7,
  FREE: 8,
  DEAD: 9,
  FILL: 10,
};

export const FILL_STEPS = 30;

export const LOOKS = LOOK.FILL + FILL_STEPS + 1;

const LOOK_NAMES = [
  "primary",
  "mirror",
  "cut primary",
  "cut mirror",
  "searching",
  "old",
  "sending",
  "offline",
  "free",
  "on a crashed node",
  "copying",
];

/** What slot s of node n looks like now. @param {Replay} replay @param {number} s @param {number} n @param {number} tick */
export function lookOf(replay, s, n, tick) {
  const v = replay.slotVolume[s];
  const role = replay.slotRole[s];
  if (!replay.up[n]) {
    return v >= 0 && role === ROLE.PRIMARY && replay.state[v] === STATE.OFFLINE ? LOOK.OFFLINE : LOOK.DEAD;
  }
  if (v < 0) return LOOK.FREE;
  if (role === ROLE.OLD) return LOOK.OLD;
  switch (replay.state[v]) {
    case STATE.MIRRORED:
      return role === ROLE.PRIMARY ? LOOK.PRIMARY : LOOK.MIRROR;
    case STATE.CUT_OFF:
      return role === ROLE.PRIMARY ? LOOK.CUT_PRIMARY : LOOK.CUT_MIRROR;
    case STATE.SEARCHING:
      return LOOK.SEARCHING;
    case STATE.COPYING:
      return role === ROLE.PRIMARY ? LOOK.SENDING : LOOK.FILL + fillStep(replay, v, tick);
    default:
      return LOOK.OFFLINE;
  }
}

/** @param {Replay} replay @param {number} v @param {number} tick */
function fillStep(replay, v, tick) {
  const minutes = replay.run.scenario.copy_ticks;
  return Math.round(clamp((tick - replay.since[v] + 0.6) / (minutes + 0.2), 0.08, 1) * FILL_STEPS);
}

/** @param {Drawing} c @param {number} x @param {number} y @param {number} size @param {number} radius */
function roundedSquare(c, x, y, size, radius) {
  c.beginPath();
  c.roundRect(x, y, size, size, radius);
}

/** @param {Drawing} c @param {number} s @param {string | null} fill @param {string} line @param {number} lineWidth */
function box(c, s, fill, line, lineWidth) {
  const inset = 0.02 * s + lineWidth / 2;
  roundedSquare(c, inset, inset, s - inset * 2, 0.2 * s);
  if (fill) {
    c.fillStyle = fill;
    c.fill();
  }
  c.strokeStyle = line;
  c.lineWidth = lineWidth;
  c.stroke();
}

/** @param {Drawing} c @param {number} s @param {string} colour */
function corners(c, s, colour) {
  const inset = 0.13 * s;
  const far = s - inset;
  const arm = 0.23 * s;
  const r = 0.12 * s;
  c.strokeStyle = colour;
  c.lineWidth = Math.max(1.1, 0.14 * s);
  c.lineCap = "butt";
  c.beginPath();
  for (const [x, y, dx, dy] of [
    [inset, inset, 1, 1],
    [far, inset, -1, 1],
    [far, far, -1, -1],
    [inset, far, 1, -1],
  ]) {
    c.moveTo(x, y + dy * (arm + r * 0.4));
    c.arcTo(x, y, x + dx * arm, y, r);
    c.lineTo(x + dx * (arm + r * 0.4), y);
  }
  c.stroke();
}

/** @param {Drawing} c @param {number} cx @param {number} cy @param {number} reach @param {number} width @param {string} colour */
export function cross(c, cx, cy, reach, width, colour) {
  c.strokeStyle = colour;
  c.lineWidth = width;
  c.lineCap = "round";
  c.beginPath();
  c.moveTo(cx - reach, cy - reach);
  c.lineTo(cx + reach, cy + reach);
  c.moveTo(cx + reach, cy - reach);
  c.lineTo(cx - reach, cy + reach);
  c.stroke();
}

/** @param {Drawing} c @param {number} cx @param {number} cy @param {number} r @param {Palette} p */
export function ringMark(c, cx, cy, r, p) {
  c.fillStyle = p.searching;
  c.strokeStyle = p.searchingEdge;
  c.lineWidth = Math.max(0.7, r * 0.16);
  c.beginPath();
  c.arc(cx, cy, r, 0, 7);
  c.fill();
  c.stroke();
  c.fillStyle = p.tile;
  c.beginPath();
  c.arc(cx, cy, r * 0.4, 0, 7);
  c.fill();
  c.stroke();
}

/** @param {Drawing} c @param {number} s @param {Palette} p */
function oldCopy(c, s, p) {
  box(c, s, p.tile, p.old, Math.max(1, 0.1 * s));
  c.save();
  roundedSquare(c, 0.1 * s, 0.1 * s, 0.8 * s, 0.16 * s);
  c.clip();
  c.lineWidth = Math.max(0.9, 0.09 * s);
  c.beginPath();
  for (const at of [0.5, 0.95, 1.4]) {
    c.moveTo(at * s, 0);
    c.lineTo(at * s - s, s);
  }
  c.stroke();
  c.restore();
}

/** @param {Drawing} c @param {number} s @param {Palette} p */
function sending(c, s, p) {
  box(c, s, p.copying, p.copying, 0.04 * s);
  c.fillStyle = p.tile;
  c.beginPath();
  c.moveTo(0.37 * s, 0.27 * s);
  c.lineTo(0.75 * s, 0.5 * s);
  c.lineTo(0.37 * s, 0.73 * s);
  c.fill();
}

/** @param {Drawing} c @param {number} s @param {Palette} p @param {number} level */
function filling(c, s, p, level) {
  const line = Math.max(1, 0.1 * s);
  box(c, s, p.copyingBg, p.copying, line);
  c.save();
  roundedSquare(c, 0.06 * s, 0.06 * s, 0.88 * s, 0.18 * s);
  c.clip();
  c.fillStyle = p.copying;
  c.fillRect(0, s * (0.92 - 0.84 * level), s, s);
  c.restore();
}

/** @param {Drawing} c @param {number} look @param {number} s @param {Palette} p */
export function drawLook(c, look, s, p) {
  const line = Math.max(0.9, 0.09 * s);
  if (look === LOOK.PRIMARY) box(c, s, p.mirrored, p.mirroredLine, line);
  else if (look === LOOK.MIRROR) box(c, s, p.mirror, p.mirroredLine, line);
  else if (look === LOOK.CUT_PRIMARY || look === LOOK.CUT_MIRROR) {
    corners(c, s, p.cutOff);
    c.fillStyle = p.cutOff;
    if (look === LOOK.CUT_PRIMARY) {
      roundedSquare(c, 0.34 * s, 0.34 * s, 0.32 * s, 0.06 * s);
      c.fill();
    }
  } else if (look === LOOK.SEARCHING) ringMark(c, s / 2, s / 2, s * 0.44, p);
  else if (look === LOOK.OLD) oldCopy(c, s, p);
  else if (look === LOOK.SENDING) sending(c, s, p);
  else if (look === LOOK.OFFLINE) cross(c, s / 2, s / 2, s * 0.32, Math.max(1.6, s * 0.17), p.offline);
  else if (look === LOOK.FREE) box(c, s, p.tile, p.free, line);
  else if (look === LOOK.DEAD) {
    c.globalAlpha = 0.85;
    box(c, s, null, p.deadSlot, line);
    c.globalAlpha = 1;
  } else filling(c, s, p, (look - LOOK.FILL) / FILL_STEPS);
}

/** How many slots of each look stand painted on the tiles of a panel. @param {Panel} panel */
export function drawnLooks(panel) {
  const sums = Object.fromEntries(LOOK_NAMES.map((name) => [name, 0]));
  for (const drawn of panel.drawn)
    drawn?.forEach((many, look) => {
      sums[LOOK_NAMES[Math.min(look, LOOK.FILL)]] += many;
    });
  return { ...sums, docked: panel.dotted ?? 0, stranded: panel.ringed ?? 0, pulsing: panel.pulsed ?? 0 };
}

/** All looks at one size, side by side in one bitmap. */
export class SlotSheet {
  /** @param {number} size @param {number} dpr @param {Palette} palette */
  constructor(size, dpr, palette) {
    this.cell = Math.ceil(size * dpr) + 2;
    this.dpr = dpr;
    this.size = size;
    this.canvas = document.createElement("canvas");
    this.canvas.width = this.cell * LOOKS;
    this.canvas.height = this.cell;
    const c = contextOf(this.canvas);
    for (let look = 0; look < LOOKS; look += 1) {
      c.setTransform(dpr, 0, 0, dpr, look * this.cell + 1, 1);
      drawLook(c, look, size, palette);
    }
  }

  /**
   * Copy one look to (x, y), snapped to whole device pixels so that it stays sharp.
   * @param {Drawing} c @param {number} look @param {number} x @param {number} y
   */
  draw(c, look, x, y) {
    const dx = Math.round(x * this.dpr - 1) / this.dpr;
    const dy = Math.round(y * this.dpr - 1) / this.dpr;
    const out = this.cell / this.dpr;
    c.drawImage(this.canvas, look * this.cell, 0, this.cell, this.cell, dx, dy, out, out);
  }
}
