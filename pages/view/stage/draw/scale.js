/* What the height of the timeline's bands stands for. */

import { number } from "../lib/words.js";
import { runName } from "../run/flags.js";

/** @import { Run, Stage } from "../types.d.ts" */

/** @type {[number, string][]} */
const SCALES = [
  [0.05, "a twentieth"],
  [0.1, "a tenth"],
  [0.25, "a quarter"],
  [0.5, "half"],
];

/** The scale on which a share fills the height best, and its name. @param {number} share @returns {[number, string]} */
function scaleFor(share) {
  return SCALES.find(([scale]) => share <= scale * 0.92) ?? [1, "all"];
}

/** @param {Run} run @param {number} shown */
function scaleOf(run, shown) {
  let peak = 0;
  for (let t = 0; t <= Math.min(shown, run.ticks); t += 1)
    peak = Math.max(peak, run.counts.stuck[t] + run.counts.copying[t]);
  return scaleFor(peak / run.volumes);
}

/** What the height of the bands stands for: the share, and in words. @param {Stage} stage @param {number} i */
export function scaleWords(stage, i) {
  if (stage.view.sides) return pairScale(stage);
  const { run } = stage.panels[i];
  const [scale, words] = scaleOf(run, stage.play.shown);
  return [scale, scale === 1 ? `all ${number(run.volumes)} volumes` : `${words} of the volumes`];
}

/** @param {Stage} stage @param {number} i */
export function laneWords(stage, i) {
  return `${runName(stage.frame, i)} · ${scaleWords(stage, i)[1]}`;
}

/** What the height of both curves stands for. @param {Stage} stage */
function pairScale(stage) {
  const { shown } = stage.play;
  const share = Math.max(
    ...stage.panels.map(
      ({ run }) => run.counts.stuck.slice(0, shown + 1).reduce((a, b) => Math.max(a, b), 0) / run.volumes,
    ),
  );
  const [scale, words] = scaleFor(share);
  return [scale, scale === 1 ? `all ${number(stage.panels[0].run.volumes)} volumes` : `${words} of the volumes`];
}
