/* Keys of the stage, and the dialog that lists them. They never take a key from a field. */

import { active } from "../lib/active.js";
import { el } from "../lib/dom.js";
import { clamp } from "../lib/numbers.js";
import { stepScene } from "../pages/story/story.js";
import { redo, undo } from "../session/history.js";
import { SPEEDS, endOfPlay, nextFlag, setSpeed, stepBy } from "../time/clock.js";
import { closeCard } from "./card.js";

export const KEY_WORDS = [
  ["Space", "play or pause"],
  ["← →", "one minute back or on"],
  ["Shift + ← →", "previous or next flag"],
  ["Home  End", "start, end"],
  ["[  ]", "slower, faster"],
  ["V", "slots or links"],
  ["F", "full screen"],
  ["?", "this list"],
  ["Ctrl + Z", "undo; with Shift: do it again"],
  ["Tab, then arrows", "from node to node in the picture"],
  ["Enter", "open the card of a node; again: go into it"],
  ["Esc", "close the card"],
];

export function makeHelp(stage) {
  const rows = KEY_WORDS.map(([key, words]) => el("div", {}, el("dt", { text: key }), el("dd", { text: words })));
  const dialog = el(
    "dialog",
    { class: "sg-help", "aria-label": "Keys" },
    el("h2", { text: "Keys" }),
    el("dl", {}, ...rows),
    el("p", { text: "Time is in model minutes: real search intervals were never published." }),
    el("button", { type: "button", class: "sg-button", text: "Close", onclick: () => dialog.close() }),
  );
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  return dialog;
}

export function takesKeys(node) {
  return (
    node instanceof Element &&
    (node.matches("input, textarea, select, [contenteditable=''], [contenteditable=true]") ||
      node.closest("dialog[open]"))
  );
}

export function listenToKeys(stage) {
  const listener = (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const path = event.composedPath();
    const target = path[0];
    if (!stage.header || takesKeys(target)) return;
    const ours = path.includes(stage.root);
    const page = target === document.body || target === document.documentElement;
    if (!ours && !(page && active.stage === stage)) return;
    if (takeStoryKey(stage, event, path)) return;
    if (event.key === " " && target instanceof Element && target.matches("button, summary, a")) return;
    const action = keyAction(stage, event);
    if (!action) return;
    event.preventDefault();
    action();
  };
  window.addEventListener("keydown", listener);
  return () => window.removeEventListener("keydown", listener);
}

/** Ten minutes at once, where the timeline has the focus; elsewhere the page scrolls as usual. */
export function target10(stage, event) {
  return event.composedPath()[0] === stage.line.track ? () => stepBy(stage, event.key === "PageUp" ? 10 : -10) : null;
}

export function keyAction(stage, event) {
  const speeds = SPEEDS.map(([value]) => value);
  const faster = (way) => () => setSpeed(stage, speeds[clamp(speeds.indexOf(stage.speed) + way, 0, speeds.length - 1)]);
  const leap = (way) => () => {
    const t = nextFlag(stage, way);
    if (t !== undefined) stage.jump(t);
  };
  switch (event.key) {
    case " ":
      return () => stage.toggle();
    case "ArrowLeft":
      return event.shiftKey ? leap(-1) : () => stepBy(stage, -1);
    case "ArrowRight":
      return event.shiftKey ? leap(1) : () => stepBy(stage, 1);
    case "PageUp":
    case "PageDown":
      return target10(stage, event);
    case "Home":
      return () => stage.jump(0);
    case "End":
      return () => stage.jump(endOfPlay(stage));
    case "[":
      return faster(-1);
    case "]":
      return faster(1);
    case "v":
    case "V":
      return () => stage.switchView();
    case "f":
    case "F":
      return () => stage.fullScreen();
    case "?":
      return () => stage.help.showModal();
    case "Escape":
      return stage.selection ? () => closeCard(stage) : null;
    default:
      return null;
  }
}

export function undoKey(stage, event) {
  if (
    stage.gone ||
    stage !== active.stage ||
    event.defaultPrevented ||
    !(event.ctrlKey || event.metaKey) ||
    event.altKey
  )
    return;
  const [target] = event.composedPath();
  const page = target === document.body || target === document.documentElement;
  if (!page && !event.composedPath().includes(stage.root)) return;
  if (
    target instanceof Element &&
    (target.closest("dialog[open]") || target.matches("input:not([type=range], [type=checkbox]), textarea"))
  )
    return;
  const key = event.key.toLowerCase();
  if (key === "z" && !event.shiftKey) undo(stage);
  else if (key === "y" || (key === "z" && event.shiftKey)) redo(stage);
  else return;
  event.preventDefault();
}

/** Arrows turn the pages of the story, but for where the stage's own things have the focus. @returns {boolean} */
export function takeStoryKey(stage, event, path) {
  if (!stage.story || event.shiftKey || !["ArrowLeft", "ArrowRight"].includes(event.key)) return false;
  const inStage = path.some(
    (node) =>
      node === stage.runsBox || node === stage.line.box || node.classList?.contains("sg-bar") || node === stage.card,
  );
  if (inStage) return false;
  event.preventDefault();
  stepScene(stage, event.key === "ArrowRight" ? 1 : -1);
  return true;
}
