/* When the server does not answer: Streamlit says so on its page, in an attribute and in a dialog of its own. */

/** @import { Connection as State } from "../../types.d.ts" */

const CLOSES_IN_MS = 3000;

export class Connection {
  /** @type {State} */
  state = "there";
  #app = document.querySelector("[data-test-connection-state]");
  #root;
  #tell;
  /** @type {EventTarget | null} what had the focus: the dialog takes it */
  #focused = null;
  #watcher = new MutationObserver(() => this.#look());
  #dialogs = new MutationObserver(() => closeDialog(this.#focused));

  /** `tell` is called whenever the state is another. @param {HTMLElement} root @param {() => void} tell */
  constructor(root, tell) {
    this.#root = root;
    this.#tell = tell;
    root.addEventListener("focusin", (event) => {
      this.#focused = event.composedPath()[0];
    });
    root.addEventListener("focusout", () => setTimeout(() => this.#forget(), 300));
    if (!this.#app) return;
    this.#watcher.observe(this.#app, { attributes: true, attributeFilter: ["data-test-connection-state"] });
    this.#look();
  }

  end() {
    this.#watcher.disconnect();
    this.#dialogs.disconnect();
  }

  #forget() {
    const shadow = /** @type {ShadowRoot | Document} */ (this.#root.getRootNode());
    if (!document.querySelector(".stDialog") && !shadow.activeElement) this.#focused = null;
  }

  #look() {
    const now = this.#app?.getAttribute("data-test-connection-state");
    const state = now === "CONNECTED" ? "there" : now === "DISCONNECTED_FOREVER" ? "gone" : "lost";
    if (state === this.state) return;
    const wasThere = this.state === "there";
    this.state = state;
    if (state === "there") this.#dialogs.disconnect();
    else if (wasThere) this.#dialogs.observe(document.body, { childList: true, subtree: true });
    this.#tell();
  }
}

/** Streamlit's dialog stands before everything, and speaks to whoever wrote the page: our note is enough. @param {EventTarget | null} focused */
function closeDialog(focused) {
  const headings = [...document.querySelectorAll(".stDialog h2")];
  const title = headings.find((heading) => heading.textContent === "Connection error");
  const dialog = /** @type {HTMLElement | null} */ (title?.closest(".stDialog") ?? null);
  if (!dialog || dialog.style.visibility === "hidden") return;
  dialog.style.visibility = "hidden";
  const button = () => /** @type {HTMLElement | null} */ (dialog.querySelector("section > button[aria-label=Close]"));
  setTimeout(() => button()?.click());
  const began = performance.now();
  const wait = () => {
    if (!dialog.isConnected) [0, 100, 500].forEach((ms) => setTimeout(() => giveBack(focused), ms));
    else if (performance.now() - began < CLOSES_IN_MS) setTimeout(wait, 50);
    else dialog.style.visibility = ""; // it would not close: then it is better seen than felt
  };
  wait();
}

/** Where the dialog took the focus and left it nowhere, it is where it was. @param {EventTarget | null} focused */
function giveBack(focused) {
  if (document.activeElement !== document.body || !(focused instanceof HTMLElement)) return;
  if (focused.isConnected) focused.focus({ preventScroll: true });
}
