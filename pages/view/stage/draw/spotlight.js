/* What stands out in the picture while a scene is told; the rest is quiet. */

import { number, say } from "../lib/messages.js";
import { CAUSE } from "../run/states.js";
import { slotPlace } from "./layout.js";
import { pill } from "./rims.js";
import { FILL_STEPS, LOOK } from "./slots.js";

/** @import { Palette, Panel, Point, Run, Spotlight, Stage } from "../types.d.ts" */

/** @type {Record<string, number[]>} */
const LIT_LOOKS = {
  searching: [LOOK.SEARCHING],
  free: [LOOK.FREE],
  old: [LOOK.OLD],
  offline: [LOOK.OFFLINE],
  crashed: [LOOK.OFFLINE],
  cut: [LOOK.CUT_PRIMARY, LOOK.CUT_MIRROR],
  copying: [LOOK.SENDING, ...Array.from({ length: FILL_STEPS + 1 }, (_, step) => LOOK.FILL + step)],
};

const QUIET = 0.26; // what does not stand out keeps so much of its ink

/** @type {Record<string, string[]>} */
const KEY_OF = {
  searching: ["searching"],
  copying: ["copying"],
  free: ["free", "full"],
  old: ["old"],
  cut: ["cut_off"],
  crashed: ["down", "offline", "searching"],
  offline: ["offline"],
  pressure: ["rim"],
};

/** No scene is told: everything stands out, and time runs where it will. @returns {Spotlight} */
export const everything = () => ({
  lit: [],
  volume: null,
  from: null,
  to: Infinity,
  pace: null,
  guessing: false,
  room: null,
});

/** Whether a scene keeps something quiet. @param {Spotlight} spotlight @param {string} what */
export const isQuiet = (spotlight, what) => spotlight.lit.length > 0 && !spotlight.lit.includes(what);

/** The last minute that may be looked at: while a prediction is open, the future is closed. @param {Stage} of */
export const topTick = ({ spotlight, play }) => (spotlight.guessing ? (spotlight.from ?? 0) : play.shown);

/** Put into the pictures what stands out in them. @param {Stage} of */
export function lightPanels({ panels, spotlight }) {
  const { lit, volume } = spotlight;
  for (const panel of panels) {
    const volumes = new Set(volume === null ? [] : [volume]);
    const looks = new Set(lit.flatMap((name) => LIT_LOOKS[name] ?? []));
    if (lit.length === 1 && lit[0] === "crashed") for (const v of strandedIn(panel.run, spotlight)) volumes.add(v);
    panel.litSlots = lit.length ? { looks, volumes } : null;
    panel.replay.touchAll();
    panel.whole = true;
  }
}

/** The volumes that lose a copy in a crash of this scene. @param {Run} run @param {Spotlight} of */
function strandedIn(run, { from, to }) {
  const found = [];
  for (let e = run.a.event_start[(from ?? 0) + 1]; e < run.a.event_start[to + 1]; e += 1)
    if (run.a.event_cause[e] === CAUSE.CRASH) found.push(run.a.event_volume[e]);
  return found;
}

/** How much ink a slot gets. @param {Panel} panel @param {number} look @param {number} slot */
export function slotInk(panel, look, slot) {
  const { litSlots, replay } = panel;
  return !litSlots || litSlots.looks.has(look) || litSlots.volumes.has(replay.slotVolume[slot]) ? 1 : QUIET;
}

/** Of the key, what the scene is about. @template {[name: string, ...unknown[]]} T @param {Spotlight} of @param {T[]} items */
export function keyOf({ lit }, items) {
  if (!lit.length) return items;
  const kept = new Set(["mirrored", "down", ...lit.flatMap((name) => KEY_OF[name] ?? [])]);
  return items.filter(([name]) => kept.has(name));
}

/**
 * The two copies of the one volume that is lit, tied together and named.
 * @param {Stage} stage @param {Panel} panel
 */
export function drawLitVolume(stage, panel) {
  const { volume } = stage.spotlight;
  if (volume === null || stage.view.links) return;
  const { replay, layout, fxContext: c } = panel;
  const [a, b] = [0, 1].map((role) => {
    const slot = replay.volumeSlots[volume * 3 + role];
    if (slot < 0) return null;
    const n = replay.slotNode[slot];
    const { x, y, size } = slotPlace(layout, n, slot - replay.base[n]);
    return { x, y, size, cx: x + size / 2, cy: y + size / 2 };
  });
  if (!a || !b) return;
  const p = stage.view.palette;
  c.strokeStyle = p.accent;
  c.lineWidth = 2;
  c.setLineDash([1, 6]);
  c.lineCap = "round";
  c.beginPath();
  c.moveTo(a.cx, a.cy);
  c.quadraticCurveTo((a.cx + b.cx) / 2, Math.min(a.cy, b.cy) - 26, b.cx, b.cy);
  c.stroke();
  c.setLineDash([]);
  nameCopy(panel, a, say("picture-copy"), p);
  nameCopy(panel, b, say("picture-mirror"), p);
}

/** @param {Panel} panel @param {Point & { size: number, cx: number, cy: number }} at @param {string} words @param {Palette} p */
function nameCopy({ layout, fxContext: c, badge }, at, words, p) {
  c.beginPath();
  c.roundRect(at.x - 4, at.y - 4, at.size + 8, at.size + 8, 6);
  c.stroke();
  const look = { fill: p.accent, ink: p.bg, size: badge + 1 };
  if (layout.phone) pill(c, words, at.cx, at.y + at.size + 15, { ...look, align: "centre" });
  else pill(c, words, at.x - 12, at.cy, { ...look, align: "right" });
}

/**
 * Where closings are the matter: how many the node that crashes closed; else the node that closed most.
 * @param {Stage} stage @param {Panel} panel
 */
export function drawClosings(stage, panel) {
  if (!stage.spotlight.lit.includes("pressure") || stage.view.links || panel.layout.glyphs) return;
  const { run, shownTick: t, layout, fxContext: c } = panel;
  const closings = run.a.closings.subarray(t * run.nodes, (t + 1) * run.nodes);
  const most = Math.max(...closings);
  if (most < 2 || (!stage.play.still && stage.play.phase < 0.5)) return;
  const crashed = panel.crashes.map(({ node }) => node);
  for (const n of crashed.length ? crashed : [closings.indexOf(most)]) {
    const { x, y, w, h } = layout.tiles[n];
    c.strokeStyle = stage.view.palette.ink;
    c.lineWidth = 2.5;
    c.beginPath();
    c.roundRect(x - 4, y - 4, w + 8, h + 8, 9);
    c.stroke();
    const words = layout.phone ? number(closings[n]) : say("picture-closes", { closings: closings[n] });
    pill(c, words, x + w / 2, y + h + 2, {
      fill: stage.view.palette.ink,
      ink: stage.view.palette.bg,
      size: panel.badge + 1,
      align: "centre",
    });
  }
}
