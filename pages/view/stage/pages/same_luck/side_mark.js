/* The mark of a side, wherever it is named: the left one is filled, the right one a broken line. */

import { el } from "../../lib/dom.js";
import { SIDES } from "../../run/flags.js";

/** @param {number} side */
export function sideMark(side) {
  return el("i", { class: `sg-side-mark sg-side-${SIDES[side]}`, "aria-hidden": "true" });
}
