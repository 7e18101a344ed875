/* How stage and cards ask Python: every question has a number, goes out in its turn, and is late where no answer comes. */

import { inTurn, leaveLine } from "./turns.js";

/** @typedef {(question: object) => void} SetQuestion */

const PATIENCE_MS = 8000; // with a broken connection a question is lost without a word

export class Asking {
  /** Whether it makes sense to ask again: else whoever knows better does so. */
  isOnline = () => true;
  /** Hands a question to Streamlit. @type {SetQuestion} */
  set;
  #isFirst;
  #seq = Date.now() % 1e9;
  /** The number of the question that waits for its answer. @type {number | null} */
  #open = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #patience = undefined;

  /** @param {SetQuestion} set @param {{ isFirst?: boolean }} [place] */
  constructor(set, { isFirst = false } = {}) {
    this.set = set;
    this.#isFirst = isFirst;
  }

  /**
   * Ask, in place of what was asked before. Where no answer comes, `tellLate` is called, once.
   * @template {object} Q @param {Q} question @param {() => void} tellLate @returns {Q & { seq: number }}
   */
  put(question, tellLate) {
    const seq = (this.#seq += 1);
    const asked = { ...question, seq };
    this.drop();
    this.#open = seq;
    this.#patience = setTimeout(() => this.#lookLate(seq, tellLate), PATIENCE_MS);
    inTurn(this, () => this.set(asked), this.#isFirst);
    return asked;
  }

  /** Whether an answer is the one that is waited for. @param {number} seq */
  isAnswered(seq) {
    const isOurs = seq === this.#open;
    if (isOurs) this.drop();
    return isOurs;
  }

  /** Wait for no answer any more. */
  drop() {
    leaveLine(this);
    clearTimeout(this.#patience);
    this.#open = null;
  }

  /** @param {number} seq @param {() => void} tellLate */
  #lookLate(seq, tellLate) {
    if (this.#open !== seq || !this.isOnline()) return;
    if (document.visibilityState !== "visible") {
      document.addEventListener("visibilitychange", () => this.#lookLate(seq, tellLate), { once: true });
      return;
    }
    this.drop();
    tellLate();
  }
}
