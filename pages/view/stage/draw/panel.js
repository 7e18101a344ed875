/* One run on its two canvas layers: what is drawn when. */

import { el } from "../lib/dom.js";
import { easeBoth, part } from "../lib/numbers.js";
import { TICK_MS } from "../run/pace.js";
import { drawCrashes } from "./bursts.js";
import { drawLinks, drawTravel } from "./links.js";
import { drawDocked, drawPulses, moveTiles } from "./moments.js";
import { drawOutlines } from "./outlines.js";
import { drawRequests } from "./requests.js";
import { drawBadges, drawRims } from "./rims.js";
import { drawClosings, drawLitVolume, isQuiet } from "./spotlight.js";
import { drawTiles } from "./tiles.js";

/** @import { Panel, Stage } from "../types.d.ts" */

const WEAVE_MS = 50; // while it plays, threads change at most this often
const COMETS_FROM_MS = 480; // a minute that is shorter on screen has no comets

/** Whether requests are drawn now. @param {Stage} of */
export function showsComets({ play, view, spotlight }) {
  return !isQuiet(spotlight, "requests") && (play.still || (!view.reduced && play.length >= COMETS_FROM_MS));
}

/** Draw all runs at this moment; who moves along with the picture is told. @param {Stage} stage */
export function drawAll(stage) {
  for (const panel of stage.panels) if (panel.layout) drawPanel(stage, panel);
  stage.events.emit("drawn");
}

/**
 * What moves is drawn on the upper layer, from the lowest to the highest.
 * @param {Stage} stage @param {Panel} panel
 */
function drawMoving(stage, panel) {
  const { spotlight, play, view } = stage;
  const p = view.palette;
  const { still } = play;
  const now = play.phase * TICK_MS;
  const grown = still ? 1 : easeBoth(part(now, 100, 700));
  const showsPressure = !view.links && !isQuiet(spotlight, "pressure");
  if (showsPressure) drawRims(panel, p, panel.shownTick, grown);
  if (!view.links) drawDocked(panel, p);
  if (!view.links && !still && !view.reduced && play.length > 300) drawPulses(panel, p, play.phase);
  if (showsComets(stage)) drawRequests(panel, p, now, still, view.links);
  drawClosings(stage, panel);
  if (showsPressure) drawBadges(panel, p, panel.shownTick, grown);
  drawCrashes(stage, panel, p);
  drawLitVolume(stage, panel);
  drawOutlines(stage, panel);
}

/** @param {Stage} stage @param {Panel} panel */
function drawPanel(stage, panel) {
  const p = stage.view.palette;
  const c = panel.fxContext;
  const { width } = panel.layout;
  c.clearRect(-panel.pad, -panel.pad, width + panel.pad * 2, panel.height + panel.pad * 2);
  if (stage.view.mix > 0 && stage.view.mix < 1) {
    drawTravel(panel, p, stage.view.mix);
    return;
  }
  const whole = panel.whole;
  panel.whole = false;
  panel.ringed = panel.dotted = panel.pulsed = 0;
  moveTiles(stage, panel, p);
  if (!stage.view.links) drawTiles(panel, p, whole);
  else if (
    whole ||
    panel.wovenTick !== panel.shownTick ||
    (panel.replay.threadsDirty && (!stage.play.playing || performance.now() - panel.wovenAt > WEAVE_MS))
  )
    drawLinks(panel, p, panel.shownTick, whole);
  drawMoving(stage, panel);
}

/**
 * A place for one run, and what is worked out of it for the minute in view; the run and its sizes come with a frame.
 * @param {number} index @returns {Panel}
 */
export function makePanel(index) {
  /** @type {Partial<Panel>} */
  const panel = {
    index,
    box: el("section", { class: "sg-run" }),
    view: el("div", { class: "sg-view" }),
    base: el("canvas", { role: "img", class: "sg-base" }),
    fx: el("canvas", { class: "sg-fx", "aria-hidden": "true" }),
    selected: -1,
    hovered: -1,
    focused: 0,
    lit: null,
    litSlots: null,
    chain: null,
    parting: null,
    comets: [],
    crashes: [],
    stranded: [],
    docked: [],
    shownTick: 0,
    fillTick: 0,
    drawn: [],
    shake: null,
    began: null,
    carried: null,
    paths: null,
    whole: true,
    layoutKey: null,
  };
  return /** @type {Panel} */ (panel);
}
