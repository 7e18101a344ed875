/* One focusable element that moves from node to node. */

import { nodeAt, nodeBox } from "../draw/layout.js";
import { drawAll } from "../draw/panel.js";
import { closestTo, el, focusedBeside } from "../lib/dom.js";
import { say } from "../lib/messages.js";
import { clamp } from "../lib/numbers.js";
import { nodeLabel } from "../run/nodes.js";
import { cardOf, closeCard, enterCard, fillCard } from "./card.js";
import { focusOf, relight } from "./selection.js";

/** @import { Panel, Stage } from "../types.d.ts" */

/** @param {Stage} stage @param {Panel} panel */
export function makeInspector(stage, panel) {
  const focus = focusOf(panel);
  const group = el("div", { class: "sg-nodes", role: "group", "aria-label": say("picture-nodes") }, focus);
  focus.addEventListener("focus", () => moveFocus(stage, panel, panel.focused));
  focus.addEventListener("keydown", (event) => focusKey(stage, panel, event));
  focus.addEventListener("click", (event) => {
    const again = stage.selection.panel === panel && stage.selection.node === panel.focused;
    if (event.detail === 0 && again) enterCard(stage);
    else if (event.detail === 0) selectNode(stage, panel, panel.focused);
  });
  /** @param {MouseEvent} event */
  const spot = (event) => {
    const box = panel.view.getBoundingClientRect();
    return nodeAt(panel, event.clientX - box.left, event.clientY - box.top, stage.view.links);
  };
  panel.view.addEventListener("click", (event) => {
    if (closestTo(event, "button") && event.target !== focus) return;
    if (event.target === focus && event.detail === 0) return;
    const n = spot(event);
    if (n < 0 || (stage.selection.node === n && stage.selection.panel === panel)) closeCard(stage);
    else selectNode(stage, panel, n);
  });
  panel.view.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "mouse") return;
    const covered = closestTo(event, "button") && event.target !== focus;
    hoverNode(stage, panel, covered || stage.play.playing ? -1 : spot(event)); // a card over a storm in motion would hide it; a click opens it
  });
  panel.view.addEventListener("pointerleave", () => hoverNode(stage, panel, -1));
  return group;
}

/** @param {Stage} stage @param {Panel} panel @param {KeyboardEvent} event */
function focusKey(stage, panel, event) {
  const { layout, run } = panel;
  if (event.key === "Tab" && !event.shiftKey && stage.selection.panel === panel && enterCard(stage)) {
    event.preventDefault();
    return;
  }
  const across = stage.view.links ? 1 : layout.columns;
  /** @type {Record<string, number>} */
  const ways = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: across, ArrowUp: -across };
  const way = ways[event.key];
  if (way === undefined || event.shiftKey) {
    if (event.key === "Escape") closeCard(stage);
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  const next = panel.focused + way;
  if (next < 0 || next >= run.nodes) return;
  moveFocus(stage, panel, next);
  if (stage.selection.panel) selectNode(stage, panel, next);
}

/** @param {Stage} stage @param {Panel} panel @param {number} n */
function moveFocus(stage, panel, n) {
  panel.focused = clamp(n, 0, panel.run.nodes - 1);
  placeFocus(stage, panel);
  focusOf(panel).setAttribute("aria-label", nodeLabel(panel, panel.focused));
}

/** @param {Stage} stage @param {Panel} panel */
export function placeFocus(stage, panel) {
  const box = nodeBox(stage.view, panel, panel.focused);
  focusOf(panel).style.cssText = `transform:translate(${box.x}px,${box.y}px);width:${box.w}px;height:${box.h}px`;
  if (!focusOf(panel).ariaLabel) focusOf(panel).ariaLabel = nodeLabel(panel, panel.focused);
}

/** @param {Stage} stage @param {Panel} panel @param {number} n */
function hoverNode(stage, panel, n) {
  if (panel.hovered === n) return;
  panel.hovered = n;
  panel.view.style.cursor = n >= 0 ? "pointer" : "";
  if (stage.selection.panel) return;
  if (n < 0) {
    cardOf(stage).hidden = true;
    drawAll(stage);
    return;
  }
  if (stage.root.dataset.size === "phone") return;
  fillCard(stage, panel, n, true);
  drawAll(stage);
}

/** @param {Stage} stage @param {Panel} panel @param {number} n */
function selectNode(stage, panel, n) {
  Object.assign(stage.selection, { panel, node: n });
  for (const other of stage.panels) Object.assign(other, { selected: other === panel ? n : -1, chain: null });
  panel.focused = n;
  relight(stage);
  moveFocus(stage, panel, n);
  fillCard(stage, panel, n, false);
  focusOf(panel).setAttribute("aria-expanded", "true");
  stage.root.dataset.selected = String(n);
  stage.questions.askFocus(stage.frame);
}

/** Its name follows the minute; while the run plays, only for whoever is there. @param {Stage} stage */
export function tellFocus(stage) {
  const active = focusedBeside(stage.root);
  for (const panel of stage.panels)
    if (!stage.play.playing || active === focusOf(panel))
      focusOf(panel).setAttribute("aria-label", nodeLabel(panel, panel.focused));
}

/**
 * The node whose requests are wanted in full: the selected one, where the frame has but a sample.
 * @param {Stage} of
 */
export function focusWanted({ selection: { panel, node }, panels, frame }) {
  const isSample = panel !== null && panel.run.requests === "sample" && panels.length === 1;
  return isSample && frame.levers?.length ? node : null;
}
