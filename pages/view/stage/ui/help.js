/* The dialog that lists the keys. */

import { el } from "../lib/dom.js";
import { say } from "../lib/messages.js";
import { ownState } from "../lib/own_state.js";
import { areLettersOn, setLetters } from "./whose_key.js";

const KEYS = [
  "space",
  "arrows",
  "shift-arrows",
  "pages",
  "home-end",
  "brackets",
  "v",
  "f",
  "question",
  "ctrl-z",
  "tab",
  "enter",
  "esc",
];

/** What stands on a key in every language. @type {Record<string, string>} */
const SIGNS = { v: "V", f: "F", question: "?" };

export const helpOf = ownState(() => {
  const rows = KEYS.map((key) =>
    el("div", {}, el("dt", { text: SIGNS[key] ?? say(`key-${key}`) }), el("dd", { text: say(`keys.${key}`) })),
  );
  const letters = el("input", { type: "checkbox", onchange: () => setLetters(letters.checked) });
  letters.checked = areLettersOn();
  const dialog = el(
    "dialog",
    { class: "sg-help", "aria-label": say("keys") },
    el("h2", { text: say("keys") }),
    el("dl", {}, ...rows),
    el("label", { class: "sg-letters" }, letters, ` ${say("keys.letters")}`),
    el("p", { text: say("keys.time") }),
    el("button", { type: "button", class: "sg-button", text: say("keys.close"), onclick: () => dialog.close() }),
  );
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  return dialog;
});
