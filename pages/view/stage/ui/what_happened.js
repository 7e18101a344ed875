/* What there is to notice, and what to try. */

import { el } from "../lib/dom.js";
import { say, worded } from "../lib/messages.js";
import { ownState } from "../lib/own_state.js";
import { registry } from "../lib/registry.js";
import { tablesOf } from "./tables.js";

/** @import { Message } from "../lib/messages.js" */
/** @import { Query, Stage } from "../types.d.ts" */

/** What there is to notice in this run, and what to try next; shown once its end is known. */
export const whatHappenedOf = ownState(() => el("section", { class: "sg-told", "aria-label": say("happened") }));

/** @param {Stage} stage */
export function showWhatHappened(stage) {
  const { what_happened: happened } = stage.frame;
  const box = whatHappenedOf(stage);
  if (!happened) return;
  if (!box.parentElement) tablesOf(stage).box.before(box);
  /** @param {string} title @param {HTMLElement[]} items */
  const list = (title, items) => el("div", {}, el("h3", { text: title }), el("ul", {}, ...items));
  box.replaceChildren(
    list(
      say("happened.notice"),
      happened.notice.map((one) => el("li", { text: worded(one) })),
    ),
    list(
      say("happened.try"),
      happened.tries.map((one) => el("li", {}, makeTip(stage, one))),
    ),
  );
}

/** @param {Stage} stage @param {{ words: Message | string, query: Query }} one */
function makeTip(stage, one) {
  const words = worded(one.words);
  const follow = () => {
    stage.history.name(words);
    if (registry.beside)
      registry.beside.play(one.query); // from before the first thing happens
    else stage.questions.ask(one.query);
    stage.root.scrollIntoView({ block: "nearest" });
  };
  return el("button", { type: "button", class: "sg-link", text: words, onclick: follow });
}
