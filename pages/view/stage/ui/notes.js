/* Notes at the top of the stage: problems of the link, a lost connection. */

import { el } from "../lib/dom.js";
import { glyph } from "../lib/glyphs.js";
import { say, worded } from "../lib/messages.js";
import { ownState } from "../lib/own_state.js";

/** @import { Message } from "../lib/messages.js" */
/** @import { Stage } from "../types.d.ts" */

export const notesOf = ownState(() => ({ box: el("div", { class: "sg-notes", role: "status" }), problems: "" }));

/** @param {Stage} stage @param {string} name @param {string[]} sentences @param {Node} [action] */
export function showNote(stage, name, sentences, action) {
  hideNote(stage, name);
  const close = { type: "button", class: "sg-note-close", "aria-label": say("note-dismiss") };
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

/** @param {Stage} stage @param {(Message | string)[]} problems */
export function showProblems(stage, problems) {
  const notes = notesOf(stage);
  const sentences = problems.map(worded);
  const text = sentences.join("\n");
  if (text === notes.problems) return; // a note that was dismissed stays away
  notes.problems = text;
  if (text) showNote(stage, "problems", sentences);
  else hideNote(stage, "problems");
}
