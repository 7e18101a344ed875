/* The crack of a crashed node. */

import { scatter } from "../lib/numbers.js";

/** @import { Box } from "../types.d.ts" */

/**
 * The crack of node n: a jagged line from top to bottom, never twice the same.
 * @param {Box} tile @param {number} n @param {number} unit
 */
export function crackOf(tile, n, unit) {
  /** @type {[x: number, y: number][]} */
  const points = [];
  const steps = 5;
  const middle = tile.x + tile.w * (0.4 + 0.24 * scatter(n, 3));
  for (let i = 0; i <= steps; i += 1) {
    const side = i % 2 ? 1 : -1;
    const x =
      middle + side * Math.min(9 * unit, tile.w * 0.1) * (0.6 + 0.6 * scatter(n, i)) + (i / steps - 0.5) * -4 * unit;
    points.push([x, tile.y - 3 + ((tile.h + 6) * i) / steps]);
  }
  return points;
}
