/* This moment as a PNG. */

import { contextOf } from "../lib/canvas.js";
import { el } from "../lib/dom.js";
import { plainOf, say } from "../lib/messages.js";
import { captionAt } from "../run/captions.js";
import { runName } from "../run/flags.js";

/** @import { Drawing, Panel, Stage } from "../types.d.ts" */

/**
 * This moment as a picture: caption, cluster, and where it comes from; `requestsOf` says how many requests are drawn.
 * @param {Stage} stage @param {(panel: Panel) => string} requestsOf
 */
export async function savePicture(stage, requestsOf) {
  const scale = 2;
  const margin = 28;
  const wide = stage.panels.reduce((sum, panel) => sum + panel.layout.width + margin, margin);
  const high = Math.max(...stage.panels.map((panel) => panel.height)) + 170;
  const canvas = el("canvas", { width: wide * scale, height: high * scale });
  const c = contextOf(canvas);
  const p = stage.view.palette;
  c.scale(scale, scale);
  c.fillStyle = p.bg;
  c.fillRect(0, 0, wide, high);
  let x = margin;
  for (const panel of stage.panels) {
    c.fillStyle = p.ink;
    c.textBaseline = "top";
    c.textAlign = "left";
    c.font = "600 22px Inter, system-ui, sans-serif";
    wrapText(c, plainOf(captionAt(panel.run, panel.shownTick)), x, 24, panel.layout.width, 28, 3);
    for (const layer of [panel.base, panel.fx])
      c.drawImage(layer, x - panel.pad, 120 - panel.pad, layer.width / stage.view.dpr, layer.height / stage.view.dpr);
    c.font = "500 13px Inter, system-ui, sans-serif";
    c.fillStyle = p.ink2;
    const told = { requests: requestsOf(panel), seed: panel.run.scenario.seed };
    const run = stage.panels.length > 1 ? runName(stage.frame, panel.index) : "";
    c.fillText(run ? say("saved-picture-of-run", { run, ...told }) : say("saved-picture", told), x, high - 38);
    x += panel.layout.width + margin;
  }
  c.textAlign = "right";
  c.fillText("Stormglass", wide - margin, high - 38);
  const blob = await new Promise((/** @type {BlobCallback} */ done) => canvas.toBlob(done, "image/png"));
  if (!blob) return;
  const link = el("a", { href: URL.createObjectURL(blob), download: `stormglass-minute-${stage.play.tick}.png` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** @param {Drawing} c @param {string} text @param {number} x @param {number} y @param {number} width @param {number} line @param {number} most */
function wrapText(c, text, x, y, width, line, most) {
  let row = "";
  let at = 0;
  for (const word of text.split(" ")) {
    if (c.measureText(`${row} ${word}`).width > width && row) {
      c.fillText(row, x, y + at * line);
      at += 1;
      if (at >= most) return;
      row = word;
    } else row = row ? `${row} ${word}` : word;
  }
  c.fillText(row, x, y + at * line);
}
