/* The way on and back through the scenes. */

import { el, focusedBeside } from "../../lib/dom.js";
import { glyph } from "../../lib/glyphs.js";
import { mark, say } from "../../lib/messages.js";
import { ownState } from "../../lib/own_state.js";
import { isGuessing, orderOf, sceneNumber, storyOf } from "./state.js";
import { nodesOf } from "./words.js";

/** @import { Scene, Stage, Story } from "../../types.d.ts" */

const HIDDEN = { hidden: (/** @type {string} */ text) => el("span", { class: "sg-hidden", text }) };

export const backOf = ownState(() => {
  const words = { "aria-label": say("story.back"), title: say("story.back-key") };
  const attributes = { type: "button", class: "sg-round", ...words };
  return el("button", attributes, glyph("before"));
});

/** @param {HTMLElement} box @param {FocusOptions} [how] */
export function focusOn(box, how) {
  const first = /** @type {HTMLElement | null} */ (box.querySelector("button, a"));
  first?.focus(how);
}

/** The button to the next scene, or the way to the Lab; and how far the story is. @param {Stage} stage @param {(scene: Scene | undefined) => void} go */
export function showWayOn(stage, go) {
  const own = storyOf(stage);
  const { scene, story, nextBox, progress } = own;
  const i = sceneNumber(own);
  const order = orderOf(own);
  const next = order[i + 1];
  const back = backOf(stage);
  const leaves = i === 0 && back === focusedBeside(stage.root);
  back.hidden = i === 0;
  const on = (/** @type {string} */ words, /** @type {string} */ kind, to = next) => {
    const attributes = { type: "button", class: kind, onclick: () => go(to) };
    return el("button", attributes, el("span", { text: words }), glyph("on"));
  };
  const lab = scene.lab || !next;
  const isSecond = lab || isGuessing(own);
  nextBox.replaceChildren(
    lab ? labLink(stage) : "",
    next ? on(scene.button ?? say("story.next"), isSecond ? "sg-next plain" : "sg-next") : "",
    i === 0 || (scene.way === "short" && !next) ? on(say("story.whole"), "sg-next plain", firstOfWhole(story)) : "",
  );
  if (leaves) focusOn(nextBox);
  const step = (/** @type {Scene} */ one, /** @type {number} */ k) =>
    el("li", { class: `${k < i ? "past" : k === i ? "now" : ""}${one.chapter ? " chapter" : ""}` });
  progress.replaceChildren(
    el("ol", { class: "sg-line", "aria-hidden": "true" }, ...order.map(step)),
    el("p", {}, ...nodesOf(mark("story.progress", { scene: i + 1, scenes: order.length }), HIDDEN)),
  );
}

/** @param {Story} of */
const firstOfWhole = ({ scenes }) => scenes.find(({ way }) => way === "whole");

/** The way to the Lab; where the host can, without loading the page anew. @param {Stage} of */
function labLink({ host }) {
  const go = (/** @type {MouseEvent} */ event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !host.go?.("lab")) return;
    event.preventDefault();
  };
  const href = host.hrefOf?.("lab") ?? "lab";
  return el("a", { class: "sg-next", href, onclick: go }, el("span", { text: say("story.lab") }), glyph("on"));
}
