/* Outlines over the picture: hovered, selected, chain, where two worlds part. */

import { nodeBox } from "./layout.js";

/** Outlines over the picture: hovered, selected, chain. */
export function drawOutlines(stage, panel) {
  const { fxContext: c } = panel;
  const p = stage.palette;
  const outline = (n, colour, width) => {
    const { x, y, w, h } = nodeBox(stage, panel, n);
    c.strokeStyle = colour;
    c.lineWidth = width;
    c.beginPath();
    c.roundRect(x - 2.5, y - 2.5, w + 5, h + 5, stage.links ? (w + 5) / 2 : 8);
    c.stroke();
  };
  outlineParting(stage, panel, outline);
  if (panel.lit && panel.selected >= 0)
    for (const n of panel.lit) if (n !== panel.selected && panel.lit.size < 40) outline(n, p.accent, 1.2);
  if (stage.chain?.panel === panel) for (const n of stage.chain.nodes) outline(n, p.rim, 2.4);
  if (panel.selected >= 0) outline(panel.selected, p.accent, 3.4);
  else if (panel.hovered >= 0) outline(panel.hovered, p.accent, 2);
}

/** In the minute in which they part, the nodes on which they do are outlined, where these are few. */
export function outlineParting(stage, panel, outline) {
  const { pair } = stage.header;
  if (!pair || !stage.still || panel.shownTick !== pair.parts || pair.nodes[panel.index].length > 12) return;
  for (const n of pair.nodes[panel.index]) outline(n, stage.palette.accent, 3);
}
