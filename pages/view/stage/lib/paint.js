/* When the picture is on the screen. */

/** Call back once what was drawn is painted. @param {() => void} then */
export function afterPaint(then) {
  requestAnimationFrame(() => setTimeout(then));
}
