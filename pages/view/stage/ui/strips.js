// @ts-nocheck
/* The strips of odds above the levers. */

import { el } from "../lib/dom.js";
import { COLLAPSED, FATES } from "../run/states.js";

/** @import { LeverFacts, Odds, Stage, Stop } from "../types.d.ts" */

/**
 * The stops of a lever that have a name; the strip has a bar for each, over the part of the track that is nearest to it.
 * @param {Stage} stage @param {Lever} lever
 */
export function makeStrip(stage, lever) {
  const { stops, label } = lever.facts;
  const named = stops.map((stop, i) => (stop.mark ? i : -1)).filter((i) => i >= 0);
  const last = Math.max(1, stops.length - 1);
  lever.strip.setAttribute("role", "group");
  lever.strip.setAttribute("aria-label", `${label}: how clusters end at each stop`);
  lever.strip.replaceChildren(
    ...named.map((i, k) => {
      const box = el(
        "span",
        {
          class: "sg-odds",
          role: "img",
          "data-stop": i,
          onclick: () => {
            lever.input.value = i;
            lever.input.dispatchEvent(new Event("input"));
          },
        },
        ...FATES.map((fate) => el("i", { class: `sg-fate-${fate}` })),
      );
      const from = k ? (named[k - 1] + i) / 2 : i - 0.5;
      const to = k < named.length - 1 ? (named[k + 1] + i) / 2 : i + 0.5;
      box.style.setProperty("--from", from / last);
      box.style.setProperty("--span", (to - from) / last);
      return box;
    }),
  );
}

/** @param {Stage} stage @param {Lever} lever @param {Odds} odds */
export function showStrip(stage, lever, odds) {
  if (!lever.strip.childElementCount) makeStrip(stage, lever);
  const found = odds.strips[lever.facts.name] ?? {};
  for (const box of lever.strip.children) {
    const stop = lever.facts.stops[Number(box.dataset.stop)];
    const counts = found[stop.query];
    const words = `${stopName(lever.facts, stop)}: ${counts ? stripWords(counts) : "not known yet"}`;
    box.classList.toggle("stale", !counts);
    box.setAttribute("aria-label", words);
    box.title = words;
    if (counts)
      [...box.children].forEach((bar, code) => {
        bar.style.flexGrow = counts[code];
      });
  }
  lever.strip.setAttribute("aria-label", stripSentence(lever, found));
  markStrip(lever, lever.shownStop);
}

/**
 * "Backoff: of 30 clusters 28 collapse at backoff 0, 3 at backoff 2, 0 at backoff 5."
 * @param {Lever} of @param {Record<string, number[]>} found
 */
export function stripSentence({ facts, shownStop }, found) {
  const named = facts.stops.filter(
    (stop, i) => stop.mark && found[stop.query] && (i === 0 || i === shownStop || i === facts.stops.length - 1),
  );
  if (!named.length) return `${facts.label}: how clusters end at each stop`;
  const of = found[named[0].query].reduce((sum, n) => sum + n, 0);
  return `${facts.label}: of ${of} clusters ${named.map((stop, i) => `${found[stop.query][COLLAPSED]}${i ? "" : " collapse"} at ${stopName(facts, stop)}`).join(", ")}.`;
}

/**
 * "backoff 3", "bug 0.1 %": short names, since they are read one after the other.
 * @param {LeverFacts} facts @param {Stop} stop
 */
export function stopName(facts, stop) {
  const whole = Number.isInteger(facts.stops.at(-1).value);
  return `${facts.label.toLowerCase()} ${whole ? stop.query : `${Number((stop.value * 100).toPrecision(6))} %`}`;
}

/** "of 30, 0 collapse, 3 rage, 15 held, 12 over" @param {number[]} of */
export function stripWords([over, held, raging, collapsed]) {
  return `of ${over + held + raging + collapsed}, ${collapsed} collapse, ${raging} rage, ${held} held, ${over} over`;
}

/** @param {Lever} lever @param {number} at */
export function markStrip(lever, at) {
  for (const box of lever.strip.children) box.classList.toggle("now", Number(box.dataset.stop) === at);
}
