/* The sizes of everything that depends on the width of the stage. */

import { layoutRings, layoutSlots, layoutTiles } from "../draw/layout.js";
import { SlotSheet } from "../draw/slots.js";
import { fitCanvas } from "../lib/canvas.js";
import { clamp } from "../lib/numbers.js";
import { roomInStory } from "../pages/story/story.js";
import { reserveCaption } from "./captions.js";
import { reserveKey } from "./key.js";
import { fitMarks } from "./levers.js";
import { placeFocus } from "./nodes.js";
import { drawTimeline } from "./timeline.js";

/** Sizes of everything that depends on the width of the stage. */
export function layoutAll(stage) {
  const width = stage.root.clientWidth;
  if (!width || !stage.header) return;
  stage.dpr = clamp(window.devicePixelRatio || 1, 1, 2);
  stage.text = clamp(parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1, 0.8, 3);
  const roomy = width / stage.text; // larger text needs the layout of a narrower screen
  stage.root.dataset.size = roomy < 640 ? "phone" : roomy < 960 ? "middle" : "desk";
  stage.root.classList.toggle("large-text", stage.text > 1.35);
  orderParts(stage);
  for (const panel of stage.panels) layoutPanel(stage, panel);
  for (const lever of [...(stage.levers ?? []), ...(stage.pairLevers ?? [])]) fitMarks(lever);
  if (stage.panels.length > 1) alignPanels(stage);
  drawTimeline(stage);
}

/** What is read first comes first for keys and voices too: beside the picture the odds, on a phone luck, levers, actions. */
export function orderParts(stage) {
  if (stage.header.pair) return; // two clusters have levers of their own, and luck beside them
  const phone = stage.root.dataset.size === "phone";
  const key = `${phone} ${stage.side.childElementCount}`;
  if (stage.orderedFor === key) return;
  stage.orderedFor = key;
  const { top, stripHint, leverHead, leverBox, actBox, luck } = stage;
  const open = stage.more?.open ?? [];
  const levers = [leverHead, stripHint, leverBox, ...open].filter(Boolean);
  stage.side.prepend(...(phone ? [...levers, actBox, top] : [top, ...levers, actBox]));
  if (phone) stage.barBox.after(luck);
  else top.append(luck);
}

/** Two runs side by side keep the same lines free, so that their tiles stand level. */
export function alignPanels(stage) {
  const words = Math.max(...stage.panels.map((panel) => panel.reserved));
  const key = Math.max(...stage.panels.map((panel) => panel.keyHigh));
  const tight = stage.panels.some((panel) => panel.tight);
  for (const panel of stage.panels) {
    panel.box.classList.toggle("tight", tight);
    panel.captionBox.style.minHeight = `${words}px`;
    panel.key.parentElement.style.minHeight = `${key}px`;
  }
}

export const FULL_SCREEN_PAD = 28;

/** In full screen the picture takes what words, time and controls leave; the rest lies below. */
export function roomInFullScreen(stage, panel) {
  if (stage.story) return roomInStory(stage);
  if (!document.fullscreenElement || stage.root.dataset.size === "phone") return 0;
  const words = stage.runsBox.offsetHeight - (panel.height ?? 0);
  const rest = words + stage.line.box.offsetHeight + stage.barBox.offsetHeight + 2 * FULL_SCREEN_PAD;
  return Math.max(260, window.innerHeight - rest);
}

export function layoutPanel(stage, panel) {
  const width = panel.view.clientWidth;
  if (!width) return;
  const room = roomInFullScreen(stage, panel);
  const tall = stage.root.dataset.size === "desk" ? window.innerHeight : 0;
  reserveCaption(stage, panel, width);
  reserveKey(stage, panel, width);
  const key = [
    width,
    room,
    tall,
    tall ? wordsBeyond(panel) : 0,
    stage.dpr,
    stage.theme,
    stage.root.dataset.projector,
    stage.text,
  ].join();
  if (panel.layoutKey === key) return;
  panel.layoutKey = key;
  panel.layout = layoutTiles(
    panel.run,
    width,
    room,
    stage.panels.length > 1,
    (tall || 900) - wordsBeyond(panel) - 290 * (stage.text - 1),
  );
  layoutSlots(panel.layout, panel.replay.most);
  panel.height = panel.layout.height;
  if (panel.run.nodes <= 12) panel.height = Math.max(panel.height, 260);
  panel.rings = layoutRings(panel.layout, panel.run.a.group, panel.height);
  panel.pad = panel.layout.phone ? 12 : 20;
  panel.dpr = stage.dpr;
  panel.badge = 11.5 * clamp(stage.text, 1, 1.4);
  panel.view.style.height = `${panel.height}px`;
  panel.baseContext = padded(panel, panel.base);
  panel.fxContext = padded(panel, panel.fx);
  const sizes = new Set(panel.layout.slots.map((grid) => grid.size));
  panel.sheets = new Map([...sizes].map((size) => [size, new SlotSheet(size, stage.dpr, stage.palette)]));
  panel.paths = null;
  panel.whole = true;
  placeFocus(stage, panel);
}

/** By how much caption and key are higher than two lines and one: so much lower is the picture, and the controls stay in view. */
export function wordsBeyond(panel) {
  return Math.max(0, panel.reserved - 62) + Math.max(0, panel.keyHigh - 26);
}

export function padded(panel, canvas) {
  const { pad } = panel;
  const context = fitCanvas(canvas, panel.layout.width + pad * 2, panel.height + pad * 2, panel.dpr);
  canvas.style.left = canvas.style.top = `${-pad}px`;
  context.translate(pad, pad);
  return context;
}
