/* One run on its two canvas layers: what is drawn when. */

import { drawCrashes } from "./bursts.js";
import { drawLinks, drawTravel } from "./links.js";
import { drawDocked, drawPulses, moveTiles } from "./moments.js";
import { drawOutlines } from "./outlines.js";
import { drawRequests } from "./requests.js";
import { drawBadges, drawRims } from "./rims.js";
import { drawClosings, drawLitVolume, isQuiet } from "./spotlight.js";
import { drawTiles } from "./tiles.js";
import { easeBoth, part } from "../lib/numbers.js";
import { TICK_MS } from "../run/pace.js";

export function drawPanel(stage, panel) {
  const p = stage.palette;
  const c = panel.fxContext;
  const { width } = panel.layout;
  c.clearRect(-panel.pad, -panel.pad, width + panel.pad * 2, panel.height + panel.pad * 2);
  if (stage.mix > 0 && stage.mix < 1) {
    drawTravel(panel, p, stage.mix);
    return;
  }
  const whole = panel.whole;
  panel.whole = false;
  panel.ringed = panel.dotted = panel.pulsed = 0;
  moveTiles(stage, panel, p);
  if (!stage.links) drawTiles(panel, p, whole);
  else if (
    whole ||
    panel.wovenTick !== panel.shownTick ||
    (panel.replay.threadsDirty && (!stage.playing || performance.now() - panel.wovenAt > WEAVE_MS))
  )
    drawLinks(panel, p, panel.shownTick, whole);
  const now = stage.phase * TICK_MS;
  const still = stage.still;
  if (!stage.links) {
    if (!isQuiet(stage, "pressure")) drawRims(panel, p, panel.shownTick, still ? 1 : easeBoth(part(now, 100, 700)));
    drawDocked(panel, p, now, still);
    if (!still && !stage.reduced && stage.length > 300) drawPulses(panel, p, stage.phase);
  }
  if (stage.showsComets()) drawRequests(panel, p, now, still, stage.links);
  drawClosings(stage, panel);
  if (!stage.links && !isQuiet(stage, "pressure"))
    drawBadges(panel, p, panel.shownTick, still ? 1 : easeBoth(part(now, 100, 700)));
  drawCrashes(stage, panel, p);
  drawLitVolume(stage, panel);
  drawOutlines(stage, panel);
}

export const WEAVE_MS = 50; // while it plays, threads change at most this often
