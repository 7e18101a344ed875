/* The choices of a card, which stand in the address too. */

import { el } from "../../../lib/dom.js";
import { registry } from "../../../lib/registry.js";

/** @import { Control, Told } from "./types.d.ts" */

export class Controls {
  box = el("div", { class: "pic-controls" });
  #choose;
  /** @type {HTMLSelectElement[]} */
  #selects = [];
  #shape = "";

  /** @param {(name: string, value: string) => void} choose */
  constructor(choose) {
    this.#choose = choose;
  }

  /** Show what is chosen; while a choice `isPending` it stands as it was made. @param {Told} told @param {boolean} isPending */
  show({ name, controls }, isPending) {
    const shape = JSON.stringify(controls.map((one) => [one.name, one.choices]));
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#build(name, controls);
    } else if (!isPending) controls.forEach(({ value }, i) => (this.#selects[i].value = value));
    writeAddress(controls);
  }

  /** @param {Told} told @returns {Record<string, string>} */
  choicesOf({ controls }) {
    return Object.fromEntries(controls.map(({ name, value }) => [name, value]));
  }

  /** @param {string} card @param {Control[]} controls */
  #build(card, controls) {
    const focused = this.box.contains(document.activeElement) ? document.activeElement?.id : null;
    const made = controls.map((control) => this.#labelled(card, control));
    this.#selects = made.map(({ select }) => select);
    this.box.replaceChildren(...made.map(({ label }) => label));
    if (focused) this.#selects.find(({ id }) => id === focused)?.focus();
  }

  /** @param {string} card @param {Control} control */
  #labelled(card, { name, label, value, choices }) {
    const id = `pic-${card}-${name}`;
    const select = el(
      "select",
      { id, onchange: () => this.#choose(name, select.value) },
      ...choices.map(([choice, words]) => el("option", { value: choice, text: words })),
    );
    select.value = value;
    return { select, label: el("label", { class: "pic-control", for: id }, el("span", { text: label }), select) };
  }
}

/** What differs from the usual choice belongs in the address; the stage is its only writer. @param {Control[]} controls */
function writeAddress(controls) {
  const also = (registry.also ??= {});
  const before = JSON.stringify(also);
  for (const { value, usual, link } of controls) {
    if (!link) continue;
    if (value === usual) delete also[link];
    else also[link] = value;
  }
  if (JSON.stringify(also) !== before) registry.beside?.writeAddress();
}
