/* Predictions: asked before the future is shown, kept for this visit, summed up at the end. */

import { el, icon, rove } from "../../lib/dom.js";
import { glyph } from "../../lib/glyphs.js";
import { storyOf } from "./state.js";
import { paragraphOf, pieceOf } from "./words.js";

/** @import { Path, Scene, Stage } from "../../types.d.ts" */

/** @param {Stage} stage @param {(choice: number) => void} predict */
export function makeQuestion(stage, predict) {
  const { question } = storyOf(stage).scene;
  if (!question) return "";
  const guess = storyOf(stage).guesses[storyOf(stage).scene.name];
  const box = el("div", {
    class: `sg-question by-${question.by}${guess === undefined ? "" : " answered"}`,
    role: "group",
    "aria-label": `Your prediction: ${question.about}`,
  });
  box.append(el("p", { class: "sg-ask" }, ...question.ask.map((segment) => pieceOf(stage, segment))));
  if (guess === undefined) {
    const choices = question.choices.map((choice, k) =>
      el(
        "button",
        { type: "button", class: "sg-choice", onclick: () => predict(k) },
        choice.path ? curveOf(choice.path) : "",
        el("span", { text: choice.text }),
      ),
    );
    const list = el("div", { class: "sg-choices" }, ...choices);
    rove(list, ".sg-choice");
    box.append(
      list,
      el("button", {
        type: "button",
        class: "sg-link",
        text: "Show me without guessing",
        onclick: () => predict(-1),
      }),
    );
  } else if (guess >= 0) {
    const choice = question.choices[guess];
    box.append(
      el(
        "p",
        { class: "sg-guess" },
        choice.path ? curveOf(choice.path) : "",
        el("span", {}, "You said: ", el("b", { text: choice.text })),
      ),
    );
  }
  return box;
}

/** @param {Path} path */
export function curveOf(path) {
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
  storyOf(stage).after.replaceChildren(el("p", { class: "sg-wait", text: "Watch …" }));
}

/** What happened, once it was seen. @param {Stage} stage */
export function showAfter(stage) {
  const { scene } = storyOf(stage);
  storyOf(stage).isAfterShown = true;
  const verdict = verdictOf(stage, scene);
  storyOf(stage).after.replaceChildren(...(verdict ? [verdict] : []), ...scene.after.map(paragraphOf(stage)));
  if (stage.frame) storyOf(stage).heard.textContent = storyOf(stage).after.textContent;
}

/** Guess and run in one sentence. @param {Stage} stage @param {Scene} of */
export function verdictOf(stage, { name, question }) {
  const guess = storyOf(stage).guesses[name];
  if (!(guess >= 0)) return null;
  const { choices, answer } = question;
  if (answer === null)
    return el(
      "p",
      { class: "sg-verdict" },
      "Your pick alone: ",
      ...choices[guess].told.map((segment) => pieceOf(stage, segment)),
      ".",
    );
  if (guess === answer) return el("p", { class: "sg-verdict" }, glyph("tick"), "Just as you said.");
  return el("p", { class: "sg-verdict" }, "This run: ", el("b", { text: choices[answer].text }), ".");
}

/** At the end: what was predicted, and what came. @param {Stage} stage */
export function makeSummary(stage) {
  if (!storyOf(stage).scene.lab) return "";
  const asked = storyOf(stage).story.scenes.filter(({ question }) => question);
  const made = asked.filter(({ name }) => storyOf(stage).guesses[name] >= 0);
  if (!made.length) return "";
  const lines = made.map((scene) => {
    const { choices, answer, about } = scene.question;
    const guess = storyOf(stage).guesses[scene.name];
    const came =
      answer === null
        ? ["alone: ", ...choices[guess].told.map((segment) => pieceOf(stage, segment))]
        : guess === answer
          ? ["and so it came"]
          : ["this run: ", el("b", { text: choices[answer].text })];
    return el(
      "li",
      {},
      el("span", { class: "sg-about", text: about }),
      el("span", {}, `you said “${choices[guess].text}”; `, ...came, "."),
    );
  });
  return el(
    "section",
    { class: "sg-summary", "aria-label": "Your predictions" },
    el("h3", { text: "What you predicted" }),
    el("ul", {}, ...lines),
    el("p", { text: "Guessing first is how one notices. In the Lab you can test the next guess." }),
  );
}
