// @ts-nocheck
/* Odds: the sentence and the grid of lucks. What is not known yet keeps its place. */

import { el, rove } from "../lib/dom.js";
import { ownState } from "../lib/own_state.js";
import { withParameter } from "../lib/query.js";
import { COLLAPSED, FATES, FATE_KEY, FATE_WORDS } from "../run/states.js";
import { fateInMemory } from "../session/odds_memory.js";
import { leversOf } from "./levers.js";
import { present } from "./present.js";
import { speak } from "./speech.js";
import { showStrip } from "./strips.js";

/** @import { Odds, Stage } from "../types.d.ts" */

export const FLIP_MS = 8;

export const oddsOf = ownState((stage) => {
  const big = el("b", { class: "sg-odds-big" });
  const words = el("span", { class: "sg-odds-words" });
  const lucks = el("div", { class: "sg-lucks", role: "group", "aria-label": "Lucks" });
  const key = el("p", { class: "sg-odds-key" });
  listenToLucks(stage, lucks);
  const own = el(
    "button",
    { type: "button", class: "sg-own", hidden: true, onclick: () => loadLuck(stage, own) },
    el("i", { class: "sg-luck-mark", "aria-hidden": "true" }),
    el("span", { text: "yours" }),
  );
  const line = el("p", { class: "sg-odds-line" }, big, " ", words);
  const box = el("section", { class: "sg-odds-box", hidden: true, "aria-label": "Odds" }, line, lucks, key);
  return {
    box,
    big,
    words,
    lucks,
    key,
    own,
    ownSeed: 0,
    flipping: 0,
    isDue: false,
    shown: /** @type {Odds | null} */ (null),
  };
});

/** @param {Stage} stage @param {HTMLElement} lucks */
function listenToLucks(stage, lucks) {
  rove(lucks, ".sg-luck", () => getComputedStyle(lucks).gridTemplateColumns.split(" ").length);
  lucks.addEventListener("keydown", (event) => {
    const to = { Home: lucks.firstElementChild, End: lucks.lastElementChild }[event.key];
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    focusLuck(lucks, to);
  });
  lucks.addEventListener("click", (event) => loadLuck(stage, event.target.closest(".sg-luck")));
}

/** @param {Stage} stage @param {HTMLElement | null} mark */
export function loadLuck(stage, mark) {
  if (mark) stage.questions.ask(withParameter(present(stage), "seed", mark.dataset.seed, false));
}

/** @param {HTMLElement} lucks @param {HTMLElement | null} mark */
function focusLuck(lucks, mark) {
  for (const other of lucks.children) other.tabIndex = other === mark ? 0 : -1;
  mark.focus();
}

/** Show odds; null: there are none here. @param {Stage} stage @param {Odds} odds */
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
  if (!odds) return;
  hint.textContent = `Each strip: how ${odds.each} clusters end at that stop.`;
  showSentence(stage, odds);
  showLucks(stage, odds);
  for (const lever of list) showStrip(stage, lever, odds);
  tellOdds(stage);
}

/**
 * "93 of 100 clusters with these settings collapse", and how the others end.
 * @param {Stage} stage @param {Odds} odds
 */
export function showSentence(stage, odds) {
  const known = odds.fates.length === odds.lucks;
  oddsOf(stage).box.setAttribute("aria-busy", String(!known));
  if (!known && oddsOf(stage).big.textContent.endsWith(` of ${odds.lucks}`)) return; // the last ones, dimmed, until it is
  const tally = FATES.map((_, code) => [...odds.fates].filter((digit) => Number(digit) === code).length);
  oddsOf(stage).big.textContent = `${known ? tally[COLLAPSED] : "–"} of ${odds.lucks}`;
  const verb = known && tally[COLLAPSED] === 1 ? "collapses" : "collapse";
  const lines = stage.frame.query.do
    ? ["clusters with these", "settings and actions", verb]
    : ["clusters with these", `settings ${verb}`];
  oddsOf(stage).words.replaceChildren(...lines.flatMap((line) => [el("span", { text: line }), " "]));
  oddsOf(stage).key.replaceChildren(
    ...FATE_KEY.map(([fate, one, more]) => {
      const many = tally[FATES.indexOf(fate)];
      return el(
        "span",
        { class: "sg-key-item" },
        el("i", { class: `sg-luck-mark sg-fate-${fate}`, "aria-hidden": "true" }),
        el("b", { text: known ? many : "–" }),
        " ",
        many === 1 && known ? one : more,
      );
    }),
  );
}

/** @param {Stage} stage @param {Odds} odds */
export function showLucks(stage, odds) {
  const mine = stage.frame.runs[0].scenario.seed;
  const box = oddsOf(stage).lucks;
  if (box.childElementCount !== odds.lucks) {
    box.setAttribute("aria-label", `Lucks: how each of ${odds.lucks} clusters with these settings ends`);
    box.replaceChildren(
      ...Array.from({ length: odds.lucks }, (_, i) =>
        el("button", { type: "button", class: "sg-luck sg-fate-unknown", "data-seed": i + 1, "data-fate": "unknown" }),
      ),
    );
  }
  const marks = [...box.children];
  const roving = box.contains(box.getRootNode().activeElement);
  marks.forEach((mark, i) => {
    mark.dataset.next = FATES[odds.fates[i]] ?? "";
    const words = `seed ${i + 1}: ${FATE_WORDS[mark.dataset.next] ?? "not known yet"}`;
    mark.setAttribute("aria-label", i + 1 === mine ? `${words}, in view` : words);
    mark.setAttribute("aria-pressed", String(i + 1 === mine));
    mark.title = words;
    if (!roving) mark.tabIndex = i + 1 === (mine >= 1 && mine <= odds.lucks ? mine : 1) ? 0 : -1;
  });
  showOwn(stage, odds, mine);
  flipLucks(
    stage,
    marks.filter((mark) => mark.dataset.next && mark.dataset.next !== mark.dataset.fate),
  );
}

/**
 * A luck that lies beyond the grid has a mark of its own, which stays: the way back to it.
 * @param {Stage} stage @param {Odds} odds @param {number} mine
 */
export function showOwn(stage, odds, mine) {
  if (mine < 1 || mine > odds.lucks) oddsOf(stage).ownSeed = mine;
  oddsOf(stage).own.hidden = oddsOf(stage).ownSeed === 0;
  if (oddsOf(stage).own.hidden) return;
  const here = oddsOf(stage).ownSeed === mine;
  const fate = here ? stage.frame.runs[0].fate : fateInMemory(stage.frame.query, oddsOf(stage).ownSeed);
  const words = `seed ${oddsOf(stage).ownSeed}: ${FATE_WORDS[fate] ?? "not known yet"}, yours`;
  oddsOf(stage).own.dataset.seed = oddsOf(stage).ownSeed;
  oddsOf(stage).own.dataset.fate = fate ?? "unknown";
  oddsOf(stage).own.firstChild.className = `sg-luck-mark sg-fate-${fate ?? "unknown"}`;
  oddsOf(stage).own.setAttribute("aria-pressed", String(here));
  oddsOf(stage).own.setAttribute("aria-label", words);
  oddsOf(stage).own.title = here
    ? `${words}: beyond the ${odds.lucks} of the grid`
    : `back to seed ${oddsOf(stage).ownSeed}, yours`;
}

/**
 * Turn marks over one after the other, in the order of their seeds.
 * @param {Stage} stage @param {HTMLElement[]} marks
 */
export function flipLucks(stage, marks) {
  cancelAnimationFrame(oddsOf(stage).flipping);
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
  speak(stage, oddsSentence(stage));
}

/**
 * The odds in a sentence where they are known; where not, they are spoken as soon as they are.
 * @param {Stage} stage
 */
export function oddsOrLater(stage) {
  const odds = oddsOf(stage);
  odds.isDue = odds.shown !== null && !areKnown(odds.shown);
  return odds.shown && !odds.isDue ? ` ${oddsSentence(stage)}` : "";
}

/** "93 of 100 clusters with these settings collapse. 1 still rages, 0 held, 6 over." @param {Stage} stage */
export function oddsSentence(stage) {
  const { big, words, key } = oddsOf(stage);
  const rest = [...key.children].slice(1).map((item) => item.textContent?.trim());
  return `${big.textContent} ${[...words.children].map(({ textContent }) => textContent).join(" ")}: ${rest.join(", ")}.`;
}
