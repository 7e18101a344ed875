/* The feed: brings each picture from Python to the stage of this page, and the stage's questions to Python. */

/** @import { Registry } from "../../types.d.ts" */
/** @typedef {(name: string, value: unknown) => void} Send */
/** @typedef {{ data?: Uint8Array | null, setStateValue: Send, parentElement: HTMLElement | ShadowRoot }} Given */

const shared = /** @type {Record<symbol, Registry>} */ (/** @type {unknown} */ (globalThis));
const bus = (shared[Symbol.for("stormglass")] ??= {});
const known = new WeakSet();

/* Streamlit sends what was set when the turn of the event loop is over, but a page that Back or Forward leads to at once.
   A question set just before (`turns.js`) would arrive after it, and its answer clear the new page: so they wait for the turn. */
bus.holdHistory ??= (event) => {
  if (!bus.unsent || !event.isTrusted) return;
  event.stopImmediatePropagation();
  setTimeout(() => window.dispatchEvent(new PopStateEvent("popstate", { state: event.state })));
};
window.addEventListener("popstate", bus.holdHistory, true); // the same listener once, before Streamlit's

/* What a page asks while the visitor goes Back and Forward in a hurry may reach Streamlit after the next page's request:
   it answers for the page that was left, and clears the one in view. A page without anything is asked for again, also
   where a server with much to do answers late. */
const LOOKS_MS = [300, 900, 2500, 4000, 6000];
const isBlank = () =>
  document.querySelector('[data-testid="stMain"]') &&
  !document.querySelector('[data-testid="stMain"] [data-testid="stElementContainer"]');

function lookForBlank() {
  clearTimeout(bus.look);
  const look = (/** @type {number} */ n) => {
    if (isBlank()) window.dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
    if (n + 1 < LOOKS_MS.length) bus.look = setTimeout(look, LOOKS_MS[n + 1], n + 1);
  };
  bus.look = setTimeout(look, LOOKS_MS[0], 0);
}

/** @param {Given} given */
export default function ({ data, setStateValue, parentElement }) {
  /** @type {Send} */
  const ask = (name, value) => setStateValue(name, value);
  bus.ask = ask;
  if (data && data !== bus.picture) {
    bus.picture = data;
    bus.take?.(data);
  }
  if (!known.has(parentElement)) {
    known.add(parentElement);
    bus.askAgain?.(); // a question put while the page was changing has reached nobody
  }
  return () => {
    if ((parentElement instanceof ShadowRoot ? parentElement.host : parentElement).isConnected) return;
    lookForBlank();
    if (bus.ask !== ask) return;
    bus.ask = bus.picture = null;
  };
}
