/* The story: its words beside the cluster, the way on and back, and what was seen. Its scenes are data from Python. */

import { lightPanels } from "../../draw/spotlight.js";
import { el } from "../../lib/dom.js";
import { plainOf, say } from "../../lib/messages.js";
import { clamp } from "../../lib/numbers.js";
import { queryKey } from "../../lib/query.js";
import { linkOfScene } from "../../session/write_link.js";
import { pausePlay, play, showStill } from "../../time/clock.js";
import { boxesOf } from "../../ui/build.js";
import { cardOf } from "../../ui/card.js";
import { controlsOf } from "../../ui/controls.js";
import { firstKeysOf } from "../../ui/keyboard.js";
import { layoutAll } from "../../ui/sizes.js";
import { lineOf } from "../../ui/timeline.js";
import { makeFigure } from "./figures.js";
import { makeFolds, showSeen } from "./folds.js";
import { hideAfter, makePick, makeQuestion, makeSummary, showAfter } from "./predict.js";
import { isGuessing, keepForVisit, light, orderOf, sceneNumber, storyOf } from "./state.js";
import { backOf, focusOn, showWayOn } from "./way_on.js";
import { makeLegend, paragraphOf } from "./words.js";

/** @import { Frame, Scene, Stage } from "../../types.d.ts" */

const RUNS_AHEAD = 2;

/** Keys that turn pages, those of a presenter's clicker too. @type {Record<string, number>} */
const WAYS = { ArrowLeft: -1, ArrowRight: 1, PageUp: -1, PageDown: 1 };

/**
 * Take a frame on the story's page. @returns {boolean} whether it belongs to the scene that is being told
 * @param {Stage} stage @param {Frame} frame
 */
export function meetStory(stage, frame) {
  if (!frame.story) return true;
  const own = storyOf(stage);
  if (!own.story) {
    own.story = frame.story;
    own.scene = frame.story.scenes.find(({ name }) => name === frame.scene) ?? frame.story.scenes[0];
    light(stage);
    buildStory(stage);
    tellScene(stage);
  }
  return queryKey(frame.query) === queryKey(own.scene.query);
}

/** @param {Stage} stage */
function buildStory(stage) {
  const { words, progress, nextBox, heard } = storyOf(stage);
  const { body } = boxesOf(stage);
  stage.root.classList.add("with-story");
  const back = backOf(stage);
  back.addEventListener("click", () => stepScene(stage, -1));
  const steps = el("div", { class: "sg-steps" }, back, nextBox);
  body.prepend(words, el("nav", { class: "sg-story-nav", "aria-label": say("story.scenes") }, progress, steps));
  body.after(
    makeFolds(stage, (scene) => goToScene(stage, scene)),
    heard,
  );
  stage.spotlight.room = () => roomOf(stage);
  stage.link = (search) => linkOf(stage, search);
  stage.events.on("drawn", () => storyOf(stage).figure?.());
  stage.events.on("ended", () => endScene(stage));
  stage.events.on("idle", () => askAhead(stage));
  firstKeysOf(stage).push((/** @type {KeyboardEvent} */ event, /** @type {EventTarget[]} */ path) =>
    takeKey(stage, event, path),
  );
}

/** How high the cluster may be, so that words, picture and time stand on one screen. @param {Stage} stage */
function roomOf(stage) {
  const own = storyOf(stage);
  if (stage.root.dataset.size === "desk") return clamp(window.innerHeight - 338 * stage.view.text, 260, 640);
  const isLoop = own.scene.figure === "loop" && !isGuessing(own);
  return clamp(window.innerHeight * (isLoop || own.scene === own.story.scenes[0] ? 0.28 : 0.36), 180, 420);
}

/**
 * Begin to show a scene: still where it starts, or playing; a link may name another minute.
 * @param {Stage} stage @param {number | null} [tick]
 */
export function enterScene(stage, tick = null) {
  const { scene } = storyOf(stage);
  light(stage);
  const { guessing } = stage.spotlight;
  stage.play.shown = scene.shows;
  stage.root.classList.toggle("no-time", !scene.timeline);
  stage.play.hidden = guessing;
  stage.root.dataset.future = guessing ? "hidden" : "faint";
  stage.play.opened = true;
  lightPanels(stage);
  layoutAll(stage);
  showStill(stage, tick ?? (guessing || !stage.view.reduced ? scene.from : scene.to));
  stage.events.emit("playing");
  if (tick === null && !guessing && !stage.view.reduced && scene.to > scene.from) play(stage);
}

/**
 * The visitor has guessed, or does not want to (-1): now it is shown.
 * @param {Stage} stage @param {number} choice
 */
function predict(stage, choice) {
  const own = storyOf(stage);
  own.guesses[own.scene.name] = choice;
  keepForVisit(own);
  if (own.scene.question?.choices[0].scene) {
    stepScene(stage, 1); // the pick plays, in its own scene
    focusOn(own.nextBox, { preventScroll: true });
    return;
  }
  tellScene(stage);
  if (!stage.view.reduced) hideAfter(stage);
  const said = own.scene.question?.choices[choice]?.text;
  own.heard.textContent = said ? say("prediction.heard", { choice: said }) : say("prediction.plays");
  enterScene(stage);
  focusOn(own.nextBox, { preventScroll: true });
}

/** Go to another scene. @param {Stage} stage @param {Scene | undefined} scene */
function goToScene(stage, scene) {
  const own = storyOf(stage);
  if (!scene || scene === own.scene) return;
  pausePlay(stage, { isQuiet: true });
  markSeen(stage);
  own.scene = scene;
  light(stage);
  tellScene(stage);
  speakScene(stage);
  stage.questions.ask(scene.query);
  stage.events.emit("address");
  if (own.words.getBoundingClientRect().top < -8) own.words.scrollIntoView({ block: "start", behavior: "instant" });
}

/** @param {Stage} stage @param {number} way */
function stepScene(stage, way) {
  const own = storyOf(stage);
  goToScene(stage, orderOf(own)[sceneNumber(own) + way]);
}

/** A scene was seen when it was played to its end or left; not while its prediction is open. @param {Stage} stage */
function markSeen(stage) {
  const own = storyOf(stage);
  if (isGuessing(own) || own.seen.has(own.scene.name)) return;
  own.seen.add(own.scene.name);
  keepForVisit(own);
  showSeen(stage);
}

/** A scene played to its end. @param {Stage} stage */
function endScene(stage) {
  const own = storyOf(stage);
  markSeen(stage);
  if (own.scene.question && !own.isAfterShown) showAfter(stage);
}

/** The words of a scene, the way on, and the progress. @param {Stage} stage */
function tellScene(stage) {
  const own = storyOf(stage);
  const { scene, story } = own;
  const first = scene === story.scenes[0];
  stage.root.dataset.scene = scene.name;
  stage.root.classList.toggle("first-scene", first);
  own.figure = null;
  own.isAfterShown = false;
  own.after.replaceChildren();
  const chapter = orderOf(own)
    .slice(0, sceneNumber(own) + 1)
    .findLast((one) => one.chapter)?.chapter;
  const heading = [chapter ? el("p", { class: "sg-chapter", text: chapter }) : "", el("h2", { text: scene.title })];
  own.words.replaceChildren(
    el("h1", { text: story.scenes[0].title }),
    ...(first ? [] : heading),
    makePick(stage),
    ...scene.words.map(paragraphOf(stage)),
    makeQuestion(stage, (choice) => predict(stage, choice)),
    makeFigure(stage),
    own.after,
    makeSummary(stage),
    makeLegend(scene),
  );
  if (scene.question && !isGuessing(own)) showAfter(stage);
  showWayOn(stage, (next) => goToScene(stage, next));
}

/** For those who listen: heading and words of the new scene. @param {Stage} stage */
function speakScene(stage) {
  const own = storyOf(stage);
  const { title, words, question } = own.scene;
  const text = [...words, question?.ask ?? []].map(plainOf).join(" ");
  own.heard.textContent = say("story.heard", { scene: sceneNumber(own) + 1, title, words: text });
}

/** Fetch what the next scenes will show, so that a step needs no answer of the server. @param {Stage} stage */
function askAhead(stage) {
  const { questions, host } = stage;
  const own = storyOf(stage);
  if (questions.inFlight || !host.env.online() || !host.address.isOurs()) return;
  const rest = orderOf(own)
    .slice(sceneNumber(own) + 1)
    .map(({ query }) => query);
  const keys = [...new Set(rest.map(queryKey))].slice(0, RUNS_AHEAD);
  const missing = keys.find((key) => !questions.kept.has(key));
  const query = rest.find((one) => queryKey(one) === missing);
  if (query) questions.sendAhead(query);
}

/**
 * The link of a scene, with the minute where it was paused within it.
 * @param {Stage} stage @param {string} search
 */
function linkOf(stage, search) {
  const { scene, story } = storyOf(stage);
  const { tick, playing } = stage.play;
  const { frame } = stage;
  const isWithin = !playing && tick > scene.from && tick < scene.to;
  const isShown = frame && queryKey(frame.query) === queryKey(scene.query);
  return linkOfScene(scene === story.scenes[0] ? null : scene.name, isWithin && isShown ? tick : null, search);
}

/**
 * Arrows and Page Up, Page Down turn the pages of the story, but for where the stage's own things have the focus. @returns {boolean}
 * @param {Stage} stage @param {KeyboardEvent} event @param {EventTarget[]} path
 */
function takeKey(stage, event, path) {
  const way = WAYS[event.key];
  if (event.shiftKey || !way) return false;
  /** @type {EventTarget[]} */
  const own = [boxesOf(stage).runs, lineOf(stage).box, controlsOf(stage).box, cardOf(stage)];
  if (path.some((node) => own.includes(node))) return false;
  event.preventDefault();
  stepScene(stage, way);
  return true;
}
