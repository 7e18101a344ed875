/* What keeps the elements telling the truth: numbers, words, ending. */

import { el } from "../lib/dom.js";
import { glyph } from "../lib/glyphs.js";
import { queryKey } from "../lib/query.js";
import { number, plain } from "../lib/words.js";
import { tellBeside } from "../pages/beside.js";
import { captionAt, pictureWords, timelineWords } from "../run/captions.js";
import { nodeLabel } from "../run/nodes.js";
import { endOfPlay, startTick } from "../time/clock.js";
import { showWorkbench, tellActTime } from "./act.js";
import { segmentsInto } from "./captions.js";
import { refreshCard } from "./card.js";
import { showKey } from "./key.js";
import { showLevers } from "./levers.js";
import { speak } from "./speech.js";
import { tablesSoon, toldUntil } from "./tables.js";
import { wantsProjector } from "./theme.js";
import { showTug } from "./tug.js";

export function showEnding(stage, early) {
  for (const { ending, run, revealed, index } of stage.panels) {
    const over =
      stage.tick >= Math.min(run.last - 1, stage.line.shown) &&
      !stage.playing &&
      (stage.opened || stage.header.tick != null);
    const open = Boolean(over || revealed);
    ending.box.classList.toggle("open", open);
    ending.words.parentElement.hidden = !open;
    ending.ask.hidden = open;
    ending.mark.className = `sg-luck-mark sg-fate-${run.fate}`;
    segmentsInto(ending.words, run.outcome);
    const nothing =
      run.last < 2
        ? "Nothing happens in this run."
        : run.last < run.ticks
          ? `Nothing more happens after minute ${run.last - 1}.`
          : `Minute ${run.ticks}, the end of this run.`;
    const side = stage.header.pair ? `${["Left", "Right"][index]}. ` : "";
    ending.lead.textContent = side + (over ? nothing : open ? "How it ends" : "The end is open until you play it.");
    ending.lead.classList.toggle("sg-quiet-lead", !open);
  }
  if (early) speak(stage, `${stage.panels[0].ending.lead.textContent} ${plain(stage.panels[0].run.outcome)}`);
}

export function showChrome(stage) {
  const { header } = stage;
  const withLevers = header.levers?.length > 0;
  stage.root.classList.toggle("with-side", withLevers && stage.panels.length === 1);
  stage.root.classList.remove("waiting");
  stage.side.hidden = !withLevers;
  if (withLevers && !(stage.inFlight !== null && stage.wanted && queryKey(stage.wanted) !== queryKey(header.query)))
    showLevers(stage, header.levers);
  stage.seedWords.textContent = `seed ${header.runs[0].scenario.seed}`;
  stage.root.dataset.projector = String(wantsProjector(stage));
  showWorkbench(stage);
  stage.panels.forEach((panel, i) => {
    panel.title.hidden = stage.panels.length < 2;
    panel.title.textContent = stage.panels.length > 1 ? stage.panelName(i) : "";
    panel.box.setAttribute("aria-label", stage.panels.length > 1 ? panel.title.textContent : "The cluster");
  });
  stage.endings.replaceChildren(...stage.panels.map((panel) => panel.ending.box));
  placeEndings(stage);
  showView(stage);
  showEnding(stage, false);
}

/** How it ends stands under the levers where there is room, else at the foot. */
export function placeEndings(stage) {
  const beside =
    stage.root.classList.contains("with-side") && !stage.odds && stage.actBox.hidden && stage.startBox.hidden;
  const place = beside ? stage.side : stage.foot;
  if (stage.endings.parentElement === place) return;
  if (beside) place.append(stage.endings);
  else (stage.told ?? stage.tables).before(stage.endings);
}

export function showView(stage) {
  stage.slotsButton.setAttribute("aria-pressed", String(!stage.links));
  stage.linksButton.setAttribute("aria-pressed", String(stage.links));
  stage.root.dataset.view = stage.links ? "links" : "slots";
}

export function showPlaying(stage) {
  const { playing } = stage;
  const ended = !playing && stage.tick >= endOfPlay(stage);
  stage.playButton.replaceChildren(glyph(playing ? "pause" : ended ? "replay" : "play"));
  const label = playing ? "Pause" : ended ? "Play again" : "Play";
  stage.playButton.setAttribute("aria-label", label);
  stage.playButton.title = label;
  stage.root.dataset.playing = String(playing);
  if (playing && !stage.selection) stage.card.hidden = true;
  for (const { bigPlay } of stage.panels) bigPlay.hidden = stage.opened || playing || stage.tick !== startTick(stage);
  showEnding(stage, false);
}

export const CAPTION_MS = 700; // while playing quickly a caption stays so long, unless something worse than what it says happens

export const CRASH_CAPTION_MS = 350;

/** Numbers and words of this tick: caption, tug, key, card, attributes. */
export function showNumbers(stage) {
  stage.root.dataset.tick = stage.tick;
  tellBeside("minute");
  const flag = stage.flags.find(([tick]) => tick === stage.tick);
  if (stage.playing && !flag)
    stage.captionDue =
      (stage.captionSince ?? 0) + (stage.panels.some((panel) => panel.crashes.length) ? CRASH_CAPTION_MS : CAPTION_MS);
  else stage.captionDue = 0;
  stage.captionHeld = true;
  showCaptions(stage);
  for (const panel of stage.panels) {
    showTug(panel.tug, panel.run, panel.shownTick);
    showKey(stage, panel);
    showCorners(panel);
    panel.base.setAttribute("aria-label", pictureWords(panel));
  }
  if (stage.playing && flag) speak(stage, `Minute ${flag[0]}: ${flag[2]}.`);
  refreshCard(stage);
  tellActTime(stage);
  for (const panel of stage.panels)
    if (!stage.playing || stage.root.getRootNode().activeElement === panel.focus)
      panel.focus.setAttribute("aria-label", nodeLabel(panel, panel.focused));
  if (!stage.playing)
    stage.line.told.textContent = stage.panels.map(({ run }) => timelineWords(run, toldUntil(stage, run))).join(" ");
  tablesSoon(stage);
}

/** The words of the minute in view, as soon as those before them have stood long enough to be read. */
export function showCaptions(stage) {
  const now = performance.now();
  if (!stage.captionHeld || now < stage.captionDue) return;
  stage.captionHeld = false;
  stage.captionSince = now;
  for (const panel of stage.panels) segmentsInto(panel.caption, captionAt(panel.run, panel.shownTick));
}

export function showCorners(panel) {
  const { counts } = panel.run;
  const t = panel.shownTick;
  const facts = [
    [counts.mirrored[t], "threads whole", "both copies in place", "mirrored"],
    snapped(counts, t),
    [
      counts.cut_off[t] || counts.searching[t],
      counts.cut_off[t] ? "threads cut off" : "loose ends, searching",
      counts.cut_off[t] ? "one end cannot see the other" : "longer = waiting longer",
      counts.cut_off[t] ? "cut-off" : "searching",
    ],
    [counts.offline[t], "volumes offline", "no living copy in reach", "offline"],
  ];
  facts.forEach(([value, words, small, colour], i) => {
    const big = el("b", { text: number(value) });
    big.style.color = `var(--sg-text-${colour})`;
    panel.corners[i].replaceChildren(big, el("strong", { text: words }), el("span", { text: small }));
  });
}

/** Threads that are whole no more, by what happened to them. */
export function snapped(counts, t) {
  const lost = t ? counts.newly_stuck[t] : 0;
  const onlyCut = lost && counts.cuts[t] && !counts.stranded[t] && !counts.everyday[t];
  return onlyCut
    ? [lost, "threads cut off this minute", "one end cannot see the other", "cut-off"]
    : [lost, "threads snap this minute", "their ends search from now on", "offline"];
}
