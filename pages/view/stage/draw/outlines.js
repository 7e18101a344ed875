/* Outlines over the picture: hovered, selected, chain, where two worlds part. */

import { nodeBox } from "./layout.js";

/** @import { Panel, Stage } from "../types.d.ts" */

/** Outlines over the picture: hovered, selected, chain. @param {Stage} stage @param {Panel} panel */
export function drawOutlines(stage, panel) {
  const { fxContext: c } = panel;
  const p = stage.view.palette;
  const outline = (/** @type {number} */ n, /** @type {string} */ colour, /** @type {number} */ width) => {
    const { x, y, w, h } = nodeBox(stage.view, panel, n);
    c.strokeStyle = colour;
    c.lineWidth = width;
    c.beginPath();
    c.roundRect(x - 2.5, y - 2.5, w + 5, h + 5, stage.view.links ? (w + 5) / 2 : 8);
    c.stroke();
  };
  outlineParting(stage, panel, outline);
  if (panel.lit && panel.selected >= 0)
    for (const n of panel.lit) if (n !== panel.selected && panel.lit.size < 40) outline(n, p.accent, 1.2);
  if (panel.chain) for (const n of panel.chain) outline(n, p.rim, 2.4);
  if (panel.selected >= 0) outline(panel.selected, p.accent, 3.4);
  else if (panel.hovered >= 0) outline(panel.hovered, p.accent, 2);
}

/**
 * In the minute in which they part, the nodes on which they do are outlined, where these are few.
 * @param {Stage} of0 @param {Panel} of1 @param {(n: number, colour: string, width: number) => void} outline
 */
function outlineParting({ play, view }, { parting, shownTick }, outline) {
  if (!parting || !play.still || shownTick !== parting.tick || parting.nodes.length > 12) return;
  for (const n of parting.nodes) outline(n, view.palette.accent, 3);
}
