/* The words of a scene: what is a number of the run, a state, or from the record is marked. */

import { el } from "../../lib/dom.js";
import { mark } from "../../lib/messages.js";
import { STATE_CLASS } from "../../run/states.js";
import { storyOf } from "./state.js";

/** @import { Scene, Segment, Stage } from "../../types.d.ts" */

/** @param {Stage} stage @returns {(segments: Segment[]) => HTMLElement} */
export const paragraphOf = (stage) => (segments) => el("p", {}, ...segments.map((segment) => pieceOf(stage, segment)));

/**
 * Segments of a message as nodes; what is marked is made by its mark.
 * @param {Segment[]} segments @param {Record<string, (text: string) => HTMLElement>} made
 */
export const nodesOf = (segments, made) =>
  segments.map((segment) => (typeof segment === "string" ? segment : made[segment[1]](segment[0])));

/** What a message marks as strong is bold. */
export const BOLD = { strong: (/** @type {string} */ text) => el("b", { text }) };

/** How numbers are marked by where they come from. */
const ORIGINS = {
  run: (/** @type {string} */ text) => el("b", { class: "sg-run-number", text }),
  record: (/** @type {string} */ text) => el("span", { class: "sg-record", text }),
  reader: (/** @type {string} */ text) => el("span", { class: "sg-reader", text }),
};

/**
 * A piece of a sentence: plain, a number of the run, a state, or what the record says.
 * @param {Stage} stage @param {Segment} segment
 */
export function pieceOf(stage, segment) {
  if (typeof segment === "string") return document.createTextNode(segment);
  const [text, kind] = segment;
  if (kind === "strong") return el("strong", { text });
  if (kind === "run" || kind === "reader") return ORIGINS[kind](text);
  if (kind === "record") {
    const [href, title] = storyOf(stage).story.record;
    return el("a", { class: "sg-record", href, target: "_blank", rel: "noopener", title, text });
  }
  return el("mark", { class: `sg-mark sg-mark-${STATE_CLASS[kind] ?? "mirrored"}`, text });
}

/** Where the numbers come from, said once under the words. @param {Scene} of */
export function makeLegend({ words, after, question }) {
  const segments = [...words, ...after, question?.ask ?? []].flat();
  const kinds = new Set(segments.filter((segment) => typeof segment !== "string").map(([, kind]) => kind));
  const line = el("p", { class: "sg-legend" });
  if (![...kinds].every((kind) => ["strong", "record", "reader"].includes(kind)))
    line.append(...nodesOf(mark("legend-run"), ORIGINS), " ");
  if (kinds.has("record")) line.append(...nodesOf(mark("legend-record"), ORIGINS), " ");
  if (kinds.has("reader")) line.append(...nodesOf(mark("legend-reader"), ORIGINS));
  return line;
}
