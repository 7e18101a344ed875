/* The sentence above the cluster, and the lines that are kept free for it. */

import { el, focusedBeside } from "../lib/dom.js";
import { plainOf, say } from "../lib/messages.js";
import { ownState } from "../lib/own_state.js";
import { captionAt } from "../run/captions.js";
import { STATE_CLASS } from "../run/states.js";

/** @import { Panel, Run, Segment, Stage } from "../types.d.ts" */

/**
 * Segments as elements; the marked ones get an underline in their state's colour.
 * @param {HTMLElement} box @param {Segment[]} segments
 */
export function segmentsInto(box, segments) {
  box.replaceChildren(
    ...segments.map((segment) => {
      if (typeof segment === "string") return segment;
      return el("mark", { class: `sg-mark sg-mark-${STATE_CLASS[segment[1]] ?? "mirrored"}`, text: segment[0] });
    }),
  );
}

const CAPTION_MS = 700; // while playing quickly a caption stays so long, unless something worse than what it says happens
const CRASH_CAPTION_MS = 350;

export const captionOf = ownState(() => {
  const words = el("p", { class: "sg-caption" });
  const box = el("div", { class: "sg-caption-box" }, words);
  return { words, box, reserved: 0, reservedAt: /** @type {number | null} */ (null), isTight: false };
});

const MOST_LINES = 4;
const TRIED = 8;

/** The captions of a run that need most room, as far as their length tells. @param {Run} run */
const longestOf = ({ captions }) =>
  captions
    .map(([minute, segments]) => [`${say("minute-lead", { minute })} `, ...segments])
    .sort((a, b) => plainOf(b).length - plainOf(a).length)
    .slice(0, TRIED);

/**
 * Lines kept free for the captions of this run, so that nothing below jumps while it plays.
 * @param {Stage} stage @param {Panel} panel @param {number} width
 */
export function reserveCaption(stage, panel, width) {
  const texts = longestOf(panel.run);
  const caption = captionOf(panel);
  const probe = el("p", { class: "sg-caption sg-probe" });
  panel.box.append(probe);
  const height = (/** @type {Segment[]} */ segments) => {
    segmentsInto(probe, segments);
    return probe.offsetHeight;
  };
  const highest = () => Math.max(0, ...texts.map(height));
  const line = () => parseFloat(getComputedStyle(probe).lineHeight);
  const held = holdsLever(stage) && caption.reservedAt === width; // under a moving lever nothing moves
  caption.isTight &&= held;
  panel.box.classList.toggle("tight", caption.isTight);
  if (!caption.isTight) {
    caption.isTight = highest() / line() > (width > 520 ? 2.5 : MOST_LINES + 0.5);
    panel.box.classList.toggle("tight", caption.isTight);
  }
  const most = Math.min(highest(), MOST_LINES * line());
  probe.remove();
  caption.reserved = held ? Math.max(caption.reserved, most) : most;
  caption.reservedAt = width;
  caption.box.style.minHeight = `${caption.reserved}px`;
}

/** Somebody moves a lever, of one cluster or of two. @param {Stage} of */
export const holdsLever = ({ root }) => Boolean(focusedBeside(root)?.closest(".sg-levers, .sg-pair-levers"));

const timesOf = ownState(() => ({ due: 0, since: 0, isHeld: false }));

/**
 * The words of this minute are due as soon as those before them have stood long enough; those of a flag at once.
 * @param {Stage} stage @param {boolean} isFlag
 */
export function dueCaptions(stage, isFlag) {
  const times = timesOf(stage);
  const least = stage.panels.some((panel) => panel.crashes.length) ? CRASH_CAPTION_MS : CAPTION_MS;
  times.due = stage.play.playing && !isFlag ? times.since + least : 0;
  times.isHeld = true;
  showCaptions(stage);
}

/** Show the words that are due. @param {Stage} stage */
export function showCaptions(stage) {
  const times = timesOf(stage);
  const now = performance.now();
  if (!times.isHeld || now < times.due) return;
  times.isHeld = false;
  times.since = now;
  for (const panel of stage.panels) segmentsInto(captionOf(panel).words, captionAt(panel.run, panel.shownTick));
}
