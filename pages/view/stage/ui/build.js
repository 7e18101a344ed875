/* The elements of the stage. */

import { savePicture } from "../draw/png.js";
import { el } from "../lib/dom.js";
import { glyph } from "../lib/glyphs.js";
import { newLuck } from "../session/questions.js";
import { SPEEDS, nextFlag, setSpeed, stepBy } from "../time/clock.js";
import { closeCard, listenToCard } from "./card.js";
import { makeKey } from "./key.js";
import { makeHelp } from "./keyboard.js";
import { makeInspector } from "./nodes.js";
import { makeOdds } from "./odds.js";
import { makeTables } from "./tables.js";
import { showEnding } from "./tell.js";
import { makeTimeline } from "./timeline.js";
import { makeTug } from "./tug.js";

export function toggleFullScreen(stage) {
  if (document.fullscreenElement) {
    document.exitFullscreen();
    return;
  }
  const whole = stage.root;
  (whole.requestFullscreen ?? whole.webkitRequestFullscreen)?.call(whole)?.catch?.(() => {});
}

export function roundButton(name, label, onclick, extra = "") {
  return el(
    "button",
    { type: "button", class: `sg-round ${extra}`, "aria-label": label, title: label, onclick },
    glyph(name),
  );
}

export function buildStage(stage) {
  const { root } = stage;
  stage.line = makeTimeline(stage);
  stage.live = el("div", { class: "sg-hidden", "aria-live": "polite" });
  stage.notes = el("div", { class: "sg-notes", role: "status" });
  stage.runsBox = el("div", { class: "sg-runs" });
  stage.card = el("div", { class: "sg-card", role: "dialog", hidden: true });
  listenToCard(stage);
  stage.help = makeHelp(stage);
  const show = el("div", { class: "sg-show" }, stage.runsBox, stage.line.box, makeControls(stage));
  stage.side = makeSide(stage);
  stage.foot = el("div", { class: "sg-foot" }, makeTables(stage));
  stage.body = el("div", { class: "sg-body" }, show, stage.foot, stage.side);
  root.replaceChildren(stage.notes, stage.body, stage.card, stage.live, stage.help);
}

export function makeControls(stage) {
  stage.playButton = el("button", { type: "button", class: "sg-play", onclick: () => stage.toggle() });
  stage.speedMenu = el(
    "select",
    { "aria-label": "Speed", onchange: () => setSpeed(stage, stage.speedMenu.value) },
    ...SPEEDS.map(([value, words]) => el("option", { value, text: words })),
  );
  const leap = (way) => () => {
    const t = nextFlag(stage, way);
    if (t !== undefined) stage.jump(t);
  };
  stage.slotsButton = el("button", { type: "button", text: "Slots", onclick: () => stage.switchView(false) });
  stage.linksButton = el("button", { type: "button", text: "Links", onclick: () => stage.switchView(true) });
  const flags = el(
    "div",
    { class: "sg-leap", role: "group", "aria-label": "Flags" },
    el(
      "button",
      { type: "button", "aria-label": "Previous flag", title: "Previous flag", onclick: leap(-1) },
      glyph("previous"),
    ),
    glyph("flag"),
    el("button", { type: "button", "aria-label": "Next flag", title: "Next flag", onclick: leap(1) }, glyph("next")),
  );
  const controls = el(
    "div",
    { class: "sg-controls", role: "group", "aria-label": "Playback" },
    roundButton("back", "One minute back", () => stepBy(stage, -1)),
    stage.playButton,
    roundButton("forward", "One minute on", () => stepBy(stage, 1)),
    el("label", { class: "sg-speed" }, stage.speedMenu),
    flags,
  );
  stage.barBox = el(
    "div",
    { class: "sg-bar" },
    controls,
    el(
      "div",
      { class: "sg-extra" },
      el("div", { class: "sg-views", role: "group", "aria-label": "View" }, stage.slotsButton, stage.linksButton),
      el(
        "div",
        { class: "sg-tools" },
        roundButton("image", "Save this moment as a picture", () => savePicture(stage), "small"),
        roundButton("full", "Full screen", () => stage.fullScreen(), "small"),
        el(
          "button",
          {
            type: "button",
            class: "sg-round small",
            "aria-label": "Keys and help",
            title: "Keys and help",
            onclick: () => stage.help.showModal(),
          },
          el("span", { text: "?" }),
        ),
      ),
    ),
  );
  return stage.barBox;
}

export function makeSide(stage) {
  stage.oddsBox = makeOdds(stage);
  stage.quietTop = el(
    "div",
    { class: "sg-quiet" },
    el("h2", { text: "Three levers" }),
    el("p", {
      text: "Move one while it plays: the same cluster and the same luck, from the start, under other settings.",
    }),
  );
  stage.seedWords = el("b");
  stage.luck = el(
    "p",
    { class: "sg-luck-line" },
    "same luck: ",
    stage.seedWords,
    " · ",
    el("button", { type: "button", class: "sg-link", text: "new luck", onclick: () => newLuck(stage) }),
    stage.own,
  );
  stage.stripHint = el("p", { class: "sg-strip-hint", hidden: true });
  stage.leverBox = el("div", { class: "sg-levers", role: "group", "aria-label": "Levers; they hold from the start" });
  stage.actBox = el("section", { class: "sg-act", hidden: true, "aria-label": "Act now" });
  stage.startBox = el("section", { class: "sg-start", hidden: true, "aria-label": "Start from" });
  stage.endings = el("div", { class: "sg-endings" });
  stage.top = el("div", { class: "sg-top" }, stage.oddsBox, stage.quietTop, stage.luck);
  return el(
    "aside",
    { class: "sg-side", "aria-label": "Settings" },
    stage.top,
    stage.stripHint,
    stage.leverBox,
    stage.actBox,
    stage.endings,
    stage.startBox,
  );
}

export function buildPanels(stage, many) {
  closeCard(stage);
  stage.panels = Array.from({ length: many }, (_, i) => makePanel(stage, i));
  stage.runsBox.replaceChildren(...stage.panels.map((panel) => panel.box));
  stage.runsBox.dataset.runs = many;
}

export function makePanel(stage, i) {
  const panel = {
    index: i,
    selected: -1,
    hovered: -1,
    focused: 0,
    lit: null,
    comets: [],
    crashes: [],
    stranded: [],
    docked: [],
    shownTick: 0,
    fillTick: 0,
    drawn: [],
    shake: null,
    began: null,
  };
  panel.caption = el("p", { class: "sg-caption" });
  panel.captionBox = el("div", { class: "sg-caption-box" }, panel.caption);
  panel.tug = makeTug();
  panel.base = el("canvas", { role: "img", class: "sg-base" });
  panel.fx = el("canvas", { class: "sg-fx", "aria-hidden": "true" });
  panel.corners = ["nw", "ne", "sw", "se"].map((corner) => el("p", { class: `sg-corner ${corner}` }));
  panel.bigPlay = el(
    "button",
    { type: "button", class: "sg-big-play", onclick: () => stage.toggle() },
    glyph("play"),
    el("span", { text: "Play" }),
  );
  panel.view = el(
    "div",
    { class: "sg-view" },
    panel.base,
    panel.fx,
    el("div", { class: "sg-corners", "aria-hidden": "true" }, ...panel.corners),
  );
  panel.view.append(makeInspector(stage, panel), ...(i ? [] : [panel.bigPlay]));
  panel.title = el("h2", { class: "sg-run-name", hidden: true });
  panel.ending = makeEnding(stage, panel);
  panel.box = el(
    "section",
    { class: "sg-run" },
    panel.title,
    panel.captionBox,
    panel.tug.box,
    panel.view,
    makeKey(panel),
  );
  return panel;
}

/** How the run ends: hidden until it has ended or somebody asks. */
export function makeEnding(stage, panel) {
  const words = el("p", { class: "sg-outcome" });
  const lead = el("p", { class: "sg-ending-lead" });
  const ask = el("button", {
    type: "button",
    class: "sg-link",
    text: "Show how it ends",
    onclick: () => {
      panel.revealed = true;
      showEnding(stage, false);
    },
  });
  const mark = el("i", { class: "sg-luck-mark", "aria-hidden": "true" });
  const box = el("div", { class: "sg-ending" }, lead, el("div", { class: "sg-outcome-row" }, mark, words), ask);
  return { box, words, lead, ask, mark };
}
