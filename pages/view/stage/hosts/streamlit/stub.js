/* What Streamlit mounts: it brings the stage's modules, which have an address that never changes and are kept by the
   browser, and hands every call on to them. Where that address is not served, their code comes as data. */

/** @typedef {{ data?: { config: string, code?: string } | null, parentElement: HTMLElement }} Given */
/** @typedef {{ default: (given: Given) => () => void }} Modules */

const DIGEST = "{DIGEST}";

/** Where Streamlit's own script lies, under whatever path a proxy has put it. */
function base() {
  const script = /** @type {HTMLScriptElement} */ (document.querySelector("script[src*='static/js']"));
  return script.src.split("static/js")[0];
}

const fromServer = () => import(`${base()}api/stage/${DIGEST}.js`);

/** @param {string} code */
const fromText = (code) => import(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));

/** What the scripts of one page share; the modules too are brought once. */
const shared = /** @type {Record<symbol, { stage?: Promise<Modules> | undefined }>} */ (
  /** @type {unknown} */ (globalThis)
);
const registry = (shared[Symbol.for("stormglass")] ??= {});

/** @param {Given} given */
export default function (given) {
  registry.stage ??= given.data?.code ? fromText(given.data.code) : fromServer();
  let isOver = false;
  /** @type {(() => void) | null} */
  let end = null;
  registry.stage.then(
    ({ default: mount }) => {
      if (!isOver) end = mount(given);
    },
    (error) => {
      registry.stage = undefined; // the next call tries again
      throw error;
    },
  );
  return () => {
    isOver = true;
    end?.();
  };
}
