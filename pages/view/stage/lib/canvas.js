/* Canvases at the size of the screen's own pixels. */

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

/** @param {HTMLCanvasElement} canvas */
export function copyOf(canvas) {
  const copy = document.createElement("canvas");
  copy.width = canvas.width;
  copy.height = canvas.height;
  contextOf(copy).drawImage(canvas, 0, 0);
  return copy;
}
