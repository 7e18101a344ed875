/* A question that is set goes out when the turn of the event loop is over, a page that is clicked for at once: so the click
   waits for that turn (`feed.js` does the same for Back and Forward).
   Between a click on a link to another page and that page's first word from the server, Streamlit would answer a question
   of this page after it, and clear the new page for it: nobody would see anything. So nothing is asked in between. */

import { sendAsk } from "../../session/questions.js";

export const LEAVING_MS = 4000; // a page that is still here then is not left; nor is one that answers its address anew

export const HOLD_MS = 300;

/** Whether the address is that of our page. Who goes Back and Forward quickly is elsewhere already when we are mounted: the server says which name is ours. */
export function isOurPage(stage) {
  if (!stage.ownPage) return location.pathname === stage.path;
  const name = location.pathname.split("/").filter(Boolean).at(-1);
  return (stage.ownPage.places.includes(name) ? name : "") === stage.ownPage.place;
}

export const leavesPage = (stage) => !isOurPage(stage) || performance.now() < (stage.leavingUntil ?? 0);

/** Ask a little later, if this page is still the one in view. */
export function askLater(stage) {
  clearTimeout(stage.held);
  stage.held = setTimeout(() => {
    if (!stage.gone && stage.inFlight === null && stage.wanted) sendAsk(stage);
  }, HOLD_MS);
}

export function watchLeaving(stage) {
  const note = (event) => {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement && node.closest(".stPageLink"));
    if (!link || link.ariaCurrent === "page" || link.target === "_blank") return;
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    stage.leavingUntil = performance.now() + LEAVING_MS;
    if (!event.isTrusted || !window.stormglass.unsent) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    setTimeout(() => link.click());
  };
  document.addEventListener("click", note, true);
  return () => {
    document.removeEventListener("click", note, true);
    clearTimeout(stage.held);
  };
}
