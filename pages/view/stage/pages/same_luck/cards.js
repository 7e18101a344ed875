/* Pairs of clusters to start from, and the butterfly. */

import { el } from "../../lib/dom.js";
import { ownState } from "../../lib/own_state.js";
import { queryKey } from "../../lib/query.js";
import { FATE_WORDS } from "../../run/states.js";
import { askFor, outlineOf } from "../../ui/start.js";

/** @import { Card, Pair, Query, Stage } from "../../types.d.ts" */

const startsOf = ownState(() => /** @type {{ button: HTMLElement, query: Query }[]} */ ([]));

/** @param {Stage} stage @param {Card[]} cards */
export function makePairCards(stage, cards) {
  const boxes = cards.map(({ title, promise, query, paths, fates }) => {
    const button = el(
      "button",
      { type: "button", class: "sg-card-part", onclick: () => askFor(stage, query, `“${title}”`) },
      el("b", { text: title }),
      pairOutlines(paths, fates),
      el("span", { class: "sg-card-promise", text: promise }),
    );
    startsOf(stage).push({ button, query });
    return el("div", { class: "sg-from-card" }, button);
  });
  return el(
    "section",
    { class: "sg-start sg-pair-start", "aria-label": "Start from" },
    el("h2", { text: "Start from" }),
    el("p", {
      class: "sg-start-lead",
      text: "Each picture: how many volumes are stuck, minute by minute, on the left and on the right.",
    }),
    el("div", { class: "sg-cards" }, ...boxes),
  );
}

/** Two small outlines side by side, with how each ends, and what each is. */
function pairOutlines(paths, fates, columns = null) {
  return el(
    "span",
    { class: "sg-pair-outlines" },
    ...paths.map((path, i) =>
      el(
        "span",
        {},
        columns ? el("span", { class: "sg-pair-column", text: columns[i] }) : "",
        outlineOf({ path, fate: fates[i] }),
        el(
          "span",
          { class: "sg-card-fate" },
          el("i", { class: `sg-luck-mark sg-fate-${fates[i]}`, "aria-hidden": "true" }),
          FATE_WORDS[fates[i]],
        ),
      ),
    ),
  );
}

/**
 * One spare slot fewer: two lucks with the same settings, and what becomes of each.
 * @param {Stage} stage @param {Pair["butterfly"]} of
 */
export function makeButterfly(stage, { words, columns, rows }) {
  const boxes = rows.map(({ seed, query, tick, paths, fates }) => {
    const button = el(
      "button",
      {
        type: "button",
        class: "sg-card-part",
        onclick: () => askFor(stage, query, `seed ${seed}, one slot fewer`, tick),
      },
      el("b", { text: `Seed ${seed}` }),
      pairOutlines(paths, fates, columns),
      el("span", { class: "sg-card-promise", text: `Show minute ${tick}, where it begins to matter` }),
    );
    startsOf(stage).push({ button, query });
    return el("div", { class: "sg-from-card" }, button);
  });
  return el(
    "section",
    { class: "sg-start sg-butterfly", "aria-label": "Butterfly" },
    el("h2", { text: "Butterfly" }),
    el("p", { class: "sg-start-lead", text: words }),
    el("div", { class: "sg-cards sg-two" }, ...boxes),
  );
}

/** Which of them is in view. @param {Stage} stage */
export function markStarts(stage) {
  const now = queryKey(stage.frame.query);
  for (const { button, query } of startsOf(stage)) button.setAttribute("aria-pressed", String(queryKey(query) === now));
}
