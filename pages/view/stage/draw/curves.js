/* Both clusters in one timeline: the left one's stuck volumes as a filled area, the right one's as a broken line. */

import { FIRST_ROW, addWord } from "./bands.js";
import { scaleWords } from "./scale.js";

/** @import { Drawing, Line, Palette, Run, Stage } from "../types.d.ts" */

/** @param {Drawing} c @param {Stage} stage @param {Line} line @param {Palette} p */
export function drawCurves(c, stage, line, p) {
  const { width, height } = line;
  const { shown } = stage.play;
  const [scale, words] = scaleWords(stage, 0);
  const top = 18;
  const bottom = height - 1;
  const step = width / shown;
  const y = (/** @type {Run} */ run, /** @type {number} */ t) =>
    bottom - ((bottom - top) * run.counts.stuck[Math.min(t, run.ticks)]) / (run.volumes * scale);
  c.fillStyle = p.tileLine;
  c.fillRect(0, top - 0.5, width, 0.75);
  const [left, right] = stage.panels.map(({ run }) => stairs(run, shown, step, y));
  const area = new Path2D(left);
  area.lineTo(width, bottom);
  area.lineTo(0, bottom);
  area.closePath();
  c.fillStyle = p.searching;
  c.fill(area);
  hatchArea(c, area, width, bottom, p);
  c.lineJoin = "round";
  c.strokeStyle = p.searchingEdge;
  c.lineWidth = 1.5;
  c.stroke(left);
  c.strokeStyle = p.bg; // a rim, so that the broken line stands out on the area
  c.lineWidth = 5.5;
  c.stroke(right);
  c.strokeStyle = p.ink;
  c.lineWidth = 2.6;
  c.setLineDash([7, 4]);
  c.stroke(right);
  c.setLineDash([]);
  c.fillStyle = p.free;
  c.fillRect(0, bottom, width, 1);
  if (line.scale)
    addWord(line, words, { ...(line.scale.left ? { right: 0 } : { left: 0 }), top: FIRST_ROW }, "sg-scale");
}

/** @param {Run} run @param {number} shown @param {number} step @param {(run: Run, t: number) => number} y */
function stairs(run, shown, step, y) {
  const path = new Path2D();
  for (let t = 0; t < shown; t += 1) {
    const level = y(run, t);
    if (t) path.lineTo(t * step, level);
    else path.moveTo(0, level);
    path.lineTo((t + 1) * step, level);
  }
  return path;
}

/** @param {Drawing} c @param {Path2D} area @param {number} width @param {number} bottom @param {Palette} p */
function hatchArea(c, area, width, bottom, p) {
  c.save();
  c.clip(area);
  c.strokeStyle = p.bg;
  c.globalAlpha = 0.5;
  c.lineWidth = 1.2;
  c.beginPath();
  for (let x = -bottom; x < width; x += 8) {
    c.moveTo(x, bottom);
    c.lineTo(x + bottom, 0);
  }
  c.stroke();
  c.restore();
}
