/* Colours live in styles/ as variables; the canvas reads them from there once per theme. */

/** @import { Drawing, Palette } from "../types.d.ts" */

const COLOUR_NAMES = [
  "bg",
  "tile",
  "tile-line",
  "ink",
  "ink2",
  "accent",
  "mirrored",
  "mirror",
  "mirrored-line",
  "copying",
  "copying-bg",
  "searching",
  "searching-edge",
  "old",
  "cut-off",
  "cut-off-bg",
  "offline",
  "free",
  "dead",
  "dead-hatch",
  "dead-edge",
  "crack",
  "dead-slot",
  "rim",
  "rim-soft",
  "burst",
  "lid",
  "comet",
  "comet-end",
  "badge-ink",
  "text-offline",
  "text-searching",
  "text-copying",
  "text-cut-off",
  "text-mirrored",
];

/** @param {string} colour */
export function luminance(colour) {
  const canvas = document.createElement("canvas");
  const probe = /** @type {Drawing} */ (canvas.getContext("2d", { willReadFrequently: true }));
  probe.fillStyle = "#fff";
  probe.fillStyle = colour;
  probe.fillRect(0, 0, 1, 1);
  const [r, g, b] = probe.getImageData(0, 0, 1, 1).data;
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}

/**
 * Light or dark: an attribute on the stage or its host, else the page's background, else the system.
 * @param {HTMLElement} root
 */
export function themeOf(root) {
  const { host } = /** @type {Partial<ShadowRoot>} */ (root.getRootNode());
  const chosen = /** @type {HTMLElement | null} */ (root.closest("[data-theme-choice]"));
  const named = chosen?.dataset.themeChoice ?? /** @type {HTMLElement | undefined} */ (host)?.dataset.theme;
  if (named === "light" || named === "dark") return named;
  const background = getComputedStyle(root).getPropertyValue("--st-background-color").trim();
  if (background) return luminance(background) < 0.4 ? "dark" : "light";
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Colours by their names in camel case. @param {HTMLElement} root */
export function readPalette(root) {
  const style = getComputedStyle(root);
  /** @type {Palette} */
  const palette = {};
  for (const name of COLOUR_NAMES) {
    palette[name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())] = style
      .getPropertyValue(`--sg-${name}`)
      .trim();
  }
  return palette;
}
