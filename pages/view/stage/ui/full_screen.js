// @ts-nocheck
/* Full screen, and how high the picture may be in it. */

/** @import { Stage } from "../types.d.ts" */

const PAD = 28;

/** @param {Stage} of */
export function toggleFullScreen({ root }) {
  if (document.fullscreenElement) {
    document.exitFullscreen();
    return;
  }
  (root.requestFullscreen ?? root.webkitRequestFullscreen)?.call(root)?.catch?.(() => {});
}

/**
 * In full screen the picture takes what words, time and controls (`around`) leave; the rest lies below. 0: no matter.
 * @param {Stage} of @param {() => number} around
 */
export function roomInFullScreen({ root, spotlight }, around) {
  if (spotlight.room) return spotlight.room();
  if (!document.fullscreenElement || root.dataset.size === "phone") return 0;
  return Math.max(260, window.innerHeight - around() - 2 * PAD);
}
