/* What each lever costs, under it, for those who ask. The sentences are made in Python (`pages/view/lab/costs.py`). */

import { el } from "../lib/dom.js";
import { askAside } from "../session/questions.js";

export function makeCosts(stage) {
  stage.costsButton = el("button", {
    type: "button",
    class: "sg-link",
    text: "what they cost",
    onclick: () => toggleCosts(stage),
  });
  stage.leverHead = el(
    "div",
    { class: "sg-lever-head" },
    el("h2", { text: "Levers" }),
    el("span", { text: "hold from the start" }),
    stage.costsButton,
  );
  stage.stripHint.before(stage.leverHead);
  stage.orderedFor = null;
}

export function toggleCosts(stage) {
  stage.costsOn = !stage.costsOn;
  if (stage.costsOn && !stage.header.costs) askAside(stage, {});
  showCosts(stage);
}

export function showCosts(stage) {
  if (!stage.header.cards) return;
  if (!stage.leverHead) makeCosts(stage);
  stage.costsButton.setAttribute("aria-pressed", String(Boolean(stage.costsOn)));
  stage.root.classList.toggle("with-costs", Boolean(stage.costsOn));
  if (!stage.costsOn) return;
  for (const lever of stage.levers ?? []) {
    if (!lever.cost) lever.box.append((lever.cost = el("p", { class: "sg-cost" })));
    if (stage.header.costs) lever.cost.textContent = stage.header.costs[lever.facts.name];
  }
}
