/* The icons of the key. */

import { drawRim } from "./rims.js";
import { drawLook, ringMark } from "./slots.js";

/** @import { Drawing, Palette } from "../types.d.ts" */
/** @typedef {((c: Drawing, p: Palette) => void) & { wide?: number }} KeyIcon */

/** @param {number} look @returns {KeyIcon} */
export function slotIcon(look) {
  const draw = (/** @type {Drawing} */ c, /** @type {Palette} */ p) => {
    c.translate(0.5, 1);
    drawLook(c, look, 14, p);
  };
  return Object.assign(draw, { wide: 15 });
}

/** @param {string} kind @returns {KeyIcon} */
export function tileIcon(kind) {
  return (c, p) => {
    const tile = { x: 1.5, y: 2, w: 17, h: 12 };
    c.beginPath();
    c.roundRect(tile.x, tile.y, tile.w, tile.h, 2.5);
    c.fillStyle = kind === "down" ? p.dead : p.tile;
    c.fill();
    c.lineWidth = 1;
    c.strokeStyle = kind === "down" ? p.deadEdge : p.tileLine;
    c.stroke();
    if (kind === "full") {
      c.fillStyle = p.lid;
      c.fillRect(0.5, 1, 19, 2.8);
    }
    if (kind === "rim") drawRim(c, tile, 0.45, p.rim, 0.8);
    if (kind === "down") {
      c.beginPath();
      c.strokeStyle = p.crack;
      [
        [12, 1],
        [7.5, 5.5],
        [12.5, 8],
        [8, 15],
      ].forEach(([x, y], i) => (i ? c.lineTo(x, y) : c.moveTo(x, y)));
      c.lineWidth = 1.3;
      c.stroke();
    }
  };
}

/** @param {string} kind what a node is: node, down, rim; or its thread @returns {KeyIcon} */
export function nodeIcon(kind) {
  return (c, p) => {
    c.lineCap = "round";
    c.lineWidth = 1.6;
    if (kind === "node" || kind === "down" || kind === "rim") drawNodeIcon(c, p, kind);
    else drawThreadIcon(c, p, kind);
  };
}

/** @param {Drawing} c @param {Palette} p @param {string} kind */
function drawNodeIcon(c, p, kind) {
  c.beginPath();
  c.arc(10, 8, 6, 0, 7);
  c.fillStyle = { node: p.mirrored, down: p.dead }[kind] ?? p.tile;
  c.fill();
  c.strokeStyle = kind === "down" ? p.deadEdge : p.mirroredLine;
  c.lineWidth = 1;
  c.stroke();
  c.beginPath();
  if (kind === "rim") {
    c.strokeStyle = p.rim;
    c.lineWidth = 2.4;
    c.arc(10, 8, 6.5, 0.4, Math.PI - 0.4);
  } else if (kind === "down") {
    c.strokeStyle = p.crack;
    c.moveTo(11.5, 2);
    c.lineTo(8.5, 7);
    c.lineTo(12, 9);
    c.lineTo(9, 14);
  }
  c.stroke();
}

/** @param {Drawing} c @param {Palette} p @param {string} kind */
function drawThreadIcon(c, p, kind) {
  c.strokeStyle = { whole: p.mirroredLine, copying: p.copying, cut: p.cutOff, snap: p.burst }[kind] ?? p.comet;
  if (kind === "cut" || kind === "snap") c.setLineDash([3, 3]);
  c.beginPath();
  c.moveTo(1, 13);
  c.quadraticCurveTo(9, 1, 18, kind === "searching" ? 5 : 9);
  c.stroke();
  c.setLineDash([]);
  if (kind === "searching") ringMark(c, 16, 5, 3.6, p);
}
