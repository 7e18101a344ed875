/* How each run ends: hidden until it has ended or somebody asks. */

import { el } from "../lib/dom.js";
import { endingOf as endingOfRun } from "../lib/endings.js";
import { plainOf, say } from "../lib/messages.js";
import { ownState } from "../lib/own_state.js";
import { SIDES } from "../run/flags.js";
import { segmentsInto } from "./captions.js";
import { speak } from "./speech.js";

/** @import { Panel, Run, Stage } from "../types.d.ts" */

export const endingsOf = ownState(() => el("div", { class: "sg-endings" }));

const endingOf = ownState(() => {
  const words = el("p", { class: "sg-outcome" });
  const lead = el("p", { class: "sg-ending-lead" });
  const ask = el("button", { type: "button", class: "sg-link", text: say("ending-show") });
  const mark = el("i", { class: "sg-luck-mark", "aria-hidden": "true" });
  const row = el("div", { class: "sg-outcome-row" }, mark, words);
  return { box: el("div", { class: "sg-ending" }, lead, row, ask), words, lead, ask, mark, row, isRevealed: false };
});

/** One for each run that is shown. @param {Stage} stage */
export function makeEndings(stage) {
  for (const panel of stage.panels) {
    const ending = endingOf(panel);
    ending.ask.onclick = () => {
      ending.isRevealed = true;
      showEndings(stage);
      stage.events.emit("learnt");
    };
  }
  endingsOf(stage).replaceChildren(...stage.panels.map((panel) => endingOf(panel).box));
}

/** @param {Stage} stage */
export function showEndings(stage) {
  for (const panel of stage.panels) showEnding(stage, panel);
  if (stage.play.hidden && stage.panels.every((panel) => isOver(stage, panel))) stage.events.emit("learnt");
}

/** It was played to its end. @param {Stage} of @param {Panel} panel */
function isOver({ play, frame }, { run }) {
  const wasPlayed = play.opened || frame.tick != null;
  return play.tick >= Math.min(run.last - 1, play.shown) && !play.playing && wasPlayed;
}

/** @param {Stage} stage @param {Panel} panel */
function showEnding(stage, panel) {
  const { view } = stage;
  const { run } = panel;
  const { box, words, lead, ask, mark, row, isRevealed } = endingOf(panel);
  const over = isOver(stage, panel);
  const open = over || isRevealed;
  box.classList.toggle("open", open);
  row.hidden = !open;
  ask.hidden = open;
  mark.className = `sg-luck-mark sg-fate-${endingOfRun(run)}`;
  segmentsInto(words, open ? run.outcome : []);
  const told = over ? lastWords(run) : open ? say("ending-title") : say("ending-open");
  lead.textContent = view.sides ? say("side-lead", { side: SIDES[panel.index], words: told }) : told;
  lead.classList.toggle("sg-quiet-lead", !open);
}

/** @param {Run} run */
function lastWords(run) {
  if (run.last < 2) return say("ending-nothing");
  if (run.last < run.ticks) return say("ending-no-more", { minute: run.last - 1 });
  return say("ending-end", { minute: run.ticks });
}

/** It ended before its time was over: said aloud. @param {Stage} stage */
export function tellEarlyEnd(stage) {
  const ends = Math.max(...stage.panels.map(({ run }) => run.ticks));
  if (stage.play.tick >= ends) return;
  const [panel] = stage.panels;
  speak(stage, `${endingOf(panel).lead.textContent} ${plainOf(panel.run.outcome)}`);
}

/**
 * How it ends stands under the levers where there is room, else at the foot, before what else stands there.
 * @param {Stage} stage @param {HTMLElement | null} side @param {HTMLElement} before
 */
export function placeEndings(stage, side, before) {
  const endings = endingsOf(stage);
  const place = side ?? before.parentElement;
  if (endings.parentElement === place) return;
  if (side) side.append(endings);
  else before.before(endings);
}
