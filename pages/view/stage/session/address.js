/* The address, which is always the link. */

import { isOurPage } from "../hosts/streamlit/leaving.js";
import { queryKey } from "../lib/query.js";
import { startTick } from "../time/clock.js";

/** The parts of a query that deals everybody a luck of their own, from the start. */
export const ownLuck = (parts) => [
  ...parts.filter((part) => !/^(seed|t|v)=/.test(part)),
  "seed=any",
  ...parts.filter((part) => part.startsWith("v=")),
];

/** The address as it is, with another host where the visitor named one. */
export function linkAt(host, changed = (parts) => parts) {
  const search = changed(
    location.search
      .slice(1)
      .split("&")
      .filter((part) => part && !part.startsWith("embed")),
  ).join("&");
  return `${location.protocol}//${host}${location.pathname}${search ? `?${search}` : ""}`;
}

/** Write the link of this run and moment into the address bar, without a new entry in the history. */
export function writeAddress(stage, query = stage.header?.query) {
  if (stage.story && isOurPage(stage)) {
    writeScene(stage);
    return;
  }
  if (!stage.writesAddress || !query || !isOurPage(stage)) return;
  const address = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (name !== "t") address.set(name, value);
  for (const [name, value] of Object.entries(window.stormglass.also ?? {})) address.set(name, value);
  if (stage.opened || stage.tick !== startTick(stage)) address.set("t", stage.tick);
  if (address.size) address.set("v", stage.header.rules); // by which rules and defaults it is to be read, years later
  for (const [name, value] of new URLSearchParams(location.search))
    if (name.startsWith("embed")) address.append(name, value);
  // A link is read by people: commas and colons stay as they are.
  const search = address.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  const next = location.pathname + (search ? `?${search}` : "") + location.hash;
  if (next !== location.pathname + location.search + location.hash) history.replaceState(history.state, "", next);
}

/** The link of a scene, with the minute where it was paused within it. */
export function writeScene(stage) {
  const { scene, tick, playing, story } = stage;
  const address = new URLSearchParams();
  if (scene !== story.scenes[0]) address.set("scene", scene.name);
  if (
    !playing &&
    tick > scene.from &&
    tick < scene.to &&
    stage.header &&
    queryKey(stage.header.query) === queryKey(scene.query)
  )
    address.set("t", tick);
  for (const [name, value] of new URLSearchParams(location.search))
    if (name.startsWith("embed")) address.append(name, value);
  const next = `${location.pathname}${address.size ? `?${address}` : ""}${location.hash}`;
  if (next !== location.pathname + location.search + location.hash) history.replaceState(history.state, "", next);
}
