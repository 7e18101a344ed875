/* Plotly itself, once for the whole page: the very file that belongs to the Python package. */

import { el } from "../../../lib/dom.js";
import { registry } from "../../../lib/registry.js";

/** @import { Plotly } from "./types.d.ts" */

/** @param {string} version @returns {Promise<Plotly>} */
export function loadPlotly(version) {
  registry.plotly ??= new Promise((done, fail) => {
    const script = el("script", {
      src: `${base()}api/plotly.js?v=${version}`,
      async: true,
      onload: () => done(/** @type {{ Plotly: Plotly }} */ (/** @type {unknown} */ (window)).Plotly),
      onerror: () => {
        registry.plotly = null;
        fail(new Error("Plotly did not come"));
      },
    });
    document.head.append(script);
  });
  return registry.plotly;
}

/** Where Streamlit's own script lies, under whatever path a proxy has put it. */
function base() {
  const script = /** @type {HTMLScriptElement | null} */ (document.querySelector("script[src*='static/js']"));
  return script?.src.split("static/js")[0] ?? "/";
}
