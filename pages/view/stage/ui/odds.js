/* Odds: the sentence and the grid of lucks. What is not known yet keeps its place. */

import { el, rove } from "../lib/dom.js";
import { withParameter } from "../lib/query.js";
import { COLLAPSED, FATES, FATE_KEY, FATE_WORDS } from "../run/states.js";
import { fateInMemory } from "../session/odds_memory.js";
import { ask } from "../session/questions.js";
import { speak } from "./speech.js";
import { showStrip } from "./strips.js";
import { tablesSoon } from "./tables.js";
import { placeEndings } from "./tell.js";

export const FLIP_MS = 8;

export function makeOdds(stage) {
  stage.oddsBig = el("b", { class: "sg-odds-big" });
  stage.oddsWords = el("span", { class: "sg-odds-words" });
  stage.lucks = el("div", { class: "sg-lucks", role: "group", "aria-label": "Lucks" });
  stage.oddsKey = el("p", { class: "sg-odds-key" });
  rove(stage.lucks, ".sg-luck", () => getComputedStyle(stage.lucks).gridTemplateColumns.split(" ").length);
  stage.lucks.addEventListener("keydown", (event) => {
    const to = { Home: stage.lucks.firstElementChild, End: stage.lucks.lastElementChild }[event.key];
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    focusLuck(stage, to);
  });
  stage.lucks.addEventListener("click", (event) => loadLuck(stage, event.target.closest(".sg-luck")));
  stage.own = el(
    "button",
    { type: "button", class: "sg-own", hidden: true, onclick: () => loadLuck(stage, stage.own) },
    el("i", { class: "sg-luck-mark", "aria-hidden": "true" }),
    el("span", { text: "yours" }),
  );
  return el(
    "section",
    { class: "sg-odds-box", hidden: true, "aria-label": "Odds" },
    el("p", { class: "sg-odds-line" }, stage.oddsBig, " ", stage.oddsWords),
    stage.lucks,
    stage.oddsKey,
  );
}

export function loadLuck(stage, mark) {
  if (mark) ask(stage, withParameter(stage.wanted ?? stage.header.query, "seed", mark.dataset.seed, false));
}

export function focusLuck(stage, mark) {
  for (const other of stage.lucks.children) other.tabIndex = other === mark ? 0 : -1;
  mark.focus();
}

/** Show odds; null: there are none here. */
export function showOdds(stage, odds) {
  const there = Boolean(odds);
  stage.odds = odds;
  stage.root.classList.toggle("with-odds", there);
  stage.oddsBox.hidden = !there;
  stage.quietTop.hidden = there;
  stage.stripHint.hidden = !there;
  if (!there) stage.own.hidden = true;
  for (const lever of stage.levers ?? []) lever.strip.hidden = !there;
  placeEndings(stage);
  if (!there) return;
  stage.stripHint.textContent = `Each strip: how ${odds.each} clusters end at that stop.`;
  showSentence(stage, odds);
  showLucks(stage, odds);
  for (const lever of stage.levers ?? []) showStrip(stage, lever, odds);
  tellOdds(stage);
  tablesSoon(stage);
}

/** "93 of 100 clusters with these settings collapse", and how the others end. */
export function showSentence(stage, odds) {
  const known = odds.fates.length === odds.lucks;
  stage.oddsBox.setAttribute("aria-busy", String(!known));
  if (!known && stage.oddsBig.textContent.endsWith(` of ${odds.lucks}`)) return; // the last ones, dimmed, until it is
  const tally = FATES.map((_, code) => [...odds.fates].filter((digit) => Number(digit) === code).length);
  stage.oddsBig.textContent = `${known ? tally[COLLAPSED] : "–"} of ${odds.lucks}`;
  const verb = known && tally[COLLAPSED] === 1 ? "collapses" : "collapse";
  const lines = stage.header.query.do
    ? ["clusters with these", "settings and actions", verb]
    : ["clusters with these", `settings ${verb}`];
  stage.oddsWords.replaceChildren(...lines.flatMap((line) => [el("span", { text: line }), " "]));
  stage.oddsKey.replaceChildren(
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

export function showLucks(stage, odds) {
  const mine = stage.header.runs[0].scenario.seed;
  const box = stage.lucks;
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

/** A luck that lies beyond the grid has a mark of its own, which stays: the way back to it. */
export function showOwn(stage, odds, mine) {
  if (mine < 1 || mine > odds.lucks) stage.ownSeed = mine;
  stage.own.hidden = stage.ownSeed === undefined;
  if (stage.own.hidden) return;
  const here = stage.ownSeed === mine;
  const fate = here ? stage.header.runs[0].fate : fateInMemory(stage, stage.ownSeed);
  const words = `seed ${stage.ownSeed}: ${FATE_WORDS[fate] ?? "not known yet"}, yours`;
  stage.own.dataset.seed = stage.ownSeed;
  stage.own.dataset.fate = fate ?? "unknown";
  stage.own.firstChild.className = `sg-luck-mark sg-fate-${fate ?? "unknown"}`;
  stage.own.setAttribute("aria-pressed", String(here));
  stage.own.setAttribute("aria-label", words);
  stage.own.title = here ? `${words}: beyond the ${odds.lucks} of the grid` : `back to seed ${stage.ownSeed}, yours`;
}

/** Turn marks over one after the other, in the order of their seeds. */
export function flipLucks(stage, marks) {
  cancelAnimationFrame(stage.flipping);
  const turn = (mark) => {
    const first = mark.dataset.fate === "unknown";
    mark.dataset.fate = mark.dataset.next;
    mark.className = `sg-luck sg-fate-${mark.dataset.next}`;
    if (!stage.reduced && !first)
      mark.animate([{ transform: "rotateX(90deg)" }, { transform: "none" }], { duration: 160, easing: "ease-out" });
  };
  if (stage.reduced) {
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
    if (done < marks.length) stage.flipping = requestAnimationFrame(step);
  };
  step();
}

export const oddsKnown = (stage) => stage.odds.fates.length === stage.odds.lucks;

export function tellOdds(stage) {
  if (!stage.oddsDue || stage.playing || !oddsKnown(stage)) return;
  stage.oddsDue = false;
  speak(stage, oddsSentence(stage));
}

/** "93 of 100 clusters with these settings collapse. 1 still rages, 0 held, 6 over." */
export function oddsSentence(stage) {
  const rest = [...stage.oddsKey.children]
    .slice(1)
    .map((item) => item.textContent.trim())
    .join(", ");
  return `${stage.oddsBig.textContent} ${[...stage.oddsWords.children].map(({ textContent }) => textContent).join(" ")}: ${rest}.`;
}
