/* One focusable element that moves from node to node. */

import { nodeAt, nodeBox } from "../draw/layout.js";
import { prepareRequests } from "../draw/requests.js";
import { el } from "../lib/dom.js";
import { clamp } from "../lib/numbers.js";
import { nodeLabel } from "../run/nodes.js";
import { askFocus } from "../session/questions.js";
import { closeCard, enterCard, fillCard } from "./card.js";
import { showKey } from "./key.js";

export function makeInspector(stage, panel) {
  panel.focus = el("button", {
    class: "sg-focus",
    type: "button",
    "aria-haspopup": "dialog",
    "aria-expanded": "false",
  });
  panel.focused = 0;
  const group = el(
    "div",
    { class: "sg-nodes", role: "group", "aria-label": "Nodes; arrow keys move, Enter opens the card" },
    panel.focus,
  );
  panel.focus.addEventListener("focus", () => moveFocus(stage, panel, panel.focused));
  panel.focus.addEventListener("keydown", (event) => focusKey(stage, panel, event));
  panel.focus.addEventListener("click", (event) => {
    const again = stage.selection?.panel === panel && stage.selection.node === panel.focused;
    if (event.detail === 0 && again) enterCard(stage);
    else if (event.detail === 0) selectNode(stage, panel, panel.focused);
  });
  const spot = (event) => {
    const box = panel.view.getBoundingClientRect();
    return nodeAt(panel, event.clientX - box.left, event.clientY - box.top, stage.links);
  };
  panel.view.addEventListener("click", (event) => {
    if (event.target.closest("button") && event.target !== panel.focus) return;
    if (event.target === panel.focus && event.detail === 0) return;
    const n = spot(event);
    if (n < 0 || (stage.selection?.node === n && stage.selection.panel === panel)) closeCard(stage);
    else selectNode(stage, panel, n);
  });
  panel.view.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "mouse") return;
    const covered = event.target.closest("button") && event.target !== panel.focus;
    hoverNode(stage, panel, covered || stage.playing ? -1 : spot(event)); // a card over a storm in motion would hide it; a click opens it
  });
  panel.view.addEventListener("pointerleave", () => hoverNode(stage, panel, -1));
  return group;
}

export function focusKey(stage, panel, event) {
  const { layout, run } = panel;
  if (event.key === "Tab" && !event.shiftKey && stage.selection?.panel === panel && enterCard(stage)) {
    event.preventDefault();
    return;
  }
  const across = stage.links ? 1 : layout.columns;
  const way = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: across, ArrowUp: -across }[event.key];
  if (way === undefined || event.shiftKey) {
    if (event.key === "Escape") closeCard(stage);
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  const next = panel.focused + way;
  if (next < 0 || next >= run.nodes) return;
  moveFocus(stage, panel, next);
  if (stage.selection) selectNode(stage, panel, next);
}

export function moveFocus(stage, panel, n) {
  panel.focused = clamp(n, 0, panel.run.nodes - 1);
  placeFocus(stage, panel);
  panel.focus.setAttribute("aria-label", nodeLabel(panel, panel.focused));
}

export function placeFocus(stage, panel) {
  const box = nodeBox(stage, panel, panel.focused);
  panel.focus.style.cssText = `transform:translate(${box.x}px,${box.y}px);width:${box.w}px;height:${box.h}px`;
  if (!panel.focus.ariaLabel) panel.focus.ariaLabel = nodeLabel(panel, panel.focused);
}

export function hoverNode(stage, panel, n) {
  if (panel.hovered === n) return;
  panel.hovered = n;
  panel.view.style.cursor = n >= 0 ? "pointer" : "";
  if (stage.selection) return;
  if (n < 0) {
    stage.card.hidden = true;
    stage.draw();
    return;
  }
  if (stage.root.dataset.size === "phone") return;
  fillCard(stage, panel, n, true);
  stage.draw();
}

export function selectNode(stage, panel, n) {
  stage.selection = { panel, node: n };
  stage.chain = null;
  for (const other of stage.panels) other.selected = other === panel ? n : -1;
  panel.focused = n;
  relight(stage);
  moveFocus(stage, panel, n);
  fillCard(stage, panel, n, false);
  panel.focus.setAttribute("aria-expanded", "true");
  stage.root.dataset.selected = n;
  askFocus(stage);
}

/** Which nodes stay bright: the selected one and those it talks to, or the nodes of the chain. */
export function relight(stage) {
  for (const panel of stage.panels) {
    prepareRequests(panel, panel.shownTick);
    if (stage.chain?.panel === panel) panel.lit = stage.chain.nodes;
    else if (panel.selected >= 0)
      panel.lit = new Set([panel.selected, ...panel.comets.flatMap(({ from, to }) => [from, to])]);
    else panel.lit = null;
    panel.whole = true;
    showKey(stage, panel);
  }
  stage.draw();
}
