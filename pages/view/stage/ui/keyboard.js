/* Keys of the stage, wherever the focus is. */

import { active } from "../lib/active.js";
import { clamp } from "../lib/numbers.js";
import { ownState } from "../lib/own_state.js";
import { SPEEDS, endOfPlay, jump, setSpeed, stepBy, toggle, wake } from "../time/clock.js";
import { switchView } from "../time/view.js";
import { closeCard } from "./card.js";
import { leap } from "./controls.js";
import { toggleFullScreen } from "./full_screen.js";
import { helpOf } from "./help.js";
import { lineOf } from "./timeline.js";
import { areLettersOn, keepsKey, watchFocus } from "./whose_key.js";

/** @import { Stage } from "../types.d.ts" */

/** @typedef {(event: KeyboardEvent, path: EventTarget[]) => boolean} TakeKey */
/** @typedef {(stage: Stage, event: KeyboardEvent) => (() => void) | null} Action what a key does, or nothing in this place */

/** What a page does with keys before the stage has them; each says whether it took the key. */
export const firstKeysOf = ownState(() => /** @type {TakeKey[]} */ ([]));

/** Whether a part of the stage can be seen: who reads far below it scrolls, and does not play. @param {Stage} of */
function isInView({ root }) {
  const { top, bottom } = root.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}

/**
 * Whether a key is for this stage: it has the focus, or it is the one that was used last and can be seen.
 * @param {Stage} stage @param {EventTarget[]} path
 */
const isForUs = (stage, path) => path.includes(stage.root) || (active.stage === stage && isInView(stage));

/** @param {Stage} stage */
export function listenToKeys(stage) {
  const focus = watchFocus(stage.root);
  let isSpaceTaken = false;
  const listener = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === " ") isSpaceTaken = false;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const path = event.composedPath();
    if (!stage.frame || !isForUs(stage, path) || stage.root.querySelector("dialog[open]")) return;
    const of = { own: lineOf(stage).box, isByKeyboard: focus.isByKeyboard() };
    if (path[0] instanceof Element && keepsKey(event.key, path[0], of)) return;
    if (firstKeysOf(stage).some((take) => take(event, path))) return focus.taken();
    const act = actionOf(stage, event);
    if (!act) return;
    event.preventDefault();
    if (event.key === " ") isSpaceTaken = true;
    focus.taken();
    act();
  };
  /* Firefox presses a button as Space comes up, though its going down was taken. */
  const release = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== " " || !isSpaceTaken) return;
    isSpaceTaken = false;
    event.preventDefault();
  };
  window.addEventListener("keydown", listener);
  window.addEventListener("keyup", release);
  return () => {
    window.removeEventListener("keydown", listener);
    window.removeEventListener("keyup", release);
    focus.end();
  };
}

/**
 * Ten minutes at once, where the timeline has the focus. Elsewhere to another flag, as a presenter's clicker does; beside other
 * pictures the page is long, and scrolls.
 * @type {Action}
 */
function turnPage(stage, event) {
  const path = event.composedPath();
  const isUp = event.key === "PageUp";
  if (path[0] === lineOf(stage).track) return () => stepBy(stage, isUp ? 10 : -10);
  const isPage = stage.frame.cards || stage.frame.pair;
  if (!isPage && !path.includes(stage.root)) return null;
  return () => leap(stage, isUp ? -1 : 1);
}

/** @param {Stage} stage @param {number} way */
function changeSpeed(stage, way) {
  setSpeed(stage, SPEEDS[clamp(SPEEDS.indexOf(stage.play.speed) + way, 0, SPEEDS.length - 1)]);
}

/** @param {Stage} stage @param {KeyboardEvent} event @param {number} way */
const step = (stage, event, way) => () => (event.shiftKey ? leap(stage, way) : stepBy(stage, way));

/** @type {Record<string, Action>} */
const ACTIONS = {
  " ": (stage) => () => toggle(stage),
  ArrowLeft: (stage, event) => step(stage, event, -1),
  ArrowRight: (stage, event) => step(stage, event, 1),
  PageUp: turnPage,
  PageDown: turnPage,
  Home: (stage) => () => jump(stage, 0),
  End: (stage) => () => jump(stage, endOfPlay(stage)),
  "[": (stage) => () => changeSpeed(stage, -1),
  "]": (stage) => () => changeSpeed(stage, 1),
  v: (stage) => () => switchView(stage, wake),
  V: (stage) => () => switchView(stage, wake),
  f: (stage) => () => toggleFullScreen(stage),
  F: (stage) => () => toggleFullScreen(stage),
  "?": (stage) => () => helpOf(stage).showModal(),
  Escape: (stage) => (stage.selection.node >= 0 ? () => closeCard(stage) : null),
};

/** @type {Action} */
function actionOf(stage, event) {
  const isLetter = event.key.length === 1 && event.key !== " ";
  return isLetter && !areLettersOn() ? null : (ACTIONS[event.key]?.(stage, event) ?? null);
}
