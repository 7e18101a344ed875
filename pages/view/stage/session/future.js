/* Whether this visit knows how a run ends: until it has played one to its end, or asked, what comes is hidden. */

import { registry } from "../lib/registry.js";

const KEPT = "stormglass-future";

/** This visit has seen how a run ends. */
export function learnFuture() {
  registry.knowsFuture = true;
  try {
    sessionStorage.setItem(KEPT, "shown");
  } catch {
    /* it lasts until the page is left */
  }
}

function knowsFuture() {
  try {
    registry.knowsFuture ??= sessionStorage.getItem(KEPT) === "shown";
  } catch {
    /* no storage: what was learnt since the page was loaded counts */
  }
  return registry.knowsFuture === true;
}

/**
 * Whether what comes is hidden where a page opens: as its address says, else until this visit knows an end.
 * @param {string} search
 */
export function beginsHidden(search) {
  const named = new URLSearchParams(search).get("future");
  if (named === "shown" || named === "hidden") return named === "hidden";
  return !knowsFuture();
}
