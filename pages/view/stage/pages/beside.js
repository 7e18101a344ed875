/* What other pictures on the page may know of the stage and ask of it (`beside` in the registry), and what it tells them:
   "stormglass:run" when another run is shown, "stormglass:minute" when the playhead is at another minute.
   What they add to the address (`also` in the registry, name → value) the stage writes with its own. */

import { ownState } from "../lib/own_state.js";
import { queryKey } from "../lib/query.js";
import { registry } from "../lib/registry.js";
import { goTo, pausePlay, play, startTick } from "../time/clock.js";

/** @import { Query, Stage } from "../types.d.ts" */

/** A run that was asked for to be played: when it is shown, or when the stage has its first picture. */
const askedOf = ownState(() => ({ next: "", later: /** @type {Query | null} */ (null) }));

/** @param {Stage} stage */
export function openBeside(stage) {
  registry.beside = {
    query: () => stage.frame?.query ?? null,
    minute: () => (stage.frame ? stage.play.tick : null),
    play: (query) => playOther(stage, query),
    writeAddress: () => stage.events.emit("address"),
  };
}

export function closeBeside() {
  registry.beside = null;
  registry.also = {};
}

/** @param {string} what */
export function tellBeside(what) {
  window.dispatchEvent(new CustomEvent(`stormglass:${what}`));
}

/**
 * Load another run and play it from just before the first thing happens; a stage without a picture yet does so after its first.
 * @param {Stage} stage @param {Query} query
 */
function playOther(stage, query) {
  const asked = askedOf(stage);
  if (!stage.frame) {
    asked.later = query;
    return;
  }
  pausePlay(stage, { isQuiet: true });
  asked.next = queryKey(query);
  if (queryKey(stage.frame.query) === asked.next) playFromStart(stage);
  else stage.questions.ask(query);
  const { top, bottom } = stage.root.getBoundingClientRect();
  if (top > innerHeight * 0.6 || bottom < innerHeight * 0.4)
    stage.root.scrollIntoView({ behavior: stage.view.reduced ? "auto" : "smooth", block: "start" });
}

/** A run is shown: was it asked for to be played? @param {Stage} stage */
export function playIfAsked(stage) {
  if (askedOf(stage).next === queryKey(stage.frame.query)) playFromStart(stage);
}

/** A stage has its first picture: was another asked for meanwhile? @param {Stage} stage */
export function playWaiting(stage) {
  const asked = askedOf(stage);
  const query = asked.later;
  asked.later = null;
  if (query) playOther(stage, query);
}

/** @param {Stage} stage */
function playFromStart(stage) {
  askedOf(stage).next = "";
  pausePlay(stage, { isQuiet: true });
  goTo(stage, startTick(stage));
  play(stage);
}
