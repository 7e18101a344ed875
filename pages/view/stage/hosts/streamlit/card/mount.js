/* What Streamlit mounts for a section of a page, as the stub hands it on: a card. */

import { words } from "../../../lib/made/en.js";
import { learn } from "../../../lib/messages.js";
import { Card } from "./card.js";

learn(words);

/** @type {WeakMap<HTMLElement, Card>} */
const mounted = new WeakMap();

const SETTLES_MS = [0, 300, 1000]; // until what lies above has its room

/** @param {HTMLElement} parent */
function mount(parent) {
  const card = new Card(/** @type {HTMLElement} */ (parent.querySelector(".pic")));
  mounted.set(parent, card);
  goToNamed();
  return card;
}

let isGone = false;

/** An address may name a section, which is there later than the page: go there once, unless the visitor has gone elsewhere. */
function goToNamed() {
  const name = decodeURIComponent(location.hash.slice(1));
  if (isGone || !name || !document.getElementById(name)) return;
  isGone = true;
  const stops = ["wheel", "touchstart", "keydown", "pointerdown"];
  const timers = SETTLES_MS.map((ms) => setTimeout(() => document.getElementById(name)?.scrollIntoView(), ms));
  const stay = () => {
    timers.forEach(clearTimeout);
    for (const stop of stops) removeEventListener(stop, stay, true);
  };
  for (const stop of stops) addEventListener(stop, stay, true);
}

/**
 * @param {{ data?: { card: string } | null, parentElement: HTMLElement,
 *   setStateValue: (name: string, value: unknown) => void }} given
 */
export default function ({ data, parentElement, setStateValue }) {
  const card = mounted.get(parentElement) ?? mount(parentElement);
  card.questions.sendBy((question) => setStateValue("ask", question));
  card.take(data?.card);
  return () => {
    if (parentElement.isConnected) return; // a newer call of the same mount
    card.end();
    mounted.delete(parentElement);
  };
}
