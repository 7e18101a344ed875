/* A host without any server: it shows one recorded frame, and answers nothing. */

/** @import { Frame, Host, PageConfig } from "../../types.d.ts" */

/** @param {Frame} frame @param {PageConfig} config @returns {Host} */
export function replayHost(frame, config) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  return {
    config: async () => config,
    frame: () => new Promise(() => {}),
    onFrame: (take) => {
      queueMicrotask(() => take(frame));
      return () => {};
    },
    address: { read: () => "", write: () => {}, isOurs: () => false },
    env: {
      theme: () => (dark.matches ? "dark" : "light"),
      large: () => false,
      connection: () => "there",
      online: () => true,
      onChange: (listener) => {
        dark.addEventListener("change", listener);
        return () => dark.removeEventListener("change", listener);
      },
    },
  };
}
