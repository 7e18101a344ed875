/* Full screen, and how high the picture may be in it. */

/** @import { Stage } from "../types.d.ts" */

const PAD = 28;

/** @typedef {{ webkitRequestFullscreen?: () => Promise<void> | undefined }} OlderSafari */

/** @param {Stage} of */
export function toggleFullScreen({ root }) {
  if (document.fullscreenElement) {
    document.exitFullscreen();
    return;
  }
  const enter = root.requestFullscreen ?? /** @type {OlderSafari} */ (root).webkitRequestFullscreen;
  enter?.call(root)?.catch?.(() => {}); // where a page may not, nothing changes
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
