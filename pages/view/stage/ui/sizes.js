/* The sizes of everything that depends on the width of the stage. */

import { layoutRings, layoutSlots, layoutTiles } from "../draw/layout.js";
import { SlotSheet } from "../draw/slots.js";
import { fitCanvas } from "../lib/canvas.js";
import { clamp } from "../lib/numbers.js";
import { boxesOf } from "./build.js";
import { captionOf, reserveCaption } from "./captions.js";
import { controlsOf } from "./controls.js";
import { roomInFullScreen } from "./full_screen.js";
import { keyBoxOf, reserveKey } from "./key.js";
import { fitMarks, leversOf } from "./levers.js";
import { placeFocus } from "./nodes.js";
import { orderParts } from "./side.js";
import { drawTimeline, lineOf } from "./timeline.js";

/** @import { Panel, Stage } from "../types.d.ts" */

const SMALL = 640; // pixels, a phone's width
const FEW_NODES = 100;

/** Sizes of everything that depends on the width of the stage. @param {Stage} stage */
export function layoutAll(stage) {
  const width = stage.root.clientWidth;
  if (!width || !stage.frame) return;
  stage.view.dpr = clamp(window.devicePixelRatio || 1, 1, sharpest(stage, width));
  stage.view.text = clamp(parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1, 0.8, 3);
  const roomy = width / stage.view.text; // larger text needs the layout of a narrower screen
  stage.root.dataset.size = roomy < 640 ? "phone" : roomy < 960 ? "middle" : "desk";
  stage.root.classList.toggle("large-text", stage.view.text > 1.35);
  orderParts(stage);
  for (const panel of stage.panels) layoutPanel(stage, panel);
  for (const lever of leversOf(stage).list) fitMarks(lever);
  stage.events.emit("sizes");
  if (stage.panels.length > 1) alignPanels(stage);
  drawTimeline(stage);
}

/**
 * As sharp as the screen, within what can be drawn 60 times a second: a phone's picture is small, so it may be sharper.
 * @param {Stage} stage @param {number} width
 */
const sharpest = ({ frame }, width) => (width < SMALL && frame.runs[0].nodes <= FEW_NODES ? 3 : 2);

/** Two runs side by side keep the same lines free, so that their tiles stand level. @param {Stage} stage */
function alignPanels(stage) {
  const words = Math.max(...stage.panels.map((panel) => captionOf(panel).reserved));
  const key = Math.max(...stage.panels.map((panel) => keyBoxOf(panel).high));
  const tight = stage.panels.some((panel) => captionOf(panel).isTight);
  for (const panel of stage.panels) {
    panel.box.classList.toggle("tight", tight);
    captionOf(panel).box.style.minHeight = `${words}px`;
    keyBoxOf(panel).box.style.minHeight = `${key}px`;
  }
}

/** @param {Stage} stage @param {Panel} panel */
function layoutPanel(stage, panel) {
  const width = panel.view.clientWidth;
  if (!width) return;
  const around = () =>
    boxesOf(stage).runs.offsetHeight -
    (panel.height ?? 0) +
    lineOf(stage).box.offsetHeight +
    controlsOf(stage).box.offsetHeight;
  const room = roomInFullScreen(stage, around);
  const tall = stage.root.dataset.size === "desk" ? window.innerHeight : 0;
  reserveCaption(stage, panel, width);
  reserveKey(stage, panel, width);
  const key = [
    width,
    room,
    tall,
    tall ? wordsBeyond(panel) : 0,
    stage.view.dpr,
    stage.view.theme,
    stage.root.dataset.projector,
    stage.view.text,
  ].join();
  if (panel.layoutKey === key) return;
  panel.layoutKey = key;
  panel.layout = layoutTiles(
    panel.run,
    width,
    room,
    stage.panels.length > 1,
    (tall || 900) - wordsBeyond(panel) - 290 * (stage.view.text - 1),
  );
  layoutSlots(panel.layout, panel.replay.most);
  panel.height = panel.layout.height;
  if (panel.run.nodes <= 12) panel.height = Math.max(panel.height, 260);
  panel.rings = layoutRings(panel.layout, panel.run.a.group, panel.height);
  panel.pad = panel.layout.phone ? 12 : 20;
  panel.dpr = stage.view.dpr;
  panel.badge = 11.5 * clamp(stage.view.text, 1, 1.4);
  panel.view.style.height = `${panel.height}px`;
  panel.baseContext = padded(panel, panel.base);
  panel.fxContext = padded(panel, panel.fx);
  const sizes = new Set(panel.layout.slots.map((grid) => grid.size));
  panel.sheets = new Map([...sizes].map((size) => [size, new SlotSheet(size, stage.view.dpr, stage.view.palette)]));
  panel.paths = null;
  panel.whole = true;
  placeFocus(stage, panel);
}

/**
 * By how much caption and key are higher than two lines and one: so much lower is the picture, and the controls stay in view.
 * @param {Panel} panel
 */
function wordsBeyond(panel) {
  return Math.max(0, captionOf(panel).reserved - 62) + Math.max(0, keyBoxOf(panel).high - 26);
}

/** @param {Panel} panel @param {HTMLCanvasElement} canvas */
function padded(panel, canvas) {
  const { pad } = panel;
  const context = fitCanvas(canvas, panel.layout.width + pad * 2, panel.height + pad * 2, panel.dpr);
  canvas.style.left = canvas.style.top = `${-pad}px`;
  context.translate(pad, pad);
  return context;
}
