/* Odds: asked for after the picture is painted, and dropped when a newer question is asked. A frame with `odds` promises
   that there are some. What is known is told with the event "odds"; null: there are none here. */

import { settingKey } from "../lib/query.js";
import { furtherOf, isWhole, knownOdds, learnOdds, rememberOwn } from "./odds_memory.js";

/** @import { Events, Frame, Host, OddsPart, Query, Stopped } from "../types.d.ts" */

/** @import { Emitter } from "../lib/emitter.js" */
/** @import { Questions } from "./questions.js" */

export class OddsOfView {
  /** @type {Frame | null} */
  #frame = null;
  /** @type {{ key: string, stop: AbortController } | null} */
  #asked = null;
  /** Whether the further settings are looked at, and so their strips. */
  #isFurther = false;

  /**
   * `painted` calls back when the picture is on the screen.
   * @param {Host} host @param {Questions} questions @param {Emitter<Events>} events @param {(then: () => void) =>
   * void} painted
   */
  constructor(host, questions, events, painted) {
    this.host = host;
    this.questions = questions;
    this.events = events;
    this.painted = painted;
    events.on("asking", (query) => this.leave(query));
  }

  /** A new frame stands: show the odds that are known, ask for the others. @param {Frame} frame */
  follow(frame) {
    this.#frame = frame;
    if (!frame.odds || !frame.levers?.length || frame.runs.length > 1 || !this.host.odds) {
      this.leave(null);
      this.events.emit("odds", null);
      return;
    }
    rememberOwn(frame);
    this.leave(frame.query);
    const known = this.#tell(frame);
    if (this.#asked || isWhole(known, this.#levers(frame))) return;
    const asked = (this.#asked = { key: settingKey(frame.query), stop: new AbortController() });
    this.painted(() => {
      const done = () => {
        if (this.#asked === asked) this.#asked = null;
      };
      const movedOn = settingKey(this.questions.wanted ?? frame.query) !== asked.key;
      if (asked.stop.signal.aborted || movedOn) done();
      else this.#fetch(frame, asked.stop.signal).finally(done);
    });
  }

  /** The further settings are opened or closed: their odds are asked for while they are looked at. @param {boolean} isOpen */
  lookFurther(isOpen) {
    this.#isFurther = isOpen;
    if (isOpen && this.#frame) this.follow(this.#frame);
  }

  /** @param {Frame} frame @returns {Stopped[]} */
  #levers = (frame) => [...frame.levers, ...(this.#isFurther ? furtherOf(frame) : [])];

  /** Tell what is known. @param {Frame} frame */
  #tell(frame) {
    const known = knownOdds(frame, this.#levers(frame));
    this.events.emit("odds", known);
    return known;
  }

  /** Drop what is asked for other settings than these. @param {Query | null} query */
  leave(query) {
    if (!this.#asked || (query && this.#asked.key === settingKey(query))) return;
    this.#asked.stop.abort();
    this.#asked = null;
  }

  /** @param {Frame} frame @param {AbortSignal} signal */
  async #fetch(frame, signal) {
    const { seed: _, ...setting } = frame.query;
    if (!isWhole(knownOdds(frame), frame.levers)) await this.#learn(frame, signal, this.host.odds?.(setting, signal));
    if (signal.aborted) return;
    const further = furtherOf(frame);
    if (this.#isFurther && !isWhole(knownOdds(frame, further), further))
      await this.#learn(frame, signal, this.host.furtherOdds?.(setting, signal));
    if (!this.host.odds) this.events.emit("odds", null);
  }

  /** @param {Frame} frame @param {AbortSignal} signal @param {AsyncIterable<OddsPart> | undefined} parts */
  async #learn(frame, signal, parts) {
    for await (const part of parts ?? []) {
      learnOdds([...frame.levers, ...furtherOf(frame)], frame.query, part);
      if (signal.aborted || !this.#frame) return;
      if (settingKey(this.#frame.query) === settingKey(frame.query)) this.#tell(this.#frame);
    }
  }
}
