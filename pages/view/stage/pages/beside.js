/* What other pictures on the page may know of the stage and ask of it. */

import { queryKey } from "../lib/query.js";
import { writeAddress } from "../session/address.js";
import { ask } from "../session/questions.js";
import { pausePlay, play, startTick } from "../time/clock.js";

export function openBeside(stage, bus) {
  bus.beside = {
    query: () => stage.header?.query ?? null,
    minute: () => (stage.header ? stage.tick : null),
    play: (query) => playOther(stage, query),
    writeAddress: () => writeAddress(stage),
  };
}

export function closeBeside(stage, bus) {
  bus.beside = null;
  bus.also = {};
}

export function tellBeside(what) {
  window.dispatchEvent(new CustomEvent(`stormglass:${what}`));
}

/** Load another run and play it from just before the first thing happens; a stage without a picture yet does so after its first. */
export function playOther(stage, query) {
  if (!stage.header) {
    stage.playLater = query;
    return;
  }
  pausePlay(stage, { quiet: true });
  stage.playNext = queryKey(query);
  if (queryKey(stage.header.query) === stage.playNext) playFromStart(stage);
  else ask(stage, query);
  const { top, bottom } = stage.root.getBoundingClientRect();
  if (top > innerHeight * 0.6 || bottom < innerHeight * 0.4)
    stage.root.scrollIntoView({ behavior: stage.reduced ? "auto" : "smooth", block: "start" });
}

/** Called when a run is shown: was it asked for to be played? */
export function playIfAsked(stage) {
  if (stage.playNext && queryKey(stage.header.query) === stage.playNext) playFromStart(stage);
}

/** Called when a stage has its first picture: was another asked for meanwhile? */
export function playWaiting(stage) {
  const query = stage.playLater;
  stage.playLater = null;
  if (query) playOther(stage, query);
}

export function playFromStart(stage) {
  stage.playNext = null;
  pausePlay(stage, { quiet: true });
  stage.goTo(startTick(stage));
  play(stage);
}
