/* Of several stages on a page, the one that takes keys from the page itself. */

/** @import { Stage } from "../types.d.ts" */

/** @type {{ stage: Stage | null }} */
export const active = { stage: null };
