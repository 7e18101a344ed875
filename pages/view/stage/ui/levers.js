/* The three levers: real range inputs, live while dragging. */

import { el } from "../lib/dom.js";
import { say, worded } from "../lib/messages.js";
import { clamp } from "../lib/numbers.js";
import { ownState } from "../lib/own_state.js";
import { withParameter } from "../lib/query.js";
import { present } from "./present.js";
import { markStrip } from "./strips.js";

/** @import { LeverBox, LeverFacts, Stage, Stop, StripBox } from "../types.d.ts" */

/** Make or update the levers so that they say what the header says. */
export const leversOf = ownState(() => ({
  box: el("div", { class: "sg-levers", role: "group", "aria-label": say("levers.said") }),
  hint: el("p", { class: "sg-strip-hint", hidden: true }),
  list: /** @type {LeverBox[]} */ ([]),
  names: "",
}));

/** @param {Stage} stage @param {LeverFacts[]} levers */
export function showLevers(stage, levers) {
  const own = leversOf(stage);
  const names = levers.map((lever) => lever.name + lever.stops.length).join();
  if (names !== own.names) {
    own.names = names;
    own.list = levers.map((lever) => makeLever(stage, lever));
    own.box.replaceChildren(...own.list.map((lever) => lever.box));
  }
  levers.forEach((lever, i) => updateLever(own.list[i], lever));
}

/** @param {Stage} stage @param {LeverFacts} facts */
function makeLever(stage, facts) {
  const { name, stops } = facts;
  const id = `sg-lever-${name}`;
  const words = el("span", { class: "sg-lever-words" });
  const strip = el("div", { class: "sg-strip", hidden: true });
  const input = el("input", { type: "range", id, min: 0, max: stops.length - 1, step: 1 });
  /** @param {number} at */
  const moveTo = (at) => {
    input.value = String(at);
    moveLever(stage, lever);
  };
  input.addEventListener("input", () => moveLever(stage, lever));
  const marks = makeMarks(stops, moveTo);
  const label = el("label", { for: id, text: say(`setting-${name}`), title: say(`setting-${name}.help`) });
  const box = el(
    "div",
    { class: "sg-lever" },
    el("div", { class: "sg-lever-top" }, label, words),
    strip,
    el("div", { class: "sg-slide" }, makeDots(stops), input),
    marks,
    makeEnds(name),
  );
  box.style.setProperty("--stops", String(stops.length));
  /** @type {LeverBox} */
  const lever = { facts, box, input, words, strip, marks, at: 0, shownStop: null, moveTo };
  return lever;
}

/**
 * What a stop is called, below it; to be pressed, too.
 * @param {Stop[]} stops @param {(at: number) => void} moveTo
 */
export function makeMarks(stops, moveTo) {
  const last = stops.length - 1;
  const marks = stops.map((stop, i) => {
    const mark = el("span", { text: worded(stop.mark ?? ""), onclick: () => moveTo(i) });
    if (i === last && last > 15) mark.className = "edge";
    return alongStops(mark, i, last);
  });
  return el("div", { class: "sg-marks", "aria-hidden": "true" }, ...marks);
}

/** @param {Stop[]} stops */
function makeDots(stops) {
  const dots = stops.map((stop, i) => alongStops(el("i", { class: stop.mark ? "" : "small" }), i, stops.length - 1));
  return el("div", { class: "sg-dots", "aria-hidden": "true" }, ...dots);
}

/** @param {HTMLElement} node @param {number} i @param {number} last */
function alongStops(node, i, last) {
  node.style.setProperty("--at", String(last ? i / last : 0));
  return node;
}

/** What a lever does at its two ends. @param {string} name */
function makeEnds(name) {
  const low = el("span", { text: say(`lever-${name}.low`) });
  const high = el("span", { text: say(`lever-${name}.high`) });
  return el("div", { class: "sg-ends", "aria-hidden": "true" }, low, high);
}

/**
 * Where a value stands along the stops: a whole number at a stop, between two of them otherwise, half a step outside beyond an end.
 * @param {{ stops: Stop[], value: number }} of
 */
export function placeOf({ stops, value }) {
  const above = stops.findIndex((stop) => stop.value >= value);
  if (above < 0) return stops.length - 1;
  if (above === 0 || stops[above].value === value) return above;
  const below = stops[above - 1].value;
  return above - 1 + clamp((value - below) / (stops[above].value - below), 0.15, 0.85);
}

/** @param {LeverBox} lever @param {LeverFacts} facts */
function updateLever(lever, facts) {
  lever.facts = facts;
  const at = placeOf(facts);
  const stop = facts.stops[at];
  const exact = stop?.value === facts.value;
  lever.input.step = exact ? "1" : "any";
  lever.input.value = String(at);
  sayLever(lever, at, worded(exact ? stop.words : facts.words), exact);
}

/** @param {LeverBox} lever @param {number} at @param {string} words */
function sayLever(lever, at, words, exact = true) {
  lever.words.textContent = words;
  lever.input.setAttribute("aria-valuetext", words);
  lever.input.style.setProperty("--at", String(at / Math.max(1, lever.facts.stops.length - 1)));
  lever.at = at;
  lever.shownStop = exact ? at : null; // a link may set what is no stop
  [...lever.marks.children].forEach((mark, i) => mark.classList.toggle("now", i === lever.shownStop));
  fitMarks(lever);
  markStrip(lever, lever.shownStop);
}

/** Marks that would run into others are left out; the one in force and both ends stay. @param {Pick<StripBox, "marks" | "shownStop">} lever */
export function fitMarks(lever) {
  const marks = /** @type {HTMLElement[]} */ ([...lever.marks.children]);
  const width = lever.marks.clientWidth;
  if (!width) return;
  const last = marks.length - 1;
  const spans = marks.map((mark, i) => ({
    middle: (last ? i / last : 0) * width - (mark.className.includes("edge") ? mark.offsetWidth * 0.24 : 0),
    half: mark.offsetWidth / 2 + 3,
    named: mark.textContent !== "",
  }));
  /** @type {number[]} */
  const kept = [];
  for (const i of new Set([lever.shownStop ?? 0, 0, last, ...marks.keys()])) {
    const { middle, half, named } = spans[i];
    const free = named && kept.every((k) => Math.abs(spans[k].middle - middle) >= spans[k].half + half);
    marks[i].classList.toggle("out", named && !free);
    if (free) kept.push(i);
  }
}

/**
 * The stop that the thumb was moved to; from between two stops a small step leads to the next one in its direction.
 * @param {{ input: HTMLInputElement, at: number, shownStop: number | null }} of
 */
export function stopMovedTo({ input, at, shownStop }) {
  const to = Number(input.value);
  if (shownStop !== null || Number.isInteger(to) || Math.abs(to - at) >= 1) return Math.round(to);
  return to > at ? Math.ceil(at) : Math.floor(at);
}

/** @param {Stage} stage @param {LeverBox} lever */
function moveLever(stage, lever) {
  const at = stopMovedTo(lever);
  lever.input.step = "1";
  lever.input.value = String(at);
  if (at === lever.shownStop) return;
  const stop = lever.facts.stops[at];
  sayLever(lever, at, worded(stop.words));
  const { name, default: usual } = lever.facts;
  stage.questions.ask(withParameter(present(stage), name, stop.query, stop.query === usual));
}
