/* Further settings, folded away by topic. */

import { el } from "../lib/dom.js";
import { withParameter } from "../lib/query.js";
import { number } from "../lib/words.js";
import { ask, present } from "../session/questions.js";
import { makeData } from "./data.js";

export const COUNTS_ONLY = {
  cells: ["peers", ["cells"], "counts only where nodes ask within cells"],
  degree: ["peers", ["ring", "random"], "counts only on a ring or a random graph"],
};

export function showMore(stage) {
  const { further, runs } = stage.header;
  if (!further || runs.length > 1) return;
  if (!stage.more) makeMore(stage, further);
  const { scenario } = runs[0];
  for (const control of stage.more.controls) showSetting(control, scenario);
  const problems = stage.header.problems ?? [];
  stage.more.said.textContent = problems.join(" ");
  stage.fileSaid.textContent = stage.openedFile === stage.header.seq ? problems.join(" ") : "";
}

export function makeMore(stage, further) {
  const controls = [];
  const made = (setting) => {
    const control = makeSetting(stage, setting);
    controls.push(control);
    return control.box;
  };
  const topics = further.map(({ title, settings }) =>
    el("fieldset", {}, el("legend", { text: title }), ...settings.filter(({ open }) => !open).map(made)),
  );
  const inSight = further
    .flatMap(({ settings }) => settings)
    .filter(({ open }) => open)
    .map(made);
  stage.more = { controls, open: inSight, said: el("p", { class: "sg-more-said", role: "status" }) };
  stage.leverBox.after(...inSight);
  stage.orderedFor = null;
  stage.below.append(
    el(
      "details",
      { class: "sg-more" },
      el("summary", { text: "Further settings" }),
      el("p", { text: "Like the levers, they hold from the start." }),
      stage.more.said,
      el("div", { class: "sg-topics" }, ...topics),
    ),
    makeData(stage),
  );
}

export function makeSetting(stage, setting) {
  const id = `sg-set-${setting.name}`;
  const change = (value) => ask(stage, withParameter(present(stage), setting.name, value, value === setting.default));
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

export function sayShare({ input, note }, share) {
  const words = `${Number((share * 100).toPrecision(4))} % trust the old copy when contact is back`;
  note.textContent = words;
  input.setAttribute("aria-valuetext", words);
  input.style.setProperty("--at", share);
}

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
