/* Light, dark, and large type for a projector. Streamlit offers no call for its own theme: it asks the browser which
   colours it prefers whenever a page has been printed, so the button answers that question and says "printed". */
const ICONS = {
  dark: "M20 14.500A8 8 0 0 1 9.500 4 8 8 0 1 0 20 14.500z",
  light:
    "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.400 1.400M17.600 17.600 19 19M5 19l1.400-1.400M17.600 6.400 19 5",
  projector: "M3 5h18v11H3zM12 16v4M8 20h8M7 9h6M7 12h9",
};

/** @import { Registry } from "../../types.d.ts" */
/** @typedef {"light" | "dark"} Scheme */

const shared = /** @type {Record<symbol, Registry>} */ (/** @type {unknown} */ (globalThis));
const kept = (shared[Symbol.for("stormglass")] ??= {});

/** @param {Scheme} scheme */
function answerFor(scheme) {
  kept.scheme = scheme;
  if (kept.answersForScheme) return;
  kept.answersForScheme = true;
  const real = window.matchMedia.bind(window);
  window.matchMedia = (query) => {
    const answer = real(query);
    if (!kept.scheme || !/prefers-color-scheme/.test(query)) return answer;
    const matches = query.includes(kept.scheme);
    return new Proxy(answer, {
      get: (of, name) => {
        const value = /** @type {unknown} */ (Reflect.get(of, name, of));
        if (name === "matches") return matches;
        return typeof value === "function" ? value.bind(of) : value;
      },
    });
  };
}

/** Streamlit gives the front door no address: opened in a new tab it would be the page in view once more. @param {Element} bar */
function mendLinks(bar) {
  for (const link of bar.querySelectorAll("a[href='']")) link.setAttribute("href", "./");
  bar.querySelector(".st-key-here a")?.setAttribute("aria-current", "page");
}

/** The link of the page that is open leads nowhere: it would throw away what the visitor has set. @param {MouseEvent} event */
function stayHere(event) {
  const isHere = event.target instanceof Element && event.target.closest(".st-key-here a");
  if (!isHere || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

const schemeNow = () => getComputedStyle(/** @type {Element} */ (document.querySelector(".stApp"))).colorScheme;

/** @param {Scheme} scheme @param {string[]} names */
async function setScheme(scheme, names) {
  answerFor(scheme);
  window.dispatchEvent(new Event("afterprint"));
  await new Promise((done) => setTimeout(done, 150));
  try {
    const home = new URL(/** @type {HTMLAnchorElement} */ (document.querySelector(".st-key-bar a")).href).pathname;
    const others = names.map((name) => `${home.replace(/\/$/, "")}/${name}`);
    for (const page of new Set(["/", home, location.pathname, ...others]))
      localStorage.setItem(`stActiveTheme-${page}-v2`, JSON.stringify(scheme === "dark" ? "Dark" : "Light"));
  } catch {
    /* no storage: the choice lasts for this visit */
  }
  if (schemeNow() !== scheme) location.reload();
}

let wasAsked = false;

/** A link may ask for large type, once: whoever opens it can still turn it off. */
function asksForLargeType() {
  if (wasAsked) return false;
  wasAsked = true;
  return new URLSearchParams(location.search).get("large") === "1";
}

/** @param {boolean} on */
function setProjector(on) {
  if (on) document.documentElement.dataset.projectorChoice = "true";
  else delete document.documentElement.dataset.projectorChoice;
  try {
    sessionStorage.setItem("stormglass-projector", on ? "1" : "");
  } catch {
    /* as above */
  }
  window.dispatchEvent(new Event("resize"));
}

/** @param {string} name @param {string} path @param {() => void} act */
function button(name, path, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.setAttribute("aria-label", name);
  made.title = name;
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
  shape.setAttribute("d", path);
  svg.append(shape);
  made.append(svg);
  made.addEventListener("click", act);
  return made;
}

/** @param {{ parentElement: HTMLElement | ShadowRoot, data: { pages: string[] } }} given */
export default function ({ parentElement, data }) {
  const box = /** @type {HTMLElement} */ (parentElement.querySelector(".themes"));
  let large = document.documentElement.dataset.projectorChoice === "true" || asksForLargeType();
  try {
    large ||= sessionStorage.getItem("stormglass-projector") === "1";
  } catch {
    /* as above */
  }
  if (large) setProjector(true);
  const other = schemeNow() === "dark" ? "light" : "dark";
  const scheme = button(`Switch to ${other} colours`, ICONS[other], () => setScheme(other, data.pages));
  const projector = button("Large type for a projector", ICONS.projector, () => {
    large = !large;
    setProjector(large);
    projector.setAttribute("aria-pressed", String(large));
  });
  projector.setAttribute("aria-pressed", String(large));
  box.replaceChildren(projector, scheme);
  document.addEventListener("click", stayHere, true); // the same listener once, however often this runs
  document.querySelector(".st-key-here, .st-key-deeper_here")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  const bar = /** @type {Element} */ (document.querySelector(".st-key-bar"));
  const links = new MutationObserver(() => mendLinks(bar)); // they may come, or be told anew, after this
  mendLinks(bar);
  links.observe(bar, { childList: true, subtree: true, attributeFilter: ["href"] });
  return () => links.disconnect();
}
