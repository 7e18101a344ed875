/* Odds: the sentence and the grid of lucks. What is not known yet keeps its place. */

import { closestTo, el, focusedBeside, rove } from "../lib/dom.js";
import { ENDINGS, WORST_FIRST, endingOf } from "../lib/endings.js";
import { number, say } from "../lib/messages.js";
import { roundedPercent, wilson } from "../lib/numbers.js";
import { ownState } from "../lib/own_state.js";
import { withParameter } from "../lib/query.js";
import { fateInMemory } from "../session/odds_memory.js";
import { leversOf } from "./levers.js";
import { present } from "./present.js";
import { furtherStripsOf } from "./settings.js";
import { speak } from "./speech.js";
import { showStrip } from "./strips.js";

/** @import { Ending, Odds, Stage } from "../types.d.ts" */

const FLIP_MS = 8;
const UNKNOWN = "–"; // the place of a number that is not known yet
const SEVERAL = 2; // what is not known yet is spoken of as of several

export const oddsOf = ownState((/** @type {Stage} */ stage) => {
  const big = el("b", { class: "sg-odds-big" });
  const words = el("span", { class: "sg-odds-words" });
  const lucks = el("div", { class: "sg-lucks", role: "group" });
  const key = el("p", { class: "sg-odds-key" });
  const sure = el("p", { class: "sg-odds-sure", title: say("odds-sure.title") });
  listenToLucks(stage, lucks);
  const ownMark = el("i", { class: "sg-luck-mark", "aria-hidden": "true" });
  const own = el(
    "button",
    { type: "button", class: "sg-own", hidden: true, onclick: () => loadLuck(stage, own) },
    ownMark,
    el("span", { text: say("luck-yours") }),
  );
  const line = el("p", { class: "sg-odds-line" }, big, " ", words);
  const box = el("section", { class: "sg-odds-box", hidden: true, "aria-label": say("odds") }, line, lucks, key, sure);
  return {
    box,
    big,
    words,
    lucks,
    key,
    sure,
    own,
    ownMark,
    ownSeed: 0,
    /** Of how many lucks the sentence is. */
    toldOf: 0,
    flipping: 0,
    isDue: false,
    shown: /** @type {Odds | null} */ (null),
  };
});

/** @param {HTMLElement} box */
const marksIn = (box) => /** @type {HTMLElement[]} */ ([...box.children]);

/** @param {Stage} stage @param {HTMLElement} lucks */
function listenToLucks(stage, lucks) {
  rove(lucks, ".sg-luck", () => getComputedStyle(lucks).gridTemplateColumns.split(" ").length);
  lucks.addEventListener("keydown", (event) => {
    const marks = marksIn(lucks);
    const to = event.key === "Home" ? marks[0] : event.key === "End" ? marks.at(-1) : null;
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    for (const mark of marks) mark.tabIndex = mark === to ? 0 : -1;
    to.focus();
  });
  lucks.addEventListener("click", (event) => loadLuck(stage, closestTo(event, ".sg-luck")));
}

/** @param {Stage} stage @param {HTMLElement | null} mark */
function loadLuck(stage, mark) {
  if (mark?.dataset.seed) stage.questions.ask(withParameter(present(stage), "seed", mark.dataset.seed, false));
}

/** Show odds; null: there are none here. @param {Stage} stage @param {Odds | null} odds */
export function showOdds(stage, odds) {
  const there = Boolean(odds);
  const { box, own } = oddsOf(stage);
  const { hint, list } = leversOf(stage);
  oddsOf(stage).shown = odds;
  stage.root.classList.toggle("with-odds", there);
  box.hidden = !there;
  hint.hidden = !there;
  if (!there) own.hidden = true;
  for (const lever of list) lever.strip.hidden = !there;
  const further = furtherStripsOf(stage);
  for (const { strip, marks } of further) strip.hidden = marks.hidden = !there;
  if (!odds) return;
  hint.textContent = say("strip-hint", { lucks: odds.each });
  showSentence(stage, odds);
  showLucks(stage, odds);
  const looked = further.filter(({ facts }) => odds.strips[facts.name]);
  for (const lever of [...list, ...looked]) showStrip(lever, odds);
  tellOdds(stage);
}

/** How many lucks end how. @param {Odds} of @returns {Record<Ending, number>} */
function tallyOf({ fates }) {
  const [over, held, raging, collapsed, short] = ENDINGS.map((_, code) => fates.split(String(code)).length - 1);
  return { over, held, raging, collapsed, short };
}

/**
 * "93 of 100 clusters with these settings collapse", how sure that is and up to when, and how the others end.
 * @param {Stage} stage @param {Odds} odds
 */
function showSentence(stage, odds) {
  const own = oddsOf(stage);
  const { lucks } = odds;
  const known = areKnown(odds);
  own.box.setAttribute("aria-busy", String(!known));
  if (!known && own.toldOf === lucks) return; // the last ones, dimmed, until it is
  own.toldOf = lucks;
  const tally = tallyOf(odds);
  const collapsed = known ? tally.collapsed : SEVERAL;
  const isKnown = known ? "yes" : "no";
  own.big.textContent = say("odds-big", { known: isKnown, collapsed, lucks });
  own.words.textContent = stage.frame.query.do
    ? say("odds-words-actions", { collapsed })
    : say("odds-words", { collapsed });
  own.sure.textContent = say("odds-sure", {
    known: isKnown,
    minute: horizonOf(stage),
    ...intervalOf(collapsed, lucks),
  });
  own.key.replaceChildren(...WORST_FIRST.map((ending) => makeKeyItem(ending, known ? tally[ending] : null)));
}

/** How sure one can be of a share, in per cent. @param {number} hits @param {number} lucks */
function intervalOf(hits, lucks) {
  const [low, high] = wilson(hits, lucks).map(roundedPercent);
  return { low, high };
}

/** The minute up to which the clusters are played. @param {Stage} of */
const horizonOf = ({ frame }) => Number(frame.runs[0].scenario.ticks);

/** @param {Ending} fate @param {number | null} many */
function makeKeyItem(fate, many) {
  return el(
    "span",
    { class: `sg-key-item sg-key-${fate}` },
    el("i", { class: `sg-luck-mark sg-fate-${fate}`, "aria-hidden": "true" }),
    el("b", { text: many === null ? UNKNOWN : number(many) }),
    " ",
    say("odds-key", { fate, lucks: many ?? SEVERAL }),
  );
}

/** A place for each luck of the grid. @param {Stage} stage @param {Odds} odds */
function makeLucks(stage, { lucks }) {
  const box = oddsOf(stage).lucks;
  if (box.childElementCount === lucks) return;
  box.setAttribute("aria-label", say("lucks", { lucks }));
  const look = { type: "button", class: "sg-luck sg-fate-unknown", "data-fate": "unknown" };
  box.replaceChildren(...Array.from({ length: lucks }, (_, i) => el("button", { ...look, "data-seed": i + 1 })));
}

/** @param {Stage} stage @param {Odds} odds */
function showLucks(stage, odds) {
  makeLucks(stage, odds);
  const mine = stage.frame.runs[0].scenario.seed;
  const box = oddsOf(stage).lucks;
  const marks = marksIn(box);
  const roving = box.contains(focusedBeside(box));
  marks.forEach((mark, i) => {
    const seed = i + 1;
    mark.dataset.next = isOpen(stage, seed) ? "" : (ENDINGS[Number(odds.fates[i])] ?? "");
    if (isOpen(stage, seed)) closeMark(mark);
    const fate = mark.dataset.next || "unknown";
    mark.title = say("luck", { seed, fate });
    mark.setAttribute("aria-label", seed === mine ? say("luck-in-view", { seed, fate }) : mark.title);
    mark.setAttribute("aria-pressed", String(seed === mine));
    if (!roving) mark.tabIndex = seed === (mine >= 1 && mine <= odds.lucks ? mine : 1) ? 0 : -1;
  });
  showOwn(stage, odds, mine);
  flipLucks(
    stage,
    marks.filter(({ dataset }) => dataset.next && dataset.next !== dataset.fate),
  );
}

/** The end of the luck in view is not told while what comes is hidden. @param {Stage} of @param {number} seed */
export const isOpen = ({ play, frame }, seed) => play.hidden && frame.runs[0].scenario.seed === seed;

/** @param {HTMLElement} mark */
function closeMark(mark) {
  mark.dataset.fate = "unknown";
  mark.className = "sg-luck sg-fate-unknown";
}

/**
 * A luck that lies beyond the grid has a mark of its own, which stays: the way back to it.
 * @param {Stage} stage @param {Odds} odds @param {number} mine
 */
function showOwn(stage, { lucks }, mine) {
  const odds = oddsOf(stage);
  const { own, ownMark } = odds;
  if (mine < 1 || mine > lucks) odds.ownSeed = mine;
  const seed = odds.ownSeed;
  own.hidden = seed === 0;
  if (own.hidden) return;
  const here = seed === mine;
  const known = here ? endingOf(stage.frame.runs[0]) : fateInMemory(stage.frame.query, seed);
  const fate = isOpen(stage, seed) || !known ? "unknown" : known;
  own.dataset.seed = String(seed);
  own.dataset.fate = fate;
  ownMark.className = `sg-luck-mark sg-fate-${fate}`;
  own.setAttribute("aria-pressed", String(here));
  own.setAttribute("aria-label", say("luck-of-yours", { seed, fate }));
  own.title = here ? say("luck-beyond", { seed, fate, lucks }) : say("luck-back", { seed });
}

/**
 * Turn marks over one after the other, in the order of their seeds.
 * @param {Stage} stage @param {HTMLElement[]} marks
 */
function flipLucks(stage, marks) {
  cancelAnimationFrame(oddsOf(stage).flipping);
  /** @param {HTMLElement} mark */
  const turn = (mark) => {
    const first = mark.dataset.fate === "unknown";
    mark.dataset.fate = mark.dataset.next;
    mark.className = `sg-luck sg-fate-${mark.dataset.next}`;
    if (!stage.view.reduced && !first)
      mark.animate([{ transform: "rotateX(90deg)" }, { transform: "none" }], { duration: 160, easing: "ease-out" });
  };
  if (stage.view.reduced) {
    marks.forEach(turn);
    return;
  }
  const began = performance.now();
  let done = 0;
  const step = () => {
    while (done < marks.length && done * FLIP_MS <= performance.now() - began) {
      turn(marks[done]);
      done += 1;
    }
    if (done < marks.length) oddsOf(stage).flipping = requestAnimationFrame(step);
  };
  step();
}

/** @param {Odds} of */
const areKnown = ({ fates, lucks }) => fates.length === lucks;

/** @param {Stage} stage */
function tellOdds(stage) {
  const odds = oddsOf(stage);
  if (!odds.isDue || stage.play.playing || !odds.shown || !areKnown(odds.shown)) return;
  odds.isDue = false;
  speak(stage, oddsSentence(stage, odds.shown));
}

/**
 * The odds in a sentence where they are known; where not, they are spoken as soon as they are.
 * @param {Stage} stage
 */
export function oddsOrLater(stage) {
  const odds = oddsOf(stage);
  odds.isDue = odds.shown !== null && !areKnown(odds.shown);
  return odds.shown && !odds.isDue ? ` ${oddsSentence(stage, odds.shown)}` : "";
}

/** "93 of 100 clusters with these settings collapse by minute 240 (86–97 %): 1 still rages, 0 held, 6 over." @param {Stage} stage @param {Odds} odds */
export function oddsSentence(stage, odds) {
  const tally = tallyOf(odds);
  const sure = intervalOf(tally.collapsed, odds.lucks);
  const all = { lucks: odds.lucks, minute: horizonOf(stage), ...sure };
  const values = { ...all, ...tally, held: tally.held + tally.short };
  return stage.frame.query.do ? say("odds-sentence-actions", values) : say("odds-sentence", values);
}
