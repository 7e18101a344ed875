/* Pairs of clusters to start from, and the butterfly. */

import { el } from "../../lib/dom.js";
import { say, worded } from "../../lib/messages.js";
import { ownState } from "../../lib/own_state.js";
import { queryKey } from "../../lib/query.js";
import { askFor, outlineOf } from "../../ui/start.js";

/** @import { Fate, Pair, PairCard, Query, Stage, Words } from "../../types.d.ts" */

const startsOf = ownState(() => /** @type {{ button: HTMLElement, query: Query }[]} */ ([]));

/** @param {Stage} stage @param {PairCard[]} cards */
export function makePairCards(stage, cards) {
  const boxes = cards.map(({ title, promise, query, paths, fates }) => {
    const name = worded(title);
    return makeStart(stage, {
      query,
      ask: () => askFor(stage, query, say("start.named", { name })),
      parts: [
        el("b", { text: name }),
        pairOutlines(paths, fates),
        el("span", { class: "sg-card-promise", text: worded(promise) }),
      ],
    });
  });
  return el(
    "section",
    { class: "sg-start sg-pair-start", "aria-label": say("start") },
    el("h2", { text: say("start") }),
    el("p", { class: "sg-start-lead", text: say("pair.cards-hint") }),
    el("div", { class: "sg-cards" }, ...boxes),
  );
}

/** @param {Stage} stage @param {{ query: Query, ask: () => void, parts: HTMLElement[] }} of */
function makeStart(stage, { query, ask, parts }) {
  const button = el("button", { type: "button", class: "sg-card-part", onclick: ask }, ...parts);
  startsOf(stage).push({ button, query });
  return el("div", { class: "sg-from-card" }, button);
}

/**
 * Two small outlines side by side, with how each ends, and what each is.
 * @param {string[]} paths @param {Fate[]} fates @param {Words[]} [columns]
 */
function pairOutlines(paths, fates, columns) {
  const outlines = paths.map((path, i) => {
    const fate = fates[i];
    const mark = el("i", { class: `sg-luck-mark sg-fate-${fate}`, "aria-hidden": "true" });
    return el(
      "span",
      {},
      columns ? el("span", { class: "sg-pair-column", text: worded(columns[i]) }) : "",
      outlineOf({ path, fate }),
      el("span", { class: "sg-card-fate" }, mark, say(`fate-${fate}`)),
    );
  });
  return el("span", { class: "sg-pair-outlines" }, ...outlines);
}

/**
 * One spare slot fewer: two lucks with the same settings, and what becomes of each.
 * @param {Stage} stage @param {Pair["butterfly"]} of
 */
export function makeButterfly(stage, { words, columns, rows }) {
  const boxes = rows.map(({ seed, query, tick, paths, fates }) =>
    makeStart(stage, {
      query,
      ask: () => askFor(stage, query, say("change-one-slot", { seed }), tick),
      parts: [
        el("b", { text: say("butterfly.seed", { seed }) }),
        pairOutlines(paths, fates, columns),
        el("span", { class: "sg-card-promise", text: say("butterfly.minute", { minute: tick }) }),
      ],
    }),
  );
  return el(
    "section",
    { class: "sg-start sg-butterfly", "aria-label": say("butterfly") },
    el("h2", { text: say("butterfly") }),
    el("p", { class: "sg-start-lead", text: worded(words) }),
    el("div", { class: "sg-cards sg-two" }, ...boxes),
  );
}

/** Which of them is in view. @param {Stage} stage */
export function markStarts(stage) {
  const now = queryKey(stage.frame.query);
  for (const { button, query } of startsOf(stage)) button.setAttribute("aria-pressed", String(queryKey(query) === now));
}
