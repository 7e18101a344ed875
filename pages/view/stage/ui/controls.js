// @ts-nocheck
/* The bar of play controls, views and tools. */

import { savePicture } from "../draw/png.js";
import { el } from "../lib/dom.js";
import { glyph } from "../lib/glyphs.js";
import { ownState } from "../lib/own_state.js";
import { SPEEDS, endOfPlay, jump, nextFlag, setSpeed, stepBy, toggle, wake } from "../time/clock.js";
import { switchView } from "../time/view.js";
import { toggleFullScreen } from "./full_screen.js";
import { helpOf } from "./help.js";
import { requestsInWords } from "./key.js";

/** @import { Stage } from "../types.d.ts" */

/** @param {string} name @param {string} label @param {() => void} onclick */
export function roundButton(name, label, onclick, extra = "") {
  return el(
    "button",
    { type: "button", class: `sg-round ${extra}`, "aria-label": label, title: label, onclick },
    glyph(name),
  );
}

/** To the next flag, or the one before. @param {Stage} stage @param {number} way */
export function leap(stage, way) {
  const t = nextFlag(stage, way);
  if (t !== undefined) jump(stage, t);
}

export const controlsOf = ownState((stage) => {
  const play = el("button", { type: "button", class: "sg-play", onclick: () => toggle(stage) });
  const speed = el(
    "select",
    { "aria-label": "Speed", onchange: () => setSpeed(stage, speed.value) },
    ...SPEEDS.map(([value, words]) => el("option", { value, text: words })),
  );
  const view = (text, toLinks) =>
    el("button", { type: "button", text, onclick: () => switchView(stage, wake, toLinks) });
  const slots = view("Slots", false);
  const links = view("Links", true);
  const tools = makeTools(stage);
  const extra = el(
    "div",
    { class: "sg-extra" },
    el("div", { class: "sg-views", role: "group", "aria-label": "View" }, slots, links),
    tools,
  );
  const playback = el(
    "div",
    { class: "sg-controls", role: "group", "aria-label": "Playback" },
    roundButton("back", "One minute back", () => stepBy(stage, -1)),
    play,
    roundButton("forward", "One minute on", () => stepBy(stage, 1)),
    el("label", { class: "sg-speed" }, speed),
    makeLeaps(stage),
  );
  return { box: el("div", { class: "sg-bar" }, playback, extra), play, speed, slots, links, extra, tools };
});

/** @param {Stage} stage */
function makeLeaps(stage) {
  const button = (label, name, way) =>
    el("button", { type: "button", "aria-label": label, title: label, onclick: () => leap(stage, way) }, glyph(name));
  return el(
    "div",
    { class: "sg-leap", role: "group", "aria-label": "Flags" },
    button("Previous flag", "previous", -1),
    glyph("flag"),
    button("Next flag", "next", 1),
  );
}

/** @param {Stage} stage */
function makeTools(stage) {
  const help = el(
    "button",
    {
      type: "button",
      class: "sg-round small",
      "aria-label": "Keys and help",
      title: "Keys and help",
      onclick: () => helpOf(stage).showModal(),
    },
    el("span", { text: "?" }),
  );
  return el(
    "div",
    { class: "sg-tools" },
    roundButton("image", "Save this moment as a picture", () => savePicture(stage, requestsInWords), "small"),
    roundButton("full", "Full screen", () => toggleFullScreen(stage), "small"),
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
  const label = playing ? "Pause" : ended ? "Play again" : "Play";
  play.replaceChildren(glyph(playing ? "pause" : ended ? "replay" : "play"));
  play.setAttribute("aria-label", label);
  play.title = label;
  stage.root.dataset.playing = String(playing);
}
