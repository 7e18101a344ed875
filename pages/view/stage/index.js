/* The stage: one object per mount that ties the parts together. */

import { active } from "./lib/active.js";
import { themeOf } from "./draw/palette.js";
import { drawPanel } from "./draw/panel.js";
import { isQuiet } from "./draw/spotlight.js";
import { threadMarks } from "./draw/threads.js";
import { drawTiles } from "./draw/tiles.js";
import { watchConnection } from "./hosts/streamlit/connection.js";
import { watchLeaving } from "./hosts/streamlit/leaving.js";
import { copyOf } from "./lib/canvas.js";
import { clamp } from "./lib/numbers.js";
import { queryKey } from "./lib/query.js";
import { playIfAsked, playWaiting, tellBeside } from "./pages/beside.js";
import { enterScene, meetStory } from "./pages/story/story.js";
import { decodePayload, fingerprint } from "./run/decode.js";
import { prepareRun, shownTicks } from "./run/facts.js";
import { differenceName, mergeFlags, pairFlags } from "./run/flags.js";
import { TICK_MS } from "./run/pace.js";
import { Replay } from "./run/replay.js";
import { writeAddress } from "./session/address.js";
import { followOdds, leaveOdds } from "./session/odds_stream.js";
import { answered, askAhead, remember, sendAsk } from "./session/questions.js";
import {
  COMETS_FROM_MS,
  beginTick,
  endOfPlay,
  pausePlay,
  play,
  settle,
  showStill,
  startTick,
  wake,
} from "./time/clock.js";
import { buildPanels, buildStage, toggleFullScreen } from "./ui/build.js";
import { closeCard } from "./ui/card.js";
import { showKey } from "./ui/key.js";
import { listenToKeys } from "./ui/keyboard.js";
import { placeFocus } from "./ui/nodes.js";
import { showNote, showProblems } from "./ui/notes.js";
import { layoutAll } from "./ui/panels.js";
import { tellChange } from "./ui/speech.js";
import { showChrome, showPlaying, showView } from "./ui/tell.js";
import { listenToStage, retheme } from "./ui/theme.js";
import { moveHead } from "./ui/timeline.js";

export class Stage {
  constructor(root, host) {
    Object.assign(this, {
      root,
      host,
      panels: [],
      tick: 0,
      phase: 1,
      playing: false,
      still: true,
      speed: "auto",
      mix: 0,
      mixTo: 0,
      links: false,
      request: null,
      frames: [],
      gaps: [],
      lastFrame: null,
      selection: null,
      chain: null,
      answers: new Map(),
      seq: Date.now() % 1e9,
      inFlight: null,
      wanted: null,
      flags: [],
      opened: false,
      length: TICK_MS,
      path: location.pathname, // until a picture says which page is ours
    });
    this.motion = matchMedia("(prefers-reduced-motion: reduce)");
    this.reduced = this.motion.matches;
    buildStage(this);
    active.stage ??= this;
    root.classList.add("waiting");
    this.cleanups = [
      listenToKeys(this),
      listenToStage(this),
      watchConnection(this),
      watchLeaving(this),
      () => leaveOdds(this, null),
    ];
  }

  send(name, value) {
    this.host.setStateValue?.(name, value);
  }

  pause(options) {
    pausePlay(this, options);
  }

  settle() {
    settle(this);
  }

  toggle() {
    if (this.playing) pausePlay(this);
    else play(this);
  }

  goTo(tick) {
    this.opened = true;
    showStill(this, tick);
    showPlaying(this);
  }

  jump(tick) {
    pausePlay(this, { quiet: true });
    this.goTo(tick);
    settle(this);
  }

  showsComets() {
    return !isQuiet(this, "requests") && (this.still || (!this.reduced && this.length >= COMETS_FROM_MS));
  }

  panelName(i) {
    return this.header.runs[i].name ?? differenceName(this.header.runs, i);
  }

  fullScreen() {
    toggleFullScreen(this);
  }

  switchView(to = !this.links) {
    if (to === this.links) return;
    for (const panel of this.panels) {
      if (this.reduced || !panel.layout) continue;
      drawTiles(panel, this.palette, true);
      panel.tileBitmap = copyOf(panel.base);
    }
    this.links = to;
    this.mixTo = to ? 1 : 0;
    if (this.reduced) {
      this.mix = this.mixTo;
      for (const panel of this.panels) panel.whole = true;
    }
    showView(this);
    for (const panel of this.panels) {
      placeFocus(this, panel);
      showKey(this, panel);
    }
    this.draw();
    wake(this);
  }

  /** Take a decoded payload as what is shown; playhead, speed, selection stay. */
  adopt(header) {
    if (!meetStory(this, header)) return;
    const first = !this.header;
    const { playing, phase } = this;
    this.header = header;
    this.writesAddress = header.address === true;
    this.root.dataset.future = header.future === "hidden" ? "hidden" : "faint";
    if (this.panels.length !== header.runs.length) buildPanels(this, header.runs.length);
    header.runs.forEach((run, i) => setRun(this, this.panels[i], run));
    this.flags = header.pair ? pairFlags(header) : mergeFlags(header.runs);
    this.line.shown = shownTicks(header.runs, first ? (header.tick ?? 0) : this.tick);
    if (first) this.tick = header.tick ?? startTick(this);
    else this.meetGoal(header);
    this.tick = clamp(this.tick, 0, this.line.shown);
    showChrome(this);
    layoutAll(this);
    if (playing && this.tick <= endOfPlay(this)) this.resume(phase);
    else {
      this.playing = false;
      showStill(this, this.tick);
    }
    showPlaying(this);
    followOdds(this);
    playIfAsked(this);
    tellBeside("run");
    if (this.scene) enterScene(this, { tick: first ? header.tick : null });
    else tellChange(this);
  }

  /** Another run from the start, or back to the minute that one left for it. */
  meetGoal(header) {
    if (this.goal?.key !== queryKey(header.query)) return;
    const { tick } = this.goal;
    this.goal = null;
    this.opened = tick !== null;
    this.tick = tick ?? startTick(this);
  }

  resume(phase) {
    for (const panel of this.panels) panel.replay.seek(this.tick - 1);
    beginTick(this, this.tick);
    this.phase = phase;
    wake(this);
  }

  draw() {
    for (const panel of this.panels) if (panel.layout) drawPanel(this, panel);
    moveHead(this);
    this.figure?.();
  }

  destroy() {
    this.gone = true;
    writeAddress(this);
    if (this.request !== null) cancelAnimationFrame(this.request);
    clearTimeout(this.patience);
    clearTimeout(this.retry);
    if (active.stage === this) active.stage = null;
    this.cleanups.forEach((undo) => undo());
  }
}

export function setRun(stage, panel, run) {
  if (panel.run === run) return;
  panel.run = run;
  panel.drawn = [];
  panel.replay = run.replay ??= new Replay(run);
  panel.replay.threaded ??= threadMarks(run);
  panel.replay.touchAll();
  panel.whole = true;
  panel.layoutKey = null;
  if (panel.selected >= run.nodes) closeCard(stage);
  if (stage.chain) closeCard(stage);
  panel.focused = Math.min(panel.focused, run.nodes - 1);
}

/** Another picture came, or the theme changed, or the host merely ran again. */
export async function receive(stage, data) {
  retheme(stage, themeOf(stage.root));
  if (!data) return;
  const print = fingerprint(data);
  if (print === stage.print) return;
  stage.print = print;
  const order = (stage.received = (stage.received ?? 0) + 1);
  let header;
  try {
    header = await decodePayload(data);
  } catch (error) {
    showNote(stage, "broken", [`This picture cannot be shown: ${error.message}`]);
    return;
  }
  if (order !== stage.received || stage.gone) return;
  stage.ownPage = header.own_page;
  if (header.seq === 0) stage.leavingUntil = 0;
  header.runs.forEach(prepareRun);
  remember(stage, header);
  const ahead = header.seq > 0 && header.seq === stage.aheadSeq; // for a later scene
  const overtaken =
    ahead ||
    ((header.seq > 0 || stage.mended || stage.inFlight !== null) &&
      stage.wanted &&
      queryKey(stage.wanted) !== queryKey(header.query) &&
      header.seq < stage.seq);
  const first = !stage.header;
  if (!overtaken) stage.adopt(header);
  if (!ahead) showProblems(stage, header.problems);
  if (overtaken && header.seq === 0) {
    // a server that is new to us told the address; what was asked counts more
    stage.mended = false;
    sendAsk(stage);
    return;
  }
  answered(stage, header.seq || stage.inFlight || 0);
  if (!overtaken && stage.inFlight === null) stage.wanted = header.query;
  if (!first || new URLSearchParams(location.search).get("seed") === "any") writeAddress(stage); // the luck that was dealt is theirs from now on
  askAhead(stage);
  if (first) playWaiting(stage);
}
