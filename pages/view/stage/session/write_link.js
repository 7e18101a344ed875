/* The address, which is always the link: what is written, from what is seen. */

/** @import { Query } from "../types.d.ts" */

const FUTURES = ["shown", "hidden"];
const LARGE = "large=1"; // large type for a projector, where the sharer asks for it

/** Parts of an address that stay as they are: a frame's, and whether what comes is shown. @param {string} search */
const kept = (search) =>
  [...new URLSearchParams(search)].filter(
    ([name, value]) => name.startsWith("embed") || (name === "future" && FUTURES.includes(value)),
  );

/** A link is read by people: commas and colons stay as they are. @param {URLSearchParams} address */
function readable(address) {
  const text = address.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return text ? `?${text}` : "";
}

/**
 * The link of a run and, where one is given, a moment of it.
 * @param {{ query: Query, also: Record<string, string>, tick: number | null, rules: number, isLinks?: boolean }} seen
 * @param {string} search
 */
export function linkOfRun({ query, also, tick, rules, isLinks }, search) {
  const address = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, ...also })) if (name !== "t") address.set(name, value);
  if (tick !== null) address.set("t", String(tick));
  if (isLinks) address.set("view", "links");
  if (address.size) address.set("v", String(rules)); // by which rules and defaults it is to be read, years later
  for (const [name, value] of kept(search)) address.append(name, value);
  return readable(address);
}

/**
 * The link of a scene, with the minute where it was paused within it.
 * @param {string | null} name null for the first @param {number | null} tick @param {string} search
 */
export function linkOfScene(name, tick, search) {
  const address = new URLSearchParams();
  if (name !== null) address.set("scene", name);
  if (tick !== null) address.set("t", String(tick));
  for (const [other, value] of kept(search)) address.append(other, value);
  return readable(address);
}

/** Whether an address deals a luck, as the server reads it: in any case, with what surrounds a link. @param {string} search */
export const asksForAnyLuck = (search) => /(?:^|[?&;]|%26|%2526)seed(?:=|%3D|%253D)any(?![a-z0-9])/i.test(search);

/** The parts of a query that deals everybody a luck of their own, from the start. @param {string[]} parts */
export const ownLuck = (parts) => [
  ...parts.filter((part) => !/^(seed|t|v)=/.test(part)),
  "seed=any",
  ...parts.filter((part) => part.startsWith("v=")),
];

/** Whether an address opens with the links between nodes. @param {string} search */
export const opensWithLinks = (search) => new URLSearchParams(search).get("view") === "links";

/** The parts of a query that open with large type. @param {string[]} parts */
export const largeType = (parts) => [...parts.filter((part) => !part.startsWith("large=")), LARGE];

/** @typedef {{ protocol: string, host: string, prefix: string }} Place where an app is served: how an address begins, before its page */

/** Where the page of an address is served. @param {string} address @returns {Place} */
export function placeOf(address) {
  const { protocol, host, pathname } = new URL(address);
  return { protocol, host, prefix: pathname.replace(/\/[^/]*$/, "") };
}

/**
 * A place as people write it, with what they leave out as it is here: "https://uni.example/storm", "uni.example:8501".
 * @param {string} text @param {Place} here @returns {Place}
 */
export function placeMeant(text, here) {
  const [, scheme, host, path] = /^\s*(?:(https?):\/\/)?([^/\s]*)(\/\S*)?\s*$/i.exec(text) ?? [];
  if (!host) return here;
  const protocol = scheme ? `${scheme.toLowerCase()}:` : here.protocol;
  return { protocol, host, prefix: path === undefined ? here.prefix : path.replace(/\/+$/, "") };
}

/** @param {Place} place */
export const placeText = ({ protocol, host, prefix }) => `${protocol}//${host}${prefix}`;

/**
 * An address as it is where it is served, without what is not for others.
 * @param {string} address @param {Place} place @param {(parts: string[]) => string[]} [changed]
 */
export function linkAt(address, place, changed = (parts) => parts) {
  const { pathname, search, hash } = new URL(address);
  const page = pathname.slice(pathname.lastIndexOf("/"));
  const parts = changed(
    search
      .slice(1)
      .split("&")
      .filter((part) => part && !part.startsWith("embed")),
  );
  return `${placeText(place)}${page}${parts.length ? `?${parts.join("&")}` : ""}${hash}`;
}
