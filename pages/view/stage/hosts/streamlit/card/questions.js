/* What a card asks of Python: what is known of the run on the stage, once the card has been in sight, until all is known. */

import { queryKey } from "../../../lib/query.js";
import { registry } from "../../../lib/registry.js";
import { Asking } from "../asking.js";

/** @import { Query } from "../../../types.d.ts" */
/** @import { Question, Told } from "./types.d.ts" */
/** @typedef {import("../asking.js").SetQuestion} SetQuestion */

const POLL_MS = 160;
const SETTLE_MS = 350; // cards that take longer wait until a lever rests

export class CardQuestions {
  /** A choice was made, and is not answered yet. */
  isPending = false;
  /** @type {Record<string, string>} */
  choices = {};
  /** When it was asked. @type {number | null} */
  began = null;
  #isSeen = false;
  /** @type {Told | null} */
  #told = null;
  /** @type {Question & { seq: number } | null} */
  #asked = null;
  #asking = new Asking(() => {});
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #polling = undefined;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #settling = undefined;

  /** @param {SetQuestion} set */
  sendBy(set) {
    this.#asking.set = set;
  }

  /** @param {Told} told */
  take(told) {
    if (!this.#told && told.at_once) this.#isSeen = true;
    this.#told = told;
    this.#asking.isAnswered(told.seq);
    this.isPending &&= told.seq < (this.#asked?.seq ?? 0);
    if (told.state === "running") this.#poll();
  }

  /** The card is in sight. */
  see() {
    if (this.#isSeen) return;
    this.#isSeen = true;
    this.follow();
  }

  /** The run that the stage shows, or will. */
  present() {
    return registry.beside?.query() ?? this.#told?.query ?? null;
  }

  /** Ask for the run on the stage, if that is another one. */
  follow() {
    const query = this.present();
    if (!query || !this.#isSeen || !this.#told) return;
    const { state, at_once } = this.#told;
    const known = this.#asked?.query ?? (state === "idle" ? null : this.#told.query); // nothing asked is not the same as no settings
    if (known && queryKey(known) === queryKey(query)) return;
    if (at_once) this.ask({ query });
    else {
      clearTimeout(this.#settling);
      const wait = this.#asked ? SETTLE_MS : 0;
      this.#settling = setTimeout(() => this.ask({ query: this.present() ?? {} }), wait);
    }
  }

  /** @param {string} name @param {string} value */
  choose(name, value) {
    this.choices = { ...this.choices, [name]: value };
    this.isPending = true;
    this.ask();
  }

  /** @param {{ query?: Query, stop?: boolean }} [wanted] */
  ask({ query = this.#asked?.query ?? this.present() ?? {}, stop = false } = {}) {
    this.began = performance.now();
    this.#asked = this.#put({ query, choices: this.choices, stop });
  }

  end() {
    clearTimeout(this.#polling);
    clearTimeout(this.#settling);
    this.#asking.drop();
  }

  /** @param {Question} question @returns {Question & { seq: number }} */
  #put(question) {
    return this.#asking.put(question, () => this.#put(question));
  }

  /** Ask once more, as there is more to come. */
  #poll() {
    clearTimeout(this.#polling);
    this.#polling = setTimeout(() => {
      if (this.#told?.state !== "running") return;
      this.#put(this.#asked ?? { query: this.#told.query, choices: this.choices, stop: false });
    }, POLL_MS);
  }
}
