/* Under the stage: the paragraph that the story follows, and the whole story as text. */

import { el } from "../../lib/dom.js";
import { glyph } from "../../lib/glyphs.js";
import { ownState } from "../../lib/own_state.js";
import { storyOf } from "./state.js";
import { paragraphOf, pieceOf } from "./words.js";

/** @import { Scene, Stage } from "../../types.d.ts" */

/** What was seen of the paragraph: its sentences, and how many. */
const seenOf = ownState(() => ({
  words: el("span", { class: "sg-seen-words" }),
  sentences: /** @type {{ key: string, item: HTMLElement, mark: HTMLElement }[]} */ ([]),
}));

/** @param {Stage} stage @param {(scene: Scene) => void} goTo */
export function makeFolds(stage, goTo) {
  const { story } = storyOf(stage);
  seenOf(stage).sentences = story.sentences.map(({ key, text }) => {
    const scene = story.scenes.find(({ sentences }) => sentences.includes(key));
    const mark = el("span", { class: "sg-seen-mark" });
    const item = el(
      "li",
      {},
      mark,
      el("span", { class: "sg-sentence", text }),
      " ",
      el("button", {
        type: "button",
        class: "sg-link",
        "aria-label": `See it: ${scene.title}`,
        text: "see it",
        onclick: () => goTo(scene),
      }),
    );
    return { key, item, mark };
  });
  const source = el("a", { href: story.record[0], target: "_blank", rel: "noopener", text: story.record[1] });
  const paragraph = el(
    "details",
    { class: "sg-fold sg-paragraph" },
    el("summary", {}, "The paragraph of 2011 that this explains ", seenOf(stage).words),
    el(
      "p",
      {},
      "What the operator’s explanation says, in our words; each sentence lights up when its scene was seen. The original: ",
      source,
      ".",
    ),
    el("ol", {}, ...seenOf(stage).sentences.map(({ item }) => item)),
  );
  const whole = el("details", { class: "sg-fold sg-whole" }, el("summary", { text: "The whole story as text" }));
  whole.addEventListener("toggle", () => {
    if (whole.open && whole.childElementCount === 1)
      whole.append(...story.scenes.map((scene) => sceneInWords(stage, scene)));
  });
  showSeen(stage);
  return el("div", { class: "sg-folds" }, paragraph, whole);
}

/** @param {Stage} stage @param {Scene} scene */
export function sceneInWords(stage, scene) {
  const { question } = scene;
  const asked = question
    ? [
        el("p", {}, ...question.ask.map((segment) => pieceOf(stage, segment))),
        el(
          "ul",
          {},
          ...question.choices.map(({ text, told }) =>
            el("li", {}, text, ...(told ? [": ", ...told.map((segment) => pieceOf(stage, segment)), "."] : [])),
          ),
        ),
      ]
    : [];
  const bars = scene.bars.length
    ? [el("ul", {}, ...scene.bars.map(([text, value, of]) => el("li", { text: `${text}: ${value} of ${of}` })))]
    : [];
  return el(
    "section",
    {},
    el("h2", {}, el("a", { href: `?scene=${scene.name}`, text: scene.title })),
    ...scene.words.map(paragraphOf(stage)),
    ...asked,
    ...scene.after.map(paragraphOf(stage)),
    ...bars,
  );
}

/** Which sentences of the paragraph were seen; a mark and a word say it, not colour alone. @param {Stage} stage */
export function showSeen(stage) {
  let many = 0;
  for (const { key, item, mark } of seenOf(stage).sentences) {
    const scenes = storyOf(stage).story.scenes.filter(({ sentences }) => sentences.includes(key));
    const seen = scenes.some(({ name }) => storyOf(stage).seen.has(name));
    many += seen;
    item.classList.toggle("seen", seen);
    mark.replaceChildren(
      seen ? glyph("tick") : "",
      el("span", { class: "sg-hidden", text: seen ? "seen: " : "not seen yet: " }),
    );
  }
  seenOf(stage).words.textContent = `${many} of ${seenOf(stage).sentences.length} sentences seen`;
}
