/* What there is to notice, and what to try. */

import { el } from "../lib/dom.js";
import { nameChange } from "../session/history.js";
import { ask } from "../session/questions.js";

/** What there is to notice in this run, and what to try next; shown once its end is known. */
export function showTold(stage) {
  const { told } = stage.header;
  if (!told) return;
  stage.told ??= el("section", { class: "sg-told", "aria-label": "What happened" });
  if (!stage.told.parentElement) stage.tables.before(stage.told);
  const tips = told.tries.map(({ words, query }) =>
    el(
      "li",
      {},
      el("button", {
        type: "button",
        class: "sg-link",
        text: words,
        onclick: () => {
          nameChange(stage, words);
          ask(stage, query);
          stage.root.scrollIntoView?.({ block: "nearest" });
        },
      }),
    ),
  );
  stage.told.replaceChildren(
    el("div", {}, el("h3", { text: "What to notice" }), el("ul", {}, ...told.notice.map((text) => el("li", { text })))),
    el("div", {}, el("h3", { text: "What to try" }), el("ul", {}, ...tips)),
  );
}
