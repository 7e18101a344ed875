// @ts-nocheck
/* The buttons of undo, and its keys. */

import { active } from "../lib/active.js";
import { el } from "../lib/dom.js";
import { glyph } from "../lib/glyphs.js";
import { ownState } from "../lib/own_state.js";
import { entriesOf, minuteOf, nameOf, queryKey } from "../lib/query.js";
import { speak } from "./speech.js";

/** @import { Frame, Query, Stage } from "../types.d.ts" */

export const undoOf = ownState((stage) => {
  const button = (way, ...children) =>
    el("button", { type: "button", class: "sg-link sg-undo", onclick: () => travel(stage, way) }, ...children);
  const what = el("span", { class: "sg-what" });
  const undo = button(-1, glyph("undo"), el("span", {}, "undo ", what));
  const redo = button(1, glyph("redo"));
  return {
    box: el("span", { class: "sg-undo-box", role: "group", "aria-label": "Undo" }, undo, redo),
    undo,
    redo,
    what,
  };
});

/** @param {Stage} stage */
export function showUndo(stage) {
  const { box, undo, redo, what } = undoOf(stage);
  const { past, future } = stage.history;
  const back = past.at(-1)?.words ?? "";
  const again = future.at(-1)?.words ?? "";
  undo.hidden = !back;
  redo.hidden = !again;
  box.hidden = !back && !again;
  what.textContent = back.replace(/, minute .*/, "");
  undo.setAttribute("aria-label", `undo: ${back}`);
  undo.title = `Undo: ${back} (Ctrl + Z)`;
  redo.setAttribute("aria-label", `redo: ${again}`);
  redo.title = `Redo: ${again} (Ctrl + Shift + Z)`;
}

/** @param {Stage} stage @param {number} way */
function travel(stage, way) {
  const { box, undo, redo } = undoOf(stage);
  const { history, questions } = stage;
  const focused = box.contains(stage.root.getRootNode().activeElement);
  const step = history.travel(way, ({ query, tick }) => {
    if (way < 0 && tick !== null) questions.goal = { key: queryKey(query), tick };
    questions.ask(query);
  });
  if (!step) return;
  showUndo(stage);
  const [same, other] = way < 0 ? [undo, redo] : [redo, undo];
  if (focused) (same.hidden ? other : same).focus();
  speak(stage, `${way < 0 ? "Undone" : "Redone"}: ${step.words}.`);
}

/**
 * What changed from one query to another, in few words.
 * @param {Stage} of @param {Query} before @param {Query} after
 */
export function describeChange({ frame }, before, after) {
  const all = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const names = all.filter((name) => name !== "t" && before[name] !== after[name]);
  if (names.length !== 1) return { words: "several settings" };
  const [name] = names;
  if (name === "seed") return { words: "new luck" };
  if (name === "do") return { words: changeOfActions(frame, entriesOf(before), entriesOf(after)) };
  const lever = frame.levers?.find((facts) => facts.name === name);
  const further = frame.further?.flatMap(({ settings }) => settings).find((setting) => setting.name === name);
  return { words: lever?.label ?? further?.label ?? name.replaceAll("_", " "), lever: lever ? name : null };
}

/** @param {Frame} of @param {Query} before @param {Query} after */
function changeOfActions({ acts, again }, before, after) {
  const added = after.find((entry) => !before.includes(entry));
  const entry = added ?? before.find((one) => !after.includes(one)) ?? after.at(-1) ?? "";
  const words = entry.endsWith("stop_search:0") ? again[0] : nameOfAction(acts, nameOf(entry) ?? "");
  return added ? `${words}, minute ${minuteOf(entry)}` : `removed: ${words}`;
}

/** @param {string} name */
function nameOfAction(acts, name) {
  const act = acts?.find(({ choices }) => choices.some(([choice]) => choice.split(":")[0] === name));
  return act?.label ?? (name === "crash_node" ? "Break a node" : name.replaceAll("_", " "));
}

/** Undo and redo by key, wherever no field has the focus. @param {Stage} stage */
export function listenToUndo(stage) {
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

/** @param {Stage} stage @param {Event} event */
function isForUs(stage, event) {
  if (stage.gone || stage !== active.stage || event.defaultPrevented) return false;
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  const [target] = event.composedPath();
  const isPage = target === document.body || target === document.documentElement;
  if (!isPage && !event.composedPath().includes(stage.root)) return false;
  const isField = target instanceof Element && target.matches("input:not([type=range], [type=checkbox]), textarea");
  return !isField && !(target instanceof Element && target.closest("dialog[open]"));
}
