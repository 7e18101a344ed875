/* The three protections: eight combinations, a fan of lucks each, in one streamed answer (pages/view/same_luck/protections.py). */

import { el, icon } from "../../lib/dom.js";
import { queryKey } from "../../lib/query.js";
import { startPair } from "./pair.js";
import { FATES, FATE_KEY } from "../../run/states.js";
import { framesOf } from "../../session/odds_stream.js";
import { present } from "../../session/questions.js";

export function makeProtections(stage, { protections, source: [words, address] }) {
  const parts = stage.pairParts;
  parts.values = el("p", { class: "sg-start-lead" });
  parts.fans = el("div", { class: "sg-fans" });
  parts.verdict = el("ul", { class: "sg-fans-words", "aria-live": "off" });
  parts.protections = el(
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
    parts.values,
    parts.fans,
    parts.verdict,
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
  return parts.protections;
}

/** A new picture stands: if it is of other settings, ask for its eight combinations. */
export function followProtections(stage) {
  const { seed, t, ...setting } = stage.header.query;
  const key = queryKey(setting);
  if (stage.fansKey === key || window.stormglass.noOdds) {
    stage.pairParts.protections.hidden = Boolean(window.stormglass.noOdds);
    return;
  }
  stage.fansAsked?.abort();
  stage.fansKey = key;
  stage.pairParts.fans.setAttribute("aria-busy", "true");
  const stop = (stage.fansAsked = new AbortController());
  requestAnimationFrame(() =>
    setTimeout(() => {
      if (!stop.signal.aborted && !stage.gone) fetchFans(stage, setting, stop.signal);
    }),
  );
}

export async function fetchFans(stage, setting, signal) {
  const base = document.querySelector("script[src*='static/js']")?.src.split("static/js")[0];
  if (!base) return;
  try {
    const answer = await fetch(`${base}api/protections?${new URLSearchParams(setting)}`, { signal });
    if ([400, 503].includes(answer.status)) {
      stage.fansKey = null;
      return;
    }
    if (!answer.ok || !answer.headers.get("content-type")?.startsWith("application/octet-stream")) {
      stage.pairParts.protections.hidden = true;
      return;
    }
    for await (const frame of framesOf(answer.body.getReader())) {
      if (signal.aborted || stage.gone) return;
      showFans(stage, frame);
    }
    stage.pairParts.fans.setAttribute("aria-busy", "false");
  } catch (error) {
    stage.fansKey = null;
    if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error; // TypeError: the network is away
  }
}

export function showFans(stage, frame) {
  const { fans, values, verdict } = stage.pairParts;
  if (frame.part === "values") {
    values.textContent = frame.words;
    if (fans.childElementCount !== frame.names.length)
      fans.replaceChildren(...frame.names.map((name) => makeFan(stage, name)));
  }
  if (frame.part === "fan") showFan(stage, fans.children[frame.number], frame);
  if (frame.part === "verdict") verdict.replaceChildren(...frame.sentences.map((text) => el("li", { text })));
}

export function makeFan(stage, name) {
  const fan = el(
    "button",
    {
      type: "button",
      class: "sg-fan",
      onclick: () => {
        if (fan.query) startPair(stage, { ...fan.query, ...seedOf(stage) }, `protections: ${name}`);
      },
    },
    el("b", { text: name[0].toUpperCase() + name.slice(1) }),
    el("span", { class: "sg-fan-picture" }),
    el(
      "span",
      { class: "sg-fan-odds", "aria-hidden": "true" },
      ...FATES.map((fate) => el("i", { class: `sg-fate-${fate}` })),
    ),
    el("span", { class: "sg-fan-words" }),
  );
  fan.name = name;
  return fan;
}

export const seedOf = (stage) => (present(stage).seed ? { seed: present(stage).seed } : {});

export function showFan(stage, fan, { band, median, fates, words, query }) {
  fan.query = query;
  const picture = icon(
    [
      { d: band, fill: "var(--sg-fan-band)" },
      {
        d: median,
        fill: "none",
        stroke: "var(--sg-ink)",
        "stroke-width": "1.6",
        "vector-effect": "non-scaling-stroke",
      },
    ],
    { className: "sg-fan-svg" },
  );
  picture.setAttribute("viewBox", "0 0 120 48");
  picture.setAttribute("preserveAspectRatio", "none");
  fan.children[1].replaceChildren(picture);
  [...fan.children[2].children].forEach((bar, code) => {
    bar.style.flexGrow = fates[code];
  });
  fan.children[3].textContent = words;
  fan.setAttribute("aria-label", `${fan.name}: ${words}. Show it on the right`);
}
