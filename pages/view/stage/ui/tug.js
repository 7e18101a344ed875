// @ts-nocheck
/* Tug of war: newly stuck this minute against relieved. The rope moves by exactly the change of stuck. */

import { el } from "../lib/dom.js";
import { clamp } from "../lib/numbers.js";
import { ownState } from "../lib/own_state.js";
import { number } from "../lib/words.js";
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
    { class: "sg-tug", role: "group", "aria-label": "Tug of war, this minute" },
    el("p", { class: "sg-tug-side" }, left, leftWords),
    rope,
    el("p", { class: "sg-tug-side sg-right" }, right, rightWords),
  );
  return { box, left, leftWords, right, rightWords, pull, knot };
});

/** Why volumes became stuck in this tick, in words. @param {Run} run @param {number} t */
export function stuckCauses(run, t) {
  const { counts } = run;
  const cutNow = run.a.cut_from.includes(t);
  const stranded = counts.stranded[t];
  const rest = counts.newly_stuck[t] - stranded;
  const parts = [];
  if (stranded) parts.push(["stranded", stranded]);
  if (rest) parts.push([cutNow ? "cut off" : "lost their mirror", rest]);
  return parts;
}

/** @param {Panel} panel */
export function showTug(panel) {
  const { run, shownTick: t } = panel;
  const tug = tugOf(panel);
  const stuck = t ? run.counts.newly_stuck[t] : 0;
  const relieved = t ? run.counts.relieved[t] : 0;
  const causes = t ? stuckCauses(run, t) : [];
  tug.box.setAttribute("aria-label", `Tug of war. ${tugWords(run, t)}`);
  tug.left.textContent = number(stuck);
  tug.right.textContent = number(relieved);
  const when = el("i", { class: "sg-when", text: " this minute" });
  tug.leftWords.replaceChildren(
    causes.length === 1
      ? causes[0][0]
      : causes.length
        ? causes.map(([words, n]) => `${number(n)} ${words}`).join(", ")
        : "newly stuck",
    when,
  );
  tug.rightWords.replaceChildren(run.scenario.reconnect > 0 ? "relieved" : "found a home", when.cloneNode(true));
  const pulled = stuck - relieved;
  const share = clamp((Math.sign(pulled) * Math.sqrt(Math.abs(pulled))) / Math.sqrt(run.volumes * 0.25), -1, 1);
  tug.knot.style.setProperty("--at", (-share * 47).toFixed(2));
  tug.pull.style.setProperty("--from", share > 0 ? -share * 47 : 0);
  tug.pull.style.setProperty("--size", Math.abs(share * 0.47).toFixed(4));
  tug.box.classList.toggle("winning", share < 0);
}
