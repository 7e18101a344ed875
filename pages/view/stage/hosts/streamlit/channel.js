/* The stage's channel to Python: questions go out through the feed (`feed.js`), one at a time; frames come in through it. */

import { registry } from "../../lib/registry.js";
import { decodePayload, fingerprint } from "../../run/decode.js";
import { AskLater } from "../../session/questions.js";
import { spoken, wholeFrame } from "../spoken.js";
import { Asking } from "./asking.js";

/** @import { Frame, PageConfig, Question } from "../../types.d.ts" */

/** @import { Leaving } from "./leaving.js" */
/** @typedef {Question & { besides?: Record<string, string> }} Asked a question, and what is asked besides a picture */
/** @typedef {{ asked: Asked, done: (frame: Frame) => void, fail: (error: unknown) => void }} Entry */

const HOLD_MS = 300; // while a page is being left
const LATE_MS = 2000;
const ASK_AGAIN_MS = 1500; // after a lost connection is back

export class Channel {
  /** Frames that nobody asked for. @type {(frame: Frame) => void} */
  onFrame = () => {};
  /** A picture that cannot be read. @type {(error: Error) => void} */
  onBroken = () => {};
  /** What the page was told once, as it came; and said. @type {PageConfig} */
  config = {};
  #said = this.config;
  #leaving;
  #asking = new Asking((question) => registry.ask?.("ask", question), { isFirst: true });
  /** @type {Entry[]} */
  #waiting = [];
  /** @type {Entry | null} */
  #open = null;
  #received = 0;
  /** @type {number | null} */
  #print = null;

  /** @param {Leaving} leaving @param {() => boolean} isOnline a lost connection is told already, and asked again when it is back */
  constructor(leaving, isOnline) {
    this.#leaving = leaving;
    this.#asking.isOnline = isOnline;
  }

  /** @param {PageConfig} config */
  configure(config) {
    this.config = config;
    this.#said = spoken(config);
    this.#leaving.page = config.own_page ?? null;
  }

  /** Ask, as soon as what was asked before is answered. @param {Asked} asked @param {AbortSignal} signal @returns {Promise<Frame>} */
  ask(asked, signal) {
    return new Promise((done, fail) => {
      const entry = { asked, done, fail };
      signal.addEventListener("abort", () => this.#drop(entry));
      this.#waiting.push(entry);
      this.#next();
    });
  }

  /** A question put while the page was changing, or the connection was away, has reached nobody. */
  askAgain() {
    if (this.#open) this.#send(this.#open);
  }

  /** The server may be a new one, which drops the questions of fragments without a word. */
  mend() {
    if (this.#open) setTimeout(() => this.askAgain(), ASK_AGAIN_MS);
  }

  end() {
    this.#waiting = [];
    this.#close();
  }

  /** Take a picture as it came. @param {Uint8Array | null | undefined} bytes */
  take = async (bytes) => {
    const print = bytes ? fingerprint(bytes) : null;
    if (!bytes || print === this.#print) return;
    this.#print = print;
    const order = (this.#received += 1);
    try {
      const frame = await decodePayload(bytes);
      const { own_page } = this.config;
      const isOurs = frame.page === null || !own_page || frame.page === own_page.place; // else ours is being left
      if (isOurs && order === this.#received) this.#hand(wholeFrame(frame, this.#said));
    } catch (error) {
      this.onBroken(/** @type {Error} */ (error));
    }
  };

  /** @param {Frame} frame */
  #hand(frame) {
    if (frame.seq === 0) this.#leaving.stays();
    const open = this.#open;
    if (open && this.#asking.isAnswered(frame.seq)) {
      this.#open = null;
      open.done(frame);
    } else this.onFrame(frame);
    queueMicrotask(() => this.#next()); // who was answered may ask at once
  }

  #close() {
    this.#asking.drop();
    this.#open = null;
  }

  /** @param {Entry} entry */
  #drop(entry) {
    this.#waiting = this.#waiting.filter((one) => one !== entry);
    if (this.#open === entry) this.#close();
    this.#next();
  }

  #next() {
    const [entry] = this.#open ? [] : this.#waiting.splice(0, 1);
    if (!entry) return;
    if (this.#leaving.isOver()) entry.fail(new AskLater(HOLD_MS));
    else this.#send(entry);
  }

  /** @param {Entry} entry */
  #send(entry) {
    this.#open = entry;
    this.#asking.put(entry.asked, () => {
      this.#open = null;
      entry.fail(new AskLater(LATE_MS, true));
      this.#next();
    });
  }
}
