/* Canvases at the size of the screen's own pixels. */

const LOOK_EVERY = 400; // milliseconds

/** @param {HTMLCanvasElement} canvas */
export const contextOf = (canvas) => /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));

/** @param {HTMLCanvasElement} canvas @param {number} width @param {number} height @param {number} dpr */
export function fitCanvas(canvas, width, height, dpr) {
  canvas.width = Math.max(1, Math.round(width * dpr));
  canvas.height = Math.max(1, Math.round(height * dpr));
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = contextOf(canvas);
  context.setTransform(dpr, 0, 0, dpr, 0, 0);
  context.textRendering = "geometricPrecision"; // as in the style sheet: else letters snap to whole pixels where fonts are hinted
  return context;
}

/**
 * Tell whenever the resolution changes: the window is on another screen, or the page is zoomed. Browsers tell of it in different
 * ways and some in none, so it is looked at.
 * @param {() => void} changed @returns {() => void} an end to it
 */
export function onResolution(changed) {
  let known = window.devicePixelRatio;
  const look = () => {
    if (window.devicePixelRatio === known) return;
    known = window.devicePixelRatio;
    changed();
  };
  const timer = setInterval(look, LOOK_EVERY);
  return () => clearInterval(timer);
}

/** @param {HTMLCanvasElement} canvas */
export function copyOf(canvas) {
  const copy = document.createElement("canvas");
  copy.width = canvas.width;
  copy.height = canvas.height;
  contextOf(copy).drawImage(canvas, 0, 0);
  return copy;
}
