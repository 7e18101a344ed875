// @ts-nocheck
/* Notes at the top of the stage: problems of the link, a lost connection. */

import { el } from "../lib/dom.js";
import { glyph } from "../lib/glyphs.js";
import { ownState } from "../lib/own_state.js";

/** @import { Stage } from "../types.d.ts" */

export const notesOf = ownState(() => ({ box: el("div", { class: "sg-notes", role: "status" }), problems: "" }));

/** @param {Stage} stage @param {string} name @param {string[]} sentences */
export function showNote(stage, name, sentences, action) {
  hideNote(stage, name);
  const close = { type: "button", class: "sg-note-close", "aria-label": "Dismiss this note" };
  const note = el(
    "div",
    { class: "sg-note", "data-note": name },
    el("div", {}, ...sentences.map((text) => el("p", { text }))),
    action ?? "",
    el("button", { ...close, onclick: () => note.remove() }, glyph("close")),
  );
  notesOf(stage).box.append(note);
}

/** @param {Stage} stage @param {string} name */
export function hideNote(stage, name) {
  notesOf(stage).box.querySelector(`[data-note="${name}"]`)?.remove();
}

/** @param {Stage} stage @param {string[]} problems */
export function showProblems(stage, problems) {
  const notes = notesOf(stage);
  const text = problems.join("\n");
  if (text === notes.problems) return; // a note that was dismissed stays away
  notes.problems = text;
  if (text) showNote(stage, "problems", problems);
  else hideNote(stage, "problems");
}
