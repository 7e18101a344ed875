/* Under the stage: the paragraph that the story follows, and the whole story as text. */

import { el } from "../../lib/dom.js";
import { glyph } from "../../lib/glyphs.js";
import { goToScene, paragraphOf, pieceOf } from "./story.js";

export function makeFolds(stage) {
  const { story } = stage;
  stage.seenWords = el("span", { class: "sg-seen-words" });
  stage.sentences = story.sentences.map(({ key, text }) => {
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
        onclick: () => goToScene(stage, story.scenes.indexOf(scene)),
      }),
    );
    return { key, item, mark };
  });
  const source = el("a", { href: story.record[0], target: "_blank", rel: "noopener", text: story.record[1] });
  const paragraph = el(
    "details",
    { class: "sg-fold sg-paragraph" },
    el("summary", {}, "The paragraph of 2011 that this explains ", stage.seenWords),
    el(
      "p",
      {},
      "What the operator’s explanation says, in our words; each sentence lights up when its scene was seen. The original: ",
      source,
      ".",
    ),
    el("ol", {}, ...stage.sentences.map(({ item }) => item)),
  );
  const whole = el("details", { class: "sg-fold sg-whole" }, el("summary", { text: "The whole story as text" }));
  whole.addEventListener("toggle", () => {
    if (whole.open && whole.childElementCount === 1)
      whole.append(...story.scenes.map((scene) => sceneInWords(stage, scene)));
  });
  stage.foldBox.append(paragraph, whole);
  showSeen(stage);
}

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

/** Which sentences of the paragraph were seen; a mark and a word say it, not colour alone. */
export function showSeen(stage) {
  let many = 0;
  for (const { key, item, mark } of stage.sentences) {
    const scenes = stage.story.scenes.filter(({ sentences }) => sentences.includes(key));
    const seen = scenes.some(({ name }) => stage.seen.has(name));
    many += seen;
    item.classList.toggle("seen", seen);
    mark.replaceChildren(
      seen ? glyph("tick") : "",
      el("span", { class: "sg-hidden", text: seen ? "seen: " : "not seen yet: " }),
    );
  }
  stage.seenWords.textContent = `${many} of ${stage.sentences.length} sentences seen`;
}
