/* Two clusters with the same luck: the sentence that says where they part, their levers, pairs to start from.
   What there is to tell comes in the frame (pages/view/same_luck/pair.py). */

import { el } from "../../lib/dom.js";
import { ownState } from "../../lib/own_state.js";
import { SAME } from "../../lib/query.js";
import { SIDES, runName } from "../../run/flags.js";
import { jump } from "../../time/clock.js";
import { boxesOf } from "../../ui/build.js";
import { holdsLever } from "../../ui/captions.js";
import { fitMarks } from "../../ui/levers.js";
import { present } from "../../ui/present.js";
import { giveLuck } from "../../ui/side.js";
import { speak } from "../../ui/speech.js";
import { lineOf } from "../../ui/timeline.js";
import { makeButterfly, makePairCards, markStarts } from "./cards.js";
import { makePairLever, showPairLevers } from "./levers.js";
import { changeOf } from "./own.js";
import { followProtections, makeProtections } from "./protections.js";
import { sideMark } from "./side_mark.js";

/** @import { Pair, Stage } from "../../types.d.ts" */

const pairOf = ownState((stage) => ({
  names: SIDES.map(() => el("span")),
  head: el("h2", { class: "sg-pair-head" }),
  why: el("p", { class: "sg-pair-why" }),
  jumps: el("p", { class: "sg-pair-jumps" }),
  same: el("button", { type: "button", class: "sg-link", text: "make both the same", onclick: () => makeSame(stage) }),
  levers: /** @type {PairLever[]} */ ([]),
}));

/** Everything of two clusters, after another frame was taken over. @param {Stage} stage */
export function showPair(stage) {
  const { pair, query } = stage.frame;
  stage.root.classList.toggle("with-pair", Boolean(pair));
  if (!pair) return;
  const { levers, same, names } = pairOf(stage);
  if (!levers.length) makePair(stage);
  showParting(stage, pair);
  for (const panel of stage.panels) panel.parting = { tick: pair.parts, nodes: pair.nodes[panel.index] };
  if (!stage.questions.isBehind(query)) showPairLevers(pairOf(stage).levers, pair.levers);
  same.disabled = query.right === SAME;
  names.forEach((box, i) => {
    box.textContent = runName(stage.frame, i);
  });
  markStarts(stage);
  followProtections(stage);
}

/** @param {Stage} stage */
function makePair(stage) {
  const { pair } = stage.frame;
  const own = pairOf(stage);
  const { runs, foot, body } = boxesOf(stage);
  const { names, head, why, jumps, same } = own;
  own.levers = pair.levers.map((facts) => makePairLever(stage, facts));
  stage.history.describe = (before, after) => changeOf(stage.frame.pair.levers, before, after);
  stage.events.on("sizes", () => own.levers.forEach(fitMarks));
  runs.before(el("section", { class: "sg-pair-lead", "aria-label": "Where the two worlds part" }, head, jumps));
  const what = el("span", { class: "sg-pair-what", text: "Stuck volumes" });
  const legend = names.map((name, i) => el("span", {}, sideMark(i), name));
  lineOf(stage).box.before(el("p", { class: "sg-pair-legend" }, what, ...legend));
  const luck = giveLuck(stage);
  luck.append(el("span", { class: "sg-pair-tools" }, same));
  const hint = "The right cluster is a copy of the left one until you move one of its own levers.";
  foot.before(
    el(
      "section",
      { class: "sg-pair", "aria-label": "Levers of both clusters; they hold from the start" },
      why,
      el("p", { class: "sg-pair-hint", text: hint }),
      el("div", { class: "sg-pair-levers" }, ...own.levers.map(({ box }) => box)),
      luck,
    ),
  );
  const below = [makePairCards(stage, pair.cards), makeProtections(stage, pair), makeButterfly(stage, pair.butterfly)];
  body.append(el("div", { class: "sg-below" }, ...below));
}

/** @param {Stage} stage @param {Pair} of */
function showParting(stage, { headline, why, parts, seen }) {
  const { head, why: box, jumps } = pairOf(stage);
  for (const part of [head, box]) part.style.minHeight = holdsLever(stage) ? `${part.offsetHeight}px` : ""; // under a moving lever nothing moves
  if (head.textContent && head.textContent !== headline) speak(stage, headline);
  head.textContent = headline;
  box.textContent = why.join(" ");
  const button = (tick, text) =>
    el("button", { type: "button", class: "sg-button", text, onclick: () => jump(stage, tick) });
  const list = parts === null ? [] : [button(parts, `Minute ${parts}: they part`)];
  if (seen !== null && seen !== parts) list.push(button(seen, `Minute ${seen}: one can see it`));
  const focused = jumps.contains(stage.root.getRootNode().activeElement);
  jumps.replaceChildren(...list);
  if (focused) list[0]?.focus();
}

/** Both clusters as the left one is. @param {Stage} stage */
function makeSame(stage) {
  const { t: _, ...now } = present(stage);
  stage.history.name("make both the same");
  stage.questions.ask({ ...now, right: SAME });
}
