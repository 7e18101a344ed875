// @ts-nocheck
/* Further settings, folded away by topic. */

import { el } from "../lib/dom.js";
import { ownState } from "../lib/own_state.js";
import { withParameter } from "../lib/query.js";
import { number } from "../lib/words.js";
import { dataOf } from "./data.js";
import { leversOf } from "./levers.js";
import { present } from "./present.js";
import { startOf } from "./start.js";

/** @import { Point, Scenario, Setting, Stage, Topic } from "../types.d.ts" */

export const COUNTS_ONLY = {
  cells: ["peers", ["cells"], "counts only where nodes ask within cells"],
  degree: ["peers", ["ring", "random"], "counts only on a ring or a random graph"],
};

export const furtherOf = ownState(() => ({
  controls: /** @type {Control[]} */ ([]),
  inSight: /** @type {HTMLElement[]} */ ([]),
  said: el("p", { class: "sg-more-said", role: "status" }),
}));

/** @param {Stage} stage */
export function showFurther(stage) {
  const { further, runs, problems } = stage.frame;
  if (!further || runs.length > 1) return;
  if (!furtherOf(stage).controls.length) makeFurther(stage, further);
  for (const control of furtherOf(stage).controls) showSetting(control, runs[0].scenario);
  furtherOf(stage).said.textContent = problems.join(" ");
}

/** @param {Stage} stage @param {Topic[]} further */
function makeFurther(stage, further) {
  const own = furtherOf(stage);
  const made = (setting) => {
    const control = makeSetting(stage, setting);
    own.controls.push(control);
    return control.box;
  };
  const topic = ({ title, settings }) =>
    el("fieldset", {}, el("legend", { text: title }), ...settings.filter(({ open }) => !open).map(made));
  const topics = el("div", { class: "sg-topics" }, ...further.map(topic));
  own.inSight = further
    .flatMap(({ settings }) => settings)
    .filter(({ open }) => open)
    .map(made);
  leversOf(stage).box.after(...own.inSight);
  const summary = el("summary", { text: "Further settings" });
  const lead = el("p", { text: "Like the levers, they hold from the start." });
  startOf(stage).below.append(el("details", { class: "sg-more" }, summary, lead, own.said, topics), dataOf(stage).box);
}

/** @param {Stage} stage @param {Setting} setting */
export function makeSetting(stage, setting) {
  const id = `sg-set-${setting.name}`;
  const change = (value) =>
    stage.questions.ask(withParameter(present(stage), setting.name, value, value === setting.default));
  const control = { setting, note: el("span", { class: "sg-set-note" }) };
  if (setting.kind === "choice") {
    control.input = el(
      "select",
      { id, onchange: () => change(control.input.value) },
      ...setting.choices.map((choice) => el("option", { value: choice[0], text: choice[1] })),
    );
  } else if (setting.open) {
    control.input = el("input", { id, type: "range", min: 0, max: 100, step: 1 });
    control.input.addEventListener("input", () => {
      sayShare(control, control.input.value / 100);
      change(String(Number(control.input.value) / 100));
    });
  } else {
    control.input = el("input", {
      id,
      type: "number",
      min: setting.low,
      max: setting.high,
      step: setting.kind === "whole" ? 1 : "any",
      inputmode: "decimal",
    });
    control.input.addEventListener("change", () => change(control.input.value.trim() || setting.default || "0"));
  }
  control.input.title = setting.help;
  control.box = el(
    "div",
    { class: setting.open ? "sg-set open" : "sg-set" },
    el("label", { for: id, text: setting.label, title: setting.help }),
    control.input,
    control.note,
  );
  return control;
}

/** @param {Control} of @param {number} share */
export function sayShare({ input, note }, share) {
  const words = `${Number((share * 100).toPrecision(4))} % trust the old copy when contact is back`;
  note.textContent = words;
  input.setAttribute("aria-valuetext", words);
  input.style.setProperty("--at", share);
}

/** @param {Point} control @param {Scenario} scenario */
export function showSetting(control, scenario) {
  const { setting, input, note } = control;
  const value = scenario[setting.name];
  if (input.getRootNode().activeElement !== input || setting.kind === "choice" || !setting.open)
    input.value = setting.open ? Math.round(value * 100) : value;
  if (setting.open) {
    sayShare(control, value);
    return;
  }
  const rule = COUNTS_ONLY[setting.name];
  const idle = rule && !rule[1].includes(scenario[rule[0]]);
  input.disabled = Boolean(idle);
  note.textContent = idle
    ? rule[2]
    : setting.kind === "choice"
      ? setting.help
      : `${setting.help} From ${setting.low} to ${number(setting.high)}.`;
}
