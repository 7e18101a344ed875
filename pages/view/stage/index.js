/* The stage: its state, and who listens to what happens. */

import { drawnLooks } from "./draw/slots.js";
import { everything } from "./draw/spotlight.js";
import { active } from "./lib/active.js";
import { Emitter } from "./lib/emitter.js";
import { say } from "./lib/messages.js";
import { afterPaint } from "./lib/paint.js";
import { linkOf, writeAddress } from "./pages/address.js";
import { tellBeside } from "./pages/beside.js";
import { showFuture, take } from "./pages/frames.js";
import { placeEndingsOf } from "./pages/parts.js";
import { TICK_MS } from "./run/pace.js";
import { History } from "./session/history.js";
import { OddsOfView } from "./session/odds.js";
import { Questions } from "./session/questions.js";
import { opensWithLinks } from "./session/write_link.js";
import { endClock, frameTimes } from "./time/clock.js";
import { buildStage } from "./ui/build.js";
import { showCaptions } from "./ui/captions.js";
import { cardOf } from "./ui/card.js";
import { showPlayButton, showSpeed, showView } from "./ui/controls.js";
import { showEndings, tellEarlyEnd } from "./ui/endings.js";
import { showKey } from "./ui/key.js";
import { listenToKeys } from "./ui/keyboard.js";
import { listenToConnection, tellLate } from "./ui/no_answer.js";
import { focusWanted, placeFocus } from "./ui/nodes.js";
import { showNote } from "./ui/notes.js";
import { showOdds } from "./ui/odds.js";
import { showBigPlay } from "./ui/run_box.js";
import { sideOf } from "./ui/side.js";
import { speakCaption } from "./ui/speech.js";
import { tablesSoon } from "./ui/tables.js";
import { showNumbers } from "./ui/tell.js";
import { listenToSizes, retheme } from "./ui/theme.js";
import { moveHead } from "./ui/timeline.js";
import { describeChange, listenToUndo, showUndo, undoOf } from "./ui/undo.js";

/** @import { Events, Frame, Host, Playback, Stage, View } from "./types.d.ts" */

const ADDRESS_MS = 1000; // browsers let a page write its address so often

/** Nothing plays yet. @returns {Playback} */
const atStart = () => ({
  tick: 0,
  phase: 1,
  playing: false,
  still: true,
  speed: "auto",
  length: TICK_MS,
  opened: false,
  shown: 1,
  hidden: false,
  actedAt: null,
  flags: [],
});

/** Slots, in colours and sizes that are read when it is shown. @param {boolean} reduced @returns {View} */
const plainView = (reduced) => ({
  links: false,
  mix: 0,
  mixTo: 0,
  palette: {},
  theme: null,
  dpr: 1,
  text: 1,
  reduced,
  sides: null,
});

/** A stage within an element, fed by a host. @param {HTMLElement} root @param {Host} host @returns {Stage} */
export function createStage(root, host) {
  /** @type {Emitter<Events>} */
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
    play: atStart(),
    view: plainView(motion.matches),
    spotlight: everything(),
    selection: { panel: null, node: -1 },
    link: (search, query) => linkOf(stage, search, query),
    gone: false,
    ends: [],
  };
  active.stage ??= stage;
  buildStage(stage);
  root.classList.add("waiting");
  root.dataset.waiting = say("picture-waiting");
  questions.focus = () => focusWanted(stage);
  stage.history.describe = (before, after) => describeChange(stage, before, after);
  listenToAnswers(stage);
  listenToPlay(stage);
  listenToVisitor(stage);
  stage.ends = [
    listenToKeys(stage),
    listenToUndo(stage),
    listenToSizes(stage, motion),
    listenToConnection(stage, writeAddress),
  ];
  host.onBroken?.((error) => showNote(stage, "broken", [say("note-broken", { why: error.message })]));
  if (opensWithLinks(host.address.read())) Object.assign(stage.view, { links: true, mix: 1, mixTo: 1 });
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

/** Questions go out, answers come. @param {Stage} stage */
function listenToAnswers(stage) {
  const { events, root, history } = stage;
  events.on("asking", (query) => {
    history.keep(query);
    if (undoOf(stage).box.isConnected) showUndo(stage);
  });
  events.on("flight", (isOut) => root.toggleAttribute("data-asking", isOut));
  events.on("frame", ({ frame, source }) => take(stage, frame, source));
  events.on("late", () => tellLate(stage, writeAddress));
  events.on("odds", (odds) => {
    showOdds(stage, odds);
    sideOf(stage).quiet.hidden = Boolean(odds);
    placeEndingsOf(stage);
    if (odds) tablesSoon(stage);
  });
}

/** The playhead moves, by itself or not. @param {Stage} stage */
function listenToPlay(stage) {
  const { events } = stage;
  let written = 0;
  events.on("tick", () => {
    tellBeside("minute");
    showNumbers(stage);
  });
  events.on("drawn", () => moveHead(stage));
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
  events.on("learnt", () => showFuture(stage));
  events.on("ended", () => {
    showEndings(stage);
    if (!stage.frame.story) tellEarlyEnd(stage);
  });
}

/** The visitor has chosen a minute, a speed or a view. @param {Stage} stage */
function listenToVisitor(stage) {
  const { events } = stage;
  events.on("settled", () => {
    writeAddress(stage);
    speakCaption(stage);
    showEndings(stage);
  });
  events.on("address", () => writeAddress(stage));
  events.on("speed", () => showSpeed(stage));
  events.on("view", () => {
    writeAddress(stage);
    showView(stage);
    for (const panel of stage.panels) {
      placeFocus(stage, panel);
      showKey(stage, panel);
    }
  });
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
