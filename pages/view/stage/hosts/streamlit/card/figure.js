/* A figure as Python drew it, in the colours and at the size in which it is shown. */

const LARGE = 1.35; // type on a picture for a projector
const COLOUR = /#[0-9A-F]{6}\b/g;

export const isLarge = () => document.documentElement.dataset.projectorChoice === "true";

/** @param {string} text JSON @param {Record<string, string> | null} colours what stands for which @returns {{ data: unknown, layout: object }} */
export function figureOf(text, colours) {
  const figure = JSON.parse(colours ? text.replace(COLOUR, (colour) => colours[colour] ?? colour) : text);
  return isLarge() ? larger(figure) : figure;
}

/** A part of a figure with larger type, and the room for it. @template T @param {T} part @param {string} [name] @returns {T} */
function larger(part, name = "") {
  if (typeof part !== "object" || part === null) return part;
  /** @type {unknown} */
  const made = Array.isArray(part)
    ? part.map((one) => larger(one))
    : Object.fromEntries(
        Object.entries(part).map(([key, value]) => [
          key,
          typeof value === "number" && growsWith(name, key) ? Math.round(value * LARGE) : larger(value, key),
        ]),
      );
  return /** @type {T} */ (made);
}

/** @param {string} name @param {string} key */
const growsWith = (name, key) => (key === "size" && name.endsWith("font")) || name === "margin" || key === "height";
