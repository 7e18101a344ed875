/* Start from: settings worth a look, as cards with the outline of their run, and as a menu beside the play controls. */

import { el, icon } from "../lib/dom.js";
import { say, worded } from "../lib/messages.js";
import { ownState } from "../lib/own_state.js";
import { queryKey, withoutLuck } from "../lib/query.js";
import { pausePlay } from "../time/clock.js";
import { controlsOf } from "./controls.js";

/** @import { Card, CardPart, Fate, Query, Stage } from "../types.d.ts" */

/** @typedef {{ part: CardPart, name: string }} Entry a part of a card, by the name that it has alone */

export const startOf = ownState(() => {
  const box = el("section", { class: "sg-start", hidden: true, "aria-label": say("start") });
  return {
    box,
    below: el("div", { class: "sg-below" }),
    menu: el("select", { "aria-label": say("start") }),
    parts: /** @type {(Entry & { button: HTMLElement })[]} */ ([]),
  };
});

/** @param {Stage} stage */
export function showStart(stage) {
  const { cards, runs } = stage.frame;
  const { box, menu } = startOf(stage);
  box.hidden = !cards || runs.length > 1;
  if (!cards || box.hidden) return;
  if (!startOf(stage).parts.length) makeStart(stage, cards);
  const { parts } = startOf(stage);
  const now = withoutLuck(stage.frame.query);
  /** @param {Entry} of */
  const isNow = ({ part }) => withoutLuck(part.query) === now;
  for (const entry of parts) entry.button.setAttribute("aria-pressed", String(isNow(entry)));
  const chosen = parts.findIndex(isNow);
  menu.value = String(chosen);
  menu.options[0].hidden = chosen >= 0;
}

/** @param {Stage} stage @param {Card[]} cards */
function makeStart(stage, cards) {
  const start = startOf(stage);
  start.parts = cards.flatMap((card) => card.parts.map((part) => makePart(stage, card, part)));
  const seed = Number(cards[0].parts[0].query.seed);
  start.box.replaceChildren(
    el("h2", { text: say("start") }),
    el("p", { class: "sg-start-lead", text: say("start.hint", { seed }) }),
    el("div", { class: "sg-cards" }, ...cards.map((card) => makeCard(stage, card))),
  );
  start.box.closest(".sg-body")?.append(start.below);
  start.below.prepend(start.box);
  start.menu.addEventListener("change", () => startFrom(stage, start.parts[Number(start.menu.value)]));
  start.menu.append(
    el("option", { value: "-1", text: say("start.choose") }),
    ...start.parts.map(({ name }, i) => el("option", { value: i, text: name })),
  );
  controlsOf(stage).tools.before(el("label", { class: "sg-speed sg-from" }, start.menu));
}

/** @param {Stage} stage @param {Card} card @param {CardPart} part */
function makePart(stage, card, part) {
  const name = part.label ? say("start.part", { card: card.title, part: part.label }) : worded(card.title);
  const several = card.parts.length > 1;
  const fate = el("i", { class: `sg-luck-mark sg-fate-${part.fate}` });
  const attributes = { type: "button", class: "sg-card-part", "aria-label": several ? name : null };
  const button = el(
    "button",
    { ...attributes, onclick: () => startFrom(stage, { part, name }) },
    several ? "" : el("b", { text: worded(card.title) }),
    outlineOf(part),
    el("span", { class: "sg-card-fate" }, fate, part.label ? worded(part.label) : say(`fate-${part.fate}`)),
    several ? "" : makePromise(card),
  );
  return { part, name, button };
}

/** @param {Stage} stage @param {Card} card */
function makeCard(stage, card) {
  const parts = startOf(stage)
    .parts.filter(({ part }) => card.parts.includes(part))
    .map(({ button }) => button);
  if (parts.length === 1) return el("div", { class: "sg-from-card" }, ...parts);
  return el(
    "div",
    { class: "sg-from-card several", role: "group", "aria-label": worded(card.title) },
    el("b", { text: worded(card.title) }),
    el("div", { class: "sg-card-parts" }, ...parts),
    makePromise(card),
  );
}

/** What a card promises. @param {Card} card */
const makePromise = (card) => el("span", { class: "sg-card-promise", text: worded(card.promise) });

/** @param {{ path: string, fate: Fate }} part */
export function outlineOf(part) {
  const picture = icon([{ d: part.path, fill: `var(--sg-fate-${part.fate})` }], {
    className: `sg-outline sg-fate-of-${part.fate}`,
  });
  picture.setAttribute("viewBox", "0 0 60 24");
  picture.setAttribute("preserveAspectRatio", "none");
  return picture;
}

/** @param {Stage} stage @param {Entry | undefined} entry */
function startFrom(stage, entry) {
  if (entry) askFor(stage, entry.part.query, say("start.named", { name: entry.name })); // else the menu's own name was chosen
}

/**
 * Show this run, whatever was set before: at a minute, or before the first thing happens.
 * @param {Stage} stage @param {Query} query @param {string} words @param {number | null} [tick]
 */
export function askFor(stage, query, words, tick = null) {
  const { history, questions, root, view } = stage;
  pausePlay(stage, { isQuiet: true });
  history.name(words, stage.play.tick);
  questions.goal = { key: queryKey(query), tick };
  questions.ask({ ...query });
  if (root.getBoundingClientRect().top < -40)
    root.scrollIntoView({ block: "start", behavior: view.reduced ? "auto" : "smooth" });
}
