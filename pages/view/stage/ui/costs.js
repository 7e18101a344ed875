/* What each lever costs, under it, for those who ask. The sentences are made in Python (`pages/view/lab/costs.py`). */

import { el } from "../lib/dom.js";
import { say, worded } from "../lib/messages.js";
import { ownState } from "../lib/own_state.js";
import { queryKey } from "../lib/query.js";
import { leversOf } from "./levers.js";
import { furtherStripsOf } from "./settings.js";

/** @import { Stage } from "../types.d.ts" */

export const costsOf = ownState((/** @type {Stage} */ stage) => {
  const button = el("button", {
    type: "button",
    class: "sg-link",
    text: say("levers.costs"),
    onclick: () => toggle(stage),
  });
  const words = el("span", { text: say("levers.hint") });
  const head = el("div", { class: "sg-lever-head" }, el("h2", { text: say("levers") }), words, button);
  return { head, button, isOn: false, asked: "", stop: new AbortController() };
});

/** What has a price. @param {Stage} stage */
const pricedOf = (stage) => [...leversOf(stage).list, ...furtherStripsOf(stage)];

/** What a lever costs, under it. */
const costOf = ownState(() => el("p", { class: "sg-cost" }));

/** @param {Stage} stage */
function toggle(stage) {
  const costs = costsOf(stage);
  costs.isOn = !costs.isOn;
  showCosts(stage);
}

/**
 * In the Lab the levers have a head of their own; where prices are wanted, those of the settings in view are asked for.
 * @param {Stage} stage
 */
export function showCosts(stage) {
  if (!stage.frame.cards) return;
  const { head, button, isOn } = costsOf(stage);
  if (!head.isConnected) leversOf(stage).hint.before(head);
  button.hidden = !stage.host.costs;
  button.setAttribute("aria-pressed", String(isOn));
  stage.root.classList.toggle("with-costs", isOn);
  if (!isOn) return;
  for (const lever of pricedOf(stage)) if (!lever.box.contains(costOf(lever))) lever.box.append(costOf(lever));
  ask(stage);
}

/** @param {Stage} stage */
async function ask(stage) {
  const costs = costsOf(stage);
  const key = queryKey(stage.frame.query);
  if (costs.asked === key) return;
  costs.asked = key;
  costs.stop.abort();
  costs.stop = new AbortController();
  const told = await stage.host.costs?.(stage.frame.query, costs.stop.signal);
  if (!told && costs.asked === key) costs.asked = ""; // it may be told later
  if (!told || costs.asked !== key) return;
  for (const lever of pricedOf(stage)) costOf(lever).textContent = worded(told[lever.facts.name]);
}
