/* Small helpers that every other file uses: elements, numbers, words. */

const SVG_NS = "http://www.w3.org/2000/svg";
const TICK_MS = 1600; // an eventful minute on screen, at speed 1

/**
 * Make an element. Attributes that start with "on" are listeners; text is only ever set as text.
 * @param {string} tag @param {Object} [attributes] @param {...(Node|string)} children
 */
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(node, name, value);
  node.append(...children);
  return node;
}

function setAttribute(node, name, value) {
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "text") node.textContent = value;
  else if (value === true) node.setAttribute(name, "");
  else if (value !== false && value != null) node.setAttribute(name, value);
}

/** An SVG icon from path strings: {d, fill|stroke: css colour, ...}. */
function icon(paths, { box = 20, size = null, className = "sg-icon" } = {}) {
  const svg = document.createElementNS(SVG_NS, "svg");
  svg.setAttribute("viewBox", `0 0 ${box} ${box}`);
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  if (size) svg.style.cssText = `width:${size}px;height:${size}px`;
  for (const { d, ...attributes } of paths) {
    const path = document.createElementNS(SVG_NS, "path");
    path.setAttribute("d", d);
    for (const [name, value] of Object.entries(attributes)) path.style.setProperty(name, value);
    svg.append(path);
  }
  return svg;
}

const GLYPHS = {
  play: "M6 3.5v13l11-6.5z",
  pause: "M5 3.5h3.6v13H5zM11.4 3.5H15v13h-3.6z",
  back: "M4 4h2.2v12H4zM16 4v12L7 10z",
  forward: "M13.8 4H16v12h-2.2zM4 4v12l9-6z",
  flag: "M5 3h11l-2.6 3.6L16 10.2H6.8V17H5z",
  previous: "M12.6 4.6 7.2 10l5.4 5.4-1.4 1.4L4.4 10l6.8-6.8z",
  next: "m7.4 4.6 5.4 5.4-5.4 5.4 1.4 1.4 6.8-6.8-6.8-6.8z",
  replay: "M10 3a7 7 0 1 1-6.7 5h2.1A5 5 0 1 0 10 5v3L5.5 4 10 0z",
  close: "m5.4 4 4.6 4.6L14.6 4 16 5.4 11.4 10l4.6 4.6-1.4 1.4-4.6-4.6L5.4 16 4 14.6 8.6 10 4 5.4z",
  full: "M3 3h5v2H5v3H3zM12 3h5v5h-2V5h-3zM3 12h2v3h3v2H3zM15 12h2v5h-5v-2h3z",
  image: "M3 4h14v12H3zm1.8 1.8v6.3l3-3 3.4 3.5 2-2 2 2V5.800zM12.6 7a1.300 1.300 0 1 1 0 2.600 1.300 1.300 0 0 1 0-2.600z",
};

function glyph(name) {
  return icon([{ d: GLYPHS[name], fill: "currentColor", "fill-rule": "evenodd" }]);
}

const clamp = (x, low, high) => Math.min(high, Math.max(low, x));
const lerp = (a, b, f) => a + (b - a) * f;
const easeOut = (f) => 1 - (1 - f) ** 3;
const easeBoth = (f) => (f < 0.5 ? 2 * f * f : 1 - (2 - 2 * f) ** 2 / 2);
/** Progress of `x` through [from, to], clamped to 0..1. */
const part = (x, from, to) => clamp((x - from) / (to - from), 0, 1);

/** A fixed number in [0, 1) for a pair of integers: the same on every machine. */
function scatter(a, b = 0) {
  let h = (Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 7, 0x85ebca6b)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d) >>> 0;
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b) >>> 0;
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

const number = (n) => (n >= 10000 ? n.toLocaleString("en").replaceAll(",", "\u202f") : String(n));
const count = (n, one, many = one + "s") => `${number(n)} ${n === 1 ? one : many}`;
const percent = (share) => (share > 0 && share < 0.0005 ? "< 0.1 %" : `${(share * 100).toFixed(1)} %`);

/** "a, b and c" */
function listed(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** The plain text of caption segments. */
const plain = (segments) => (segments ?? []).map((s) => (typeof s === "string" ? s : s[0])).join("");

function fitCanvas(canvas, width, height, dpr) {
  canvas.width = Math.max(1, Math.round(width * dpr));
  canvas.height = Math.max(1, Math.round(height * dpr));
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext("2d");
  context.setTransform(dpr, 0, 0, dpr, 0, 0);
  context.textRendering = "geometricPrecision"; // as in the style sheet: else letters snap to whole pixels where fonts are hinted
  return context;
}
