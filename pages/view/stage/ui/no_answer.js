/* What a visitor is told when the server does not answer; settings and moment are kept in the address. */

import { el } from "../lib/dom.js";
import { say } from "../lib/messages.js";
import { hideNote, showNote } from "./notes.js";

/** @import { Query, Stage } from "../types.d.ts" */

const TELL_AFTER_MS = 700; // a short blink is not worth a sentence

/** @typedef {(stage: Stage, query?: Query) => void} Write puts the link of a query into the address */

/** @param {() => void} [before] */
const reload = (before) => {
  const load = () => {
    before?.();
    location.reload();
  };
  return el("button", { type: "button", class: "sg-button", text: say("note-load-again"), onclick: load });
};

/**
 * Follow the connection; `write` puts into the address what the visitor wanted to see last.
 * @param {Stage} stage @param {Write} write
 */
export function listenToConnection(stage, write) {
  const { host, root, questions } = stage;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const keep = () => write(stage, questions.wanted ?? stage.frame?.query);
  const tell = () => {
    keep();
    const isGone = host.env.connection() === "gone";
    if (isGone) showNote(stage, "lost", [say("note-lost")], reload());
    else showNote(stage, "lost", [say("note-lost-for-now")]);
  };
  let state = host.env.connection();
  return host.env.onChange(() => {
    const now = host.env.connection();
    if (now === state) return;
    state = now;
    clearTimeout(timer);
    root.dataset.connection = now === "there" ? "there" : "lost";
    if (now === "there") {
      hideNote(stage, "lost");
      if (stage.frame) keep();
    } else timer = setTimeout(tell, now === "gone" ? 0 : TELL_AFTER_MS);
  });
}

/** @param {Stage} stage @param {Write} write */
export function tellLate(stage, write) {
  const keep = () => write(stage, stage.questions.wanted ?? stage.frame?.query);
  showNote(stage, "lost", [say("note-no-answer")], reload(keep));
}

/** @param {Stage} stage */
export function hideWhenAnswered(stage) {
  if (stage.host.env.online()) hideNote(stage, "lost");
}
