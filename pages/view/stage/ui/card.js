/* The card of a node, and of the chain of causes. */

import { nodeBox } from "../draw/layout.js";
import { el, focusedBeside } from "../lib/dom.js";
import { glyph } from "../lib/glyphs.js";
import { say } from "../lib/messages.js";
import { clamp } from "../lib/numbers.js";
import { ownState } from "../lib/own_state.js";
import { chainOf } from "../run/causes.js";
import { chainSentences, rootSentence } from "../run/chain.js";
import { chanceValues, nodeFacts } from "../run/nodes.js";
import { jump } from "../time/clock.js";
import { breakNode } from "./act.js";
import { actMinute } from "./present.js";
import { focusOf, followSelection, relight, selectNothing } from "./selection.js";

/** @import { Panel, Stage } from "../types.d.ts" */

/** @typedef {ReturnType<typeof nodeFacts>} NodeFacts */

/** @param {Stage} stage */
const buttonsIn = (stage) => [...cardOf(stage).querySelectorAll("button")];

/** Which of the card's buttons has the focus, or -1. @param {Stage} stage */
const placeOfFocus = (stage) => buttonsIn(stage).findIndex((button) => button === focusedBeside(stage.root));

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
function placeInCard(stage) {
  const at = placeOfFocus(stage);
  return () => {
    const buttons = buttonsIn(stage);
    if (at >= 0) buttons.at(Math.min(at, buttons.length - 1))?.focus({ preventScroll: true });
  };
}

export const cardOf = ownState((/** @type {Stage} */ stage) => {
  const card = el("div", { class: "sg-card", role: "dialog", hidden: true });
  card.addEventListener("keydown", (event) => keyInCard(stage, event));
  return card;
});

/** @param {Stage} stage @param {KeyboardEvent} event */
function keyInCard(stage, event) {
  const { panel } = stage.selection;
  const last = buttonsIn(stage).length - 1;
  const at = placeOfFocus(stage);
  if (event.key === "Escape") {
    event.stopPropagation();
    event.preventDefault();
    closeCard(stage);
  }
  if (event.key !== "Tab" || !panel || at !== (event.shiftKey ? 0 : last)) return;
  focusOf(panel).focus({ preventScroll: true }); // the browser then goes on from here, if it was forwards
  if (event.shiftKey) event.preventDefault();
}

/** @param {Stage} stage */
export function closeCard(stage) {
  const card = cardOf(stage);
  const { panel } = stage.selection;
  if (panel && card.contains(focusedBeside(stage.root))) focusOf(panel).focus({ preventScroll: true });
  card.hidden = true;
  if (selectNothing(stage)) relight(stage);
}

/** @param {string} words @param {string | number} value @param {string} [kind] */
function row(words, value, kind = "") {
  return el("div", { class: kind }, el("dt", { text: words }), el("dd", { text: value }));
}

const HELD = ["mirrored", "cut_off", "copying", "searching", "offline", "old"];

/** What a node holds and does. @param {NodeFacts} facts @param {boolean} isUp */
function rowsOf({ held, closings, chance }, isUp) {
  const { free, slots } = held;
  const rows = HELD.filter((name) => held[name]).map((name) => row(say(`card-${name}`), held[name]));
  if (isUp) rows.push(row(say("card-free"), say("card-free.of", { free, slots })));
  if (isUp || closings) rows.push(row(say("card-closing"), closings, "sg-rule"));
  if (isUp) rows.push(row(say("card-chance"), say("chance", chanceValues(chance)), "sg-chance"));
  return rows;
}

/** @param {string} text @param {() => void} onclick */
const makeButton = (text, onclick) => el("button", { type: "button", class: "sg-button", text, onclick });

/** @param {Stage} stage */
function makeClose(stage) {
  const attributes = { type: "button", class: "sg-card-close", "aria-label": say("card.close") };
  return el("button", { ...attributes, onclick: () => closeCard(stage) }, glyph("close"));
}

/** What can be done with a node. @param {Stage} stage @param {Panel} panel @param {NodeFacts} facts @param {boolean} isUp */
function makeButtons(stage, panel, { n, crash }, isUp) {
  const buttons = [];
  const minute = actMinute(stage);
  if (crash >= 0) buttons.push(makeButton(say("card.why"), () => openChain(stage, panel, crash)));
  if (stage.frame.levers?.length && isUp)
    buttons.push(makeButton(say("card.break", { minute }), () => breakNode(stage, minute, n)));
  return buttons.length ? [el("div", { class: "sg-card-buttons" }, ...buttons)] : [];
}

/**
 * The card of a node; a preview (under the mouse) has no buttons.
 * @param {Stage} stage @param {Panel} panel @param {number} n @param {boolean} preview
 */
export function fillCard(stage, panel, n, preview) {
  const card = cardOf(stage);
  const facts = nodeFacts(panel, n);
  const isUp = panel.replay.up[n] === 1;
  const name = say("card", { node: n });
  const backToPlace = placeInCard(stage);
  card.className = `sg-card${preview ? " preview" : ""}`;
  card.setAttribute("aria-label", name);
  card.replaceChildren(
    el("h3", {}, `${name} `, el("span", { text: facts.status })),
    ...(preview ? [] : [makeClose(stage)]),
    el("dl", {}, ...rowsOf(facts, isUp)),
    ...(preview ? [] : makeButtons(stage, panel, facts, isUp)),
  );
  card.hidden = false;
  backToPlace();
  placeCard(stage, panel, n);
}

/** @param {Stage} stage @param {Panel} panel @param {number} n */
function placeCard(stage, panel, n) {
  const card = cardOf(stage);
  if (stage.root.dataset.size === "phone") {
    card.style.cssText = "";
    return;
  }
  const root = stage.root.getBoundingClientRect();
  const view = panel.view.getBoundingClientRect();
  const box = nodeBox(stage.view, panel, n);
  const wide = card.offsetWidth;
  const high = card.offsetHeight;
  const x0 = view.left - root.left + box.x;
  const y0 = view.top - root.top + box.y;
  const right = x0 + box.w + 12;
  const x = right + wide < view.right - root.left + 24 ? right : Math.max(8, x0 - wide - 12);
  const y = clamp(
    y0 + box.h / 2 - high * 0.4,
    view.top - root.top - 8,
    Math.max(view.top - root.top, view.bottom - root.top - high + 8),
  );
  card.style.cssText = `left:${x}px;top:${y}px`;
}

const FIRST_LINKS = 3;

/**
 * Of a long chain the first links and where it began; the button between them shows the others.
 * @param {HTMLElement[]} items @param {number} links
 */
function foldChain(items, links) {
  const folded = items.slice(FIRST_LINKS, links - (items.length > links ? 0 : 1));
  if (folded.length < 2) return items;
  for (const item of folded) item.hidden = true;
  const text = say("chain.more", { crashes: folded.length });
  const button = el("button", { type: "button", class: "sg-link", text });
  const more = el("li", { class: "sg-chain-more" }, button);
  button.addEventListener("click", () => {
    for (const item of folded) item.hidden = false;
    folded[0].querySelector("button")?.focus();
    more.remove();
  });
  return [...items.slice(0, FIRST_LINKS), more, ...items.slice(FIRST_LINKS)];
}

/** One step of the chain leads to its minute. @param {Stage} stage @param {number} minute @param {string} text */
function makeLink(stage, minute, text) {
  const go = () => {
    jump(stage, minute);
    markChain(stage, minute);
  };
  const words = [el("b", { text: say("chain.minute", { minute }) }), el("span", { text })];
  return el("li", {}, el("button", { type: "button", "data-tick": minute, onclick: go }, ...words));
}

/** @param {Stage} stage @param {Panel} panel @param {number} k */
function openChain(stage, panel, k) {
  const card = cardOf(stage);
  const links = chainOf(panel.run, k);
  const end = rootSentence(panel.run, links);
  const node = panel.run.a.crash_node[k];
  Object.assign(stage.selection, { panel, node });
  Object.assign(panel, { selected: -1, chain: new Set(links.map((link) => link.node)) });
  const told = [...chainSentences(panel.run, links), ...(end ? [end] : [])];
  const items = told.map(({ tick, text }) => makeLink(stage, tick, text));
  const lead = links.length > 1 ? say("chain.lead", { crashes: links.length }) : say("chain.straight");
  card.className = "sg-card sg-chain";
  card.setAttribute("aria-label", say("chain"));
  card.replaceChildren(
    el("h3", { text: say("chain.of", { node }) }),
    makeClose(stage),
    el("p", { class: "sg-chain-lead", text: lead }),
    el("ol", {}, ...foldChain(items, links.length)),
  );
  card.hidden = false;
  relight(stage);
  placeCard(stage, panel, node);
  card.querySelector("ol")?.querySelector("button")?.focus({ preventScroll: true });
}

/** @param {Stage} stage @param {number} tick */
function markChain(stage, tick) {
  for (const button of buttonsIn(stage))
    if (button.dataset.tick) button.toggleAttribute("aria-current", button.dataset.tick === String(tick));
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
