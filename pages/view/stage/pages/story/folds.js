/* Under the stage: the paragraph that the story follows, and the whole story as text. */

import { el } from "../../lib/dom.js";
import { glyph } from "../../lib/glyphs.js";
import { mark, say } from "../../lib/messages.js";
import { ownState } from "../../lib/own_state.js";
import { makeCombinations } from "./figures.js";
import { storyOf } from "./state.js";
import { nodesOf, paragraphOf, pieceOf } from "./words.js";

/** @import { Scene, Stage, Story } from "../../types.d.ts" */

/** What was seen of the paragraph: its sentences, and how many. */
const seenOf = ownState(() => ({
  words: el("span", { class: "sg-seen-words" }),
  sentences: /** @type {{ key: string, item: HTMLElement, mark: HTMLElement }[]} */ ([]),
}));

/** @param {Stage} stage @param {(scene: Scene) => void} goTo */
export function makeFolds(stage, goTo) {
  const { story } = storyOf(stage);
  seenOf(stage).sentences = story.sentences.map((sentence) => makeSentence(story, sentence, goTo));
  const folds = el("div", { class: "sg-folds" }, makeParagraph(stage, story), makeWhole(stage, story));
  showSeen(stage);
  return folds;
}

/** @param {Story} story @param {Story["sentences"][number]} sentence @param {(scene: Scene) => void} goTo */
function makeSentence({ scenes }, { key, text }, goTo) {
  const scene = scenes.find(({ sentences }) => sentences.includes(key));
  const seen = el("span", { class: "sg-seen-mark" });
  const item = el("li", {}, seen, el("span", { class: "sg-sentence", text }), " ");
  if (scene) {
    const heard = say("paragraph.see-scene", { scene: scene.title });
    const attributes = { type: "button", class: "sg-link", "aria-label": heard, text: say("paragraph.see") };
    item.append(el("button", { ...attributes, onclick: () => goTo(scene) }));
  }
  return { key, item, mark: seen };
}

/** @param {Stage} stage @param {Story} story */
function makeParagraph(stage, { record: [href, source] }) {
  const { words, sentences } = seenOf(stage);
  const lead = nodesOf(mark("paragraph.lead", { source }), {
    source: (text) => el("a", { href, target: "_blank", rel: "noopener", text }),
  });
  return el(
    "details",
    { class: "sg-fold sg-paragraph" },
    el("summary", {}, `${say("paragraph")} `, words),
    el("p", {}, ...lead),
    el("ol", {}, ...sentences.map(({ item }) => item)),
  );
}

/** @param {Stage} stage @param {Story} story */
function makeWhole(stage, { scenes }) {
  const told = scenes.filter(({ way }) => way !== "short");
  const whole = el("details", { class: "sg-fold sg-whole" }, el("summary", { text: say("whole-story") }));
  whole.addEventListener("toggle", () => {
    if (whole.open && whole.childElementCount === 1) whole.append(...told.map((scene) => sceneInWords(stage, scene)));
  });
  return whole;
}

/** @param {Stage} stage @param {Scene} scene */
function sceneInWords(stage, scene) {
  const { name, title, words, question, after, bars } = scene;
  return el(
    "section",
    {},
    el("h2", {}, el("a", { href: `?scene=${name}`, text: title })),
    ...words.map(paragraphOf(stage)),
    ...(question ? questionInWords(stage, question) : []),
    ...after.map(paragraphOf(stage)),
    ...(bars.length ? [el("ul", {}, ...bars.map(barInWords))] : []),
    makeCombinations(scene),
  );
}

/** @param {Scene["bars"][number]} of */
const barInWords = ([bar, value, whole]) => el("li", { text: say("bar-said", { bar, value, whole }) });

/** @param {Stage} stage @param {NonNullable<Scene["question"]>} question */
function questionInWords(stage, { ask, choices }) {
  const answers = choices.map(({ text, outcome }) =>
    el("li", {}, text, ...(outcome ? [": ", ...outcome.map((segment) => pieceOf(stage, segment)), "."] : [])),
  );
  return [paragraphOf(stage)(ask), el("ul", {}, ...answers)];
}

/** Which sentences of the paragraph were seen; a mark and a word say it, not colour alone. @param {Stage} stage */
export function showSeen(stage) {
  const { words, sentences } = seenOf(stage);
  const { story, seen } = storyOf(stage);
  let many = 0;
  for (const { key, item, mark: box } of sentences) {
    const isSeen = story.scenes.some((scene) => scene.sentences.includes(key) && seen.has(scene.name));
    many += Number(isSeen);
    item.classList.toggle("seen", isSeen);
    const text = isSeen ? say("paragraph.was-seen") : say("paragraph.not-seen");
    box.replaceChildren(isSeen ? glyph("tick") : "", el("span", { class: "sg-hidden", text: `${text} ` }));
  }
  words.textContent = say("paragraph.seen", { seen: many, sentences: sentences.length });
}
