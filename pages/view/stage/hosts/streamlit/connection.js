/* A lost connection (a phone that slept, a server that restarted): told in a sentence, and mended without losing settings or moment. */

import { el } from "../../lib/dom.js";
import { writeAddress } from "../../session/address.js";
import { sendAsk } from "../../session/questions.js";
import { hideNote, showNote } from "../../ui/notes.js";

export const CONNECTED = "CONNECTED";

export const TELL_AFTER_MS = 700; // a short blink is not worth a sentence

export const ASK_AGAIN_MS = 1500;

export const CLOSES_IN_MS = 3000;

/** Watch what Streamlit says of its connection; a single file has none. */
export function watchConnection(stage) {
  const app = document.querySelector("[data-test-connection-state]");
  if (!app) return () => {};
  let lost = false;
  let telling = null;
  const now = () => app.getAttribute("data-test-connection-state");
  const look = () => {
    const connected = now() === CONNECTED;
    if (now() === "DISCONNECTED_FOREVER") tellLost(stage, true);
    if (connected !== lost) return;
    lost = !connected;
    clearTimeout(telling);
    if (lost) dialogs.observe(document.body, { childList: true, subtree: true });
    else dialogs.disconnect();
    stage.root.dataset.connection = lost ? "lost" : "there";
    if (lost) telling = setTimeout(() => tellLost(stage), TELL_AFTER_MS);
    else mendConnection(stage);
  };
  let focused = null; // the dialog takes the focus as well
  const note = (event) => {
    focused = event.composedPath()[0];
  };
  const blur = () =>
    setTimeout(() => {
      if (!document.querySelector(".stDialog") && !stage.root.getRootNode().activeElement) focused = null;
    }, 300);
  stage.root.addEventListener("focusin", note);
  stage.root.addEventListener("focusout", blur);
  const dialogs = new MutationObserver(() => closeDialog(focused));
  const watcher = new MutationObserver(look);
  watcher.observe(app, { attributes: true, attributeFilter: ["data-test-connection-state"] });
  look();
  return () => {
    watcher.disconnect();
    dialogs.disconnect();
    clearTimeout(telling);
  };
}

/** Streamlit tells the same in a dialog that stands before everything, for whoever wrote the page: ours is enough. */
export function closeDialog(focused) {
  const title = [...document.querySelectorAll(".stDialog h2")].find(
    (heading) => heading.textContent === "Connection error",
  );
  const dialog = title?.closest(".stDialog");
  if (!dialog || dialog.style.visibility === "hidden") return;
  dialog.style.visibility = "hidden";
  setTimeout(() => dialog.querySelector("section > button[aria-label=Close]")?.click());
  const began = performance.now();
  const wait = () => {
    if (!dialog.isConnected) [0, 100, 500].forEach((ms) => setTimeout(() => giveBack(focused), ms));
    else if (performance.now() - began < CLOSES_IN_MS) setTimeout(wait, 50);
    else dialog.style.visibility = ""; // it would not close: then it is better seen than felt
  };
  wait();
}

/** Where the dialog took the focus and left it nowhere, it is where it was. */
export function giveBack(focused) {
  if (document.activeElement === document.body && focused?.isConnected) focused.focus({ preventScroll: true });
}

export function tellLost(stage, forGood = false) {
  const kept =
    "The connection to the server is lost. What is on screen still plays; your settings and this moment are kept.";
  writeAddress(stage, stage.wanted ?? stage.header?.query);
  if (forGood)
    showNote(
      stage,
      "lost",
      [kept],
      el("button", {
        type: "button",
        class: "sg-button",
        text: "Load this moment again",
        onclick: () => location.reload(),
      }),
    );
  else showNote(stage, "lost", [`${kept} What you change now is asked for as soon as the server is back.`]);
}

/**
 * The server may be a new one that knows nothing of this visit, and drops the questions of fragments without a word.
 * A popstate runs the page once more with the address as it is; nothing is mounted anew.
 */
export function mendConnection(stage) {
  hideNote(stage, "lost");
  if (!stage.header || stage.gone) return;
  writeAddress(stage, stage.wanted ?? stage.header.query);
  stage.mended = stage.inFlight !== null;
  window.dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
  if (!stage.mended) return;
  clearTimeout(stage.patience);
  stage.retry = setTimeout(() => {
    if (stage.inFlight !== null) sendAsk(stage);
  }, ASK_AGAIN_MS);
}
