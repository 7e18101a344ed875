/* The bands of the timeline, labelled where they lie. */

import { el } from "../lib/dom.js";
import { say } from "../lib/messages.js";
import { clamp } from "../lib/numbers.js";
import { laneWords, scaleWords } from "./scale.js";
import { isQuiet } from "./spotlight.js";

/** @import { Drawing, Line, Palette, Run, Spotlight, Stage } from "../types.d.ts" */
/** @typedef {Partial<Record<"left" | "right" | "top", number>>} Place */
/** @typedef {[tick: number, y: number, height: number]} Piece of a band */
/** @typedef {{ x: number, y: number, w: number }} Taken a place that has its word */
/** @typedef {{ x: number, y: number, h: number }} Thick a place within a band */
/** @typedef {(x: number, y: number, wide: number) => boolean} IsAt */

/** States from the lowest band up, and their colours. */
const BANDS = [
  ["offline", "offline"],
  ["searching", "searching"],
  ["copying", "copying"],
  ["cut_off", "cutOff"],
];

export const FIRST_ROW = -4; // where the words of the first row of flags begin

/** All bands, or those of what stands out. @param {Spotlight} spotlight */
function bandsOf(spotlight) {
  const told = BANDS.filter(([name]) => !isQuiet(spotlight, name === "cut_off" ? "cut" : name));
  return told.length ? told : BANDS;
}

/**
 * @param {Drawing} c @param {Stage} stage @param {Line} line @param {Run} run @param {{ lane: number, top: number,
 * bottom: number, width: number, name: string }} of @param {Palette} p
 */
export function drawBands(c, stage, line, run, { lane, top, bottom, width, name }, p) {
  const shown = stage.play.shown;
  const index = stage.panels.findIndex((panel) => panel.run === run);
  const [scale, words] = scaleWords(stage, index);
  const high = bottom - top;
  const per = high / (run.volumes * scale);
  const step = width / shown;
  c.fillStyle = p.tileLine;
  c.fillRect(0, Math.round(top) - 0.5, width, 0.75);
  /** @type {Record<string, Piece[]>} */
  const spans = {};
  const floor = new Float64Array(shown + 1);
  for (const [key, colour] of bandsOf(stage.spotlight)) {
    c.fillStyle = p[colour];
    c.beginPath();
    spans[key] = [];
    for (let t = 0; t < shown; t += 1) {
      const n = t <= run.ticks ? run.counts[key][Math.min(t, run.ticks)] : 0;
      if (!n) continue;
      const h = n * per;
      const y = bottom - floor[t] - h;
      c.rect(t * step, y, step + 0.25, h);
      spans[key].push([t, y, h]);
      floor[t] += h;
    }
    c.fill();
  }
  partBands(c, Object.values(spans), bottom, step, p);
  c.fillStyle = p.free;
  c.fillRect(0, bottom, width, 1);
  nameBands(stage, line, run, spans, { step, top, bottom, floor, width });
  const place = name ? { right: 0 } : line.scale && (line.scale.left ? { right: 0 } : { left: 0 });
  if (place) addWord(line, name ? laneWords(stage, index) : words, { ...place, top: lane + FIRST_ROW }, "sg-scale");
}

/**
 * A line where two bands meet, for eyes to which their colours are the same; thin bands stay whole.
 * @param {Drawing} c @param {Piece[][]} bands @param {number} bottom @param {number} step @param {Palette} p
 */
function partBands(c, bands, bottom, step, p) {
  c.fillStyle = p.bg;
  for (const band of bands)
    for (const [t, y, h] of band) if (h > 3 && y + h < bottom - 3) c.fillRect(t * step, y + h - 0.6, step + 0.25, 1.2);
}

/** @param {Line} line @param {string} text @param {Place} place @param {string} kind @param {string} [colour] */
export function addWord(line, text, place, kind, colour) {
  const word = Object.assign(el("span", { class: kind, text }), { at: place.left ?? Infinity });
  for (const [side, at] of Object.entries(place)) word.style.setProperty(side, `${at}px`);
  if (colour) word.style.color = `var(--sg-text-${colour})`;
  line.words.append(word);
  return word;
}

/**
 * A word on each band where it is thick enough; else above it, in its colour.
 * @param {Stage} stage @param {Line} line @param {Run} run @param {Record<string, Piece[]>} spans @param {{ step: number, top: number, bottom: number, floor: Float64Array, width: number }} of
 */
function nameBands(stage, line, run, spans, { step, top, bottom, floor, width }) {
  /** @type {Taken[]} */
  const taken = [];
  /** @type {IsAt} */
  const underFlag = (x, y, wide) =>
    line.flagWords.some((w) => x - wide / 2 < w.right && x + wide / 2 > w.left && y - 8 < w.bottom && y + 8 > w.top);
  const poles = run.flags.map(([tick]) => tick * step);
  const order = BANDS.filter(([key]) => spans[key]).sort(
    ([a], [b]) => Math.max(0, ...spans[b].map((s) => s[2])) - Math.max(0, ...spans[a].map((s) => s[2])),
  );
  for (const [key] of order) {
    const text = say(`state-${key}`);
    const list = spans[key];
    if (!list.length) continue;
    const wide = text.length * 7 * stage.view.text + 10;
    const need = Math.max(1, Math.ceil(wide / step));
    const thick = (/** @type {number} */ from) => {
      const part = list.slice(from, from + need);
      if (part.length < need || part[need - 1][0] - part[0][0] !== need - 1) return null;
      const y0 = Math.max(...part.map((s) => s[1]));
      const y1 = Math.min(...part.map((s) => s[1] + s[2]));
      return y1 - y0 >= 15 * stage.view.text
        ? { x: (part[0][0] + need / 2) * step, y: (y0 + y1) / 2, h: y1 - y0 }
        : null;
    };
    const crossed = (/** @type {Thick} */ at) => poles.some((x) => Math.abs(x - at.x) < wide / 2 - 2);
    const isFree = (/** @type {Thick} */ at) =>
      !taken.some((t) => Math.abs(t.x - at.x) < (t.w + wide) / 2 && Math.abs(t.y - at.y) < 16);
    const worth = (/** @type {Thick} */ at) => at.h - (crossed(at) ? 40 : 0) - (underFlag(at.x, at.y, wide) ? 60 : 0);
    const stride = Math.max(1, Math.floor(list.length / 160));
    const best = bestPlace(list.length, stride, thick, isFree, worth);
    if (best) {
      addWord(line, text, { left: best.x, top: best.y }, `sg-band-in ${key === "searching" ? "on-bright" : "on-dark"}`);
      taken.push({ ...best, w: wide });
      continue;
    }
    const peak = list.reduce((a, b) => (b[2] > a[2] ? b : a));
    if (peak[2] < 1.2) continue;
    const place = placeBy({ list, peak, step, wide, width, floor, bottom, top, taken, poles, underFlag });
    if (!place) continue;
    const { x, y } = place;
    addWord(line, text, { left: x, top: y - 9 }, "sg-band-out", key === "cut_off" ? "cut-off" : key);
    taken.push({ x: x + wide / 2, y: y - 9, w: wide });
  }
}

/**
 * Of every so many places the one that is worth most, among those that are thick enough and free.
 * @param {number} many @param {number} stride @param {(from: number) => Thick | null} thick @param {(at: Thick) => boolean} isFree
 * @param {(at: Thick) => number} worth
 */
function bestPlace(many, stride, thick, isFree, worth) {
  /** @type {(Thick & { worth: number }) | null} */
  let best = null;
  for (let i = 0; i < many; i += stride) {
    const at = thick(i);
    if (!at) continue;
    const own = worth(at);
    if ((!best || own > best.worth) && isFree(at)) best = { ...at, worth: own };
  }
  return best;
}

/**
 * A free place just above a thin band, as near to its thickest minute as can be, or before it where there is nothing else.
 * @param {{ list: Piece[], peak: Piece, step: number, wide: number, width: number, floor: Float64Array, bottom: number, top: number, taken: Taken[], poles: number[], underFlag: IsAt }} of
 */
function placeBy({ list, peak, step, wide, width, floor, bottom, top, taken, poles, underFlag }) {
  const ticks = new Set(list.map(([t]) => t));
  const places = [6, wide * 0.6, wide * 1.2, -wide * 0.5, -wide * 1.1, wide * 2, wide * 3].map(
    (aside) => peak[0] * step + aside,
  );
  for (const wanted of [...places, list[0][0] * step - wide - 2]) {
    const x = clamp(wanted, 0, width - wide);
    const under = [];
    for (let t = Math.floor(x / step); t <= Math.min(floor.length - 1, (x + wide) / step); t += 1) under.push(t);
    const y = Math.min(...under.map((t) => bottom - floor[t]));
    const own = under.filter((t) => ticks.has(t)).length;
    if (own < under.length / 2 && (x + wide > list[0][0] * step || under.slice(0, -1).some((t) => floor[t] > 0)))
      continue; // it would name another band
    const middle = x + wide / 2;
    const clash = taken.some((t) => Math.abs(t.x - middle) < (t.w + wide) / 2 && Math.abs(t.y - (y - 9)) < 14);
    const crossed = poles.some((pole) => pole > x - 1 && pole < x + wide - 8);
    if (!clash && !crossed && y - 16 >= top - 4 && !underFlag(middle, y - 9, wide)) return { x, y };
  }
  return null;
}
