/* The table of a card; that of a map has buttons for cells, one stop for the Tab key. */

import { el } from "../../../lib/dom.js";
import { say } from "../../../lib/messages.js";

/** @import { Content, Table as Rows } from "./types.d.ts" */

export class Table {
  box = el("div", { class: "pic-table", tabindex: "0", role: "region", hidden: true });
  #play;

  /** @param {(i: number, j: number) => void} play the run of a cell */
  constructor(play) {
    this.#play = play;
  }

  /** @param {Content} content */
  show({ table, cells }) {
    if (!table) return;
    const active = document.activeElement;
    const focused = active instanceof HTMLElement && this.box.contains(active) ? active.dataset.at : null;
    this.box.setAttribute("aria-label", table.caption);
    const top = cells ? cells.y.values.length - 1 : 0; // the first row is the map's topmost
    const cell = (/** @type {number} */ row, /** @type {number} */ column) =>
      cells ? this.#cellButton(table, row, column, [column - 1, top - row]) : String(table.rows[row][column]);
    this.box.replaceChildren(
      el(
        "table",
        {},
        el("caption", {}, el("span", { text: table.caption })),
        el("thead", {}, el("tr", {}, ...table.columns.map((text) => el("th", { scope: "col", text })))),
        el("tbody", {}, ...table.rows.map((row, r) => el("tr", {}, ...row.map((_, c) => dataCell(table, r, c, cell))))),
      ),
    );
    if (cells) this.#rove(table.columns.length - 1, [focused, cells.now]);
  }

  /** @param {Rows} table @param {number} row @param {number} column @param {[i: number, j: number]} at */
  #cellButton({ columns, rows }, row, column, [i, j]) {
    const [text, name] = [String(rows[row][column]), String(rows[row][0])];
    return el("button", {
      type: "button",
      class: "pic-cell",
      "data-at": `${i},${j}`,
      tabindex: "-1",
      text,
      "aria-label": say("section-cell", { column: columns[column], row: name, cell: text }),
      onclick: () => this.#play(i, j),
    });
  }

  /** @param {number} wide @param {[focused: string | null | undefined, now: string | undefined]} places */
  #rove(wide, [focused, now]) {
    const buttons = [...this.box.querySelectorAll("button")];
    const at = (/** @type {string | null | undefined} */ place) => buttons.find((one) => one.dataset.at === place);
    const first = at(focused) ?? at(now) ?? buttons[0];
    if (first) first.tabIndex = 0;
    if (focused) first?.focus();
    this.box.onkeydown = (event) => rove(event, buttons, wide);
  }
}

/** @param {Rows} table @param {number} row @param {number} column @param {(row: number, column: number) => Node | string} cell */
const dataCell = ({ rows }, row, column, cell) =>
  column ? el("td", {}, cell(row, column)) : el("th", { scope: "row", text: rows[row][0] });

/** Arrow keys move within a table, not from one row into the next. @param {KeyboardEvent} event @param {HTMLElement[]} buttons @param {number} wide */
function rove(event, buttons, wide) {
  /** @type {Record<string, number>} */
  const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: wide, ArrowUp: -wide };
  const step = steps[event.key];
  const at = buttons.findIndex((one) => one === document.activeElement);
  if (!step || at < 0) return;
  const to = buttons[at + step];
  event.preventDefault();
  event.stopPropagation();
  if (!to || (Math.abs(step) === 1 && Math.floor((at + step) / wide) !== Math.floor(at / wide))) return;
  buttons[at].tabIndex = -1;
  to.tabIndex = 0;
  to.focus();
}
