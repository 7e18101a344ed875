/* Keys of the stage. They never take a key from a field. */

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

/** @import { Stage } from "../types.d.ts" */

/** @typedef {(event: KeyboardEvent, path: EventTarget[]) => boolean} TakeKey */
/** @typedef {(stage: Stage, event: KeyboardEvent) => (() => void) | null} Action what a key does, or nothing in this place */

const FIELDS = "input, textarea, select, [contenteditable=''], [contenteditable=true]";

/** What a page does with keys before the stage has them; each says whether it took the key. */
export const firstKeysOf = ownState(() => /** @type {TakeKey[]} */ ([]));

/** @param {EventTarget} node */
function takesKeys(node) {
  return node instanceof Element && (node.matches(FIELDS) || node.closest("dialog[open]"));
}

/**
 * Whether a key is for this stage: it has the focus, or nothing has it and the stage was used last.
 * @param {Stage} stage @param {EventTarget[]} path
 */
function isForUs(stage, path) {
  const isPage = path[0] === document.body || path[0] === document.documentElement;
  return path.includes(stage.root) || (isPage && active.stage === stage);
}

/** @param {Stage} stage */
export function listenToKeys(stage) {
  const listener = (/** @type {KeyboardEvent} */ event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const path = event.composedPath();
    if (!stage.frame || takesKeys(path[0]) || !isForUs(stage, path)) return;
    if (firstKeysOf(stage).some((take) => take(event, path))) return;
    if (event.key === " " && path[0] instanceof Element && path[0].matches("button, summary, a")) return;
    const act = actionOf(stage, event);
    if (!act) return;
    event.preventDefault();
    act();
  };
  window.addEventListener("keydown", listener);
  return () => window.removeEventListener("keydown", listener);
}

/** Ten minutes at once, where the timeline has the focus; elsewhere the page scrolls as usual. @type {Action} */
function stepTen(stage, event) {
  if (event.composedPath()[0] !== lineOf(stage).track) return null;
  return () => stepBy(stage, event.key === "PageUp" ? 10 : -10);
}

/** @param {Stage} stage @param {number} way */
function changeSpeed(stage, way) {
  const speeds = SPEEDS.map(([value]) => value);
  setSpeed(stage, speeds[clamp(speeds.indexOf(stage.play.speed) + way, 0, speeds.length - 1)]);
}

/** @param {Stage} stage @param {KeyboardEvent} event @param {number} way */
const step = (stage, event, way) => () => (event.shiftKey ? leap(stage, way) : stepBy(stage, way));

/** @type {Record<string, Action>} */
const ACTIONS = {
  " ": (stage) => () => toggle(stage),
  ArrowLeft: (stage, event) => step(stage, event, -1),
  ArrowRight: (stage, event) => step(stage, event, 1),
  PageUp: stepTen,
  PageDown: stepTen,
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
const actionOf = (stage, event) => ACTIONS[event.key]?.(stage, event) ?? null;
