// @ts-nocheck
/* What there is to notice, and what to try. */

import { el } from "../lib/dom.js";
import { ownState } from "../lib/own_state.js";
import { tablesOf } from "./tables.js";

/** @import { Query, Stage } from "../types.d.ts" */

/** What there is to notice in this run, and what to try next; shown once its end is known. */
export const toldOf = ownState(() => el("section", { class: "sg-told", "aria-label": "What happened" }));

/** @param {Stage} stage */
export function showTold(stage) {
  const { told } = stage.frame;
  const box = toldOf(stage);
  if (!told) return;
  if (!box.parentElement) tablesOf(stage).box.before(box);
  const list = (title, items) => el("div", {}, el("h3", { text: title }), el("ul", {}, ...items));
  box.replaceChildren(
    list(
      "What to notice",
      told.notice.map((text) => el("li", { text })),
    ),
    list(
      "What to try",
      told.tries.map((one) => el("li", {}, makeTip(stage, one))),
    ),
  );
}

/** @param {Stage} stage @param {{ words: string, query: Query }} of */
function makeTip(stage, { words, query }) {
  const follow = () => {
    stage.history.name(words);
    stage.questions.ask(query);
    stage.root.scrollIntoView({ block: "nearest" });
  };
  return el("button", { type: "button", class: "sg-link", text: words, onclick: follow });
}
