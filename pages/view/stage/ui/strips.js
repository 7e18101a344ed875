/* The strips of odds above the levers. */

import { el } from "../lib/dom.js";
import { COLLAPSED, ENDINGS, WORST_FIRST, byEnding } from "../lib/endings.js";
import { say } from "../lib/messages.js";

/** @import { Odds, Stop, StripBox, Stopped } from "../types.d.ts" */

/**
 * The stops of a lever that have a name; the strip has a bar for each, over the part of the track that is nearest to it.
 * @param {StripBox} lever
 */
function makeStrip(lever) {
  const { stops } = lever.facts;
  const named = stops.map((stop, i) => (stop.mark ? i : -1)).filter((i) => i >= 0);
  const last = Math.max(1, stops.length - 1);
  lever.strip.setAttribute("role", "group");
  lever.strip.replaceChildren(
    ...named.map((i, k) => {
      const box = makeBar(lever, i);
      const from = k ? (named[k - 1] + i) / 2 : i - 0.5;
      const to = k < named.length - 1 ? (named[k + 1] + i) / 2 : i + 0.5;
      box.style.setProperty("--from", String(from / last));
      box.style.setProperty("--span", String((to - from) / last));
      return box;
    }),
  );
}

/** A bar with a part for each ending, the best on top; to be pressed, too. @param {StripBox} lever @param {number} stop */
function makeBar(lever, stop) {
  const parts = WORST_FIRST.map((ending) => el("i", { class: `sg-fate-${ending}` })).reverse();
  return el("span", { class: "sg-odds", role: "img", "data-stop": stop, onclick: () => lever.moveTo(stop) }, ...parts);
}

/** @param {StripBox} lever */
const barsOf = ({ strip }) => /** @type {HTMLElement[]} */ ([...strip.children]);

/** @param {StripBox} lever @param {Odds} odds */
export function showStrip(lever, odds) {
  if (!lever.strip.childElementCount) makeStrip(lever);
  const found = odds.strips[lever.facts.name] ?? {};
  for (const box of barsOf(lever)) {
    const stop = lever.facts.stops[Number(box.dataset.stop)];
    const counts = found[stop.query];
    const words = stripWords(stopName(lever.facts, stop), counts);
    box.classList.toggle("stale", !counts);
    box.setAttribute("aria-label", words);
    box.title = words;
    if (counts) growParts(/** @type {HTMLElement[]} */ ([...box.children]), counts);
  }
  lever.strip.setAttribute("aria-label", stripSentence(lever, found));
  markStrip(lever, lever.shownStop);
}

/**
 * Each part of a bar as wide as its share; the parts are told by their classes.
 * @param {HTMLElement[]} parts @param {number[]} counts
 */
export function growParts(parts, counts) {
  const many = byEnding(counts);
  ENDINGS.forEach((ending, code) => {
    const part = parts.find(({ classList }) => classList.contains(`sg-fate-${ending}`));
    if (part) part.style.flexGrow = String(many[code]);
  });
}

/**
 * "Backoff: of 30 clusters 28 collapse at backoff 0, 3 at backoff 2, 0 at backoff 5."
 * @param {StripBox} of @param {Record<string, number[]>} found
 */
function stripSentence({ facts, shownStop }, found) {
  const lever = say(`setting-${facts.name}`);
  const named = facts.stops.filter(
    (stop, i) => stop.mark && found[stop.query] && (i === 0 || i === shownStop || i === facts.stops.length - 1),
  );
  if (!named.length) return say("strip", { lever });
  const stops = named.map((one, i) => {
    const collapsed = found[one.query][COLLAPSED];
    const stop = stopName(facts, one);
    return i ? say("strip-said-next", { collapsed, stop }) : say("strip-said-first", { collapsed, stop });
  });
  return say("strip-said", { lever, lucks: lucksOf(found[named[0].query]), stops });
}

/**
 * "backoff 3", "bug 0.1 %": short names, since they are read one after the other.
 * @param {Stopped} facts @param {Stop} stop
 */
export function stopName({ name, stops, off }, stop) {
  const lever = say(`setting-${name}`).toLowerCase();
  if (off && stop.value === 0) return say("strip-stop-off", { lever });
  if (Number.isInteger(stops[stops.length - 1].value)) return say("strip-stop", { lever, stop: stop.query });
  return say("strip-stop-percent", { lever, percent: Number((stop.value * 100).toPrecision(6)) });
}

/** @param {number[]} counts those short of room are among the held */
const lucksOf = ([over, held, raging, collapsed]) => over + held + raging + collapsed;

/** "backoff 3: of 30, 0 collapse, 3 rage, 15 held, 12 over" @param {string} stop @param {number[] | undefined} counts */
function stripWords(stop, counts) {
  if (!counts) return say("strip-unknown", { stop });
  const [over, held, raging, collapsed, short] = counts;
  return say("strip-known", { stop, lucks: lucksOf(counts), collapsed, raging, held, short, over });
}

/** @param {StripBox} lever @param {number | null} at */
export function markStrip(lever, at) {
  for (const box of barsOf(lever)) box.classList.toggle("now", Number(box.dataset.stop) === at);
}
