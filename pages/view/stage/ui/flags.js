/* Flags over the timeline: words that never overlap, each a jump to its minute. */

import { FIRST_ROW } from "../draw/bands.js";
import { laneWords, scaleWords } from "../draw/scale.js";
import { contextOf } from "../lib/canvas.js";
import { el, rove } from "../lib/dom.js";
import { glyph } from "../lib/glyphs.js";
import { say } from "../lib/messages.js";
import { runName } from "../run/flags.js";
import { jump } from "../time/clock.js";
import { solveFlags } from "./flag_places.js";

/** @import { Line, Stage } from "../types.d.ts" */
/** @import { Spot } from "./flag_places.js" */

/** @typedef {(text: string) => number} Measure */
/**
 * @typedef {object} Told a flag with its words: as they stand, in full, and in brief where that is shorter
 * @property {number} tick @property {string} kind @property {number} lane @property {number} x
 * @property {string} text @property {number} wide @property {string} full
 * @property {string | undefined} brief @property {number} briefly
 */
/** @typedef {Told & Spot} PlacedFlag */

const ROWS = { row: 15, rows: 4 };
const TOUCHED = { row: 24, rows: 3 }; // so far apart that a finger hits the one it means
const NARROW = 560; // pixels, of text at its usual size, below which flags are told in brief
const SIGN = 18; // how wide a flag is without its words
const IN_BRIEF = new Set(["cut", "contact", "full", "half", "all", "over", "part", "seen"]);

/** How high a row of flags is, of text at its usual size, and how many there are. @param {Stage} of */
const rowsOf = ({ root }) => (root.dataset.size === "phone" ? TOUCHED : ROWS);

/** @param {string} kind */
function briefOf(kind) {
  if (kind === "crash") return say("flag-crash"); // which of two runs it is in, its place tells
  return IN_BRIEF.has(kind) ? say(`flag-${kind}.short`) : undefined;
}

/**
 * Flags side by side without overlap, right or left of their poles; the words of the scale stand where they leave room.
 * @param {Stage} stage @param {Line} line
 */
export function placeFlags(stage, line) {
  const isPair = stage.panels.length > 1 && !stage.view.sides; // a lane for each, unless both share one
  const measure = measureOf(stage);
  const told = toldFlags(stage, line, isPair, measure);
  const lanes = [0, 1].map((lane) => told.filter((flag) => flag.lane === lane));
  const spots = isPair ? lanes.flatMap((flags, i) => solveLane(stage, line, flags, i, measure)) : [];
  line.scale = null;
  if (!isPair) spots.push(...solveBesideScale(stage, line, lanes[0], measure));
  const places = new Map(lanes.flat().map((flag, i) => [flag, spots[i]]));
  const flags = told.map((flag) => ({ ...flag, .../** @type {Spot} */ (places.get(flag)) }));
  line.flags.replaceChildren(...flags.map((flag, i) => flagButton(stage, line, flag, i, isPair)));
  line.flagWords = flags.filter((flag) => flag.words).map((flag) => edgesOf(stage, line, flag));
  rove(line.flags, ".sg-flag");
}

/** How wide a text is on a flag. @param {Stage} stage @returns {Measure} */
function measureOf(stage) {
  const probe = contextOf(document.createElement("canvas"));
  probe.textRendering = "geometricPrecision";
  probe.font = `500 ${12.5 * stage.view.text}px Inter, system-ui, sans-serif`;
  return (text) => probe.measureText(text).width + 4;
}

/** @param {Stage} stage @param {Line} line @param {boolean} isPair @param {Measure} measure @returns {Told[]} */
function toldFlags(stage, line, isPair, measure) {
  const { play, view, frame } = stage;
  const isShort = line.width / view.text < NARROW;
  return play.flags
    .filter(([tick]) => tick <= play.shown)
    .map(([tick, kind, words, whose]) => {
      const brief = briefOf(kind);
      const text = isShort ? (brief ?? words) : words;
      const full =
        isPair && whose !== 2
          ? say("flag-of-run", { words, run: runName(frame, whose), minute: tick })
          : say("flag-at", { words, minute: tick });
      const lane = isPair && whose === 1 ? 1 : 0;
      const x = (tick / play.shown) * line.width;
      return { tick, kind, text, full, lane, x, wide: measure(text) + 14, brief, briefly: measure(brief ?? text) + 14 };
    });
}

/**
 * Of two runs each lane says at its right whose it is.
 * @param {Stage} stage @param {Line} line @param {Told[]} flags @param {number} i @param {Measure} measure
 */
function solveLane(stage, { width }, flags, i, measure) {
  const name = { left: width - measure(laneWords(stage, i)), right: width, row: 0 };
  return solveFlags(flags, width, [name], rowsOf(stage).rows).spots;
}

/**
 * The words of the scale stand at the right or the left, unless flags need that room.
 * @param {Stage} stage @param {Line} line @param {Told[]} flags @param {Measure} measure
 */
function solveBesideScale(stage, line, flags, measure) {
  const { width } = line;
  const scale = measure(scaleWords(stage, 0)[1]);
  const { rows } = rowsOf(stage);
  const alone = solveFlags(flags, width, [], rows);
  for (const place of [
    { left: width - scale, right: width },
    { left: 0, right: scale },
  ]) {
    const tried = solveFlags(flags, width, [{ ...place, row: 0 }], rows);
    if (tried.cost >= alone.cost + 2) continue;
    line.scale = place;
    return tried.spots;
  }
  return alone.spots;
}

/** Where the words of a flag stand. @param {Stage} stage @param {Line} line @param {PlacedFlag} flag */
function edgesOf(stage, { height }, { row, lane, left, right }) {
  const top = row * rowsOf(stage).row * stage.view.text + FIRST_ROW + (lane ? height / 2 : 0);
  return { left, right, top, bottom: top + (ROWS.row + 4) * stage.view.text };
}

/** @param {Stage} stage @param {Line} line @param {PlacedFlag} flag @param {number} i @param {boolean} isPair */
function flagButton(stage, line, flag, i, isPair) {
  const end = isPair && !flag.lane ? line.height / 2 : line.height;
  const top = flag.row * rowsOf(stage).row * stage.view.text - 3 + (flag.lane ? line.height / 2 + 2 : 0);
  const wide = flag.words ? flag.wide : SIGN;
  const left = flag.side === "right" ? flag.x - 5 : flag.x + 5 - wide;
  const button = el(
    "button",
    {
      class: `sg-flag ${flag.side} sg-flag-${flag.kind}`,
      type: "button",
      title: flag.full,
      "aria-label": flag.full,
      tabindex: i ? "-1" : "0",
      "data-tick": flag.tick,
      onclick: () => jump(stage, flag.tick),
    },
    glyph("flag"),
    flag.words ? el("span", { text: flag.text }) : "",
  );
  button.style.cssText = `left:${left}px;top:${top}px;width:${wide}px`;
  button.style.setProperty("--pole", `${end - top - 4}px`);
  return button;
}
