/* What the scripts of one page share, under one symbol: several stages, and what comes with them. */

/** @import { Registry } from "../types.d.ts" */

const shared = /** @type {Record<symbol, Registry>} */ (/** @type {unknown} */ (globalThis));

export const registry = (shared[Symbol.for("stormglass")] ??= {});
