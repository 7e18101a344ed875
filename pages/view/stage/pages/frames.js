/* A frame is shown: its runs in their panels, the playhead where it was, and what stands around them. */

import { threadMarks } from "../draw/threads.js";
import { clamp } from "../lib/numbers.js";
import { queryKey } from "../lib/query.js";
import { prepareRun, shownTicks } from "../run/facts.js";
import { mergeFlags, pairFlags, sideTitles } from "../run/flags.js";
import { Replay } from "../run/replay.js";
import { beginsHidden, learnFuture } from "../session/future.js";
import { asksForAnyLuck } from "../session/write_link.js";
import { endOfPlay, resume, showStill, startTick } from "../time/clock.js";
import { buildPanels } from "../ui/build.js";
import { closeCard } from "../ui/card.js";
import { hideWhenAnswered } from "../ui/no_answer.js";
import { showProblems } from "../ui/notes.js";
import { oddsOf, oddsOrLater, showOdds } from "../ui/odds.js";
import { layoutAll } from "../ui/sizes.js";
import { tellChange } from "../ui/speech.js";
import { writeAddress } from "./address.js";
import { playIfAsked, playWaiting, tellBeside } from "./beside.js";
import { showParts } from "./parts.js";
import { enterScene, meetStory } from "./story/story.js";

/** @import { Frame, Panel, Run, Source, Stage } from "../types.d.ts" */

/** A frame came, or was remembered. @param {Stage} stage @param {Frame} frame @param {Source} source */
export function take(stage, frame, source) {
  const isFirst = !stage.frame;
  hideWhenAnswered(stage);
  frame.runs.forEach(prepareRun);
  if (meetStory(stage, frame)) show(stage, frame, source);
  if (source === "memory") return;
  showProblems(stage, frame.problems ?? []);
  const wasDealt = asksForAnyLuck(stage.host.address.read()); // it is theirs from now on
  if (!isFirst || wasDealt) writeAddress(stage);
  if (isFirst) playWaiting(stage);
}

/**
 * Show a frame; playhead, speed and selection stay.
 * @param {Stage} stage @param {Frame} frame @param {Source} source
 */
function show(stage, frame, source) {
  const { play, panels } = stage;
  const isFirst = !stage.frame;
  const { playing, phase } = play;
  stage.frame = frame;
  if (isFirst) play.hidden = hasOpenEnd(frame) && beginsHidden(stage.host.address.read());
  hideFuture(stage);
  stage.view.sides = frame.pair ? sideTitles() : null;
  if (panels.length !== frame.runs.length) {
    closeCard(stage);
    buildPanels(stage, frame.runs.length);
  }
  frame.runs.forEach((run, i) => setRun(stage, panels[i], run));
  play.flags = frame.pair ? pairFlags(frame) : mergeFlags(frame.runs);
  play.shown = clockOf(stage, isFirst ? (frame.tick ?? 0) : play.tick);
  if (isFirst) play.tick = frame.tick ?? startTick(stage);
  else meetGoal(stage);
  play.tick = clamp(play.tick, 0, play.shown);
  showParts(stage, source);
  layoutAll(stage);
  if (playing && play.tick <= endOfPlay(stage)) resume(stage, phase);
  else {
    play.playing = false;
    showStill(stage, play.tick);
  }
  stage.events.emit("playing");
  stage.odds.follow(frame);
  playIfAsked(stage);
  tellBeside("run");
  if (frame.story) enterScene(stage, isFirst ? frame.tick : null);
  else tellChange(stage, () => oddsOrLater(stage));
}

/** Another run from the start, or back to the minute that one left for it. @param {Stage} stage */
function meetGoal(stage) {
  const { questions, frame, play } = stage;
  if (questions.goal?.key !== queryKey(frame.query)) return;
  const { tick } = questions.goal;
  questions.goal = null;
  play.opened = tick !== null;
  play.tick = tick ?? startTick(stage);
}

/** @param {Stage} stage @param {Panel} panel @param {Run} run */
function setRun(stage, panel, run) {
  if (panel.run === run) return;
  const replay = (run.replay ??= new Replay(run));
  replay.threaded ??= threadMarks(run);
  replay.touchAll();
  Object.assign(panel, { run, replay, drawn: [], whole: true, layoutKey: null });
  if (panel.selected >= run.nodes || panel.chain) closeCard(stage);
  panel.focused = Math.min(panel.focused, run.nodes - 1);
}

/** Pages on which a run's end is open until one knows it: the Lab. @param {Frame} frame */
const hasOpenEnd = (frame) => Boolean(frame.cards) && frame.runs.length === 1;

/** @param {Stage} of */
function hideFuture({ root, play }) {
  root.dataset.future = play.hidden ? "hidden" : "faint";
}

/** How much of the clock is shown; all of it while its length would tell when the run ends. @param {Stage} of @param {number} atLeast */
function clockOf({ frame: { runs }, play }, atLeast) {
  return play.hidden ? Math.max(...runs.map(({ ticks }) => ticks)) : shownTicks(runs, atLeast);
}

/** This visit has seen how a run ends: what comes is shown from now on. @param {Stage} stage */
export function showFuture(stage) {
  const { play } = stage;
  if (!play.hidden || stage.frame.story) return;
  learnFuture();
  play.hidden = false;
  hideFuture(stage);
  play.shown = clockOf(stage, play.tick);
  layoutAll(stage);
  if (!play.playing) showStill(stage, play.tick);
  showOdds(stage, oddsOf(stage).shown);
}
