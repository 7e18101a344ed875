/* Act now: what an operator can do from this minute on, and the list of what was done in this run. */

import { el, focusedBeside } from "../lib/dom.js";
import { glyph } from "../lib/glyphs.js";
import { say, worded } from "../lib/messages.js";
import { ownState } from "../lib/own_state.js";
import { entriesOf, minuteOf, nameOf, withParameter } from "../lib/query.js";
import { jump } from "../time/clock.js";
import { pausesOf, seeWhatItDoes } from "./after_act.js";
import { actMinute, present } from "./present.js";
import { speak } from "./speech.js";

/** @import { ActFacts, Frame, Stage } from "../types.d.ts" */

/**
 * @typedef {object} Doer an action that can be taken: with the value chosen, and with the one that holds in this minute
 * @property {ActFacts} facts @property {string} choice @property {string} now
 * @property {HTMLElement} box @property {HTMLButtonElement} button @property {HTMLElement} words
 */

/** Settings of which a later one replaces an earlier one of the same minute; the others add up. */
const REPLACES = new Set([
  "set_backoff",
  "fix_bug",
  "fix_nodes",
  "stop_search",
  "throttle",
  "request_limit",
  "retry_budget",
]);

export const actOf = ownState((/** @type {Stage} */ stage) => {
  const when = el("span", { class: "sg-act-when" });
  const grid = el("div", { class: "sg-act-grid" });
  const full = el("p", { class: "sg-act-full", role: "status", hidden: true });
  const didList = el("ol", { class: "sg-did" });
  const didBox = el("div", { class: "sg-did-box", hidden: true }, el("h3", { text: say("did") }), didList);
  const parts = [el("h2", {}, `${say("act")} `, when), grid, pausesOf(stage).box, full, didBox];
  const box = el("section", { class: "sg-act", hidden: true, "aria-label": say("act") }, ...parts);
  return { box, when, grid, full, didBox, didList, doers: /** @type {Doer[]} */ ([]), told: "", didTold: "" };
});

/** @param {Stage} stage */
export function showAct(stage) {
  const { acts, runs } = stage.frame;
  const act = actOf(stage);
  act.box.hidden = !acts || runs.length > 1;
  if (!acts || act.box.hidden) return;
  if (!act.doers.length) {
    act.doers = acts.map((facts) => makeDoer(stage, facts));
    act.grid.replaceChildren(...act.doers.map(({ box }) => box));
  }
  showDone(stage);
  tellActTime(stage);
}

/**
 * One action: a button that does it at once with the usual value, and a menu of values beside it.
 * @param {Stage} stage @param {ActFacts} facts
 */
function makeDoer(stage, facts) {
  const words = el("span");
  const attributes = { type: "button", class: "sg-do-now", title: worded(facts.help) };
  const button = el("button", attributes, glyph(facts.icon), words);
  const box = el("div", { class: "sg-do" }, button);
  /** @type {Doer} */
  const doer = { facts, choice: facts.usual, now: facts.usual, box, button, words };
  button.addEventListener("click", () => takeAction(stage, doer));
  if (facts.choices.length > 1) box.append(makeMenu(stage, doer));
  return doer;
}

/** @param {Stage} stage @param {Doer} doer */
function makeMenu(stage, doer) {
  const { choices, label, usual } = doer.facts;
  const menu = el(
    "select",
    { class: "sg-do-how", "aria-label": say("act.how-much", { act: label }) },
    ...choices.map(([value, text]) => el("option", { value, text: worded(text) })),
  );
  menu.value = usual;
  menu.addEventListener("change", () => {
    doer.choice = menu.value;
    tellActTime(stage);
  });
  return menu;
}

/** @param {Stage} stage @param {Doer} doer */
function takeAction(stage, doer) {
  if (doer.button.getAttribute("aria-disabled") === "true") {
    actOf(stage).full.hidden = false;
    speak(stage, actOf(stage).full.textContent);
    return;
  }
  const minute = actMinute(stage);
  const entry = `${minute}:${doer.now}`;
  const others = entriesOf(present(stage)).filter(
    (other) => !(REPLACES.has(nameOf(entry)) && minuteOf(other) === minute && nameOf(other) === nameOf(entry)),
  );
  seeWhatItDoes(stage, minute);
  setEntries(stage, [...others, entry]);
  speak(stage, say("act.done", { act: doer.words.textContent, minute }));
}

/** Names, minute and limits of the buttons follow the playhead. @param {Stage} stage */
export function tellActTime(stage) {
  const act = actOf(stage);
  if (!act.doers.length || act.box.hidden) return;
  const { most_acts: most = Infinity, again } = stage.frame;
  const minute = actMinute(stage);
  const entries = entriesOf(present(stage));
  const stops = entries.findLast((entry) => minuteOf(entry) <= minute && nameOf(entry) === "stop_search");
  const isStopped = stops?.endsWith(":1") ?? false;
  const isFull = entries.length >= most;
  const key = [minute, isStopped, isFull, ...act.doers.map(({ choice }) => choice)].join();
  if (key === act.told) return;
  act.told = key;
  act.when.textContent = say("act.from", { minute });
  act.doers.forEach((doer, i) => tellDoer(doer, minute, isFull, i === 0 && isStopped ? again : undefined));
  act.full.hidden = !isFull;
  act.full.textContent = isFull ? say("act.full", { most }) : "";
}

/**
 * What a button does in this minute; `again`: while the search is stopped, the first one lets it go on.
 * @param {Doer} doer @param {number} minute @param {boolean} isFull @param {Frame["again"]} again
 */
function tellDoer(doer, minute, isFull, again) {
  const { facts, button, words, choice } = doer;
  const [act, entry, help] = again ?? [facts.label, choice, facts.help];
  doer.now = entry;
  words.textContent = worded(act);
  button.title = worded(help);
  const how = facts.choices.find(([value]) => value === choice)?.[1];
  const said = how ? say("act.said-how-much", { act, how, minute }) : say("act.said", { act, minute });
  button.setAttribute("aria-label", said);
  button.setAttribute("aria-disabled", String(isFull));
}

/**
 * The actions of this run in words, each with a way to take it back. The run's own flags have the words.
 * @param {Stage} stage
 */
function showDone(stage) {
  const act = actOf(stage);
  const [run] = stage.frame.runs;
  const entries = entriesOf(stage.frame.query);
  const flags = run.flags.filter(([, kind]) => kind === "action");
  const key = JSON.stringify([entries, flags]);
  if (key === act.didTold) return;
  act.didTold = key;
  const hadFocus = act.didList.contains(focusedBeside(stage.root));
  act.didBox.hidden = !entries.length;
  act.didList.replaceChildren(...flags.map(([minute, , words], i) => makeDone(stage, minute, words, i)));
  if (!hadFocus) return;
  /** @type {HTMLElement | null} */
  const next = act.didList.querySelector(".sg-did-off");
  (next ?? act.doers[0].button).focus();
}

/** @param {Stage} stage @param {number} minute @param {string} words @param {number} i */
function makeDone(stage, minute, words, i) {
  const go = { title: say("did.go", { minute }), onclick: () => jump(stage, minute) };
  const off = { title: say("did.remove"), "aria-label": say("did.remove-one", { words, minute }) };
  const remove = () => {
    const others = entriesOf(stage.frame.query).filter((_, k) => k !== i);
    setEntries(stage, others);
  };
  return el(
    "li",
    {},
    el(
      "button",
      { type: "button", class: "sg-did-at", ...go },
      el("b", { text: say("did.minute", { minute }) }),
      " ",
      words,
    ),
    el("button", { type: "button", class: "sg-did-off", ...off, onclick: remove }, glyph("close")),
  );
}

/**
 * Ask for the same settings with these actions, in order of time; those of one minute keep their order.
 * @param {Stage} stage @param {string[]} entries
 */
function setEntries(stage, entries) {
  const sorted = entries.toSorted((a, b) => minuteOf(a) - minuteOf(b));
  stage.play.opened = true;
  stage.questions.ask(withParameter(present(stage), "do", sorted.join(","), !sorted.length));
}

/** One more action than there is. @param {Stage} stage @param {number} tick @param {number} node */
export function breakNode(stage, tick, node) {
  const query = present(stage);
  const entry = `${tick}:crash_node:${node}`;
  stage.questions.ask(withParameter(query, "do", query.do ? `${query.do},${entry}` : entry, false));
}
