/* What Streamlit mounts for the stage, and for a card: it brings their modules, which have an address that never changes
   and are kept by the browser, and hands every call on to them. Where that address is not served, their code comes as data. */

/** @typedef {{ data?: { code?: string } | null, parentElement: HTMLElement }} Given */
/** @typedef {{ default: (given: Given) => () => void }} Modules */

const DIGEST = "{DIGEST}";
const ENTRY = "{ENTRY}";

/** Where Streamlit's own script lies, under whatever path a proxy has put it. */
function base() {
  const script = /** @type {HTMLScriptElement} */ (document.querySelector("script[src*='static/js']"));
  return script.src.split("static/js")[0];
}

const fromServer = () => import(`${base()}api/stage/${DIGEST}/${ENTRY}.js`);

/** @param {string} code */
const fromText = (code) => import(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));

/** What the scripts of one page share; the modules of an entry too are brought once. */
const shared = /** @type {Record<symbol, { modules?: Record<string, Promise<Modules>> }>} */ (
  /** @type {unknown} */ (globalThis)
);
const modules = ((shared[Symbol.for("stormglass")] ??= {}).modules ??= {});

/** @param {Given} given */
export default function (given) {
  modules[ENTRY] ??= given.data?.code ? fromText(given.data.code) : fromServer();
  let isOver = false;
  /** @type {(() => void) | null} */
  let end = null;
  modules[ENTRY].then(
    ({ default: mount }) => {
      if (!isOver) end = mount(given);
    },
    (error) => {
      delete modules[ENTRY]; // the next call tries again
      throw error;
    },
  );
  return () => {
    isOver = true;
    end?.();
  };
}
