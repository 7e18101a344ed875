/* What the height of the timeline's bands stands for. */

import { say } from "../lib/messages.js";
import { runName } from "../run/flags.js";

/** @import { Run, Stage } from "../types.d.ts" */

const SCALES = [0.05, 0.1, 0.25, 0.5];

/** The scale on which a share fills the height best, and its words. @param {number} filled @param {Run} run @returns {[number, string]} */
function scaleFor(filled, { volumes }) {
  const share = SCALES.find((scale) => filled <= scale * 0.92) ?? 1;
  return [share, say("timeline-scale", { share, volumes })];
}

/** @param {Run} run @param {number} shown */
function scaleOf(run, shown) {
  let peak = 0;
  for (let t = 0; t <= Math.min(shown, run.ticks); t += 1)
    peak = Math.max(peak, run.counts.stuck[t] + run.counts.copying[t]);
  return scaleFor(peak / run.volumes, run);
}

/** What the height of the bands stands for: the share, and in words. @param {Stage} stage @param {number} i @returns {[number, string]} */
export function scaleWords(stage, i) {
  if (stage.view.sides) return pairScale(stage);
  const { run } = stage.panels[i];
  return stage.play.hidden ? scaleFor(1, run) : scaleOf(run, stage.play.shown); // the peak would tell what comes
}

/** @param {Stage} stage @param {number} i */
export function laneWords(stage, i) {
  return say("timeline-lane", { run: runName(stage.frame, i), scale: scaleWords(stage, i)[1] });
}

/** What the height of both curves stands for. @param {Stage} stage */
function pairScale(stage) {
  const { shown } = stage.play;
  const share = Math.max(
    ...stage.panels.map(
      ({ run }) => run.counts.stuck.slice(0, shown + 1).reduce((a, b) => Math.max(a, b), 0) / run.volumes,
    ),
  );
  return scaleFor(share, stage.panels[0].run);
}
