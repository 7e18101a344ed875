/* A question that is set goes out when the turn of the event loop is over, a page that is clicked for at once: so the click
   waits for that turn (`feed.js` does the same for Back and Forward).
   Between a click on a link to another page and that page's first word from the server, Streamlit would answer a question
   of this page after it, and clear the new page for it: nobody would see anything. So nothing is asked in between. */

import { registry } from "../../lib/registry.js";

/** @import { OwnPage } from "../../types.d.ts" */

const LEAVING_MS = 4000; // a page that is still here then is not left; nor is one that answers its address anew

export class Leaving {
  /** What is said of our page; where nothing is, its address is what it was when we were mounted. @type {OwnPage | null} */
  page = null;
  #path = location.pathname;
  #until = 0;

  constructor() {
    document.addEventListener("click", this.#note, true);
  }

  end() {
    document.removeEventListener("click", this.#note, true);
  }

  /** Our page has told its address anew: it is not left. */
  stays() {
    this.#until = 0;
  }

  /**
   * Whether the address is that of our page. Who goes Back and Forward quickly is elsewhere already when we are
   * mounted: the server says which name is ours.
   */
  isOurPage() {
    if (!this.page) return location.pathname === this.#path;
    const name = location.pathname.split("/").filter(Boolean).at(-1) ?? "";
    return (this.page.places.includes(name) ? name : "") === this.page.place;
  }

  isOver() {
    return !this.isOurPage() || performance.now() < this.#until;
  }

  /** @param {MouseEvent} event */
  #note = (event) => {
    const isLink = (/** @type {EventTarget} */ node) =>
      node instanceof HTMLAnchorElement && node.closest(".stPageLink");
    const link = /** @type {HTMLAnchorElement | undefined} */ (event.composedPath().find(isLink));
    if (!link || link.ariaCurrent === "page" || link.target === "_blank") return;
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    this.#until = performance.now() + LEAVING_MS;
    if (!event.isTrusted || !registry.unsent) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    setTimeout(() => link.click());
  };
}
