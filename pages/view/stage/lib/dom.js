/* Elements: how they are made, and how arrow keys move among them. */

import { clamp } from "./numbers.js";

export const SVG_NS = "http://www.w3.org/2000/svg";

/**
 * Make an element. Attributes that start with "on" are listeners; text is only ever set as text.
 * @param {string} tag @param {Object} [attributes] @param {...(Node|string)} children
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(node, name, value);
  node.append(...children);
  return node;
}

export function setAttribute(node, name, value) {
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "text") node.textContent = value;
  else if (value === true) node.setAttribute(name, "");
  else if (value !== false && value != null) node.setAttribute(name, value);
}

/** An SVG icon from path strings: {d, fill|stroke: css colour, ...}. */
export function icon(paths, { box = 20, size = null, className = "sg-icon" } = {}) {
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

/** Arrow keys move within a group of buttons of which only one is a tab stop. */
export function rove(box, selector, across = () => 1) {
  if (box.roving) return;
  box.roving = true;
  box.addEventListener("keydown", (event) => {
    const way = { ArrowRight: 1, ArrowDown: across(), ArrowLeft: -1, ArrowUp: -across() }[event.key];
    const list = [...box.querySelectorAll(selector)];
    const now = list.indexOf(event.target.closest(selector));
    if (!way || now < 0) return;
    event.preventDefault();
    event.stopPropagation();
    const next = list[clamp(now + way, 0, list.length - 1)];
    list.forEach((item) => item.setAttribute("tabindex", item === next ? "0" : "-1"));
    next.focus();
  });
}

export function saveText(text, name, type) {
  const link = el("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

export function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG_NS, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}
