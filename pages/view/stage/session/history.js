/* Undo: every change of settings, luck, preset or actions of this visit can be taken back, and done again. */

import { entriesOf, minuteOf, nameOf, queryKey } from "../lib/query.js";
import { pairChange } from "../pages/same_luck/pair.js";
import { ask } from "./questions.js";
import { speak } from "../ui/speech.js";
import { showUndo } from "../ui/undo.js";

export const ONE_DRAG_MS = 1200; // a lever that moves on within this time is one change

export const MOST_UNDO = 100;

/** The next question has this name in the history; taken back, it leads to this minute again. */
export function nameChange(stage, words, tick = null) {
  Object.assign((stage.history ??= newHistory()), { name: words, tick });
}

export const newHistory = () => ({ past: [], future: [], now: null, name: null, tick: null, moving: false, since: 0 });

/** A question is asked: what was in view can be come back to. */
export function keepForUndo(stage, query) {
  const h = (stage.history ??= newHistory());
  const { name, tick } = h;
  h.name = h.tick = null;
  if (!h.now || queryKey(h.now) === queryKey(query)) return;
  if (!h.moving) {
    const change = changeBetween(stage, h.now, query);
    const still = change.lever && h.past.at(-1)?.lever === change.lever && performance.now() - h.since < ONE_DRAG_MS;
    if (!still) h.past.push({ query: h.now, words: name ?? change.words, lever: change.lever, tick });
    if (h.past.length > MOST_UNDO) h.past.shift();
    h.future = [];
    h.since = performance.now();
  }
  h.now = query;
  showUndo(stage);
}

/** A picture stands. One that the stage did not ask for (a file, Back, Forward) is a change too. */
export function followChanges(stage) {
  if (stage.story) return;
  const h = (stage.history ??= newHistory());
  const { query, seq } = stage.header;
  if (stage.inFlight !== null && seq < stage.inFlight && h.now) return;
  if (h.now && (seq === 0 || stage.openedFile === seq) && queryKey(query) !== queryKey(h.now)) {
    if (stage.openedFile === seq) h.name = "open a file";
    keepForUndo(stage, query);
  }
  h.now = query;
  showUndo(stage);
}

/** What changed from one query to another, in few words. */
export function changeBetween(stage, before, after) {
  if (stage.header.pair) return pairChange(stage, before, after);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => name !== "t" && before[name] !== after[name],
  );
  if (names.length !== 1) return { words: "several settings" };
  const [name] = names;
  if (name === "seed") return { words: "new luck" };
  if (name === "do") return { words: changeOfActions(stage, entriesOf(before), entriesOf(after)) };
  const lever = stage.levers?.find(({ facts }) => facts.name === name);
  const further = stage.header.further?.flatMap(({ settings }) => settings).find((setting) => setting.name === name);
  return { words: lever?.facts.label ?? further?.label ?? name.replaceAll("_", " "), lever: lever ? name : null };
}

export function changeOfActions(stage, before, after) {
  const added = after.find((entry) => !before.includes(entry));
  const entry = added ?? before.find((one) => !after.includes(one)) ?? after.at(-1) ?? "";
  const name = nameOf(entry) ?? "";
  const act = stage.header.acts?.find(({ choices }) => choices.some(([choice]) => choice.split(":")[0] === name));
  const words = entry.endsWith("stop_search:0")
    ? stage.header.again[0]
    : (act?.label ?? (name === "crash_node" ? "Break a node" : name.replaceAll("_", " ")));
  return added ? `${words}, minute ${minuteOf(entry)}` : `removed: ${words}`;
}

export function undo(stage) {
  travel(stage, stage.history.past, stage.history.future, "Undone");
}

export function redo(stage) {
  travel(stage, stage.history.future, stage.history.past, "Redone");
}

export function travel(stage, from, to, said) {
  const h = stage.history;
  const step = from.pop();
  if (!step) return;
  const focused = stage.undoBox.contains(stage.root.getRootNode().activeElement);
  to.push({ ...step, query: h.now });
  if (from === h.past && step.tick !== null) stage.goal = { key: queryKey(step.query), tick: step.tick };
  h.moving = true;
  ask(stage, step.query);
  h.moving = false;
  showUndo(stage);
  if (focused)
    (from.length
      ? from === h.past
        ? stage.undoButton
        : stage.redoButton
      : from === h.past
        ? stage.redoButton
        : stage.undoButton
    ).focus();
  speak(stage, `${said}: ${step.words}.`);
}
