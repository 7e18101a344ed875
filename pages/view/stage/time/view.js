/* The two views of one run, and the way from one to the other. */

import { drawAll } from "../draw/panel.js";
import { drawTiles } from "../draw/tiles.js";
import { copyOf } from "../lib/canvas.js";
import { clamp } from "../lib/numbers.js";

/** @import { Stage } from "../types.d.ts" */

const TRAVEL_MS = 850;

/**
 * Turn to slots or links; `wake` starts the loop that moves there.
 * @param {Stage} stage @param {(stage: Stage) => void} wake @param {boolean} [to]
 */
export function switchView(stage, wake, to = !stage.view.links) {
  const { view } = stage;
  if (to === view.links) return;
  for (const panel of stage.panels) {
    if (view.reduced || !panel.layout) continue;
    drawTiles(panel, view.palette, true);
    panel.tileBitmap = copyOf(panel.base);
  }
  view.links = to;
  view.mixTo = to ? 1 : 0;
  if (view.reduced) {
    view.mix = view.mixTo;
    for (const panel of stage.panels) panel.whole = true;
  }
  stage.events.emit("view");
  drawAll(stage);
  wake(stage);
}

/** @param {Stage} of @param {number} passed */
export function moveView({ view, panels }, passed) {
  const way = Math.sign(view.mixTo - view.mix);
  view.mix = view.reduced ? view.mixTo : clamp(view.mix + (way * passed) / TRAVEL_MS, 0, 1);
  if (view.mix === view.mixTo) for (const panel of panels) panel.whole = true;
}
