/* Elements: how they are made, and how arrow keys move among them. */

import { clamp } from "./numbers.js";

/** @typedef {Record<string, unknown>} Attributes */

const SVG_NS = "http://www.w3.org/2000/svg";

/**
 * Make an element. Attributes that start with "on" are listeners; text is only ever set as text.
 * @template {keyof HTMLElementTagNameMap} T @param {T} tag @param {Attributes} [attributes] @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(node, name, value);
  node.append(...children);
  return node;
}

/** @param {Element} node @param {string} name @param {unknown} value */
function setAttribute(node, name, value) {
  if (name.startsWith("on")) node.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
  else if (name === "text") node.textContent = String(value);
  else if (value === true) node.setAttribute(name, "");
  else if (value !== false && value != null) node.setAttribute(name, String(value));
}

/**
 * An SVG icon from path strings: {d, fill|stroke: css colour, ...}.
 * @param {({ d: string } & Record<string, string>)[]} paths @param {{ box?: number, className?: string }} [looks]
 */
export function icon(paths, { box = 20, className = "sg-icon" } = {}) {
  const svg = document.createElementNS(SVG_NS, "svg");
  svg.setAttribute("viewBox", `0 0 ${box} ${box}`);
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  for (const { d, ...attributes } of paths) {
    const path = document.createElementNS(SVG_NS, "path");
    path.setAttribute("d", d);
    for (const [name, value] of Object.entries(attributes)) path.style.setProperty(name, value);
    svg.append(path);
  }
  return svg;
}

/**
 * The element that has the focus, in the tree in which this one is.
 * @param {Node} node
 */
export const focusedBeside = (node) => /** @type {Document | ShadowRoot} */ (node.getRootNode()).activeElement;

/**
 * The nearest element around what an event came from.
 * @param {Event} event @param {string} selector
 */
export const closestTo = ({ target }, selector) =>
  target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest(selector)) : null;

/** @type {WeakSet<Element>} */
const roving = new WeakSet();

/**
 * Arrow keys move within a group of buttons of which only one is a tab stop; `across`: how many stand side by side.
 * @param {HTMLElement} box @param {string} selector @param {() => number} [across]
 */
export function rove(box, selector, across = () => 1) {
  if (roving.has(box)) return;
  roving.add(box);
  box.addEventListener("keydown", (event) => {
    /** @type {Record<string, number>} */
    const ways = { ArrowRight: 1, ArrowDown: across(), ArrowLeft: -1, ArrowUp: -across() };
    const way = ways[event.key];
    const list = /** @type {HTMLElement[]} */ ([...box.querySelectorAll(selector)]);
    const now = list.findIndex((item) => item === /** @type {Element} */ (event.target).closest(selector));
    if (!way || now < 0) return;
    event.preventDefault();
    event.stopPropagation();
    const next = list[clamp(now + way, 0, list.length - 1)];
    list.forEach((item) => item.setAttribute("tabindex", item === next ? "0" : "-1"));
    next.focus();
  });
}

/** @param {string} text @param {string} name @param {string} type */
export function saveText(text, name, type) {
  const link = el("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/**
 * @template {keyof SVGElementTagNameMap} T @param {T} tag @param {Record<string, string | number>} attributes
 * @param {...(Node | string)} children @returns {SVGElementTagNameMap[T]}
 */
export function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG_NS, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}
