/* After an action time is slow, so that one sees what it does; or it stands still, for those who chose that. */

import { el } from "../lib/dom.js";
import { say } from "../lib/messages.js";
import { ownState } from "../lib/own_state.js";
import { pausePlay } from "../time/clock.js";

/** @import { Stage } from "../types.d.ts" */

const KEPT = "stormglass-pauses";

function wasChosen() {
  try {
    return localStorage.getItem(KEPT) === "1";
  } catch {
    return false;
  }
}

/** @param {boolean} isChosen */
function keep(isChosen) {
  try {
    localStorage.setItem(KEPT, isChosen ? "1" : "");
  } catch {
    /* no storage: the choice lasts for this page */
  }
}

/** The choice to pause, which stays. @type {(stage: Stage) => { box: HTMLElement, input: HTMLInputElement }} */
export const pausesOf = ownState(() => {
  const input = el("input", { type: "checkbox", onchange: () => keep(input.checked) });
  input.checked = wasChosen();
  return { box: el("label", { class: "sg-act-pauses" }, input, ` ${say("act.pauses")}`), input };
});

/** An action was taken in this minute: see what comes of it. @param {Stage} stage @param {number} minute */
export function seeWhatItDoes(stage, minute) {
  stage.play.actedAt = minute;
  if (pausesOf(stage).input.checked) pausePlay(stage);
}
