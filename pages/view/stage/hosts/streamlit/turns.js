/* Whose turn it is to ask. What is set in one turn of the event loop goes to Python as one message, and Streamlit reruns
   only one fragment for it: so stage and cards set one question after the other, and none while the page is being left. */

import { registry } from "../../lib/registry.js";

const APART_MS = 20;
const HOLD_MS = 300; // while the page is being left

const line = (registry.turns ??= { waiting: [], timer: undefined });

/**
 * Set a question when it is its turn; of those that one asks, the newest counts. Who is first waits for nobody in the line.
 * @param {object} who @param {() => void} set @param {boolean} isFirst
 */
export function inTurn(who, set, isFirst) {
  leaveLine(who);
  const turn = { who, set, path: location.pathname };
  line.waiting = isFirst ? [turn, ...line.waiting] : [...line.waiting, turn];
  if (isFirst) nextTurn();
  else line.timer ??= setTimeout(nextTurn, 0);
}

/** @param {object} who */
export function leaveLine(who) {
  line.waiting = line.waiting.filter((turn) => turn.who !== who);
}

function nextTurn() {
  clearTimeout(line.timer);
  line.timer = undefined;
  const wait = registry.isLeaving?.() ? HOLD_MS : (registry.sentAt ?? -APART_MS) + APART_MS - performance.now();
  if (wait <= 0) takeTurn();
  if (line.waiting.length) line.timer = setTimeout(nextTurn, wait > 0 ? wait : APART_MS);
}

function takeTurn() {
  const turn = line.waiting.shift();
  if (turn?.path !== location.pathname) return; // gone Back or Forward while this waited: the answer would clear the new page
  registry.sentAt = performance.now();
  turn.set();
  countUnsent();
}

/** Streamlit sends what was set when this turn is over: a change of page waits for that (`feed.js`, `leaving.js`). */
function countUnsent() {
  registry.unsent = (registry.unsent ?? 0) + 1;
  setTimeout(() => {
    registry.unsent = (registry.unsent ?? 1) - 1;
  }, 0); // after Streamlit's own timer, which is older
}
