/* What stands beside the picture: odds, luck, levers, actions; on a phone under it, levers first. */

import { el } from "../lib/dom.js";
import { say } from "../lib/messages.js";
import { ownState } from "../lib/own_state.js";
import { withParameter } from "../lib/query.js";
import { actOf } from "./act.js";
import { controlsOf } from "./controls.js";
import { costsOf } from "./costs.js";
import { endingsOf } from "./endings.js";
import { settingsOf } from "./settings.js";
import { leversOf } from "./levers.js";
import { oddsOf } from "./odds.js";
import { present } from "./present.js";
import { startOf } from "./start.js";

/** @import { Stage } from "../types.d.ts" */

export const sideOf = ownState((/** @type {Stage} */ stage) => {
  const { box: odds, own } = oddsOf(stage);
  const { box: levers, hint } = leversOf(stage);
  const seed = el("b");
  const quiet = el(
    "div",
    { class: "sg-quiet" },
    el("h2", { text: say("levers.quiet") }),
    el("p", { text: say("levers.quiet-hint") }),
  );
  const newOne = el("button", {
    type: "button",
    class: "sg-link",
    text: say("same-luck.new"),
    onclick: () => newLuck(stage),
  });
  const luck = el("p", { class: "sg-luck-line" }, `${say("same-luck")} `, seed, " · ", newOne, own);
  const top = el("div", { class: "sg-top" }, odds, quiet, luck);
  const parts = [top, hint, levers, actOf(stage).box, endingsOf(stage), startOf(stage).box];
  const box = el("aside", { class: "sg-side", "aria-label": say("levers.settings") }, ...parts);
  return { box, top, luck, seed, quiet, order: "", isGiven: false };
});

/** @param {Stage} stage */
function newLuck(stage) {
  const seed = String(1 + Math.floor(Math.random() * 9999));
  stage.questions.ask(withParameter(present(stage), "seed", seed, false));
}

/** @param {Stage} stage */
export function showSide(stage) {
  const { box, seed } = sideOf(stage);
  const withLevers = stage.frame.levers?.length > 0;
  stage.root.classList.toggle("with-side", withLevers && stage.panels.length === 1);
  box.hidden = !withLevers;
  seed.textContent = say("same-luck.seed", { seed: stage.frame.runs[0].scenario.seed });
}

/** The line of luck goes to a page that has a place of its own for it. @param {Stage} stage */
export function giveLuck(stage) {
  sideOf(stage).isGiven = true;
  return sideOf(stage).luck;
}

/**
 * What is read first comes first for keys and voices too: beside the picture the odds, on a phone luck, levers, actions.
 * @param {Stage} stage
 */
export function orderParts(stage) {
  const side = sideOf(stage);
  if (side.isGiven) return;
  const phone = stage.root.dataset.size === "phone";
  const { box: levers, hint } = leversOf(stage);
  const inSight = settingsOf(stage).inSight;
  const { head } = costsOf(stage);
  const order = `${phone} ${side.box.childElementCount} ${inSight.length} ${head.isConnected}`;
  if (side.order === order) return;
  side.order = order;
  const all = [...(head.isConnected ? [head] : []), hint, levers, ...inSight];
  const act = actOf(stage).box;
  side.box.prepend(...(phone ? [...all, act, side.top] : [side.top, ...all, act]));
  if (phone) controlsOf(stage).box.after(side.luck);
  else side.top.append(side.luck);
}
