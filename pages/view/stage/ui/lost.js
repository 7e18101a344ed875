// @ts-nocheck
/* What a visitor is told when the server does not answer; settings and moment are kept in the address. */

import { el } from "../lib/dom.js";
import { hideNote, showNote } from "./notes.js";

/** @import { Query, Stage } from "../types.d.ts" */

const TELL_AFTER_MS = 700; // a short blink is not worth a sentence
const KEPT =
  "The connection to the server is lost. What is on screen still plays; your settings and this moment are kept.";

/** @param {Query} before */
const reload = (before) => {
  const load = () => {
    before();
    location.reload();
  };
  return el("button", { type: "button", class: "sg-button", text: "Load this moment again", onclick: load });
};

/**
 * Follow the connection; `write` puts into the address what the visitor wanted to see last.
 * @param {Stage} stage @param {Write} write
 */
export function listenToConnection(stage, write) {
  const { host, root, questions } = stage;
  let timer;
  const keep = () => write(stage, questions.wanted ?? stage.frame?.query);
  const tell = () => {
    keep();
    const isGone = host.env.connection() === "gone";
    if (isGone)
      showNote(
        stage,
        "lost",
        [KEPT],
        reload(() => {}),
      );
    else showNote(stage, "lost", [`${KEPT} What you change now is asked for as soon as the server is back.`]);
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
  const words = "The server has not answered yet. Your settings and this moment are kept in the address.";
  const keep = () => write(stage, stage.questions.wanted ?? stage.frame?.query);
  showNote(stage, "lost", [words], reload(keep));
}

/** @param {Stage} stage */
export function hideWhenAnswered(stage) {
  if (stage.host.env.online()) hideNote(stage, "lost");
}
