/* The dialog that lists the keys. */

import { el } from "../lib/dom.js";
import { ownState } from "../lib/own_state.js";

const KEYS = [
  ["Space", "play or pause"],
  ["← →", "one minute back or on"],
  ["Shift + ← →", "previous or next flag"],
  ["Home  End", "start, end"],
  ["[  ]", "slower, faster"],
  ["V", "slots or links"],
  ["F", "full screen"],
  ["?", "this list"],
  ["Ctrl + Z", "undo; with Shift: do it again"],
  ["Tab, then arrows", "from node to node in the picture"],
  ["Enter", "open the card of a node; again: go into it"],
  ["Esc", "close the card"],
];

export const helpOf = ownState(() => {
  const rows = KEYS.map(([key, words]) => el("div", {}, el("dt", { text: key }), el("dd", { text: words })));
  const dialog = el(
    "dialog",
    { class: "sg-help", "aria-label": "Keys" },
    el("h2", { text: "Keys" }),
    el("dl", {}, ...rows),
    el("p", { text: "Time is in model minutes: real search intervals were never published." }),
    el("button", { type: "button", class: "sg-button", text: "Close", onclick: () => dialog.close() }),
  );
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  return dialog;
});
