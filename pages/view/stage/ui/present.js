/* The settings that a change starts from, and the minute from which an action would hold. */

import { clamp } from "../lib/numbers.js";

/** @import { Stage } from "../types.d.ts" */

/** What was asked last, which may not be in view yet. @param {Stage} stage */
export const present = (stage) => stage.questions.wanted ?? stage.frame.query;

/** The minute in view, but not the start. @param {Stage} stage */
export const actMinute = (stage) => clamp(stage.play.tick, 1, stage.frame.runs[0].ticks);
