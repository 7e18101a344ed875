/* The runs of a card that can be opened in the Lab, each a link. */

import { el } from "../../../lib/dom.js";
import { linkOfRun } from "../../../session/write_link.js";

/** @import { Told } from "./types.d.ts" */

export class Opens {
  box = el("p", { class: "pic-opens", hidden: true });

  /** @param {Told} told */
  show({ opens }) {
    this.box.hidden = !opens;
    if (!opens) return;
    const { words, rules, runs } = opens;
    const links = runs.map(([text, query, tick]) => {
      const search = linkOfRun({ query, also: {}, tick, rules }, location.search);
      return el("a", { class: "pic-button", href: `lab${search}`, text });
    });
    this.box.replaceChildren(el("span", { text: words }), ...links);
  }
}
