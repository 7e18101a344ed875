// @ts-nocheck
/* The card of a node, and of the chain of causes. */

import { nodeBox } from "../draw/layout.js";
import { el } from "../lib/dom.js";
import { glyph } from "../lib/glyphs.js";
import { clamp } from "../lib/numbers.js";
import { ownState } from "../lib/own_state.js";
import { count, percent } from "../lib/words.js";
import { chainOf } from "../run/causes.js";
import { chainSentences, rootSentence } from "../run/chain.js";
import { nodeFacts } from "../run/nodes.js";
import { jump } from "../time/clock.js";
import { breakNode } from "./act.js";
import { actMinute } from "./present.js";
import { focusOf, followSelection, relight, selectNothing } from "./selection.js";

/** @import { Panel, Stage } from "../types.d.ts" */

/**
 * The card stands beside the node, so the Tab key finds it there, and the way back and on from it.
 * @param {Stage} stage
 */
export function enterCard(stage) {
  const first = cardOf(stage).hidden ? null : cardOf(stage).querySelector("button");
  first?.focus();
  return Boolean(first);
}

/**
 * A card that is filled anew keeps the focus in the same place, or in the last that there is.
 * @param {Stage} stage
 */
export function placeInCard(stage) {
  const buttons = () => [...cardOf(stage).querySelectorAll("button")];
  const at = buttons().indexOf(stage.root.getRootNode().activeElement);
  return () => {
    if (at >= 0)
      buttons()
        .at(Math.min(at, buttons().length - 1))
        ?.focus({ preventScroll: true });
  };
}

export const cardOf = ownState((stage) => {
  const card = el("div", { class: "sg-card", role: "dialog", hidden: true });
  card.addEventListener("keydown", (event) => keyInCard(stage, event));
  return card;
});

/** @param {Stage} stage @param {Event} event */
function keyInCard(stage, event) {
  const { panel } = stage.selection;
  const buttons = [...cardOf(stage).querySelectorAll("button")];
  const at = buttons.indexOf(stage.root.getRootNode().activeElement);
  if (event.key === "Escape") {
    event.stopPropagation();
    event.preventDefault();
    closeCard(stage);
  }
  if (event.key !== "Tab" || !panel || at !== (event.shiftKey ? 0 : buttons.length - 1)) return;
  focusOf(panel).focus({ preventScroll: true }); // the browser then goes on from here, if it was forwards
  if (event.shiftKey) event.preventDefault();
}

/** @param {Stage} stage */
export function closeCard(stage) {
  const card = cardOf(stage);
  const { panel } = stage.selection;
  if (panel && card.contains(stage.root.getRootNode().activeElement)) focusOf(panel).focus({ preventScroll: true });
  card.hidden = true;
  if (selectNothing(stage)) relight(stage);
}

/** @param {string} words @param {number} value @param {string} kind */
export function row(words, value, kind) {
  return el("div", { class: kind ?? "" }, el("dt", { text: words }), el("dd", { text: value }));
}

/**
 * The card of a node; a preview (under the mouse) has no buttons.
 * @param {Stage} stage @param {Panel} panel @param {number} n @param {boolean} preview
 */
export function fillCard(stage, panel, n, preview) {
  const facts = nodeFacts(panel, n);
  const { held } = facts;
  const rows = [
    ["mirrored copies", held.mirrored],
    ["cut off", held.cut_off],
    ["copies in the making", held.copying],
    ["searching", held.searching],
    ["offline", held.offline],
    ["old copies", held.old],
  ]
    .filter(([, value]) => value)
    .map(([words, value]) => row(words, value));
  if (facts.status !== "crashed") rows.push(row("free slots", `${held.free} of ${held.slots}`));
  if (facts.status !== "crashed" || facts.closings) rows.push(row("closing at once", facts.closings, "sg-rule"));
  if (facts.status !== "crashed") rows.push(row("chance to crash now", percent(facts.chance), "sg-chance"));
  const name = el("h3", {}, `Node ${n} `, el("span", { text: facts.status }));
  const close = el(
    "button",
    { type: "button", class: "sg-card-close", "aria-label": "Close the card", onclick: () => closeCard(stage) },
    glyph("close"),
  );
  const buttons = [];
  if (!preview) {
    if (facts.crash >= 0)
      buttons.push(
        el("button", {
          type: "button",
          class: "sg-button",
          text: "Why did it crash?",
          onclick: () => openChain(stage, panel, facts.crash),
        }),
      );
    if (stage.frame.levers?.length && facts.status !== "crashed") {
      const when = actMinute(stage);
      buttons.push(
        el("button", {
          type: "button",
          class: "sg-button",
          text: `Break this node at minute ${when}`,
          onclick: () => breakNode(stage, when, n),
        }),
      );
    }
  }
  const backToPlace = placeInCard(stage);
  cardOf(stage).className = `sg-card${preview ? " preview" : ""}`;
  cardOf(stage).setAttribute("aria-label", `Node ${n}`);
  cardOf(stage).replaceChildren(
    name,
    ...(preview ? [] : [close]),
    el("dl", {}, ...rows),
    ...(buttons.length ? [el("div", { class: "sg-card-buttons" }, ...buttons)] : []),
  );
  cardOf(stage).hidden = false;
  backToPlace();
  placeCard(stage, panel, n);
}

/** @param {Stage} stage @param {Panel} panel @param {number} n */
export function placeCard(stage, panel, n) {
  if (stage.root.dataset.size === "phone") {
    cardOf(stage).style.cssText = "";
    return;
  }
  const root = stage.root.getBoundingClientRect();
  const view = panel.view.getBoundingClientRect();
  const box = nodeBox(stage.view, panel, n);
  const wide = cardOf(stage).offsetWidth;
  const high = cardOf(stage).offsetHeight;
  const x0 = view.left - root.left + box.x;
  const y0 = view.top - root.top + box.y;
  const right = x0 + box.w + 12;
  const x = right + wide < view.right - root.left + 24 ? right : Math.max(8, x0 - wide - 12);
  const y = clamp(
    y0 + box.h / 2 - high * 0.4,
    view.top - root.top - 8,
    Math.max(view.top - root.top, view.bottom - root.top - high + 8),
  );
  cardOf(stage).style.cssText = `left:${x}px;top:${y}px`;
}

export const FIRST_LINKS = 3;

/**
 * Of a long chain the first links and where it began; the button between them shows the others.
 * @param {boolean} links
 */
export function foldChain(items, links) {
  const hidden = items.slice(FIRST_LINKS, links - (items.length > links ? 0 : 1));
  if (hidden.length < 2) return items;
  for (const item of hidden) item.hidden = true;
  const more = el(
    "li",
    { class: "sg-chain-more" },
    el("button", {
      type: "button",
      class: "sg-link",
      text: `and ${count(hidden.length, "crash", "crashes")} before`,
      onclick: () => {
        for (const item of hidden) item.hidden = false;
        hidden[0].firstChild.focus();
        more.remove();
      },
    }),
  );
  return [...items.slice(0, FIRST_LINKS), more, ...items.slice(FIRST_LINKS)];
}

/** @param {Stage} stage @param {Panel} panel @param {number} k */
export function openChain(stage, panel, k) {
  const links = chainOf(panel.run, k);
  const sentences = chainSentences(panel.run, links);
  const end = rootSentence(panel.run, links);
  Object.assign(stage.selection, { panel, node: panel.run.a.crash_node[k] });
  Object.assign(panel, { selected: -1, chain: new Set(links.map((link) => link.node)) });
  const items = [...sentences, ...(end ? [end] : [])].map(({ tick, text }) =>
    el(
      "li",
      {},
      el(
        "button",
        {
          type: "button",
          onclick: () => {
            jump(stage, tick);
            markChain(stage, tick);
          },
        },
        el("b", { text: `Minute ${tick}` }),
        el("span", { text }),
      ),
    ),
  );
  const folded = foldChain(items, links.length);
  cardOf(stage).className = "sg-card sg-chain";
  cardOf(stage).setAttribute("aria-label", "Why it crashed");
  cardOf(stage).replaceChildren(
    el("h3", {}, `Why did node ${panel.run.a.crash_node[k]} crash?`),
    el(
      "button",
      { type: "button", class: "sg-card-close", "aria-label": "Close the card", onclick: () => closeCard(stage) },
      glyph("close"),
    ),
    el("p", {
      class: "sg-chain-lead",
      text:
        links.length > 1
          ? `${count(links.length, "crash", "crashes")}, latest first; each was fed by an earlier one.`
          : "Straight from the first cause.",
    }),
    el("ol", {}, ...folded),
  );
  cardOf(stage).hidden = false;
  relight(stage);
  placeCard(stage, panel, panel.run.a.crash_node[k]);
  cardOf(stage).querySelector("li button")?.focus({ preventScroll: true });
}

/** @param {Stage} stage @param {number} tick */
export function markChain(stage, tick) {
  for (const button of cardOf(stage).querySelectorAll("li button"))
    button.toggleAttribute("aria-current", button.firstChild.textContent === `Minute ${tick}`);
}

/** After a tick change the open card tells that tick. @param {Stage} stage */
export function refreshCard(stage) {
  const { panel, node } = stage.selection;
  const card = cardOf(stage);
  followSelection(stage);
  if (panel && !panel.chain) fillCard(stage, panel, node, false);
  const hovered = stage.panels.find((one) => one.hovered >= 0);
  if (!panel && hovered && !card.hidden) fillCard(stage, hovered, hovered.hovered, true);
}
