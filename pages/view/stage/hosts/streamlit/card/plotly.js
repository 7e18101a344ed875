/* Plotly itself, once for the whole page: the very file that belongs to the Python package. */

import { el } from "../../../lib/dom.js";
import { registry } from "../../../lib/registry.js";

/** @import { Plotly } from "./types.d.ts" */

/** @param {string} version @returns {Promise<Plotly>} */
export function loadPlotly(version) {
  registry.plotly ??= new Promise((done, fail) => {
    const end = () => {
      const { Plotly } = /** @type {{ Plotly?: Plotly }} */ (/** @type {unknown} */ (window));
      if (Plotly) return done(Plotly);
      registry.plotly = null;
      fail(new Error("Plotly did not come"));
    };
    const src = `${base()}api/plotly.js?v=${version}`; // where that is not served, Streamlit answers with its page
    document.head.append(el("script", { src, async: true, onload: end, onerror: end }));
  });
  return registry.plotly;
}

/** Where Streamlit's own script lies, under whatever path a proxy has put it. */
function base() {
  const script = /** @type {HTMLScriptElement | null} */ (document.querySelector("script[src*='static/js']"));
  return script?.src.split("static/js")[0] ?? "/";
}
