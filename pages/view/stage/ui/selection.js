/* What is selected: a node and those it talks to, or the nodes of a chain of causes; the rest is dimmed. */

import { drawAll } from "../draw/panel.js";
import { prepareRequests } from "../draw/requests.js";
import { el } from "../lib/dom.js";
import { ownState } from "../lib/own_state.js";
import { showKey } from "./key.js";

/** @import { Panel, Stage } from "../types.d.ts" */

/** The one element of a picture that has the focus; it moves from node to node. */
export const focusOf = ownState(() =>
  el("button", { class: "sg-focus", type: "button", "aria-haspopup": "dialog", "aria-expanded": "false" }),
);

/** The nodes that stay bright. @param {Panel} of */
function brightOf({ chain, selected, comets }) {
  if (chain) return chain;
  return selected >= 0 ? new Set([selected, ...comets.flatMap(({ from, to }) => [from, to])]) : null;
}

/** Draw anew what stays bright. @param {Stage} stage */
export function relight(stage) {
  for (const panel of stage.panels) {
    prepareRequests(panel, panel.shownTick);
    panel.lit = brightOf(panel);
    panel.whole = true;
    showKey(stage, panel);
  }
  drawAll(stage);
}

/**
 * Nothing is selected. @returns {boolean} whether something was
 * @param {Stage} stage
 */
export function selectNothing(stage) {
  const { selection, panels, root } = stage;
  const had = selection.panel !== null;
  Object.assign(selection, { panel: null, node: -1 });
  delete root.dataset.selected;
  for (const panel of panels) {
    Object.assign(panel, { selected: -1, lit: null, chain: null });
    focusOf(panel).setAttribute("aria-expanded", "false");
  }
  return had;
}

/** In another minute a node talks to others; a chain stays as it is. @param {Stage} of */
export function followSelection({ selection: { panel } }) {
  if (!panel) return;
  panel.lit = brightOf(panel);
  if (!panel.chain) panel.replay.touchAll();
}
