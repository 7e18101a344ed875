/* The buttons of undo, and its keys. */

import { active } from "../lib/active.js";
import { el, focusedBeside } from "../lib/dom.js";
import { glyph } from "../lib/glyphs.js";
import { say } from "../lib/messages.js";
import { ownState } from "../lib/own_state.js";
import { entriesOf, minuteOf, nameOf, queryKey } from "../lib/query.js";
import { speak } from "./speech.js";

/** @import { Change } from "../session/history.js" */
/** @import { Frame, Query, Stage } from "../types.d.ts" */

export const undoOf = ownState((/** @type {Stage} */ stage) => {
  /** @param {1 | -1} way @param {...Node} children */
  const button = (way, ...children) =>
    el("button", { type: "button", class: "sg-link sg-undo", onclick: () => travel(stage, way) }, ...children);
  const what = el("span");
  const undo = button(-1, glyph("undo"), what);
  const redo = button(1, glyph("redo"));
  const box = el("span", { class: "sg-undo-box", role: "group", "aria-label": say("undo") }, undo, redo);
  return { box, undo, redo, what };
});

/** @param {Stage} stage */
export function showUndo(stage) {
  const { box, undo, redo, what } = undoOf(stage);
  const back = stage.history.past.at(-1);
  const again = stage.history.future.at(-1);
  undo.hidden = !back;
  redo.hidden = !again;
  box.hidden = !back && !again;
  if (back) {
    what.textContent = say("undo.one", { change: back.brief ?? back.words });
    undo.setAttribute("aria-label", say("undo.said", { change: back.words }));
    undo.title = say("undo.title", { change: back.words });
  }
  if (again) {
    redo.setAttribute("aria-label", say("redo", { change: again.words }));
    redo.title = say("redo.title", { change: again.words });
  }
}

/** @param {Stage} stage @param {1 | -1} way */
function travel(stage, way) {
  const { box, undo, redo } = undoOf(stage);
  const { history, questions } = stage;
  const focused = box.contains(focusedBeside(stage.root));
  const step = history.travel(way, ({ query, tick }) => {
    if (way < 0 && tick !== null) questions.goal = { key: queryKey(query), tick };
    questions.ask(query);
  });
  if (!step) return;
  showUndo(stage);
  const [same, other] = way < 0 ? [undo, redo] : [redo, undo];
  if (focused) (same.hidden ? other : same).focus();
  const change = step.words;
  speak(stage, way < 0 ? say("undo.done", { change }) : say("redo.done", { change }));
}

/**
 * What changed from one query to another, in few words.
 * @param {Stage} of @param {Query} before @param {Query} after
 * @returns {Change}
 */
export function describeChange({ frame }, before, after) {
  const all = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const names = all.filter((name) => name !== "t" && before[name] !== after[name]);
  if (names.length !== 1) return { words: say("change-several") };
  const [name] = names;
  if (name === "seed") return { words: say("change-luck") };
  if (name === "do") return changeOfActions(frame, entriesOf(before), entriesOf(after));
  const isLever = frame.levers?.some((lever) => lever.name === name);
  const isSetting = isLever || frame.settings?.some(({ settings }) => settings.some((one) => one.name === name));
  return { words: isSetting ? say(`setting-${name}`) : name.replaceAll("_", " "), lever: isLever ? name : null };
}

/**
 * What was done, or undone; when, too.
 * @param {Frame} of @param {string[]} before @param {string[]} after
 * @returns {Change}
 */
function changeOfActions({ acts }, before, after) {
  const added = after.find((entry) => !before.includes(entry));
  const entry = added ?? before.find((one) => !after.includes(one)) ?? after.at(-1) ?? "";
  const act = entry.endsWith("stop_search:0") ? say("act-search-again") : wordsOfAction(acts, nameOf(entry) ?? "");
  if (!added) return { words: say("change-removed", { act }) };
  return { words: say("change-act", { act, minute: minuteOf(entry) }), brief: act };
}

/** @param {Frame["acts"]} acts @param {string} name */
function wordsOfAction(acts, name) {
  const act = acts?.find(({ choices }) => choices.some(([choice]) => choice.split(":")[0] === name));
  if (act) return say(`act-${act.icon}`);
  return name === "crash_node" ? say("change-break") : name.replaceAll("_", " ");
}

/** Undo and redo by key, wherever no field has the focus. @param {Stage} stage */
export function listenToUndo(stage) {
  /** @param {KeyboardEvent} event */
  const listener = (event) => {
    const way = isForUs(stage, event) ? wayOf(event) : 0;
    if (!way) return;
    travel(stage, way);
    event.preventDefault();
  };
  window.addEventListener("keydown", listener);
  return () => window.removeEventListener("keydown", listener);
}

/** @param {KeyboardEvent} of */
function wayOf({ key, shiftKey }) {
  if (key.toLowerCase() === "y") return 1;
  if (key.toLowerCase() !== "z") return 0;
  return shiftKey ? 1 : -1;
}

/** @param {Stage} stage @param {KeyboardEvent} event */
function isForUs(stage, event) {
  if (stage.gone || stage !== active.stage || event.defaultPrevented) return false;
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  const [target] = event.composedPath();
  const isPage = target === document.body || target === document.documentElement;
  if (!isPage && !event.composedPath().includes(stage.root)) return false;
  const isField = target instanceof Element && target.matches("input:not([type=range], [type=checkbox]), textarea");
  return !isField && !(target instanceof Element && target.closest("dialog[open]"));
}
