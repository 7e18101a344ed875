/* Two clusters with the same luck: the sentence that says where they part, their levers, pairs to start from.
   What there is to tell comes in the frame (pages/view/same_luck/pair.py). */

import { el, focusedBeside } from "../../lib/dom.js";
import { say, worded } from "../../lib/messages.js";
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
/** @import { PairLever } from "./levers.js" */

const pairOf = ownState((/** @type {Stage} */ stage) => ({
  names: SIDES.map(() => el("span")),
  head: el("h2", { class: "sg-pair-head" }),
  why: el("p", { class: "sg-pair-why" }),
  jumps: el("p", { class: "sg-pair-jumps" }),
  same: el("button", { type: "button", class: "sg-link", text: say("pair.same"), onclick: () => makeSame(stage) }),
  levers: /** @type {PairLever[]} */ ([]),
}));

/** Everything of two clusters, after another frame was taken over. @param {Stage} stage */
export function showPair(stage) {
  const { pair, query } = stage.frame;
  stage.root.classList.toggle("with-pair", Boolean(pair));
  if (!pair) return;
  const { levers, same, names } = pairOf(stage);
  if (!levers.length) makePair(stage, pair);
  showParting(stage, pair);
  for (const panel of stage.panels) panel.parting = { tick: pair.parting_tick, nodes: pair.nodes[panel.index] };
  if (!stage.questions.isBehind(query)) showPairLevers(pairOf(stage).levers, pair.levers);
  same.disabled = query.right === SAME;
  names.forEach((box, i) => {
    box.textContent = runName(stage.frame, i);
  });
  markStarts(stage);
  followProtections(stage);
}

/** @param {Stage} stage @param {Pair} pair */
function makePair(stage, pair) {
  const own = pairOf(stage);
  const { runs, foot, body } = boxesOf(stage);
  const { names, head, why, jumps, same } = own;
  own.levers = pair.levers.map((facts) => makePairLever(stage, facts));
  stage.history.describe = (before, after) => changeOf(pair.levers, before, after);
  stage.events.on("sizes", () => own.levers.forEach(fitMarks));
  runs.before(el("section", { class: "sg-pair-lead", "aria-label": say("pair") }, head, jumps));
  const what = el("span", { class: "sg-pair-what", text: say("pair.stuck") });
  const legend = names.map((name, i) => el("span", {}, sideMark(i), name));
  lineOf(stage).box.before(el("p", { class: "sg-pair-legend" }, what, ...legend));
  const luck = giveLuck(stage);
  luck.append(el("span", { class: "sg-pair-tools" }, same));
  foot.before(
    el(
      "section",
      { class: "sg-pair", "aria-label": say("pair.levers") },
      why,
      el("p", { class: "sg-pair-hint", text: say("pair.hint") }),
      el("div", { class: "sg-pair-levers" }, ...own.levers.map(({ box }) => box)),
      luck,
    ),
  );
  const below = [makePairCards(stage, pair.cards), makeProtections(stage, pair), makeButterfly(stage, pair.butterfly)];
  body.append(el("div", { class: "sg-below" }, ...below));
}

/** @param {Stage} stage @param {Pair} pair */
function showParting(stage, pair) {
  const { parting_tick: parting, seen_tick: seen } = pair;
  const headline = worded(pair.headline);
  const { head, why: box, jumps } = pairOf(stage);
  for (const part of [head, box]) part.style.minHeight = holdsLever(stage) ? `${part.offsetHeight}px` : ""; // under a moving lever nothing moves
  if (head.textContent && head.textContent !== headline) speak(stage, headline);
  head.textContent = headline;
  box.textContent = pair.why.map((sentence) => worded(sentence)).join(" ");
  const button = (/** @type {number} */ tick, /** @type {string} */ text) =>
    el("button", { type: "button", class: "sg-button", text, onclick: () => jump(stage, tick) });
  const list = parting === null ? [] : [button(parting, say("pair.part", { minute: parting }))];
  if (seen !== null && seen !== parting) list.push(button(seen, say("pair.seen", { minute: seen })));
  const focused = jumps.contains(focusedBeside(stage.root));
  jumps.replaceChildren(...list);
  if (focused) list[0]?.focus();
}

/** Both clusters as the left one is. @param {Stage} stage */
function makeSame(stage) {
  const { t: _, ...now } = present(stage);
  stage.history.name(say("change-same"));
  stage.questions.ask({ ...now, right: SAME });
}
