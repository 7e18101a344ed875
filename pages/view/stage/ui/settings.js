/* Further settings, folded away by topic. */

import { el, focusedBeside } from "../lib/dom.js";
import { say, worded } from "../lib/messages.js";
import { ownState } from "../lib/own_state.js";
import { withParameter } from "../lib/query.js";
import { dataOf } from "./data.js";
import { fitMarks, leversOf, makeMarks } from "./levers.js";
import { present } from "./present.js";
import { startOf } from "./start.js";
import { markStrip } from "./strips.js";

/** @import { Scenario, Setting, Stage, StripBox, Topic } from "../types.d.ts" */
/** @typedef {HTMLInputElement | HTMLSelectElement} Input */
/** @typedef {{ setting: Setting, box: HTMLElement, input: Input, note: HTMLElement, strip: StripBox | null }} Control a setting on the screen */

/** Settings that count only where another has one of these values. @type {Record<string, [setting: string, values: string[]]>} */
const COUNTS_ONLY = { cells: ["peers", ["cells"]], degree: ["peers", ["ring", "random"]] };

const WHOLE = 100; // steps of a share's slider

export const settingsOf = ownState(() => ({
  controls: /** @type {Control[]} */ ([]),
  inSight: /** @type {HTMLElement[]} */ ([]),
  said: el("p", { class: "sg-more-said", role: "status" }),
}));

/** @param {Stage} stage */
export function showSettings(stage) {
  const { settings, runs, problems } = stage.frame;
  if (!settings || runs.length > 1) return;
  if (!settingsOf(stage).controls.length) makeSettings(stage, settings);
  for (const control of settingsOf(stage).controls) showSetting(stage, control, runs[0].scenario);
  settingsOf(stage).said.textContent = problems.map((problem) => worded(problem)).join(" ");
}

/** @param {Stage} stage @param {Topic[]} given */
function makeSettings(stage, given) {
  const own = settingsOf(stage);
  const made = (/** @type {Setting} */ setting) => {
    const control = makeSetting(stage, setting);
    own.controls.push(control);
    return control.box;
  };
  const topic = (/** @type {Topic} */ { title, settings }) =>
    el("fieldset", {}, el("legend", { text: worded(title) }), ...settings.filter(({ open }) => !open).map(made));
  const topics = el("div", { class: "sg-topics" }, ...given.map(topic));
  own.inSight = given
    .flatMap(({ settings }) => settings)
    .filter(({ open }) => open)
    .map(made);
  leversOf(stage).box.after(...own.inSight);
  const summary = el("summary", { text: say("settings") });
  const lead = el("p", { text: say("settings.hint") });
  const more = el("details", { class: "sg-more" }, summary, lead, own.said, topics);
  more.addEventListener("toggle", () => {
    stage.odds.lookFurther(more.open);
    for (const strip of furtherStripsOf(stage)) fitMarks(strip);
  });
  startOf(stage).below.append(more, dataOf(stage).box);
}

/** The strips of odds beside further settings. @param {Stage} stage */
export const furtherStripsOf = (stage) => settingsOf(stage).controls.flatMap(({ strip }) => strip ?? []);

/** @param {Stage} stage @param {Setting} setting @returns {Control} */
function makeSetting(stage, setting) {
  const { name, open, label, help } = setting;
  const id = `sg-set-${name}`;
  const note = el("span", { class: "sg-set-note" });
  const change = (/** @type {string} */ value) =>
    stage.questions.ask(withParameter(present(stage), name, value, value === setting.default));
  const make = setting.kind === "choice" ? makeChoice : open ? makeShare : makeNumber;
  const input = make(setting, note, change);
  const title = worded(help);
  Object.assign(input, { id, title });
  const words = el("label", { for: id, text: worded(label), title });
  const about = setting.about ? el("span", { class: "sg-set-note", text: worded(setting.about) }) : "";
  const box = el("div", { class: open ? "sg-set open" : "sg-set" }, words, input, note, about);
  const strip = setting.stops ? makeStripBox({ ...setting, stops: setting.stops }, box, change) : null;
  if (strip) input.after(strip.strip, strip.marks);
  return { setting, input, note, box, strip };
}

/**
 * A strip of odds under the field of a setting, and what its stops are called.
 * @param {StripBox["facts"]} facts @param {HTMLElement} box @param {(value: string) => void} change
 * @returns {StripBox}
 */
function makeStripBox(facts, box, change) {
  const { stops } = facts;
  const moveTo = (/** @type {number} */ stop) => change(stops[stop].query);
  box.style.setProperty("--stops", String(stops.length));
  const strip = el("div", { class: "sg-strip", hidden: true });
  const marks = makeMarks(stops, moveTo);
  marks.hidden = true;
  return { facts, box, strip, marks, shownStop: null, moveTo };
}

/** @typedef {(setting: Setting, note: HTMLElement, change: (value: string) => void) => Input} Make */

/** @type {Make} */
function makeChoice({ choices }, _, change) {
  const options = choices.map(([value, words]) => el("option", { value, text: worded(words) }));
  const input = el("select", {}, ...options);
  input.addEventListener("change", () => change(input.value));
  return input;
}

/** @type {Make} */
function makeShare(_, note, change) {
  const input = el("input", { type: "range", min: 0, max: WHOLE, step: 1 });
  input.addEventListener("input", () => {
    const share = Number(input.value) / WHOLE;
    sayShare(input, note, share);
    change(String(share));
  });
  return input;
}

/** @type {Make} */
function makeNumber({ kind, low, high, default: usual }, _, change) {
  const step = kind === "whole" ? 1 : "any";
  const input = el("input", { type: "number", min: low, max: high, step, inputmode: "decimal" });
  input.addEventListener("change", () => change(input.value.trim() || usual || "0"));
  return input;
}

/** @param {StripBox} strip @param {number} value */
function standAt(strip, value) {
  const at = strip.facts.stops.findIndex((stop) => stop.value === value);
  strip.shownStop = at < 0 ? null : at;
  [...strip.marks.children].forEach((mark, i) => mark.classList.toggle("now", i === at));
  markStrip(strip, strip.shownStop);
}

/** @param {Input} input @param {HTMLElement} note @param {number} share */
function sayShare(input, note, share) {
  const words = say("settings.reconnect", { percent: Number((share * 100).toPrecision(4)) });
  note.textContent = words;
  input.setAttribute("aria-valuetext", words);
  input.style.setProperty("--at", String(share));
}

/** @param {Stage} stage @param {Control} control @param {Scenario} scenario */
function showSetting(stage, { setting, input, note, strip }, scenario) {
  const { name, kind, open, off, help, low, high } = setting;
  const value = scenario[name];
  const isMoved = focusedBeside(stage.root) === input && kind !== "choice" && open;
  if (strip) standAt(strip, Number(value));
  if (!isMoved) input.value = String(open ? Math.round(Number(value) * WHOLE) : value);
  if (open) {
    sayShare(input, note, Number(value));
    return;
  }
  const rule = COUNTS_ONLY[name];
  const isIdle = rule && !rule[1].includes(String(scenario[rule[0]]));
  input.disabled = Boolean(isIdle);
  const range = () => (kind === "choice" ? worded(help) : say("settings.range", { help, low, high }));
  const told = () => (off && Number(value) === 0 ? say("settings.off", { range: range() }) : range());
  note.textContent = isIdle ? say(`settings.${name}-idle`) : told();
}
