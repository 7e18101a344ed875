// @ts-nocheck
/* Flags over the timeline: words that never overlap, each a jump to its minute. */

import { FIRST_ROW } from "../draw/bands.js";
import { laneWords, scaleWords } from "../draw/scale.js";
import { el, rove } from "../lib/dom.js";
import { glyph } from "../lib/glyphs.js";
import { runName } from "../run/flags.js";
import { jump } from "../time/clock.js";

/** @import { Stage } from "../types.d.ts" */

const ROW = 15;

export const SHORT_FLAGS = {
  cut: "cut",
  contact: "back",
  full: "no free slot",
  crash: "first crash",
  half: "half down",
  all: "all down",
  over: "over",
  part: "they part",
  seen: "seen",
};

/**
 * Flags side by side without overlap, right or left of their poles; the words of the scale stand where they leave room.
 * @param {Stage} stage @param {Line} line
 */
export function placeFlags(stage, line) {
  const { width, height } = line;
  const short = width / stage.view.text < 560;
  const two = stage.panels.length > 1 && !stage.view.sides; // a lane for each, unless both share one
  const probe = document.createElement("canvas").getContext("2d");
  probe.textRendering = "geometricPrecision";
  probe.font = `500 ${12.5 * stage.view.text}px Inter, system-ui, sans-serif`;
  const wide = (text) => probe.measureText(text).width + 4;
  const flags = stage.play.flags
    .filter(([t]) => t <= stage.play.shown)
    .map(([tick, kind, words, whose]) => {
      const text = short ? (SHORT_FLAGS[kind] ?? words) : words;
      const full =
        two && whose !== 2 ? `${words} (${runName(stage.frame, whose)}), minute ${tick}` : `${words}, minute ${tick}`;
      return {
        tick,
        kind,
        text,
        full,
        whose,
        lane: two && whose === 1 ? 1 : 0,
        x: (tick / stage.play.shown) * width,
        wide: wide(text) + 14,
        brief: SHORT_FLAGS[kind],
        briefly: wide(SHORT_FLAGS[kind] ?? text) + 14,
      };
    });
  line.scale = null;
  const upper = flags.filter((flag) => flag.lane === 0);
  const scale = two ? 0 : wide(scaleWords(stage, 0)[1]);
  const places = scale
    ? [
        { left: width - scale, right: width },
        { left: 0, right: scale },
      ]
    : [];
  let best = { ...solveFlags(upper, width, []), place: null };
  for (const place of places) {
    const tried = solveFlags(upper, width, [{ ...place, row: 0 }]);
    if (tried.cost < best.cost + 2 && !best.place) best = { ...tried, place };
  }
  line.scale = best.place;
  if (two) best = solveFlags(upper, width, [laneScale(stage, line, 0, wide)]);
  settleFlags(upper, best.spots);
  const lower = flags.filter((flag) => flag.lane === 1);
  if (two) settleFlags(lower, solveFlags(lower, width, [laneScale(stage, line, 1, wide)]).spots);
  line.flags.replaceChildren(...flags.map((flag, i) => flagButton(stage, line, flag, i, two)));
  const top = ({ row, lane }) => row * ROW * stage.view.text + FIRST_ROW + (lane ? height / 2 : 0);
  line.flagWords = flags
    .filter((flag) => flag.words)
    .map((flag) => ({
      left: flag.left,
      right: flag.right,
      top: top(flag),
      bottom: top(flag) + (ROW + 4) * stage.view.text,
    }));
  rove(line.flags, ".sg-flag");
}

/**
 * Of two runs each lane says at its right whose it is.
 * @param {Stage} stage @param {Line} line @param {number} i @param {number} wide
 */
export function laneScale(stage, line, i, wide) {
  const { width } = line;
  return { left: width - wide(laneWords(stage, i)), right: width, row: 0 };
}

/** @param {Stage} stage @param {Line} line @param {PlacedFlag} flag @param {number} i */
export function flagButton(stage, line, flag, i, two) {
  const end = two ? (flag.lane ? line.height : line.height / 2) : line.height;
  const top = flag.row * ROW * stage.view.text - 3 + (flag.lane ? line.height / 2 + 2 : 0);
  const button = el(
    "button",
    {
      class: `sg-flag ${flag.side} sg-flag-${flag.kind}`,
      type: "button",
      title: flag.full,
      "aria-label": flag.full,
      tabindex: i ? "-1" : "0",
      onclick: () => jump(stage, flag.tick),
    },
    glyph("flag"),
    flag.words ? el("span", { text: flag.text }) : "",
  );
  const wide = flag.words ? flag.wide : 18;
  button.style.cssText = `left:${flag.side === "right" ? flag.x - 5 : flag.x + 5 - wide}px;top:${top}px;width:${wide}px`;
  button.style.setProperty("--pole", `${end - top - 4}px`);
  button.dataset.tick = flag.tick;
  return button;
}

/** @param {PlacedFlag[]} flags */
export function settleFlags(flags, spots) {
  flags.forEach((flag, i) => Object.assign(flag, spots[i]));
}

export const FLAG_ROWS = 4;

export const MOST_TRIES = 1500;

/**
 * A place for each flag, so that as many as possible keep their words; the first found of those near the top.
 * @param {PlacedFlag[]} flags @param {number} width
 */
export function solveFlags(flags, width, taken) {
  let best = { cost: Infinity, spots: [] };
  let tries = 0;
  const choices = flags.map(({ x, wide, text, brief, briefly }) => {
    const list = [];
    const offer = (row, side, text, wide, cost) => {
      const left = side === "right" ? x - 5 : x + 5 - wide;
      if (left >= -6 && left + wide <= width + 6)
        list.push({
          row,
          side,
          left,
          right: left + wide,
          wide,
          text,
          words: true,
          x,
          cost: cost + row + (row > 2 ? 2 : 0) + (side === "left" ? 0.6 : 0),
        });
    };
    for (let row = 0; row < FLAG_ROWS; row += 1) for (const side of ["right", "left"]) offer(row, side, text, wide, 0);
    if (brief && briefly < wide)
      for (let row = 0; row < FLAG_ROWS; row += 1)
        for (const side of ["right", "left"]) offer(row, side, brief, briefly, 3);
    return [...list, { row: FLAG_ROWS, side: "right", left: x, right: x, words: false, x, cost: 100 }];
  });
  const apart = (a, b) => {
    if (a.words && b.words && a.row === b.row && a.left < b.right + 4 && a.right > b.left - 4) return false;
    return [
      [a, b],
      [b, a],
    ].every(
      ([pole, word]) =>
        !word.words ||
        pole.x === undefined ||
        pole.row > word.row ||
        (word.side === "left"
          ? pole.x < word.left || pole.x > word.x - 0.5
          : pole.x > word.right || pole.x < (word.x ?? word.left) + 0.5),
    );
  };
  const blocks = taken.map((block) => ({ ...block, words: true }));
  const place = (i, spots, cost, mute) => {
    tries += 1;
    if (cost >= best.cost || tries > MOST_TRIES) return;
    if (i === flags.length) {
      best = { cost, spots: [...spots] };
      return;
    }
    for (const choice of choices[i]) {
      if ((!choice.words && !mute) || ![...blocks, ...spots].every((other) => apart(choice, other))) continue;
      place(i + 1, [...spots, choice], cost + choice.cost, mute - !choice.words);
    }
  };
  for (let mute = 0; mute <= flags.length && best.cost === Infinity; mute += 1) {
    // first all with words, then all but one
    tries = 0;
    place(0, [], 0, mute);
  }
  return best.spots.length === flags.length ? best : { cost: 1e6, spots: choices.map((list) => list.at(-1)) };
}
