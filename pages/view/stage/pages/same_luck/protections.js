/* The three protections: eight combinations, a fan of lucks each, in one streamed answer (pages/view/same_luck/protections.py), asked
   for after the picture is painted and dropped when somebody has moved on. */

import { el, icon } from "../../lib/dom.js";
import { WORST_FIRST } from "../../lib/endings.js";
import { say, worded } from "../../lib/messages.js";
import { ownState } from "../../lib/own_state.js";
import { afterPaint } from "../../lib/paint.js";
import { queryKey } from "../../lib/query.js";
import { present } from "../../ui/present.js";
import { askFor } from "../../ui/start.js";
import { growParts } from "../../ui/strips.js";

/** @import { Pair, ProtectionsPart, Query, Stage } from "../../types.d.ts" */
/** @typedef {{ box: HTMLButtonElement, name: string, picture: HTMLElement, bars: HTMLElement[], words: HTMLElement, query: Query | null }} Fan */

const protectionsOf = ownState(() => ({
  box: /** @type {HTMLElement | null} */ (null),
  values: el("p", { class: "sg-start-lead" }),
  fans: el("div", { class: "sg-fans" }),
  verdict: el("ul", { class: "sg-fans-words", "aria-live": "off" }),
  made: /** @type {Fan[]} */ ([]),
  asked: "",
  stop: new AbortController(),
}));

/** @param {Stage} stage @param {Pair} of */
export function makeProtections(stage, { protections, source: [words, address] }) {
  const { values, fans, verdict } = protectionsOf(stage);
  const box = el(
    "section",
    { class: "sg-start sg-protections", "aria-label": say("protections") },
    el("h2", { text: say("protections") }),
    el(
      "p",
      { class: "sg-start-lead" },
      worded(protections),
      " ",
      el("a", { href: address, target: "_blank", rel: "noopener", text: worded(words) }),
    ),
    values,
    fans,
    verdict,
    makeKey(),
  );
  protectionsOf(stage).box = box;
  return box;
}

/** What the colours of the fans mean. */
function makeKey() {
  const item = (/** @type {string} */ looks, /** @type {string} */ words) =>
    el("span", { class: "sg-key-item" }, el("i", { class: looks, "aria-hidden": "true" }), words);
  const fates = WORST_FIRST.map((fate) => item(`sg-luck-mark sg-fate-${fate}`, say("odds-key", { fate, lucks: 2 })));
  return el("p", { class: "sg-odds-key sg-fans-key" }, ...fates, item("sg-fan-key", say("protections.key")));
}

/** A new frame stands: if it is of other settings, ask for its eight combinations. @param {Stage} stage */
export function followProtections(stage) {
  const { seed: _, t: __, ...setting } = stage.frame.query;
  const own = protectionsOf(stage);
  const key = queryKey(setting);
  if (own.box) own.box.hidden = !stage.host.protections;
  if (own.asked === key || !stage.host.protections) return;
  own.stop.abort();
  own.stop = new AbortController();
  own.asked = key;
  own.fans.setAttribute("aria-busy", "true");
  const { signal } = own.stop;
  afterPaint(() => {
    if (!signal.aborted && !stage.gone) fetchFans(stage, setting, signal);
  });
}

/** @param {Stage} stage @param {Query} setting @param {AbortSignal} signal */
async function fetchFans(stage, setting, signal) {
  const own = protectionsOf(stage);
  let isWhole = false;
  for await (const part of stage.host.protections?.(setting, signal) ?? []) {
    if (signal.aborted || stage.gone) return;
    showFans(stage, part);
    isWhole ||= part.part === "verdict";
  }
  if (signal.aborted) return;
  if (isWhole) own.fans.setAttribute("aria-busy", "false");
  else own.asked = ""; // another picture asks again
  if (own.box) own.box.hidden = !stage.host.protections;
}

/** @param {Stage} stage @param {ProtectionsPart} part */
function showFans(stage, part) {
  const { fans, values, verdict } = protectionsOf(stage);
  if (part.part === "values") {
    values.textContent = worded(part.words);
    if (fans.childElementCount !== part.names.length)
      makeFans(
        stage,
        part.names.map((names) => names.map(worded)),
      );
  }
  if (part.part === "fan") showFan(protectionsOf(stage).made[part.number], part);
  if (part.part === "verdict")
    verdict.replaceChildren(...part.sentences.map((sentence) => el("li", { text: worded(sentence) })));
}

/** @param {Stage} stage @param {string[][]} names */
function makeFans(stage, names) {
  const own = protectionsOf(stage);
  own.made = names.map(([name, title]) => makeFan(stage, name, title));
  own.fans.replaceChildren(...own.made.map(({ box }) => box));
}

/** @param {Stage} stage @param {string} name @param {string} title @returns {Fan} */
function makeFan(stage, name, title) {
  const picture = el("span", { class: "sg-fan-picture" });
  const bars = WORST_FIRST.map((fate) => el("i", { class: `sg-fate-${fate}` })).reverse();
  const words = el("span", { class: "sg-fan-words" });
  const follow = () => {
    const { seed } = present(stage);
    const change = say("change-protections", { which: name });
    if (fan.query) askFor(stage, { ...fan.query, ...(seed ? { seed } : {}) }, change);
  };
  const box = el(
    "button",
    { type: "button", class: "sg-fan", onclick: follow },
    el("b", { text: title }),
    picture,
    el("span", { class: "sg-fan-odds", "aria-hidden": "true" }, ...bars),
    words,
  );
  const fan = { box, name, picture, bars, words, query: /** @type {Query | null} */ (null) };
  return fan;
}

/** @param {Fan} fan @param {Extract<ProtectionsPart, { part: "fan" }>} part */
function showFan(fan, { band, median, fates, words, query }) {
  fan.query = query;
  const line = { fill: "none", stroke: "var(--sg-ink)", "stroke-width": "1.6", "vector-effect": "non-scaling-stroke" };
  const shapes = [
    { d: band, fill: "var(--sg-fan-band)" },
    { d: median, ...line },
  ];
  const picture = icon(shapes, { className: "sg-fan-svg" });
  picture.setAttribute("viewBox", "0 0 120 48");
  picture.setAttribute("preserveAspectRatio", "none");
  fan.picture.replaceChildren(picture);
  growParts(fan.bars, fates);
  fan.words.textContent = worded(words);
  fan.box.setAttribute("aria-label", say("protection-fan", { which: fan.name, fates: worded(words) }));
}
