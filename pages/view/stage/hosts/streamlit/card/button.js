/* The buttons of a card. */

import { el } from "../../../lib/dom.js";

/** @param {string} text @param {() => void} press */
export const button = (text, press) => el("button", { type: "button", class: "pic-button", text, onclick: press });
