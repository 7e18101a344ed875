/* How long each minute lasts on screen. */

/** @import { Run } from "../types.d.ts" */

export const TICK_MS = 1600; // an eventful minute on screen, at speed 1

/**
 * Pace "auto": milliseconds for every tick. New things are slow, more of the same is quick;
 * a default run lasts at most 40 s, a day at most 60 s.
 * @param {Run} run
 */
export function paceOf(run) {
  const { counts, last } = run;
  const novelty = new Float32Array(run.ticks + 2);
  const spread = (/** @type {number} */ tick, /** @type {number} */ strength) => {
    for (let i = 0; i < 7 && tick + i <= run.ticks; i += 1) {
      novelty[tick + i] = Math.max(novelty[tick + i], strength * 0.72 ** i);
    }
  };
  for (const [tick, kind] of run.flags) spread(tick, kind === "full" || kind === "half" ? 0.8 : 1);
  for (let t = 1; t <= last; t += 1) {
    const crashes = counts.crashes[t];
    const share = counts.newly_stuck[t] / run.volumes;
    if (crashes) novelty[t] = Math.max(novelty[t], 0.16 + Math.min(0.14, share * 2));
    else if (counts.requests[t]) novelty[t] = Math.max(novelty[t], 0.1);
  }
  const most = run.ticks > 600 ? 57000 : 37000;
  const pace = Float64Array.from(novelty, (x) => 28 + x * (TICK_MS - 28));
  const total = (/** @type {number} */ floor) =>
    pace.reduce((sum, ms, t) => sum + (t >= 1 && t <= last ? Math.max(floor, ms) : 0), 0);
  const all = total(0);
  if (all > most)
    for (let t = 0; t < pace.length; t += 1) pace[t] *= pace[t] > 900 ? Math.max(0.55, most / all) : most / all;
  const over = total(0) / most;
  if (over > 1) for (let t = 0; t < pace.length; t += 1) pace[t] /= over;
  return pace;
}
