/* Tug of war: newly stuck this minute against relieved. The rope moves by exactly the change of stuck. */

import { el } from "../lib/dom.js";
import { number, say } from "../lib/messages.js";
import { clamp } from "../lib/numbers.js";
import { ownState } from "../lib/own_state.js";
import { tugWords } from "../run/captions.js";

/** @import { Panel, Run } from "../types.d.ts" */

export const tugOf = ownState(() => {
  const left = el("b", { class: "sg-tug-number sg-stuck" });
  const leftWords = el("span");
  const right = el("b", { class: "sg-tug-number sg-relieved" });
  const rightWords = el("span");
  const pull = el("i", { class: "sg-pull" });
  const knot = el("i", { class: "sg-knot" });
  const rope = el("div", { class: "sg-rope", "aria-hidden": "true" }, pull, el("i", { class: "sg-middle" }), knot);
  const box = el(
    "div",
    { class: "sg-tug", role: "group", "aria-label": say("tug") },
    el("p", { class: "sg-tug-side" }, left, leftWords),
    rope,
    el("p", { class: "sg-tug-side sg-right" }, right, rightWords),
  );
  return { box, left, leftWords, right, rightWords, pull, knot };
});

/** Why volumes became stuck in this tick, in words. @param {Run} run @param {number} t */
function stuckCauses({ a, counts }, t) {
  const stranded = t ? counts.stranded[t] : 0;
  const others = t ? counts.newly_stuck[t] - stranded : 0;
  const isCut = a.cut_from.includes(t);
  if (stranded && others) return say("tug-causes", { stranded, others, why: isCut ? "cut" : "lost" });
  if (stranded) return say("tug-stranded");
  if (others) return isCut ? say("tug-cut-off") : say("tug-lost");
  return say("tug-newly-stuck");
}

/** @param {Panel} panel */
export function showTug(panel) {
  const { run, shownTick: t } = panel;
  const tug = tugOf(panel);
  const stuck = t ? run.counts.newly_stuck[t] : 0;
  const relieved = t ? run.counts.relieved[t] : 0;
  tug.box.setAttribute("aria-label", say("tug-said", { words: tugWords(run, t) }));
  tug.left.textContent = number(stuck);
  tug.right.textContent = number(relieved);
  const when = el("i", { class: "sg-when", text: ` ${say("tug-this-minute")}` });
  tug.leftWords.replaceChildren(stuckCauses(run, t), when);
  tug.rightWords.replaceChildren(
    run.scenario.reconnect > 0 ? say("tug-relieved") : say("tug-found"),
    when.cloneNode(true),
  );
  const pulled = stuck - relieved;
  const share = clamp((Math.sign(pulled) * Math.sqrt(Math.abs(pulled))) / Math.sqrt(run.volumes * 0.25), -1, 1);
  tug.knot.style.setProperty("--at", (-share * 47).toFixed(2));
  tug.pull.style.setProperty("--from", String(share > 0 ? -share * 47 : 0));
  tug.pull.style.setProperty("--size", Math.abs(share * 0.47).toFixed(4));
  tug.box.classList.toggle("winning", share < 0);
}
