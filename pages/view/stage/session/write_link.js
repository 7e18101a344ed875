/* The address, which is always the link: what is written, from what is seen. */

/** @import { Query } from "../types.d.ts" */

const FUTURES = ["shown", "hidden"];

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
 * @param {{ query: Query, also: Record<string, string>, tick: number | null, rules: number }} seen @param {string} search
 */
export function linkOfRun({ query, also, tick, rules }, search) {
  const address = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, ...also })) if (name !== "t") address.set(name, value);
  if (tick !== null) address.set("t", String(tick));
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

/**
 * An address with another host, without what is not for others.
 * @param {string} address @param {string} host @param {(parts: string[]) => string[]} [changed]
 */
export function linkAt(address, host, changed = (parts) => parts) {
  const { protocol, pathname, search } = new URL(address);
  const parts = changed(
    search
      .slice(1)
      .split("&")
      .filter((part) => part && !part.startsWith("embed")),
  );
  return `${protocol}//${host}${pathname}${parts.length ? `?${parts.join("&")}` : ""}`;
}
