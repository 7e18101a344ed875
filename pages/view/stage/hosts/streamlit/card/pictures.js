/* The pictures of a card. The newest that there are stay until others come, and are changed in place. */

import { el } from "../../../lib/dom.js";
import { say } from "../../../lib/messages.js";
import { queryKey } from "../../../lib/query.js";
import { registry } from "../../../lib/registry.js";
import { figureOf, isLarge } from "./figure.js";
import { placeHead } from "./head.js";
import { loadPlotly } from "./plotly.js";

/** @import { Picture, Plot, Plotly, Told } from "./types.d.ts" */
/** @typedef {(i: number, j: number) => void} PlayCell */

const LEAST_WIDTH = 60; // below, it is not laid out yet: its size will be told
const CONFIG = { displayModeBar: false, responsive: false, scrollZoom: false, doubleClick: false, showTips: false };

export class Pictures {
  box = el("div", { class: "pic-pictures" });
  /** @type {Plot[]} */
  #plots = [];
  /** @type {Told | null} */
  #shown = null;
  /** @type {PlayCell | null} */
  #play = null;
  #tellMissing;

  /** @param {() => void} tellMissing is called where nothing can draw them */
  constructor(tellMissing) {
    this.#tellMissing = tellMissing;
  }

  /** What Plotly has drawn into. */
  get boxes() {
    return this.#plots.map(({ box }) => box);
  }

  areShown() {
    return this.#plots.length > 0;
  }

  /** @param {Told} told @param {PlayCell | null} play of a map: plays a cell of it */
  show(told, play) {
    this.#shown = told;
    this.#play = play;
    this.#draw();
  }

  retheme() {
    if (this.#plots.some(({ ready }) => ready)) this.#draw();
  }

  resize() {
    if (this.#plots.some(({ box }) => box.clientWidth)) this.#draw();
  }

  /** The moment on the stage, drawn on the pictures of its run. */
  moveHead() {
    const minute = registry.beside?.minute() ?? null;
    const isOurs = queryKey(this.#shown?.query ?? {}) === queryKey(registry.beside?.query() ?? {});
    for (const plot of this.#plots) {
      plot.head.hidden = true;
      plot.now.textContent = "";
      if (isOurs && minute !== null && plot.ready) placeHead(plot, minute);
    }
  }

  end() {
    registry.plotly?.then((plotly) => this.#plots.forEach(({ box, ready }) => ready && plotly.purge(box)));
  }

  async #draw() {
    if (!this.#shown) return;
    const { pictures, plotly: version, dark } = this.#shown;
    const colours = isDark() ? dark : null;
    if (this.#plots.length !== pictures.length) this.#make(pictures.length);
    let plotly;
    try {
      [plotly] = await Promise.all([loadPlotly(version), document.fonts.ready]); // words are measured
    } catch {
      this.box.replaceChildren(el("p", { text: say("section-no-picture") }));
      this.#plots = [];
      this.#tellMissing();
      return;
    }
    for (const [i, picture] of pictures.entries())
      if (this.#plots[i]) this.#drawOne(plotly, this.#plots[i], picture, colours);
    this.moveHead();
  }

  /** @param {number} count */
  #make(count) {
    this.#plots = Array.from({ length: count }, () => ({
      box: el("div", { class: "pic-plot" }),
      head: el("div", { class: "pic-head", hidden: true, "aria-hidden": "true" }),
      now: el("figcaption", { class: "pic-now" }),
    }));
    this.box.replaceChildren(...this.#plots.map(({ box, head, now }) => el("figure", {}, box, head, now)));
  }

  /** @param {Plotly} plotly @param {Plot} plot @param {Picture} picture @param {Record<string, string> | null} colours */
  #drawOne(plotly, plot, picture, colours) {
    const { box } = plot;
    const width = box.clientWidth;
    box.setAttribute("role", "img");
    box.setAttribute("aria-label", picture.alt);
    plot.picture = picture;
    plot.now.hidden = !picture.path?.words;
    const print = picture.figure + (colours !== null) + isLarge() + width;
    if (plot.print === print) return;
    plot.print = width < LEAST_WIDTH ? null : print;
    if (width < LEAST_WIDTH) return;
    const { data, layout } = figureOf(picture.figure, colours);
    plotly.react(box, data, { ...layout, width, autosize: false }, CONFIG).then(() => {
      plot.ready = true;
      this.#listen(plot);
      this.moveHead();
    });
  }

  /** @param {Plot} plot */
  #listen(plot) {
    if (plot.listening) return;
    plot.listening = true;
    plot.box.on?.("plotly_click", ({ points: [point] }) => {
      if (point) this.#play?.(Math.round(point.x), Math.round(point.y));
    });
  }
}

const isDark = () => getComputedStyle(document.querySelector(".stApp") ?? document.body).colorScheme === "dark";
