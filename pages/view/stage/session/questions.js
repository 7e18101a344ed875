/* The one channel of questions to Python. */

import { askLater, leavesPage } from "../hosts/streamlit/leaving.js";
import { el } from "../lib/dom.js";
import { clamp } from "../lib/numbers.js";
import { minuteOf, queryKey, withParameter } from "../lib/query.js";
import { sceneNumber } from "../pages/story/story.js";
import { writeAddress } from "./address.js";
import { keepForUndo } from "./history.js";
import { leaveOdds } from "./odds_stream.js";
import { hideNote, showNote } from "../ui/notes.js";

export const KEPT_ANSWERS = 24;

export const PATIENCE_MS = 8000;

/** Ask Python for another run. One question is in flight; the latest wins; known answers show at once. */
export function ask(stage, query) {
  keepForUndo(stage, query);
  stage.wanted = query;
  leaveOdds(stage, query);
  const known = stage.answers.get(queryKey(query));
  if (known) stage.adopt(known, { fromMemory: true });
  if (stage.inFlight === null) sendAsk(stage);
}

export function sendAsk(stage) {
  if (leavesPage(stage)) {
    stage.inFlight = null;
    askLater(stage);
    return;
  }
  stage.seq += 1;
  stage.inFlight = stage.seq;
  stage.sentQuery = stage.wanted;
  stage.root.dataset.asking = stage.seq;
  stage.send("ask", { seq: stage.seq, query: stage.wanted, ...takeAside(stage), ...takeFocus(stage) });
  clearTimeout(stage.patience);
  stage.patience = setTimeout(() => lostPatience(stage), PATIENCE_MS);
}

/** Where requests are sampled, those of the selected node are asked for in full; its number travels beside the query. */
export function askFocus(stage) {
  if (wantsFocus(stage) && stage.inFlight === null) sendAsk(stage);
}

export function wantsFocus(stage) {
  const { selection } = stage;
  if (
    !selection ||
    selection.panel.run.requests !== "sample" ||
    stage.panels.length > 1 ||
    !stage.header.levers?.length
  )
    return false;
  return selection.panel.run.focus !== selection.node && stage.sentFocus !== selection.node;
}

export function takeFocus(stage) {
  stage.sentFocus = stage.selection?.panel.run.requests === "sample" ? stage.selection.node : null;
  return stage.sentFocus === null ? {} : { focus: stage.sentFocus };
}

/** An answer came in; ask again if the visitor has moved on meanwhile. */
export function answered(stage, seq) {
  if (stage.root.dataset.connection !== "lost") hideNote(stage, "lost");
  if (stage.inFlight === null) delete stage.root.dataset.asking;
  if (stage.inFlight === null || seq < stage.inFlight) return;
  clearTimeout(stage.patience);
  stage.inFlight = null;
  stage.mended = false;
  delete stage.root.dataset.asking;
  if (stage.aside || wantsFocus(stage) || (stage.wanted && queryKey(stage.wanted) !== queryKey(stage.sentQuery)))
    sendAsk(stage);
}

export function lostPatience(stage) {
  if (stage.root.dataset.connection === "lost") return; // told already, and asked again when it is back
  const again = el("button", {
    type: "button",
    class: "sg-button",
    text: "Load this moment again",
    onclick: () => {
      writeAddress(stage, stage.wanted);
      location.reload();
    },
  });
  showNote(
    stage,
    "lost",
    ["The server has not answered yet. Your settings and this moment are kept in the address."],
    again,
  );
  stage.inFlight = null;
  if (document.visibilityState === "visible")
    stage.retry = setTimeout(() => {
      if (stage.inFlight === null && stage.wanted) sendAsk(stage);
    }, 2000);
}

export function remember(stage, header) {
  const key = queryKey(header.query);
  stage.answers.delete(key);
  stage.answers.set(key, header);
  const most = header.runs[0].volumes > 5000 ? 4 : KEPT_ANSWERS;
  if (stage.answers.size > most) stage.answers.delete(stage.answers.keys().next().value);
}

export function newLuck(stage) {
  ask(
    stage,
    withParameter(stage.wanted ?? stage.header.query, "seed", String(1 + Math.floor(Math.random() * 9999)), false),
  );
}

/** Add an operator's action to the link of these settings and ask for the run with it. */
export function act(stage, tick, name, value) {
  const entry = value === undefined ? `${tick}:${name}` : `${tick}:${name}:${value}`;
  const query = stage.wanted ?? stage.header.query;
  ask(stage, withParameter(query, "do", query.do ? `${query.do},${entry}` : entry, false));
}

export const present = (stage) => stage.wanted ?? stage.header.query;

/** The minute from which an action would hold: the one in view, but not the start. */
export const actMinute = (stage) => clamp(stage.tick, 1, stage.header.runs[0].ticks);

/** Ask for the same settings with these actions, in order of time; those of one minute keep their order. */
export function setEntries(stage, entries) {
  const sorted = entries
    .map((entry, i) => [entry, i])
    .sort(([a, i], [b, k]) => minuteOf(a) - minuteOf(b) || i - k)
    .map(([entry]) => entry);
  stage.opened = true;
  ask(stage, withParameter(present(stage), "do", sorted.join(","), !sorted.length));
}

/** Ask Python for something besides a picture; it travels with the next question. */
export function askAside(stage, aside) {
  stage.aside = { ...stage.aside, ...aside };
  if (stage.inFlight === null) sendAsk(stage);
}

/** What goes with the question that is being sent. */
export function takeAside(stage) {
  const aside = stage.costsOn ? { costs: "1", ...stage.aside } : stage.aside;
  stage.aside = null;
  if (aside?.file !== undefined) stage.openedFile = stage.seq;
  return aside ? { aside } : {};
}

export const RUNS_AHEAD = 2;

/** Fetch what the next scenes will show, so that a step needs no answer of the server. */
export function askAhead(stage) {
  if (!stage.story || stage.inFlight !== null || stage.root.dataset.connection === "lost" || leavesPage(stage)) return;
  const rest = stage.story.scenes.slice(sceneNumber(stage) + 1).map(({ query }) => query);
  const keys = [...new Set(rest.map(queryKey))].slice(0, RUNS_AHEAD);
  const missing = keys.find((key) => !stage.answers.has(key));
  if (!missing) return;
  stage.seq += 1;
  stage.inFlight = stage.aheadSeq = stage.seq;
  stage.sentQuery = stage.wanted;
  stage.send("ask", { seq: stage.seq, query: rest.find((query) => queryKey(query) === missing) });
  clearTimeout(stage.patience);
  stage.patience = setTimeout(() => {
    if (stage.inFlight === stage.aheadSeq) stage.inFlight = null;
  }, PATIENCE_MS);
}
