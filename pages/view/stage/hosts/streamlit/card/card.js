/* A card: pictures that Python drew with Plotly, their sentence, what to notice, their table and files.
   It says which run is on the stage, asks again while there is more to come, and never draws anew what it can change. */

import { el } from "../../../lib/dom.js";
import { say } from "../../../lib/messages.js";
import { withParameter } from "../../../lib/query.js";
import { registry } from "../../../lib/registry.js";
import { button } from "./button.js";
import { Controls } from "./controls.js";
import { saveCsv, savePng } from "./files.js";
import { Opens } from "./opens.js";
import { Pictures } from "./pictures.js";
import { Progress } from "./progress.js";
import { CardQuestions } from "./questions.js";
import { Table } from "./table.js";

/** @import { Told } from "./types.d.ts" */

export class Card {
  /** What Python said last, as it came. @type {string | null} */
  #taken = null;
  /** What the pictures in sight are of: those of the run before stay until others come. @type {Told | null} */
  #shown = null;
  questions = new CardQuestions();
  #controls = new Controls((name, value) => this.questions.choose(name, value));
  #progress = new Progress({ stop: () => this.questions.ask({ stop: true }), begin: () => this.questions.ask() });
  #pictures = new Pictures(() => this.#toggleTable(true));
  #opens = new Opens();
  #table = new Table((i, j) => this.#play(i, j));
  #sentence = el("p", { class: "pic-sentence", role: "status" });
  #notice = el("ul");
  #noticeBox = el(
    "div",
    { class: "pic-notice", hidden: true },
    el("h3", { text: say("section-notice") }),
    this.#notice,
  );
  #tableButton = button(say("section-table.show"), () => this.#toggleTable());
  #tools = el(
    "div",
    { class: "pic-tools", hidden: true },
    this.#tableButton,
    button(say("section-save.csv"), () => this.#shown && saveCsv(this.#shown)),
    button(say("section-save.png"), () => this.#shown && savePng(this.#shown, this.#pictures.boxes)),
  );
  #sight = new IntersectionObserver(
    (entries) => {
      if (entries.some((entry) => entry.isIntersecting)) this.questions.see();
    },
    { rootMargin: "200px" },
  );
  #sizes = new ResizeObserver(() => this.#pictures.resize());

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.#tableButton.setAttribute("aria-expanded", "false");
    root.replaceChildren(
      this.#controls.box,
      this.#sentence,
      this.#progress.box,
      this.#pictures.box,
      this.#opens.box,
      this.#noticeBox,
      this.#tools,
      this.#table.box,
    );
    window.addEventListener("stormglass:run", this.#follow);
    window.addEventListener("stormglass:minute", this.#moveHead);
    this.#sight.observe(root);
    this.#sizes.observe(root);
  }

  /** Take what Python says. @param {string | undefined} text */
  take(text) {
    if (!text || text === this.#taken) {
      this.#pictures.retheme();
      return;
    }
    this.#taken = text;
    const told = /** @type {Told} */ (JSON.parse(text));
    this.questions.take(told);
    this.#name(told);
    this.#controls.show(told, this.questions.isPending);
    if (!this.questions.isPending) this.questions.choices = this.#controls.choicesOf(told);
    const isHeld = this.#progress.box.contains(document.activeElement);
    this.#progress.show(told, this.questions.began);
    this.#showContent(told);
    if (isHeld) this.#keepFocus();
    this.#follow();
  }

  end() {
    this.questions.end();
    this.#progress.end();
    window.removeEventListener("stormglass:run", this.#follow);
    window.removeEventListener("stormglass:minute", this.#moveHead);
    this.#sight.disconnect();
    this.#sizes.disconnect();
    this.#pictures.end();
  }

  #follow = () => {
    this.questions.follow();
    this.#moveHead();
  };

  #moveHead = () => this.#pictures.moveHead();

  /** A screen reader says which section a button belongs to. @param {Told} told */
  #name({ name, state, room }) {
    this.root.dataset.state = state;
    this.root.dataset.card = name;
    this.root.style.setProperty("--room", `${room}px`);
    this.root.setAttribute("role", "group");
    if (document.getElementById(name)) this.root.setAttribute("aria-labelledby", name);
    else this.root.setAttribute("aria-label", name);
  }

  /** @param {Told} told */
  #showContent(told) {
    const isStale = !told.pictures.length && told.state === "running";
    this.root.classList.toggle("pic-stale", isStale && this.#pictures.areShown());
    if (!isStale) this.#showResult(told);
    else if (!this.#pictures.areShown()) this.#sentence.textContent = told.sentence;
  }

  /** @param {Told} told */
  #showResult(told) {
    this.#shown = told;
    this.#sentence.textContent = tied(told.sentence);
    this.#notice.replaceChildren(...told.notice.map((text) => el("li", { text: tied(text) })));
    this.#noticeBox.hidden = !told.notice.length;
    this.#tools.hidden = !told.table;
    this.#opens.show(told);
    this.#pictures.show(told, told.cells ? (i, j) => this.#play(i, j) : null);
    if (!this.#table.box.hidden) this.#table.show(told);
  }

  /** The button that was pressed may be gone. */
  #keepFocus() {
    const buttons = [...this.#progress.buttons, this.#tableButton];
    buttons.find((one) => !one.closest("[hidden]"))?.focus();
  }

  #toggleTable(isOpen = this.#table.box.hidden) {
    this.#table.box.hidden = !isOpen;
    this.#tableButton.setAttribute("aria-expanded", String(isOpen));
    this.#tableButton.textContent = isOpen ? say("section-table.hide") : say("section-table.show");
    if (isOpen && this.#shown) this.#table.show(this.#shown);
  }

  /** Play the run of a cell, with the luck in view. @param {number} i @param {number} j */
  #play(i, j) {
    if (!this.#shown?.cells) return;
    const { x, y } = this.#shown.cells;
    if (!(i in x.values) || !(j in y.values)) return;
    const [across, up] = [x.values[i], y.values[j]];
    const query = withParameter(this.questions.present() ?? {}, x.name, across, across === x.usual);
    registry.beside?.play(withParameter(query, y.name, up, up === y.usual));
  }
}

/** No line begins with a sign of per cent. @param {string} text */
const tied = (text) => text.replace(/(\d) %/g, "$1\u00a0%");
