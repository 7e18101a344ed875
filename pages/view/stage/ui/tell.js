/* What keeps the elements telling the truth about the minute in view. */

import { say } from "../lib/messages.js";
import { pictureWords, timelineWords } from "../run/captions.js";
import { tellActTime } from "./act.js";
import { dueCaptions } from "./captions.js";
import { refreshCard } from "./card.js";
import { showKey } from "./key.js";
import { tellFocus } from "./nodes.js";
import { showCorners } from "./run_box.js";
import { speak } from "./speech.js";
import { tablesSoon, toldUntil } from "./tables.js";
import { lineOf } from "./timeline.js";
import { showTug } from "./tug.js";

/** @import { Stage } from "../types.d.ts" */

/** Numbers and words of this tick: caption, tug, key, card, attributes. @param {Stage} stage */
export function showNumbers(stage) {
  const { play, panels, root } = stage;
  root.dataset.tick = String(play.tick);
  const flag = play.flags.find(([tick]) => tick === play.tick);
  dueCaptions(stage, Boolean(flag));
  for (const panel of panels) {
    showTug(panel);
    showKey(stage, panel);
    showCorners(panel);
    panel.base.setAttribute("aria-label", pictureWords(panel));
  }
  if (play.playing && flag) speak(stage, say("minute-flag", { minute: flag[0], words: flag[2] }));
  refreshCard(stage);
  tellActTime(stage);
  tellFocus(stage);
  if (!play.playing)
    lineOf(stage).told.textContent = panels.map(({ run }) => timelineWords(run, toldUntil(stage, run))).join(" ");
  tablesSoon(stage);
}
