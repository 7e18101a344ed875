/* The buttons of undo. */

import { el } from "../lib/dom.js";
import { glyph } from "../lib/glyphs.js";
import { redo, undo } from "../session/history.js";
import { undoKey } from "./keyboard.js";

export function showUndo(stage) {
  if (!stage.undoBox) {
    stage.undoButton = el(
      "button",
      { type: "button", class: "sg-link sg-undo", onclick: () => undo(stage) },
      glyph("undo"),
      el("span", {}, "undo ", el("span", { class: "sg-what" })),
    );
    stage.redoButton = el(
      "button",
      { type: "button", class: "sg-link sg-undo", onclick: () => redo(stage) },
      glyph("redo"),
    );
    stage.undoBox = el(
      "span",
      { class: "sg-undo-box", role: "group", "aria-label": "Undo" },
      stage.undoButton,
      stage.redoButton,
    );
    stage.luck.append(stage.undoBox);
    stage.luck.classList.add("with-undo");
    const listen = (event) => undoKey(stage, event);
    window.addEventListener("keydown", listen);
    stage.cleanups.push(() => window.removeEventListener("keydown", listen));
  }
  const { past, future } = stage.history;
  const back = past.at(-1)?.words;
  const again = future.at(-1)?.words;
  stage.undoButton.hidden = !back;
  stage.redoButton.hidden = !again;
  stage.undoBox.hidden = !back && !again;
  stage.undoButton.querySelector(".sg-what").textContent = (back ?? "").replace(/, minute .*/, "");
  stage.undoButton.setAttribute("aria-label", `undo: ${back ?? ""}`);
  stage.undoButton.title = `Undo: ${back ?? ""} (Ctrl + Z)`;
  stage.redoButton.setAttribute("aria-label", `redo: ${again ?? ""}`);
  stage.redoButton.title = `Redo: ${again ?? ""} (Ctrl + Shift + Z)`;
}
