/* Undo: every change of settings, luck, preset or actions of this visit can be taken back, and done again. */

import { say } from "../lib/messages.js";
import { queryKey } from "../lib/query.js";

/** @import { Query } from "../types.d.ts" */

/**
 * @typedef {{ words: string, brief?: string, lever?: string | null }} Change what changed, for where there is little
 * room, too; and the lever that was moved
 */
/** @typedef {Change & { query: Query, tick: number | null }} Step */

const ONE_DRAG_MS = 1200; // a lever that moves on within this time is one change
const MOST_UNDO = 100;

export class History {
  /** @type {Step[]} */
  past = [];
  /** @type {Step[]} */
  future = [];
  /** @type {Query | null} */
  now = null;
  /** @type {{ words: string, tick: number | null } | null} */
  #name = null;
  #travels = false;
  #since = 0;

  /** Words for what changed from one query to another. @type {(before: Query, after: Query) => Change} */
  describe = () => ({ words: say("change-several") });

  /** The next question has this name here; taken back, it leads to this minute again. @param {string} words @param {number | null} [tick] */
  name(words, tick = null) {
    this.#name = { words, tick };
  }

  /** A question is asked: what was in view can be come back to. @param {Query} query */
  keep(query) {
    const name = this.#name;
    this.#name = null;
    if (!this.now || queryKey(this.now) === queryKey(query)) return;
    if (!this.#travels) {
      const change = this.describe(this.now, query);
      const { lever } = change;
      const isSameDrag = lever && this.past.at(-1)?.lever === lever && performance.now() - this.#since < ONE_DRAG_MS;
      const named = name ? { words: name.words, lever } : change;
      if (!isSameDrag) this.past.push({ ...named, query: this.now, tick: name?.tick ?? null });
      if (this.past.length > MOST_UNDO) this.past.shift();
      this.future = [];
      this.#since = performance.now();
    }
    this.now = query;
  }

  /** A frame stands; one that the stage did not ask for (a file, Back, Forward) is a change too. @param {Query} query @param {boolean} isNews */
  follow(query, isNews) {
    if (this.now && isNews) this.keep(query);
    this.now = query;
  }

  /** Go back, or on again: what was undone or done, after it was asked for with `ask`. @param {1 | -1} way @param {(step: Step) => void} ask */
  travel(way, ask) {
    const [from, to] = way < 0 ? [this.past, this.future] : [this.future, this.past];
    const step = from.pop();
    if (!step || !this.now) return null;
    to.push({ ...step, query: this.now });
    this.#travels = true;
    ask(step);
    this.#travels = false;
    return step;
  }
}
