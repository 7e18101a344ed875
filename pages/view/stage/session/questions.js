/* The one channel of questions. One is in flight; the latest wins; known answers show at once. */

import { queryKey } from "../lib/query.js";

/** @import { Events, Frame, Host, Query, Question } from "../types.d.ts" */

/** @import { Emitter } from "../lib/emitter.js" */

const KEPT_FRAMES = 24;
const KEPT_LARGE = 4;
const LARGE = 5000; // volumes
const AGAIN_MS = 2000;

/** A host that cannot answer now says when to ask again; `isLate`: the visitor should know. */
export class AskLater extends Error {
  /** @param {number} wait @param {boolean} [isLate] */
  constructor(wait, isLate = false) {
    super("ask-later");
    this.wait = wait;
    this.isLate = isLate;
  }
}

export class Questions {
  /** @type {Query | null} what the visitor wants to see */
  wanted = null;
  /** @type {{ question: Question, wanted: Query | null, isAhead: boolean, stop: AbortController } | null} */
  inFlight = null;
  /** @type {Map<string, Frame>} */
  kept = new Map();
  /** Where the playhead goes when the frame of a query is shown. @type {{ key: string, tick: number | null } | null} */
  goal = null;
  /** The node whose requests are wanted in full, where a frame has but a sample. @type {() => number | null} */
  focus = () => null;
  /** @type {number | null} */
  #sentFocus = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #again = undefined;
  #gone = false;

  /** @param {Host} host @param {Emitter<Events>} events */
  constructor(host, events) {
    this.host = host;
    this.events = events;
    this.off = host.onFrame((frame) => this.#told(frame));
  }

  /** @param {Query} query */
  ask(query) {
    this.events.emit("asking", query);
    this.wanted = query;
    const known = this.kept.get(queryKey(query));
    if (known) this.events.emit("frame", { frame: known, source: "memory" });
    if (!this.inFlight) this.send();
  }

  /** Whether the visitor waits for something else than this. @param {Query} query */
  isBehind(query) {
    return this.inFlight !== null && this.wanted !== null && queryKey(this.wanted) !== queryKey(query);
  }

  /** Ask what is wanted, now. */
  send() {
    if (!this.wanted || this.#gone) return;
    const focus = (this.#sentFocus = this.focus());
    this.#put({ query: this.wanted, ...(focus === null ? {} : { focus }) }, false);
  }

  /** Ask for the requests of one node, if this frame has them not in full. @param {Frame} frame */
  askFocus(frame) {
    if (!this.inFlight && this.#wantsFocus(frame)) this.send();
  }

  /** Fetch what will be wanted, if nothing else is asked. @param {Query} query */
  sendAhead(query) {
    if (!this.inFlight && !this.#gone) this.#put({ query }, true);
  }

  /** Read a file of settings; what it holds is shown. @param {string} text */
  async read(text) {
    const frame = await this.host.readSettings?.(text, new AbortController().signal);
    if (!frame || this.#gone) return null;
    this.#keep(frame);
    this.wanted = frame.query;
    this.events.emit("frame", { frame, source: "file" });
    return frame;
  }

  end() {
    this.#gone = true;
    this.off();
    this.inFlight?.stop.abort();
    clearTimeout(this.#again);
  }

  /** @param {Question} question @param {boolean} isAhead */
  #put(question, isAhead) {
    clearTimeout(this.#again);
    const flight = { question, wanted: this.wanted, isAhead, stop: new AbortController() };
    this.inFlight = flight;
    this.events.emit("flight", true);
    this.host.frame(question, flight.stop.signal).then(
      (frame) => this.#answered(flight, frame),
      (error) => this.#failed(flight, error),
    );
  }

  /** @param {NonNullable<Questions["inFlight"]>} flight @param {Frame} frame */
  #answered(flight, frame) {
    if (this.inFlight !== flight) return;
    this.#keep(frame);
    if (!flight.isAhead) this.events.emit("frame", { frame, source: "asked" });
    this.#land();
    const movedOn = this.wanted && flight.wanted && queryKey(this.wanted) !== queryKey(flight.wanted);
    if (movedOn || (!flight.isAhead && this.#wantsFocus(frame))) this.send();
    else if (!flight.isAhead) this.wanted = frame.query;
    this.events.emit("idle");
  }

  /** @param {NonNullable<Questions["inFlight"]>} flight @param {unknown} error */
  #failed(flight, error) {
    if (this.inFlight !== flight) return;
    this.#land();
    if (!(error instanceof AskLater)) throw error;
    if (flight.isAhead) return;
    if (error.isLate) this.events.emit("late");
    this.#again = setTimeout(() => {
      if (!this.inFlight) this.send();
    }, error.wait || AGAIN_MS);
  }

  /** A frame that nobody asked for: the address was told anew. What was asked meanwhile counts more. @param {Frame} frame */
  #told(frame) {
    this.#keep(frame);
    const isOther = this.wanted !== null && queryKey(this.wanted) !== queryKey(frame.query);
    if (isOther && (this.inFlight || frame.seq > 0)) {
      if (frame.seq === 0) this.send();
      return;
    }
    const { inFlight, wanted } = this;
    this.events.emit("frame", { frame, source: "told" });
    if (inFlight && inFlight === this.inFlight && frame.seq === 0) {
      inFlight.stop.abort();
      this.#land();
    }
    if (!this.inFlight && this.wanted === wanted) this.wanted = frame.query;
    this.events.emit("idle");
  }

  /** @param {Frame} frame */
  #wantsFocus(frame) {
    const focus = this.focus();
    return focus !== null && frame.runs[0].focus !== focus && this.#sentFocus !== focus;
  }

  #land() {
    this.inFlight = null;
    this.events.emit("flight", false);
  }

  /** @param {Frame} frame */
  #keep(frame) {
    const key = queryKey(frame.query);
    this.kept.delete(key);
    this.kept.set(key, frame);
    const most = frame.runs[0].volumes > LARGE ? KEPT_LARGE : KEPT_FRAMES;
    const [oldest] = this.kept.keys();
    if (this.kept.size > most && oldest !== undefined) this.kept.delete(oldest);
  }
}
