/* Says messages: the patterns of `pages/view/words/grammar.py`, in the language that was learnt. */

/**
 * @typedef {string | Part[]} Pattern
 * @typedef {{$: string, o?: Intl.NumberFormatOptions} | {list: string, o?: Intl.ListFormatOptions}} Placed
 * @typedef {{"?": {$: string}, v: Record<string, Pattern>, "*": string}} Choice
 * @typedef {string | Placed | Choice | {"@": string} | {"<": string, p: Pattern}} Part
 * @typedef {string | number | Message} One
 * @typedef {One | readonly One[]} Value a message among the values is said first
 * @typedef {Readonly<Record<string, Value>>} Values
 * @typedef {{id: string, values?: Values}} Message
 * @typedef {string | [text: string, mark: string]} Segment text, and the mark that a piece of it has
 * @typedef {{locale: string, messages: Record<string, Pattern>, facts: Record<number, string[]>}} Words
 */

/** Groups of digits are parted so in every language here, from five digits on. */
const GROUP = "\u202f";

/** @type {Words} */
let words = { locale: "en-GB", messages: {}, facts: {} };
let plurals = new Intl.PluralRules(words.locale);
/** @type {Map<string, Intl.NumberFormat>} */
const numbers = new Map();
/** @type {Map<string, Intl.ListFormat>} */
const lists = new Map();

/**
 * From now on speak this language.
 * @param {Words} learnt
 */
export function learn(learnt) {
  words = learnt;
  plurals = new Intl.PluralRules(words.locale);
  numbers.clear();
  lists.clear();
}

/** What was learnt. */
export const learnt = () => words;

/**
 * A message as plain text.
 * @param {string} id
 * @param {Values} [values]
 */
export const say = (id, values = {}) => plainOf(mark(id, values));

/**
 * What comes from elsewhere to be said: a message with its values.
 * @param {Message | string} given
 */
export const worded = (given) => (typeof given === "string" ? given : say(given.id, given.values));

/**
 * A message as segments, for where its marks are seen.
 * @param {string} id
 * @param {Values} [values]
 */
export function mark(id, values = {}) {
  /** @type {Segment[]} */
  const segments = [];
  follow({ "@": id }, values, segments);
  return segments;
}

/**
 * Segments without their marks.
 * @param {readonly Segment[]} segments
 */
export const plainOf = (segments) =>
  segments.map((segment) => (typeof segment === "string" ? segment : segment[0])).join("");

/**
 * A number as it stands in a sentence, with all the digits that it has.
 * @param {number} value
 * @param {Intl.NumberFormatOptions} [options]
 */
export function number(value, options) {
  const grouped = Math.abs(value) >= 10_000 && options?.useGrouping !== false;
  const key = `${grouped} ${options ? JSON.stringify(options) : ""}`;
  let format = numbers.get(key);
  if (!format) {
    format = new Intl.NumberFormat(words.locale, { maximumFractionDigits: 20, ...options, useGrouping: grouped });
    numbers.set(key, format);
  }
  if (!grouped) return format.format(value);
  return format
    .formatToParts(value)
    .map((part) => (part.type === "group" ? GROUP : part.value))
    .join("");
}

/**
 * Texts, numbers and messages as a list in words.
 * @param {readonly One[]} items
 * @param {Intl.ListFormatOptions} [options]
 */
export function list(items, options) {
  const key = options ? JSON.stringify(options) : "";
  let format = lists.get(key);
  if (!format) lists.set(key, (format = new Intl.ListFormat(words.locale, options)));
  return format.format(items.map((item) => shown(item)));
}

/**
 * @param {One} value
 * @param {Intl.NumberFormatOptions} [options]
 */
function shown(value, options) {
  if (typeof value === "object") return say(value.id, value.values);
  return typeof value === "number" ? number(value, options) : value;
}

/**
 * @param {Pattern} pattern
 * @param {Values} values
 * @param {Segment[]} segments
 */
function fill(pattern, values, segments) {
  if (typeof pattern === "string") put(pattern, segments);
  else for (const part of pattern) follow(part, values, segments);
}

/**
 * @param {Part} part
 * @param {Values} values
 * @param {Segment[]} segments
 */
function follow(part, values, segments) {
  if (typeof part === "string") put(part, segments);
  else if ("?" in part) fill(part.v[chosen(part, values)], values, segments);
  else if ("@" in part) fill(words.messages[part["@"]] ?? part["@"], values, segments);
  else if ("<" in part) {
    /** @type {Segment[]} */
    const inner = [];
    fill(part.p, values, inner);
    segments.push([plainOf(inner), part["<"]]);
  } else put(worth(part, values), segments);
}

/**
 * The key of the variant that holds: the very number or text, else the number's plural form, else the default.
 * @param {Choice} choice
 * @param {Values} values
 */
function chosen({ "?": selector, v: variants, "*": usual }, values) {
  const value = values[selector.$];
  if (Object.hasOwn(variants, String(value))) return String(value);
  const form = typeof value === "number" ? plurals.select(value) : usual;
  return Object.hasOwn(variants, form) ? form : usual;
}

/**
 * @param {Placed} part
 * @param {Values} values
 */
function worth(part, values) {
  const name = "$" in part ? part.$ : part.list;
  const value = values[name];
  if (value === undefined) return `{${name}}`;
  if (Array.isArray(value)) return list(value, "list" in part ? part.o : undefined);
  return shown(/** @type {One} */ (value), "$" in part ? part.o : undefined);
}

/**
 * @param {string} text
 * @param {Segment[]} segments
 */
function put(text, segments) {
  const last = segments.at(-1);
  if (typeof last === "string") segments[segments.length - 1] = last + text;
  else if (text) segments.push(text);
}
