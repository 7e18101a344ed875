/* A table with its caption, and a box in which it scrolls. */

import { el } from "../lib/dom.js";
import { number, say } from "../lib/messages.js";

/** @typedef {ReturnType<typeof makeTable>} Table */
/** @typedef {(string | number)[]} Row the first cell names the others */

/** In the place of a number that there is not, or not yet. */
export const NONE = "–";

/**
 * A table with a caption; the first cell of a row names the row. Kind: "words" in the second column, "lists" in the last.
 * @param {string[]} heads @param {string} [kind]
 */
export function makeTable(heads, kind = "") {
  const caption = el("caption");
  const body = el("tbody");
  const top = el("tr", {}, ...heads.map((name) => el("th", { scope: "col", text: say(`head-${name}`) })));
  return { caption, body, box: el("table", { class: kind }, caption, el("thead", {}, top), body) };
}

/** @param {Table} of @param {string} words @param {Row[]} rows */
export function fillTable({ caption, body }, words, rows) {
  const text = (/** @type {string | number} */ cell) => (typeof cell === "number" ? number(cell) : cell);
  caption.textContent = words;
  body.replaceChildren(
    ...rows.map(([name, ...cells]) =>
      el(
        "tr",
        {},
        el("th", { scope: "row", text: text(name) }),
        ...cells.map((cell) => el("td", { text: text(cell) })),
      ),
    ),
  );
}

/**
 * Wide or long tables scroll in a box of their own, which the keyboard reaches.
 * @param {Table} table @param {string} name
 */
export function scrolled(table, name) {
  return el("div", { class: "sg-scroll", role: "region", tabindex: "0", "aria-label": name }, table.box);
}
