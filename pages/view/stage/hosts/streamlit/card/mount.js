/* What Streamlit mounts for a section of a page, as the stub hands it on: a card. */

import { words } from "../../../lib/made/en.js";
import { learn } from "../../../lib/messages.js";
import { Card } from "./card.js";

learn(words);

/** @type {WeakMap<HTMLElement, Card>} */
const mounted = new WeakMap();

/** @param {HTMLElement} parent */
function mount(parent) {
  const card = new Card(/** @type {HTMLElement} */ (parent.querySelector(".pic")));
  mounted.set(parent, card);
  return card;
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
