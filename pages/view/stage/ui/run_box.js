/* One run on the stage: its name, its sentence, tug of war, picture and key. */

import { makePanel } from "../draw/panel.js";
import { el } from "../lib/dom.js";
import { glyph } from "../lib/glyphs.js";
import { number, say } from "../lib/messages.js";
import { ownState } from "../lib/own_state.js";
import { runName } from "../run/flags.js";
import { startTick, toggle } from "../time/clock.js";
import { captionOf } from "./captions.js";
import { keyBoxOf } from "./key.js";
import { makeInspector } from "./nodes.js";
import { tugOf } from "./tug.js";

/** @import { Panel, Run, Stage } from "../types.d.ts" */

/** @typedef {{ threads: number, kind: string, why?: string, colour: string }} Corner what a corner counts, and why it is so */

const cornersOf = ownState(() => ["nw", "ne", "sw", "se"].map((corner) => el("p", { class: `sg-corner ${corner}` })));
const titleOf = ownState(() => el("h2", { class: "sg-run-name", hidden: true }));
const bigPlayOf = ownState(() =>
  el("button", { type: "button", class: "sg-big-play" }, glyph("play"), el("span", { text: say("play") })),
);

/** @param {Stage} stage @param {number} i */
export function makeRunBox(stage, i) {
  const panel = makePanel(i);
  const corners = el("div", { class: "sg-corners", "aria-hidden": "true" }, ...cornersOf(panel));
  panel.view.append(panel.base, panel.fx, corners, makeInspector(stage, panel));
  if (i === 0) {
    bigPlayOf(panel).addEventListener("click", () => toggle(stage));
    panel.view.append(bigPlayOf(panel));
  }
  panel.box.append(titleOf(panel), captionOf(panel).box, tugOf(panel).box, panel.view, keyBoxOf(panel).box);
  return panel;
}

/** @param {Stage} stage */
export function nameRuns(stage) {
  const several = stage.panels.length > 1;
  stage.panels.forEach((panel, i) => {
    const title = titleOf(panel);
    title.hidden = !several;
    title.textContent = several ? runName(stage.frame, i) : "";
    panel.box.setAttribute("aria-label", several ? title.textContent : say("picture"));
  });
}

/** The large button on the picture of a fresh page. @param {Stage} stage */
export function showBigPlay(stage) {
  const { opened, playing, tick } = stage.play;
  const isFresh = !opened && !playing && tick === startTick(stage);
  for (const panel of stage.panels) bigPlayOf(panel).hidden = !isFresh;
}

/** The four corners of the links view. @param {Panel} panel */
export function showCorners(panel) {
  const { counts } = panel.run;
  const t = panel.shownTick;
  /** @type {Corner[]} */
  const facts = [
    { threads: counts.mirrored[t], kind: "whole", colour: "mirrored" },
    snapped(counts, t),
    loose(counts, t),
    { threads: counts.offline[t], kind: "offline", colour: "offline" },
  ];
  facts.forEach(({ threads, kind, why = kind, colour }, i) => {
    const big = el("b", { text: number(threads) });
    big.style.color = `var(--sg-text-${colour})`;
    const words = el("strong", { text: say(`corner-${kind}`, { threads }) });
    cornersOf(panel)[i].replaceChildren(big, words, el("span", { text: say(`corner-${why}.why`) }));
  });
}

/**
 * Threads that are whole no more, by what happened to them.
 * @param {Run["counts"]} counts @param {number} t @returns {Corner}
 */
function snapped(counts, t) {
  const lost = t ? counts.newly_stuck[t] : 0;
  const onlyCut = lost && counts.cuts[t] && !counts.stranded[t] && !counts.everyday[t];
  return onlyCut
    ? { threads: lost, kind: "cut-off-now", why: "cut-off", colour: "cut-off" }
    : { threads: lost, kind: "snaps", colour: "offline" };
}

/** @param {Run["counts"]} counts @param {number} t @returns {Corner} */
function loose(counts, t) {
  const cut = counts.cut_off[t];
  return cut
    ? { threads: cut, kind: "cut-off", colour: "cut-off" }
    : { threads: counts.searching[t], kind: "loose", colour: "searching" };
}
