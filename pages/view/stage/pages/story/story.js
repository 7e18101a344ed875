/* The story: its words beside the cluster, the way on and back, and what was seen. Its scenes are data from Python. */

import { isOpen, lightScene } from "../../draw/spotlight.js";
import { el } from "../../lib/dom.js";
import { glyph } from "../../lib/glyphs.js";
import { clamp } from "../../lib/numbers.js";
import { queryKey } from "../../lib/query.js";
import { plain } from "../../lib/words.js";
import { makeFigure } from "./figures.js";
import { makeFolds, showSeen } from "./folds.js";
import { makeQuestion, makeSummary, showAfter } from "./predict.js";
import { STATE_CLASS } from "../../run/states.js";
import { writeAddress } from "../../session/address.js";
import { sendAsk } from "../../session/questions.js";
import { pausePlay, play, showStill } from "../../time/clock.js";
import { layoutAll } from "../../ui/panels.js";
import { showPlaying } from "../../ui/tell.js";

/** How high the cluster may be, so that words, picture and time stand on one screen. */
export function roomInStory(stage) {
  const phone = stage.root.dataset.size !== "desk";
  if (!phone) return clamp(window.innerHeight - 338 * stage.text, 260, 640);
  return clamp(
    window.innerHeight *
      ((stage.scene.figure === "loop" && !isOpen(stage)) || stage.scene === stage.story.scenes[0] ? 0.28 : 0.36),
    180,
    420,
  );
}

/** Begin to show a scene: still where it starts, or playing. */
export function enterScene(stage, { tick = null } = {}) {
  const { scene } = stage;
  stage.line.shown = scene.shows;
  stage.root.classList.toggle("no-time", !scene.timeline);
  stage.root.dataset.future = isOpen(stage) ? "hidden" : "faint";
  stage.opened = true;
  lightScene(stage);
  layoutAll(stage);
  const still = tick ?? (isOpen(stage) || !stage.reduced ? scene.from : scene.to);
  showStill(stage, still);
  showPlaying(stage);
  if (tick === null && !isOpen(stage) && !stage.reduced && scene.to > scene.from) play(stage);
}

export const STORY_KEPT = "stormglass-story";

/** What this visit knows: guesses by scene (a choice, or -1: not guessed), and which scenes were seen. */
export function keptOfVisit() {
  try {
    const { guesses, seen } = JSON.parse(sessionStorage.getItem(STORY_KEPT) ?? "{}");
    return { guesses: guesses ?? {}, seen: new Set(seen ?? []) };
  } catch {
    return { guesses: {}, seen: new Set() };
  }
}

export function keepForVisit({ guesses, seen }) {
  try {
    sessionStorage.setItem(STORY_KEPT, JSON.stringify({ guesses, seen: [...seen] }));
  } catch {
    /* it lasts until the page is left */
  }
}

/** Take a picture on the story's page. @returns {boolean} whether it belongs to the scene that is being told */
export function meetStory(stage, header) {
  if (!header.story) return true;
  if (!stage.story) {
    stage.story = header.story;
    Object.assign(stage, keptOfVisit());
    stage.scene = header.story.scenes.find(({ name }) => name === header.scene) ?? header.story.scenes[0];
    buildStory(stage);
    tellScene(stage);
  }
  return queryKey(header.query) === queryKey(stage.scene.query);
}

export function buildStory(stage) {
  const { root, body } = stage;
  root.classList.add("with-story");
  stage.words = el("section", { class: "sg-words", "aria-label": "The story" });
  stage.backButton = el(
    "button",
    { type: "button", class: "sg-round", "aria-label": "Back", title: "Back (←)", onclick: () => stepScene(stage, -1) },
    glyph("before"),
  );
  stage.nextBox = el("div", { class: "sg-next-box" });
  stage.progress = el("div", { class: "sg-progress" });
  stage.nav = el(
    "nav",
    { class: "sg-story-nav", "aria-label": "Scenes" },
    stage.progress,
    el("div", { class: "sg-steps" }, stage.backButton, stage.nextBox),
  );
  stage.heard = el("div", { class: "sg-hidden", "aria-live": "polite" });
  stage.foldBox = el("div", { class: "sg-folds" });
  body.prepend(stage.words, stage.nav);
  body.after(stage.foldBox, stage.heard);
  makeFolds(stage);
}

/** Go to another scene of the list. */
export function goToScene(stage, i) {
  const scene = stage.story.scenes[i];
  if (!scene || scene === stage.scene) return;
  pausePlay(stage, { quiet: true });
  markSeen(stage);
  stage.scene = scene;
  tellScene(stage);
  speakScene(stage);
  stage.wanted = scene.query;
  const known = stage.answers.get(queryKey(scene.query));
  if (known) stage.adopt(known, { fromMemory: true });
  else if (stage.inFlight === null) sendAsk(stage);
  writeAddress(stage);
  showTop(stage);
}

export const sceneNumber = (stage) => stage.story.scenes.indexOf(stage.scene);

export function stepScene(stage, way) {
  goToScene(stage, sceneNumber(stage) + way);
}

/** The words stand at the top again where the page was scrolled down. */
export function showTop(stage) {
  if (stage.words.getBoundingClientRect().top < -8) stage.words.scrollIntoView({ block: "start", behavior: "instant" });
}

/** A scene was seen when it was played to its end or left; not while its prediction is open. */
export function markSeen(stage) {
  if (isOpen(stage) || stage.seen.has(stage.scene.name)) return;
  stage.seen.add(stage.scene.name);
  keepForVisit(stage);
  showSeen(stage);
}

/** A scene played to its end. */
export function endScene(stage) {
  markSeen(stage);
  if (stage.scene.question && !stage.afterShown) showAfter(stage);
}

/** The words of a scene, the way on, and the progress. */
export function tellScene(stage) {
  const { scene, story } = stage;
  const first = scene === story.scenes[0];
  stage.root.dataset.scene = scene.name;
  stage.root.classList.toggle("first-scene", first);
  stage.figure = null;
  stage.afterShown = false;
  const chapter = story.scenes.slice(0, sceneNumber(stage) + 1).findLast((one) => one.chapter)?.chapter;
  stage.words.replaceChildren(
    el("h1", { text: story.scenes[0].title }),
    ...(first ? [] : [chapter ? el("p", { class: "sg-chapter", text: chapter }) : "", el("h2", { text: scene.title })]),
    ...scene.words.map(paragraphOf(stage)),
    makeQuestion(stage),
    makeFigure(stage),
    (stage.after = el("div", { class: "sg-after" })),
    makeSummary(stage),
    makeLegend(scene),
  );
  if (scene.question && !isOpen(stage)) showAfter(stage);
  showWayOn(stage);
}

export const paragraphOf = (stage) => (segments) => el("p", {}, ...segments.map((segment) => pieceOf(stage, segment)));

/** A piece of a sentence: plain, a number of the run, a state, or what the record says. */
export function pieceOf(stage, segment) {
  if (typeof segment === "string") return document.createTextNode(segment);
  const [text, mark] = segment;
  if (mark === "strong") return el("strong", { text });
  if (mark === "run") return el("b", { class: "sg-run-number", text });
  if (mark === "reader") return el("span", { class: "sg-reader", text });
  if (mark === "record")
    return el("a", {
      class: "sg-record",
      href: stage.story.record[0],
      target: "_blank",
      rel: "noopener",
      title: stage.story.record[1],
      text,
    });
  return el("mark", { class: `sg-mark sg-mark-${STATE_CLASS[mark] ?? "mirrored"}`, text });
}

/** Where the numbers come from, said once under the words. */
export function makeLegend({ words, after, question }) {
  const marks = new Set(
    [...words, ...after, question?.ask ?? []]
      .flat()
      .filter((segment) => typeof segment !== "string")
      .map(([, mark]) => mark),
  );
  const line = el("p", { class: "sg-legend" });
  if ([...marks].some((mark) => !["strong", "record", "reader"].includes(mark)))
    line.append(el("b", { class: "sg-run-number", text: "Bold" }), " or underlined numbers: from the model’s runs. ");
  if (marks.has("record")) line.append(el("span", { class: "sg-record", text: "Dotted" }), ": Amazon’s own account. ");
  if (marks.has("reader"))
    line.append(el("span", { class: "sg-reader", text: "Slanted" }), ": readers’ remarks on GeekWire, 2011.");
  return line;
}

export function showWayOn(stage) {
  const { scene, story } = stage;
  const i = sceneNumber(stage);
  const next = story.scenes[i + 1];
  const leaves = i === 0 && stage.backButton === stage.root.getRootNode().activeElement;
  stage.backButton.hidden = i === 0;
  const on = (words, kind) =>
    el(
      "button",
      { type: "button", class: kind, onclick: () => stepScene(stage, 1) },
      el("span", { text: words }),
      glyph("on"),
    );
  const lab = scene.lab || !next;
  stage.nextBox.replaceChildren(
    lab ? labLink() : "",
    next ? on(scene.button, lab || isOpen(stage) ? "sg-next plain" : "sg-next") : "",
  );
  if (leaves) stage.nextBox.firstElementChild.focus();
  const part = el(
    "ol",
    { class: "sg-line", "aria-hidden": "true" },
    ...story.scenes.map((one, k) =>
      el("li", { class: `${k < i ? "past" : k === i ? "now" : ""}${one.chapter ? " chapter" : ""}` }),
    ),
  );
  stage.progress.replaceChildren(
    part,
    el("p", {}, el("span", { class: "sg-hidden", text: "Scene " }), `${i + 1} of ${story.scenes.length}`),
  );
}

/** The way to the Lab: the page's own link, which changes the page without loading it anew. */
export function labLink() {
  const page = document.querySelector(".st-key-tolab a");
  const go = (event) => {
    if (!page?.isConnected || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    page.click();
  };
  return el(
    "a",
    { class: "sg-next", href: page?.href ?? "lab", onclick: go },
    el("span", { text: "Now try to stop it" }),
    glyph("on"),
  );
}

/** For those who listen: heading and words of the new scene. */
export function speakScene(stage) {
  const { scene } = stage;
  stage.heard.textContent = `Scene ${sceneNumber(stage) + 1}: ${scene.title}. ${[...scene.words, scene.question?.ask ?? []].map(plain).join(" ")}`;
}
