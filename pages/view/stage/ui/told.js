/* What there is to notice, and what to try. */

import { el } from "../lib/dom.js";
import { say, worded } from "../lib/messages.js";
import { ownState } from "../lib/own_state.js";
import { tablesOf } from "./tables.js";

/** @import { Message } from "../lib/messages.js" */
/** @import { Query, Stage } from "../types.d.ts" */

/** What there is to notice in this run, and what to try next; shown once its end is known. */
export const toldOf = ownState(() => el("section", { class: "sg-told", "aria-label": say("happened") }));

/** @param {Stage} stage */
export function showTold(stage) {
  const { told } = stage.frame;
  const box = toldOf(stage);
  if (!told) return;
  if (!box.parentElement) tablesOf(stage).box.before(box);
  /** @param {string} title @param {HTMLElement[]} items */
  const list = (title, items) => el("div", {}, el("h3", { text: title }), el("ul", {}, ...items));
  box.replaceChildren(
    list(
      say("happened.notice"),
      told.notice.map((one) => el("li", { text: worded(one) })),
    ),
    list(
      say("happened.try"),
      told.tries.map((one) => el("li", {}, makeTip(stage, one))),
    ),
  );
}

/** @param {Stage} stage @param {{ words: Message | string, query: Query }} one */
function makeTip(stage, one) {
  const words = worded(one.words);
  const follow = () => {
    stage.history.name(words);
    stage.questions.ask(one.query);
    stage.root.scrollIntoView({ block: "nearest" });
  };
  return el("button", { type: "button", class: "sg-link", text: words, onclick: follow });
}
