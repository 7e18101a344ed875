/* The moment on the stage, drawn on a picture: a dot on the run's own path, or a line through its minute. */

/** @import { Picture, Plot } from "./types.d.ts" */

/** @param {Plot} plot @param {number} minute */
export function placeHead({ box, head, now, picture }, minute) {
  const path = picture?.path;
  if (!path || !box._fullLayout) return;
  const { xaxis, yaxis } = box._fullLayout;
  const at = Math.min(minute, path.x.length - 1);
  const isLine = !path.y;
  const [atX, atY] = [path.x[at], path.y?.[at]];
  const x = atX == null ? NaN : xaxis._offset + xaxis.d2p(atX);
  const y = isLine ? 0 : atY == null ? NaN : yaxis.d2p(atY);
  const within = Math.min(Math.max(y, 0), yaxis._length); // beyond the picture's rim it lies on the rim, hollow
  head.hidden = !Number.isFinite(x) || !Number.isFinite(y);
  head.className = isLine ? "pic-head line" : within === y ? "pic-head" : "pic-head off";
  head.style.transform = `translate(${x}px, ${yaxis._offset + within}px)`;
  head.style.height = isLine ? `${yaxis._length}px` : "";
  if (!head.hidden) now.textContent = wordsOf(path, at, minute);
}

/** What is said of the dot or the line. @param {NonNullable<Picture["path"]>} path @param {number} at @param {number} minute */
const wordsOf = ({ words = "", x, y, says }, at, minute) =>
  words
    .replace("{minute}", String(minute))
    .replace("{x}", (x[at] ?? 0).toFixed())
    .replace("{y}", signed(y?.[at] ?? 0))
    .replace("{says}", says?.[at] ?? "");

/** @param {number} value */
const signed = (value) => `${value < 0 ? "\u2212" : "+"}${Math.abs(value).toFixed(1)}`;
