/* The three protections: eight combinations, a fan of lucks each, in one streamed answer (pages/view/same_luck/protections.py), asked
   for after the picture is painted and dropped when somebody has moved on. */

import { el, icon } from "../../lib/dom.js";
import { ownState } from "../../lib/own_state.js";
import { afterPaint } from "../../lib/paint.js";
import { queryKey } from "../../lib/query.js";
import { FATES, FATE_KEY } from "../../run/states.js";
import { present } from "../../ui/present.js";
import { askFor } from "../../ui/start.js";

/** @import { Frame, Pair, ProtectionsPart, Query, Setting, Stage } from "../../types.d.ts" */

const protectionsOf = ownState(() => ({
  box: /** @type {HTMLElement | null} */ (null),
  values: el("p", { class: "sg-start-lead" }),
  fans: el("div", { class: "sg-fans" }),
  verdict: el("ul", { class: "sg-fans-words", "aria-live": "off" }),
  made: /** @type {ReturnType<typeof makeFan>[]} */ ([]),
  asked: "",
  stop: new AbortController(),
}));

/** @param {Stage} stage @param {Pair} of */
export function makeProtections(stage, { protections, source: [words, address] }) {
  const { values, fans, verdict } = protectionsOf(stage);
  const box = el(
    "section",
    { class: "sg-start sg-protections", "aria-label": "The three protections" },
    el("h2", { text: "The three protections" }),
    el(
      "p",
      { class: "sg-start-lead" },
      protections,
      " ",
      el("a", { href: address, target: "_blank", rel: "noopener", text: words }),
    ),
    values,
    fans,
    verdict,
    el(
      "p",
      { class: "sg-odds-key sg-fans-key" },
      ...FATE_KEY.map(([fate, , more]) =>
        el(
          "span",
          { class: "sg-key-item" },
          el("i", { class: `sg-luck-mark sg-fate-${fate}`, "aria-hidden": "true" }),
          more,
        ),
      ),
      el(
        "span",
        { class: "sg-key-item" },
        el("i", { class: "sg-fan-key", "aria-hidden": "true" }),
        "the middle luck, and 8 in 10 around it",
      ),
    ),
  );
  protectionsOf(stage).box = box;
  return box;
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

/** @param {Stage} stage @param {Setting} setting @param {AbortSignal} signal */
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

/** @param {Stage} stage @param {Frame} frame */
export function showFans(stage, frame) {
  const { fans, values, verdict } = protectionsOf(stage);
  if (frame.part === "values") {
    values.textContent = frame.words;
    if (fans.childElementCount !== frame.names.length) makeFans(stage, frame.names);
  }
  if (frame.part === "fan") showFan(protectionsOf(stage).made[frame.number], frame);
  if (frame.part === "verdict") verdict.replaceChildren(...frame.sentences.map((text) => el("li", { text })));
}

/** @param {Stage} stage */
function makeFans(stage, names) {
  const own = protectionsOf(stage);
  own.made = names.map((name) => makeFan(stage, name));
  own.fans.replaceChildren(...own.made.map(({ box }) => box));
}

/** @param {Stage} stage @param {string} name */
function makeFan(stage, name) {
  const picture = el("span", { class: "sg-fan-picture" });
  const bars = FATES.map((fate) => el("i", { class: `sg-fate-${fate}` }));
  const words = el("span", { class: "sg-fan-words" });
  const fan = { name, picture, bars, words, query: /** @type {Query | null} */ (null) };
  const follow = () => {
    const { seed } = present(stage);
    if (fan.query) askFor(stage, { ...fan.query, ...(seed ? { seed } : {}) }, `protections: ${name}`);
  };
  const box = el(
    "button",
    { type: "button", class: "sg-fan", onclick: follow },
    el("b", { text: name[0].toUpperCase() + name.slice(1) }),
    picture,
    el("span", { class: "sg-fan-odds", "aria-hidden": "true" }, ...bars),
    words,
  );
  return { fan, box };
}

/** @param {ReturnType<typeof makeFan>} of0 @param {Extract<ProtectionsPart, { part: "fan" }>} of1 */
function showFan({ fan, box }, { band, median, fates, words, query }) {
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
  fan.bars.forEach((bar, code) => {
    bar.style.flexGrow = String(fates[code]);
  });
  fan.words.textContent = words;
  box.setAttribute("aria-label", `${fan.name}: ${words}. Show it on the right`);
}
