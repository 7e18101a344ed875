/* The stage: its state, what is shown of a frame in which order, and who listens to what happens. */

import { drawnLooks } from "./draw/slots.js";
import { everything, lightPanels } from "./draw/spotlight.js";
import { threadMarks } from "./draw/threads.js";
import { active } from "./lib/active.js";
import { Emitter } from "./lib/emitter.js";
import { clamp } from "./lib/numbers.js";
import { afterPaint } from "./lib/paint.js";
import { queryKey } from "./lib/query.js";
import { registry } from "./lib/registry.js";
import { playIfAsked, playWaiting, tellBeside } from "./pages/beside.js";
import { showPair } from "./pages/same_luck/pair.js";
import { enterScene, meetStory } from "./pages/story/story.js";
import { prepareRun, shownTicks } from "./run/facts.js";
import { mergeFlags, pairFlags } from "./run/flags.js";
import { TICK_MS } from "./run/pace.js";
import { Replay } from "./run/replay.js";
import { linkOfRun } from "./session/address.js";
import { History } from "./session/history.js";
import { OddsOfView } from "./session/odds.js";
import { Questions } from "./session/questions.js";
import { endClock, endOfPlay, frameTimes, resume, showStill, startTick } from "./time/clock.js";
import { actOf, showAct } from "./ui/act.js";
import { buildPanels, buildStage } from "./ui/build.js";
import { showCaptions } from "./ui/captions.js";
import { cardOf, closeCard } from "./ui/card.js";
import { showPlayButton, showSpeed, showView } from "./ui/controls.js";
import { showCosts } from "./ui/costs.js";
import { makeEndings, placeEndings, showEndings, tellEarlyEnd } from "./ui/endings.js";
import { showFurther } from "./ui/further.js";
import { showKey } from "./ui/key.js";
import { listenToKeys } from "./ui/keyboard.js";
import { showLevers } from "./ui/levers.js";
import { hideWhenAnswered, listenToConnection, tellLate } from "./ui/lost.js";
import { focusWanted, placeFocus } from "./ui/nodes.js";
import { showNote, showProblems } from "./ui/notes.js";
import { oddsOf, oddsOrLater, showOdds } from "./ui/odds.js";
import { nameRuns, showBigPlay } from "./ui/run_box.js";
import { offerShare } from "./ui/share.js";
import { showSide, sideOf } from "./ui/side.js";
import { layoutAll } from "./ui/sizes.js";
import { speakCaption, tellChange } from "./ui/speech.js";
import { showStart, startOf } from "./ui/start.js";
import { tablesOf, tablesSoon } from "./ui/tables.js";
import { showNumbers } from "./ui/tell.js";
import { listenToSizes, retheme } from "./ui/theme.js";
import { showTold, toldOf } from "./ui/told.js";
import { describeChange, listenToUndo, showUndo, undoOf } from "./ui/undo.js";

/** @import { Frame, Host, Panel, Run, Stage } from "./types.d.ts" */

const ADDRESS_MS = 1000; // browsers let a page write its address so often

/** A stage within an element, fed by a host. @param {HTMLElement} root @param {Host} host @returns {Stage} */
export function createStage(root, host) {
  const events = new Emitter();
  const questions = new Questions(host, events);
  const motion = matchMedia("(prefers-reduced-motion: reduce)");
  /** @type {Stage} */
  const stage = {
    root,
    host,
    events,
    questions,
    history: new History(),
    odds: new OddsOfView(host, questions, events, afterPaint),
    panels: [],
    frame: /** @type {Frame} */ (/** @type {unknown} */ (null)), // until the first came
    play: {
      tick: 0,
      phase: 1,
      playing: false,
      still: true,
      speed: "auto",
      length: TICK_MS,
      opened: false,
      shown: 1,
      flags: [],
    },
    view: {
      links: false,
      mix: 0,
      mixTo: 0,
      palette: {},
      theme: null,
      dpr: 1,
      text: 1,
      reduced: motion.matches,
      sides: null,
    },
    spotlight: everything(),
    selection: { panel: null, node: -1 },
    link: (search, query) => linkOf(stage, search, query),
    gone: false,
    ends: [],
  };
  active.stage ??= stage;
  buildStage(stage);
  root.classList.add("waiting");
  questions.focus = () => focusWanted(stage);
  stage.history.describe = (before, after) => describeChange(stage, before, after);
  listen(stage);
  stage.ends = [
    listenToKeys(stage),
    listenToUndo(stage),
    listenToSizes(stage, motion),
    listenToConnection(stage, writeAddress),
  ];
  host.onBroken?.((error) => showNote(stage, "broken", [`This picture cannot be shown: ${error.message}`]));
  retheme(stage);
  return stage;
}

/** @param {Stage} stage */
export function endStage(stage) {
  stage.gone = true;
  writeAddress(stage);
  endClock(stage);
  stage.odds.leave(null);
  stage.questions.end();
  if (active.stage === stage) active.stage = null;
  for (const end of stage.ends) end();
}

/** Who does what when something happens. @param {Stage} stage */
function listen(stage) {
  const { events, root, history, questions } = stage;
  let written = 0;
  events.on("asking", (query) => {
    history.keep(query);
    if (undoOf(stage).box.isConnected) showUndo(stage);
  });
  events.on("flight", (isOut) => root.toggleAttribute("data-asking", isOut));
  events.on("frame", ({ frame, source }) => take(stage, frame, source));
  events.on("late", () => tellLate(stage, writeAddress));
  events.on("tick", () => {
    tellBeside("minute");
    showNumbers(stage);
  });
  events.on("moving", (now) => {
    showCaptions(stage);
    if (now - written < ADDRESS_MS) return;
    written = now;
    writeAddress(stage);
  });
  events.on("playing", () => {
    showPlayButton(stage);
    showBigPlay(stage);
    if (stage.play.playing && !stage.selection.panel) cardOf(stage).hidden = true;
    showEndings(stage);
  });
  events.on("ended", () => {
    showEndings(stage);
    if (!stage.frame.story) tellEarlyEnd(stage);
  });
  events.on("settled", () => {
    writeAddress(stage);
    speakCaption(stage);
    showEndings(stage);
  });
  events.on("address", () => writeAddress(stage));
  events.on("speed", () => showSpeed(stage));
  events.on("view", () => {
    showView(stage);
    for (const panel of stage.panels) {
      placeFocus(stage, panel);
      showKey(stage, panel);
    }
  });
  events.on("odds", (odds) => {
    showOdds(stage, odds);
    sideOf(stage).quiet.hidden = Boolean(odds);
    placeEndingsOf(stage);
    if (odds) tablesSoon(stage);
  });
  questions.events = events;
}

/** Write the link of what is seen into the address bar, without a new entry in the history. @param {Stage} stage */
function writeAddress(stage, query = stage.frame?.query) {
  const { address } = stage.host;
  if (!address.isOurs()) return;
  const search = stage.link(address.read(), query);
  if (search !== null) address.write(search);
}

/** The link of a run, on pages whose address is one. @param {Stage} stage */
function linkOf(stage, search, query) {
  const { frame, play } = stage;
  if (!frame?.address || !query) return null;
  const tick = play.opened || play.tick !== startTick(stage) ? play.tick : null;
  return linkOfRun({ query, also: registry.also ?? {}, tick, rules: frame.rules }, search);
}

/** A frame came, or was remembered. @param {Stage} stage @param {Frame} frame @param {string} source */
function take(stage, frame, source) {
  const isFirst = !stage.frame;
  hideWhenAnswered(stage);
  frame.runs.forEach(prepareRun);
  if (meetStory(stage, frame)) show(stage, frame, source);
  if (source === "memory") return;
  showProblems(stage, frame.problems ?? []);
  const wasDealt = new URLSearchParams(stage.host.address.read()).get("seed") === "any"; // it is theirs from now on
  if (!isFirst || wasDealt) writeAddress(stage);
  if (isFirst) playWaiting(stage);
}

/**
 * Show a frame; playhead, speed and selection stay.
 * @param {Stage} stage @param {Frame} frame @param {string} source
 */
function show(stage, frame, source) {
  const { play, panels } = stage;
  const isFirst = !stage.frame;
  const { playing, phase } = play;
  stage.frame = frame;
  stage.root.dataset.future = frame.future === "hidden" ? "hidden" : "faint";
  stage.view.sides = frame.pair ? ["Left", "Right"] : null;
  if (panels.length !== frame.runs.length) {
    closeCard(stage);
    buildPanels(stage, frame.runs.length);
  }
  frame.runs.forEach((run, i) => setRun(stage, panels[i], run));
  play.flags = frame.pair ? pairFlags(frame) : mergeFlags(frame.runs);
  play.shown = shownTicks(frame.runs, isFirst ? (frame.tick ?? 0) : play.tick);
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

/** Everything beside the pictures. @param {Stage} stage @param {string} source */
function showParts(stage, source) {
  const { frame, root, questions } = stage;
  root.classList.remove("waiting");
  showSide(stage);
  if (frame.levers?.length && !questions.isBehind(frame.query)) showLevers(stage, frame.levers);
  retheme(stage);
  if (!frame.story) followHistory(stage, source);
  showAct(stage);
  showStart(stage);
  showFurther(stage);
  showTold(stage);
  if (frame.cards || frame.pair) offerShare(stage);
  showCosts(stage);
  showPair(stage);
  root.classList.toggle("with-acts", !actOf(stage).box.hidden);
  nameRuns(stage);
  makeEndings(stage);
  placeEndingsOf(stage);
  showView(stage);
  showEndings(stage);
  lightPanels(stage);
}

/**
 * A frame that the stage did not ask for (a file, Back, Forward) is a change that can be undone, too.
 * @param {Stage} stage @param {string} source
 */
function followHistory(stage, source) {
  const { history, frame } = stage;
  const { luck } = sideOf(stage);
  if (!undoOf(stage).box.isConnected) {
    luck.append(undoOf(stage).box);
    luck.classList.add("with-undo");
  }
  if (source === "memory") return;
  if (source === "file") history.name("open a file");
  history.follow(frame.query, (source !== "asked" && frame.seq === 0) || source === "file");
  showUndo(stage);
}

/** @param {Stage} stage */
function placeEndingsOf(stage) {
  const isFree = !oddsOf(stage).shown && actOf(stage).box.hidden && startOf(stage).box.hidden;
  const beside = stage.root.classList.contains("with-side") && isFree;
  const told = toldOf(stage);
  placeEndings(stage, beside ? sideOf(stage).box : null, told.isConnected ? told : tablesOf(stage).box);
}

/**
 * What tests and measurements may look at, and nothing else: what is drawn now, and how long frames took. All of it is a copy.
 * @param {Stage} stage
 */
export function probe(stage) {
  const { play, view, panels, frame } = stage;
  return {
    tick: play.tick,
    shown: play.shown,
    query: { ...frame?.query },
    mix: view.mix,
    dpr: view.dpr,
    palette: { ...view.palette },
    times: structuredClone(frameTimes(stage)),
    scene: stage.root.dataset.scene ?? null,
    panels: panels.map((panel) => ({
      tick: panel.shownTick,
      last: panel.run.last,
      height: panel.height,
      pad: panel.pad,
      tiles: structuredClone(panel.layout.tiles),
      lit: panel.lit ? [...panel.lit] : null,
      drawn: drawnLooks(panel),
      crashes: [...panel.run.a.crash_tick],
    })),
  };
}
