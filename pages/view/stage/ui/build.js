/* The elements of the stage, put together. */

import { el } from "../lib/dom.js";
import { ownState } from "../lib/own_state.js";
import { cardOf } from "./card.js";
import { controlsOf } from "./controls.js";
import { helpOf } from "./help.js";
import { notesOf } from "./notes.js";
import { makeRunBox } from "./run_box.js";
import { sideOf } from "./side.js";
import { speechOf } from "./speech.js";
import { tablesOf } from "./tables.js";
import { lineOf } from "./timeline.js";

/** @import { Stage } from "../types.d.ts" */

/** The boxes in which the others lie. */
export const boxesOf = ownState((/** @type {Stage} */ stage) => {
  const runs = el("div", { class: "sg-runs" });
  const foot = el("div", { class: "sg-foot" }, tablesOf(stage).box);
  const show = el("div", { class: "sg-show" }, runs, lineOf(stage).box, controlsOf(stage).box);
  return { runs, foot, body: el("div", { class: "sg-body" }, show, foot, sideOf(stage).box) };
});

/** @param {Stage} stage */
export function buildStage(stage) {
  const { body } = boxesOf(stage);
  stage.root.replaceChildren(notesOf(stage).box, body, cardOf(stage), speechOf(stage).live, helpOf(stage));
}

/** So many runs beside one another. @param {Stage} stage @param {number} many */
export function buildPanels(stage, many) {
  const { runs } = boxesOf(stage);
  stage.panels.splice(0, Infinity, ...Array.from({ length: many }, (_, i) => makeRunBox(stage, i)));
  runs.replaceChildren(...stage.panels.map((panel) => panel.box));
  runs.dataset.runs = String(many);
}
