/* What is spoken. */

import { el } from "../lib/dom.js";
import { plainOf } from "../lib/messages.js";
import { ownState } from "../lib/own_state.js";
import { queryKey } from "../lib/query.js";
import { captionAt } from "../run/captions.js";

/** @import { Stage } from "../types.d.ts" */

const CHANGE_MS = 700; // a lever that moves on within this time is told once

export const speechOf = ownState(() => ({
  live: el("div", { class: "sg-hidden", "aria-live": "polite" }),
  timer: /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined),
  until: 0,
  query: /** @type {string | null} */ (null),
  change: /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined),
}));

/**
 * Say something; while playing one thing waits for the other, by its length.
 * @param {Stage} stage @param {string} text
 */
export function speak(stage, text) {
  const speech = speechOf(stage);
  clearTimeout(speech.timer);
  const wait = stage.play.playing ? Math.max(0, speech.until - performance.now()) : 0;
  speech.timer = setTimeout(() => {
    speech.live.textContent = text;
    speech.until = performance.now() + 500 + text.length * 60;
  }, wait);
}

/** @param {Stage} of */
const captions = ({ panels }) => panels.map((panel) => plainOf(captionAt(panel.run, panel.shownTick))).join(" ");

/** @param {Stage} stage */
export const speakCaption = (stage) => speak(stage, captions(stage));

/**
 * Other settings in view: the sentence of this minute is spoken, and what `more` adds to it.
 * @param {Stage} stage @param {() => string} more
 */
export function tellChange(stage, more) {
  const speech = speechOf(stage);
  const key = queryKey(stage.frame.query);
  const same = speech.query === null || speech.query === key;
  speech.query = key;
  if (same) return;
  clearTimeout(speech.change);
  speech.change = setTimeout(() => {
    if (!stage.play.playing && !stage.gone) speak(stage, captions(stage) + more());
  }, CHANGE_MS);
}
