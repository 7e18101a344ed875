/* The bar of play controls, views and tools. */

import { el } from "../lib/dom.js";
import { glyph } from "../lib/glyphs.js";
import { say } from "../lib/messages.js";
import { ownState } from "../lib/own_state.js";
import { SPEEDS, endOfPlay, jump, nextFlag, setSpeed, stepBy, toggle, wake } from "../time/clock.js";
import { switchView } from "../time/view.js";
import { toggleFullScreen } from "./full_screen.js";
import { helpOf } from "./help.js";
import { savePicture } from "./picture.js";

/** @import { Stage } from "../types.d.ts" */

/** @param {string} name @param {string} label @param {() => void} onclick */
export function roundButton(name, label, onclick, extra = "") {
  const attributes = { type: "button", class: `sg-round ${extra}`, "aria-label": label, title: label };
  return el("button", { ...attributes, onclick }, glyph(name));
}

/** To the next flag, or the one before. @param {Stage} stage @param {number} way */
export function leap(stage, way) {
  const t = nextFlag(stage, way);
  if (t !== undefined) jump(stage, t);
}

export const controlsOf = ownState((/** @type {Stage} */ stage) => {
  const play = el("button", { type: "button", class: "sg-play", onclick: () => toggle(stage) });
  const speed = makeSpeed(stage);
  const slots = makeView(stage, say("view.slots"), false);
  const links = makeView(stage, say("view.links"), true);
  const tools = makeTools(stage);
  const views = el("div", { class: "sg-views", role: "group", "aria-label": say("view") }, slots, links);
  const extra = el("div", { class: "sg-extra" }, views, tools);
  const playback = el(
    "div",
    { class: "sg-controls", role: "group", "aria-label": say("playback") },
    roundButton("back", say("playback.back"), () => stepBy(stage, -1)),
    play,
    roundButton("forward", say("playback.on"), () => stepBy(stage, 1)),
    el("label", { class: "sg-speed" }, speed),
    makeLeaps(stage),
  );
  return { box: el("div", { class: "sg-bar" }, playback, extra), playback, play, speed, slots, links, extra, tools };
});

/** @param {Stage} stage */
function makeSpeed(stage) {
  const words = (/** @type {string} */ value) =>
    value === "auto" ? say("playback.auto") : say("playback.times", { speed: Number(value) });
  const options = SPEEDS.map((value) => el("option", { value, text: words(value) }));
  const speed = el("select", { "aria-label": say("playback.speed") }, ...options);
  speed.addEventListener("change", () => setSpeed(stage, speed.value));
  return speed;
}

/** @param {Stage} stage @param {string} text @param {boolean} toLinks */
const makeView = (stage, text, toLinks) =>
  el("button", { type: "button", text, onclick: () => switchView(stage, wake, toLinks) });

/** @param {Stage} stage */
function makeLeaps(stage) {
  const button = (/** @type {string} */ label, /** @type {string} */ name, /** @type {number} */ way) =>
    el("button", { type: "button", "aria-label": label, title: label, onclick: () => leap(stage, way) }, glyph(name));
  return el(
    "div",
    { class: "sg-leap", role: "group", "aria-label": say("leap") },
    button(say("leap.previous"), "previous", -1),
    glyph("flag"),
    button(say("leap.next"), "next", 1),
  );
}

/** @param {Stage} stage */
function makeTools(stage) {
  const label = say("help-button");
  const attributes = { type: "button", class: "sg-round small", "aria-label": label, title: label };
  const help = el("button", { ...attributes, onclick: () => helpOf(stage).showModal() }, el("span", { text: "?" }));
  return el(
    "div",
    { class: "sg-tools" },
    roundButton("image", say("save-picture"), () => savePicture(stage), "small"),
    roundButton("full", say("full-screen"), () => toggleFullScreen(stage), "small"),
    help,
  );
}

/** @param {Stage} stage */
export function showView(stage) {
  const { slots, links } = controlsOf(stage);
  slots.setAttribute("aria-pressed", String(!stage.view.links));
  links.setAttribute("aria-pressed", String(stage.view.links));
  stage.root.dataset.view = stage.view.links ? "links" : "slots";
}

/** @param {Stage} stage */
export function showSpeed(stage) {
  controlsOf(stage).speed.value = stage.play.speed;
}

/** Name and sign of the button that plays. @param {Stage} stage */
export function showPlayButton(stage) {
  const { playing, tick } = stage.play;
  const { play } = controlsOf(stage);
  const ended = !playing && tick >= endOfPlay(stage);
  const label = playing ? say("play.pause") : ended ? say("play.again") : say("play");
  play.replaceChildren(glyph(playing ? "pause" : ended ? "replay" : "play"));
  play.setAttribute("aria-label", label);
  play.title = label;
  stage.root.dataset.playing = String(playing);
}
