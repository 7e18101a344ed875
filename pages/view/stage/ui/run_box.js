// @ts-nocheck
/* One run on the stage: its name, its sentence, tug of war, picture and key. */

import { makePanel } from "../draw/panel.js";
import { el } from "../lib/dom.js";
import { glyph } from "../lib/glyphs.js";
import { ownState } from "../lib/own_state.js";
import { number } from "../lib/words.js";
import { runName } from "../run/flags.js";
import { startTick, toggle } from "../time/clock.js";
import { captionOf } from "./captions.js";
import { keyBoxOf } from "./key.js";
import { makeInspector } from "./nodes.js";
import { tugOf } from "./tug.js";

/** @import { Panel, Run, Stage } from "../types.d.ts" */

const cornersOf = ownState(() => ["nw", "ne", "sw", "se"].map((corner) => el("p", { class: `sg-corner ${corner}` })));
const titleOf = ownState(() => el("h2", { class: "sg-run-name", hidden: true }));
const bigPlayOf = ownState(() =>
  el("button", { type: "button", class: "sg-big-play" }, glyph("play"), el("span", { text: "Play" })),
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
    panel.box.setAttribute("aria-label", several ? title.textContent : "The cluster");
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
  const facts = [
    [counts.mirrored[t], "threads whole", "both copies in place", "mirrored"],
    snapped(counts, t),
    loose(counts, t),
    [counts.offline[t], "volumes offline", "no living copy in reach", "offline"],
  ];
  facts.forEach(([value, words, small, colour], i) => {
    const big = el("b", { text: number(value) });
    big.style.color = `var(--sg-text-${colour})`;
    cornersOf(panel)[i].replaceChildren(big, el("strong", { text: words }), el("span", { text: small }));
  });
}

/** Threads that are whole no more, by what happened to them. @param {Run["counts"]} counts @param {number} t */
function snapped(counts, t) {
  const lost = t ? counts.newly_stuck[t] : 0;
  const onlyCut = lost && counts.cuts[t] && !counts.stranded[t] && !counts.everyday[t];
  return onlyCut
    ? [lost, "threads cut off this minute", "one end cannot see the other", "cut-off"]
    : [lost, "threads snap this minute", "their ends search from now on", "offline"];
}

/** @param {Run["counts"]} counts @param {number} t */
function loose(counts, t) {
  const cut = counts.cut_off[t];
  return cut
    ? [cut, "threads cut off", "one end cannot see the other", "cut-off"]
    : [counts.searching[t], "loose ends, searching", "longer = waiting longer", "searching"];
}
