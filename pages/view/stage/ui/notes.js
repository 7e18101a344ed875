/* Notes at the top of the stage: problems of the link, a lost connection. */

import { el } from "../lib/dom.js";
import { glyph } from "../lib/glyphs.js";

/** A note at the top of the stage: problems of the link, a lost connection. */
export function showNote(stage, name, sentences, action) {
  hideNote(stage, name);
  const note = el(
    "div",
    { class: "sg-note", "data-note": name },
    el("div", {}, ...sentences.map((text) => el("p", { text }))),
    action ?? "",
    el(
      "button",
      { type: "button", class: "sg-note-close", "aria-label": "Dismiss this note", onclick: () => note.remove() },
      glyph("close"),
    ),
  );
  stage.notes.append(note);
}

export function hideNote(stage, name) {
  stage.notes.querySelector(`[data-note="${name}"]`)?.remove();
}

export function showProblems(stage, problems) {
  const text = problems?.join("\n") ?? "";
  if (text === stage.problemsShown) return; // a note that was dismissed stays away
  stage.problemsShown = text;
  if (!text) {
    hideNote(stage, "problems");
    return;
  }
  showNote(stage, "problems", problems);
}
