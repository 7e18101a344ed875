/* How far the work for a card is: a bar, and buttons to cancel it and to begin again. */

import { el } from "../../../lib/dom.js";
import { say } from "../../../lib/messages.js";
import { button } from "./button.js";

/** @import { Told } from "./types.d.ts" */

const TELL_AFTER_MS = 900; // a short wait is not worth a bar
const OPEN = ["stopped", "refused", "failed"];

export class Progress {
  #bar = el("progress", { class: "pic-bar", max: "1", value: "0", "aria-label": say("section-runs-played") });
  #barWords = el("span", { class: "pic-bar-words", "aria-hidden": "true" }); // the bar says them, when asked
  #note = el("span", { class: "pic-note", role: "status" });
  #state = "idle";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #telling = undefined;

  /** @param {{ stop: () => void, begin: () => void }} press */
  constructor({ stop, begin }) {
    this.stopButton = button(say("section-work.cancel"), stop);
    this.againButton = button(say("section-work.again"), begin);
    this.box = el("div", { class: "pic-work", hidden: true }, this.#bar, this.#barWords, this.#note);
    this.box.append(this.stopButton, this.againButton);
  }

  get buttons() {
    return [this.againButton, this.stopButton];
  }

  /** @param {Told} told @param {number | null} began when it was asked */
  show({ state, words, done, of }, began) {
    const isRunning = state === "running";
    this.#state = state;
    this.#barWords.textContent = isRunning ? words : "";
    this.#note.textContent = isRunning ? "" : words;
    if (of) this.#bar.value = done / of;
    else this.#bar.removeAttribute("value");
    this.#bar.setAttribute("aria-valuetext", words);
    this.#bar.hidden = !isRunning;
    this.stopButton.hidden = !isRunning;
    this.againButton.hidden = state !== "stopped";
    this.#open(isRunning, began);
  }

  end() {
    clearTimeout(this.#telling);
  }

  /** @param {boolean} isRunning @param {number | null} began */
  #open(isRunning, began) {
    clearTimeout(this.#telling);
    if (!isRunning) this.box.hidden = !OPEN.includes(this.#state);
    else if (this.box.contains(document.activeElement)) this.box.hidden = false;
    else if (this.box.hidden) {
      const waited = began === null ? 0 : performance.now() - began;
      const tell = () => {
        this.box.hidden = this.#state !== "running";
      };
      this.#telling = setTimeout(tell, Math.max(0, TELL_AFTER_MS - waited));
    }
  }
}
