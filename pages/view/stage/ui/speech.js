/* What is spoken. */

import { queryKey } from "../lib/query.js";
import { plain } from "../lib/words.js";
import { captionAt } from "../run/captions.js";
import { oddsKnown, oddsSentence } from "./odds.js";

/** Say something; while playing one thing waits for the other, by its length. */
export function speak(stage, text) {
  clearTimeout(stage.speaking);
  const wait = stage.playing ? Math.max(0, (stage.speakUntil ?? 0) - performance.now()) : 0;
  stage.speaking = setTimeout(() => {
    stage.live.textContent = text;
    stage.speakUntil = performance.now() + 500 + text.length * 60;
  }, wait);
}

export function speakCaption(stage) {
  speak(stage, stage.panels.map((panel) => plain(captionAt(panel.run, panel.shownTick))).join(" "));
}

export const CHANGE_MS = 700; // a lever that moves on within this time is told once

/** Other settings in view: the sentence of this minute is spoken, and the odds as soon as they are known. */
export function tellChange(stage) {
  const key = queryKey(stage.header.query);
  const same = stage.toldQuery === undefined || stage.toldQuery === key;
  stage.toldQuery = key;
  if (same) return;
  clearTimeout(stage.changeTold);
  stage.changeTold = setTimeout(() => {
    if (stage.playing || stage.gone) return;
    stage.oddsDue = Boolean(stage.odds) && !oddsKnown(stage);
    const odds = stage.odds && !stage.oddsDue ? ` ${oddsSentence(stage)}` : "";
    speak(stage, stage.panels.map((panel) => plain(captionAt(panel.run, panel.shownTick))).join(" ") + odds);
  }, CHANGE_MS);
}
