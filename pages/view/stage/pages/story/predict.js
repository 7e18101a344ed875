/* Predictions: asked before the future is shown, kept for this visit, summed up at the end. */

import { el, icon, rove } from "../../lib/dom.js";
import { glyph } from "../../lib/glyphs.js";
import { mark, say } from "../../lib/messages.js";
import { pickOf, storyOf } from "./state.js";
import { BOLD, nodesOf, paragraphOf, pieceOf } from "./words.js";

/** @import { Scene, Segment, Stage } from "../../types.d.ts" */
/** @typedef {NonNullable<Scene["question"]>} Question */

/** @param {Stage} stage @param {Segment[]} segments */
const pieces = (stage, segments) => segments.map((segment) => pieceOf(stage, segment));

/** @param {Stage} stage @param {(choice: number) => void} predict */
export function makeQuestion(stage, predict) {
  const { scene, guesses } = storyOf(stage);
  const { question } = scene;
  if (!question) return "";
  const guess = guesses[scene.name];
  const isOpen = guess === undefined;
  const box = el("div", {
    class: `sg-question by-${question.by}${isOpen ? "" : " answered"}`,
    role: "group",
    "aria-label": say("prediction", { about: question.about }),
  });
  box.append(el("p", { class: "sg-ask" }, ...pieces(stage, question.ask)));
  if (isOpen) box.append(...makeChoices(question, predict));
  else if (guess >= 0) box.append(makeGuess(question, guess));
  return box;
}

/** @param {Question} question @param {(choice: number) => void} predict */
function makeChoices({ choices }, predict) {
  const buttons = choices.map(({ path, text }, k) =>
    el(
      "button",
      { type: "button", class: "sg-choice", onclick: () => predict(k) },
      path ? curveOf(path) : "",
      el("span", { text }),
    ),
  );
  const list = el("div", { class: "sg-choices" }, ...buttons);
  rove(list, ".sg-choice");
  const attributes = { type: "button", class: "sg-link", text: say("prediction.skip") };
  return [list, el("button", { ...attributes, onclick: () => predict(-1) })];
}

/** @param {Question} question @param {number} guess */
function makeGuess({ choices }, guess) {
  const { path, text } = choices[guess];
  const said = nodesOf(mark("prediction.guess", { choice: text }), BOLD);
  return el("p", { class: "sg-guess" }, path ? curveOf(path) : "", el("span", {}, ...said));
}

/** The scene plays what was picked: that is said above its words. @param {Stage} stage */
export function makePick(stage) {
  const choice = pickOf(storyOf(stage));
  return choice ? el("p", { class: "sg-pick" }, ...nodesOf(mark("prediction.guess", { choice }), BOLD)) : "";
}

/** @param {string} path */
function curveOf(path) {
  const picture = icon(
    [
      { d: `${path}V40H0Z`, fill: "var(--sg-copying-bg)" },
      { d: path, fill: "none", stroke: "var(--sg-copying)" },
    ],
    { className: "sg-choice-curve" },
  );
  picture.setAttribute("viewBox", "-1 -2 102 44");
  picture.setAttribute("preserveAspectRatio", "none");
  return picture;
}

/** @param {Stage} stage */
export function hideAfter(stage) {
  storyOf(stage).isAfterShown = false;
  storyOf(stage).after.replaceChildren(el("p", { class: "sg-wait", text: say("prediction.watch") }));
}

/** What happened, once it was seen. @param {Stage} stage */
export function showAfter(stage) {
  const own = storyOf(stage);
  own.isAfterShown = true;
  const { name, question, after } = own.scene;
  const verdict = question && own.guesses[name] >= 0 ? [verdictOf(stage, question, own.guesses[name])] : [];
  own.after.replaceChildren(...verdict, ...after.map(paragraphOf(stage)));
  if (stage.frame) own.heard.textContent = own.after.textContent;
}

/** Guess and run in one sentence. @param {Stage} stage @param {Question} question @param {number} guess */
function verdictOf(stage, { choices, answer }, guess) {
  const box = el("p", { class: "sg-verdict" });
  if (answer === null) box.append(say("prediction.alone"), " ", ...pieces(stage, choices[guess].outcome), ".");
  else if (guess === answer) box.append(glyph("tick"), say("prediction.right"));
  else box.append(...nodesOf(mark("prediction.wrong", { came: choices[answer].text }), BOLD));
  return box;
}

/** What was said of a scene, and what came. @param {Stage} stage @param {Question} question @param {number} guess */
function cameOf(stage, { choices, answer }, guess) {
  const choice = choices[guess].text;
  if (answer === null)
    return [say("predictions.alone", { choice }), " ", ...pieces(stage, choices[guess].outcome), "."];
  if (guess === answer) return [say("predictions.right", { choice })];
  return nodesOf(mark("predictions.wrong", { choice, came: choices[answer].text }), BOLD);
}

/** At the end: what was predicted, and what came. @param {Stage} stage */
export function makeSummary(stage) {
  const { scene, story, guesses } = storyOf(stage);
  if (!scene.lab) return "";
  const lines = story.scenes.flatMap(({ name, question }) => {
    if (!question || !(guesses[name] >= 0)) return [];
    const about = el("span", { class: "sg-about", text: question.about });
    return [el("li", {}, about, el("span", {}, ...cameOf(stage, question, guesses[name])))];
  });
  if (!lines.length) return "";
  return el(
    "section",
    { class: "sg-summary", "aria-label": say("predictions") },
    el("h3", { text: say("predictions.title") }),
    el("ul", {}, ...lines),
    el("p", { text: say("predictions.hint") }),
  );
}
