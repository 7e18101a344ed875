/* The words of a scene: what is a number of the run, a state, or from the record is marked. */

import { el } from "../../lib/dom.js";
import { STATE_CLASS } from "../../run/states.js";
import { storyOf } from "./state.js";

/** @import { Scene, Segment, Stage } from "../../types.d.ts" */

/** @param {Stage} stage */
export const paragraphOf = (stage) => (segments) => el("p", {}, ...segments.map((segment) => pieceOf(stage, segment)));

/**
 * A piece of a sentence: plain, a number of the run, a state, or what the record says.
 * @param {Stage} stage @param {Segment} segment
 */
export function pieceOf(stage, segment) {
  if (typeof segment === "string") return document.createTextNode(segment);
  const [text, mark] = segment;
  if (mark === "strong") return el("strong", { text });
  if (mark === "run") return el("b", { class: "sg-run-number", text });
  if (mark === "reader") return el("span", { class: "sg-reader", text });
  if (mark === "record") {
    const [href, title] = storyOf(stage).story.record;
    return el("a", { class: "sg-record", href, target: "_blank", rel: "noopener", title, text });
  }
  return el("mark", { class: `sg-mark sg-mark-${STATE_CLASS[mark] ?? "mirrored"}`, text });
}

/** Where the numbers come from, said once under the words. @param {Scene} of */
export function makeLegend({ words, after, question }) {
  const marks = new Set(
    [...words, ...after, question?.ask ?? []]
      .flat()
      .filter((segment) => typeof segment !== "string")
      .map(([, mark]) => mark),
  );
  const line = el("p", { class: "sg-legend" });
  if ([...marks].some((mark) => !["strong", "record", "reader"].includes(mark)))
    line.append(el("b", { class: "sg-run-number", text: "Bold" }), " or underlined numbers: from the model’s runs. ");
  if (marks.has("record")) line.append(el("span", { class: "sg-record", text: "Dotted" }), ": Amazon’s own account. ");
  if (marks.has("reader"))
    line.append(el("span", { class: "sg-reader", text: "Slanted" }), ": readers’ remarks on GeekWire, 2011.");
  return line;
}
