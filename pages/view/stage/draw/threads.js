/* The threads of the second view: every volume ties its two copies together. */

import { fitCanvas } from "../lib/canvas.js";
import { clamp, lerp, scatter } from "../lib/numbers.js";
import { STATE } from "../run/states.js";

/** @import { Drawing, Palette, Panel, Point, RingNode, Rings, Run } from "../types.d.ts" */

const MOST_THREADS = 720; // beyond this a fair share is drawn, and the key says so

/** Volumes whose threads are drawn: all, or a fixed share of them. @param {Run} run */
export function threadVolumes(run) {
  if (run.threads) return run.threads;
  const all = Array.from({ length: run.volumes }, (_, v) => v);
  const share = MOST_THREADS / run.volumes;
  run.threads = share >= 1 ? all : all.filter((v) => scatter(v, 99) < share);
  return run.threads;
}

/** @param {Run} run */
export function threadMarks(run) {
  const marks = new Uint8Array(run.volumes);
  for (const v of threadVolumes(run)) marks[v] = 1;
  return marks;
}

/**
 * The control point of a thread: pulled towards the middle of its ring.
 * @param {Rings} rings @param {RingNode} a @param {RingNode} b
 */
export function bend(rings, a, b) {
  const ring = rings.rings[a.ring];
  const mx = (a.x + b.x) / 2;
  const my = (a.y + b.y) / 2;
  return { x: lerp(mx, ring.cx, 0.62), y: lerp(my, ring.cy, 0.62) };
}

/** @param {Point} a @param {Point} control @param {Point} b @param {number} u */
export function pointAt(a, control, b, u) {
  const w = 1 - u;
  return { x: w * w * a.x + 2 * w * u * control.x + u * u * b.x, y: w * w * a.y + 2 * w * u * control.y + u * u * b.y };
}

/**
 * Part of a thread, from a towards b, as far as u.
 * @param {CanvasPath} c @param {Rings} rings @param {RingNode} a @param {RingNode} b @param {number} [u]
 */
export function traceThread(c, rings, a, b, u = 1) {
  const control = bend(rings, a, b);
  c.moveTo(a.x, a.y);
  if (u >= 1) {
    c.quadraticCurveTo(control.x, control.y, b.x, b.y);
    return b;
  }
  const end = pointAt(a, control, b, u);
  c.quadraticCurveTo(lerp(a.x, control.x, u), lerp(a.y, control.y, u), end.x, end.y);
  return end;
}

/**
 * Where the loose end of a searching volume hangs: outside the ring, longer the longer it waits.
 * @param {Panel} panel @param {number} v @param {RingNode} node @param {number} tick
 */
function looseEnd(panel, v, node, tick) {
  const ring = panel.rings.rings[node.ring];
  const age = Math.max(0, tick - panel.replay.since[v]);
  const room = ring.room - ring.radius;
  const length = clamp(room * (0.2 + 0.42 * (1 - Math.exp(-age / 12)) + 0.36 * scatter(v, 5)), 8, room - 4);
  const spread = (scatter(v, 6) - 0.5) * 0.8;
  const cos = Math.cos(spread);
  const sin = Math.sin(spread);
  const dx = node.out.x * cos - node.out.y * sin;
  const dy = node.out.x * sin + node.out.y * cos;
  return {
    x: node.x + dx * length,
    y: node.y + dy * length,
    cx: node.x + node.out.x * length * 0.6,
    cy: node.y + node.out.y * length * 0.6,
  };
}

/**
 * Threads that are whole, on a layer of their own: many, and seldom changed.
 * @param {Panel} panel @param {Palette} p @param {(v: number) => boolean} dim
 */
function weave(panel, p, dim) {
  const { replay, rings, base, run, pad, dpr } = panel;
  const { places } = rings;
  if (panel.woven?.canvas.width !== base.width || panel.woven.canvas.height !== base.height) {
    const canvas = document.createElement("canvas");
    const c = fitCanvas(canvas, base.width / dpr, base.height / dpr, dpr);
    c.translate(pad, pad);
    panel.woven = { canvas, c };
  }
  const { c, canvas } = panel.woven;
  const volumes = threadVolumes(run);
  const faint = clamp(300 / volumes.length, 0.16, 0.6);
  c.clearRect(-pad, -pad, base.width / dpr, base.height / dpr);
  c.lineCap = "round";
  c.lineWidth = 1;
  c.strokeStyle = p.mirroredLine;
  for (const v of volumes) {
    if (replay.state[v] !== STATE.MIRRORED) continue;
    c.globalAlpha = faint * (dim(v) ? 0.22 : 1);
    c.beginPath();
    traceThread(c, rings, places[replay.primary[v]], places[replay.partner[v]]);
    c.stroke();
  }
  replay.wovenDirty = false;
  return canvas;
}

/** @param {Panel} panel @param {Palette} p @param {number} tick @param {boolean} whole */
export function drawThreads(panel, p, tick, whole) {
  const { replay, rings, baseContext: c, run, pad, dpr } = panel;
  const dim = (/** @type {number} */ v) =>
    panel.lit !== null && !panel.lit.has(replay.primary[v]) && !panel.lit.has(replay.partner[v]);
  const canvas = whole || replay.wovenDirty || !panel.woven ? weave(panel, p, dim) : panel.woven.canvas;
  c.drawImage(canvas, -pad, -pad, canvas.width / dpr, canvas.height / dpr);
  for (const shade of panel.lit ? [true, false] : [false]) {
    c.globalAlpha = shade ? 0.25 : 1;
    drawBroken(
      c,
      panel,
      threadVolumes(run).filter((v) => replay.state[v] !== STATE.MIRRORED && dim(v) === shade),
      p,
      tick,
      rings,
    );
  }
  c.globalAlpha = 1;
}

/**
 * Threads that are not whole, all of one kind at once, so that hundreds are quick.
 * @param {Drawing} c @param {Panel} panel @param {number[]} volumes @param {Palette} p @param {number} tick @param {Rings} rings
 */
function drawBroken(c, panel, volumes, p, tick, rings) {
  const { replay } = panel;
  const { places } = rings;
  const big = panel.layout.phone ? 0.72 : 1;
  const paths = {
    cut: new Path2D(),
    growing: new Path2D(),
    tips: new Path2D(),
    loose: new Path2D(),
    rings: new Path2D(),
    holes: new Path2D(),
    crosses: new Path2D(),
  };
  for (const v of volumes) {
    const state = replay.state[v];
    const node = places[replay.primary[v]];
    if (state === STATE.CUT_OFF) {
      const other = places[replay.partner[v]];
      traceThread(paths.cut, rings, node, other, 0.3);
      traceThread(paths.cut, rings, other, node, 0.3);
    } else if (state === STATE.COPYING) {
      const grown = clamp((tick - replay.since[v] + 1) / (panel.run.scenario.copy_ticks + 1), 0.12, 1);
      dotInto(paths.tips, traceThread(paths.growing, rings, node, places[replay.partner[v]], grown), 2.6);
    } else
      traceLoose(
        paths,
        looseEnd(panel, v, node, state === STATE.OFFLINE ? replay.since[v] + (v % 5) : tick),
        node,
        big,
        state === STATE.OFFLINE,
      );
  }
  const stroke = (/** @type {Path2D} */ path, /** @type {string} */ colour, /** @type {number} */ width) => {
    c.strokeStyle = colour;
    c.lineWidth = width;
    c.stroke(path);
  };
  const fill = (/** @type {Path2D} */ path, /** @type {string} */ colour) => {
    c.fillStyle = colour;
    c.fill(path);
  };
  c.lineCap = "round";
  c.setLineDash([4, 3]);
  stroke(paths.cut, p.cutOff, 1.2);
  c.setLineDash([]);
  stroke(paths.loose, p.comet, 1.1);
  stroke(paths.growing, p.copying, 2.2);
  fill(paths.tips, p.copying);
  fill(paths.rings, p.searching);
  stroke(paths.rings, p.searchingEdge, 0.7);
  fill(paths.holes, p.tile);
  stroke(paths.holes, p.searchingEdge, 0.7);
  stroke(paths.crosses, p.offline, 1.7 * big);
}

/** @param {Path2D} path @param {Point} of @param {number} r */
function dotInto(path, { x, y }, r) {
  path.moveTo(x + r, y);
  path.arc(x, y, r, 0, 7);
}

/**
 * The loose end of a volume that searches; a cross, where nobody reaches it.
 * @param {Record<"loose" | "rings" | "holes" | "crosses", Path2D>} paths @param {ReturnType<typeof looseEnd>} end @param {RingNode} node
 * @param {number} big @param {boolean} offline
 */
function traceLoose(paths, end, node, big, offline) {
  if (offline) {
    const reach = 3 * big;
    paths.crosses.moveTo(end.x - reach, end.y - reach);
    paths.crosses.lineTo(end.x + reach, end.y + reach);
    paths.crosses.moveTo(end.x + reach, end.y - reach);
    paths.crosses.lineTo(end.x - reach, end.y + reach);
    return;
  }
  paths.loose.moveTo(node.x, node.y);
  paths.loose.quadraticCurveTo(end.cx, end.cy, end.x, end.y);
  dotInto(paths.rings, end, 4 * big);
  dotInto(paths.holes, end, 1.6 * big);
}
