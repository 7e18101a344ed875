/* The sentence above the cluster, and the lines that are kept free for it. */

import { el } from "../lib/dom.js";
import { plain } from "../lib/words.js";
import { STATE_CLASS } from "../run/states.js";

/** Segments as elements; the marked ones get an underline in their state's colour. */
export function segmentsInto(box, segments) {
  box.replaceChildren(
    ...(segments ?? []).map((segment) => {
      if (typeof segment === "string") return document.createTextNode(segment);
      return el("mark", { class: `sg-mark sg-mark-${STATE_CLASS[segment[1]] ?? "mirrored"}`, text: segment[0] });
    }),
  );
}

export const MOST_LINES = 4;

/** Lines kept free for the captions of this run, so that nothing below jumps while it plays. */
export function reserveCaption(stage, panel, width) {
  const texts = panel.run.captions
    .map(([t, segments]) => [`Minute ${t}. `, ...segments])
    .sort((a, b) => plain(b).length - plain(a).length)
    .slice(0, 8);
  const probe = el("p", { class: "sg-caption sg-probe" });
  panel.box.append(probe);
  const highest = () =>
    Math.max(
      0,
      ...texts.map((segments) => {
        segmentsInto(probe, segments);
        return probe.offsetHeight;
      }),
    );
  const lines = () => highest() / parseFloat(getComputedStyle(probe).lineHeight);
  const held = holdsLever(stage) && panel.reservedAt === width; // under a moving lever nothing moves
  panel.tight = held && panel.tight;
  panel.box.classList.toggle("tight", panel.tight);
  if (!panel.tight) {
    panel.tight = lines() > (width > 520 ? 2.5 : MOST_LINES + 0.5);
    panel.box.classList.toggle("tight", panel.tight);
  }
  const most = Math.min(highest(), MOST_LINES * parseFloat(getComputedStyle(probe).lineHeight));
  probe.remove();
  panel.reserved = held ? Math.max(panel.reserved, most) : most;
  panel.reservedAt = width;
  panel.captionBox.style.minHeight = `${panel.reserved}px`;
}

export function holdsLever(stage) {
  const active = stage.root.getRootNode().activeElement;
  return stage.leverBox.contains(active) || Boolean(stage.pairParts?.levers.contains(active));
}
