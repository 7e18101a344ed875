/* What the story knows: its scenes, the one that is told, and what this visit has guessed and seen. */

import { el } from "../../lib/dom.js";
import { say } from "../../lib/messages.js";
import { ownState } from "../../lib/own_state.js";

/** @import { Scene, Stage, Story } from "../../types.d.ts" */

const KEPT = "stormglass-story";

/**
 * What this visit knows: guesses by scene (a choice, or -1: not guessed), and which scenes were seen.
 * @returns {{ guesses: Record<string, number>, seen: Set<string> }}
 */
function keptOfVisit() {
  try {
    const { guesses, seen } = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
    return { guesses: guesses ?? {}, seen: new Set(seen ?? []) };
  } catch {
    return { guesses: {}, seen: new Set() };
  }
}

/** @param {ReturnType<typeof storyOf>} of */
export function keepForVisit({ guesses, seen }) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ guesses, seen: [...seen] }));
  } catch {
    /* it lasts until the page is left */
  }
}

export const storyOf = ownState(() => ({
  ...keptOfVisit(),
  story: /** @type {Story} */ (/** @type {unknown} */ (null)), // both come with the first frame
  scene: /** @type {Scene} */ (/** @type {unknown} */ (null)),
  words: el("section", { class: "sg-words", "aria-label": say("story") }),
  nextBox: el("div", { class: "sg-next-box" }),
  progress: el("div", { class: "sg-progress" }),
  heard: el("div", { class: "sg-hidden", "aria-live": "polite" }),
  after: el("div", { class: "sg-after" }),
  isAfterShown: false,
  figure: /** @type {(() => void) | null} */ (null),
}));

/** @typedef {{ story: Story, scene: Scene, guesses: Record<string, number> }} Told */

/**
 * The scenes of the way that one is on, in the order in which they are told: of those that play the choices of a question, the pick comes first.
 * @param {Told} of @returns {Scene[]}
 */
export function orderOf({ story, scene: { way }, guesses }) {
  const order = story.scenes.filter((one) => (way === "whole" ? one.way !== "short" : one.way !== "whole"));
  for (const { name, question } of story.scenes) {
    const picked = question?.choices[guesses[name]]?.scene;
    if (!picked || way !== "whole") continue;
    const first = Math.min(...question.choices.map((choice) => order.findIndex((one) => one.name === choice.scene)));
    const [scene] = order.splice(
      order.findIndex((one) => one.name === picked),
      1,
    );
    order.splice(first, 0, scene);
  }
  return order;
}

/** @param {Told} of */
export const sceneNumber = (of) => orderOf(of).indexOf(of.scene);

/** The words of the choice that this scene plays, where it was picked. @param {Told} of */
export function pickOf({ story, scene, guesses }) {
  const picks = story.scenes.map(({ name, question }) => question?.choices[guesses[name]]);
  return picks.find((pick) => pick?.scene === scene.name)?.text;
}

/** The prediction of this scene is open. @param {{ scene: Scene, guesses: Record<string, number> }} of */
export function isGuessing({ scene, guesses }) {
  return Boolean(scene.question) && guesses[scene.name] === undefined;
}

/**
 * Put what the scene is about into the light, and close the future while its prediction is open.
 * @param {Stage} stage
 */
export function light(stage) {
  const story = storyOf(stage);
  const { lit, volume, from, to, seconds } = story.scene;
  const pace = seconds ? (seconds * 1000) / Math.max(1, to - from) : null;
  Object.assign(stage.spotlight, { lit, volume, from, to, pace, guessing: isGuessing(story) });
}
