/* Of several stages on a page, the one that takes keys from the page itself. */

export const active = { stage: null };
