/* Whose key is it? The stage has its keys wherever the focus is, but in fields, in open dialogs, and in what has such keys of its own. */

const TYPED = [
  "input:not([type=range], [type=checkbox], [type=radio])",
  "textarea",
  "select",
  "[contenteditable='']",
  "[contenteditable=true]",
].join();
/* The card of a node says that it is a dialog, but one reads on beside it. */
const DIALOGS = "dialog[open], [role=dialog]:not(.sg-card)";
const SLIDES = "input[type=range], input[type=radio]";
const MOVED_IN = ["tab", "menu", "menuitem", "listbox", "option", "grid", "gridcell", "combobox", "tree", "slider"]
  .map((role) => `[role=${role}]`)
  .join();
const PRESSED = "button, summary, a[href], [role=button], input[type=checkbox], input[type=radio]";
const MOVES = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"]);

/**
 * Whether what has the focus keeps a key for itself. `own` is the stage's timeline, whose keys are the stage's; a button keeps Space
 * only where the keyboard put the focus on it.
 * @param {string} key @param {Element} focused @param {{ own: Element, isByKeyboard: boolean }} of
 */
export function keepsKey(key, focused, { own, isByKeyboard }) {
  if (focused.closest(DIALOGS)) return true;
  if (key === "Escape") return false;
  if (focused.matches(TYPED)) return true;
  if (MOVES.has(key) && focused.matches(SLIDES)) return true;
  if (!own.contains(focused) && focused.closest(MOVED_IN)) return true;
  return key === " " && focused.matches(PRESSED) && isByKeyboard;
}

/**
 * How the focus came to where it is: by the keyboard, or by a mouse or a finger. Only keys that move the focus count: where a dialog
 * closes or a card is filled anew, the focus comes back as it had come. `taken` says that the stage took the key, so it moved nothing.
 * Where the stage stands in a shadow tree, the window does not hear of a focus that moves within it: so its root is listened to as well.
 * @param {Element} root
 * @returns {{ isByKeyboard: () => boolean, taken: () => void, end: () => void }}
 */
export function watchFocus(root) {
  let isKeyboard = true; // what moved the focus last
  let before = true;
  let cameByKeyboard = true;
  const pressed = () => {
    isKeyboard = cameByKeyboard = false;
  };
  const typed = (/** @type {Event} */ event) => {
    before = isKeyboard;
    const { key } = /** @type {KeyboardEvent} */ (event);
    if (key === "Tab" || MOVES.has(key)) isKeyboard = true;
  };
  const came = () => {
    cameByKeyboard = isKeyboard;
  };
  const listeners = /** @type {[EventTarget, string, (event: Event) => void][]} */ ([
    [window, "pointerdown", pressed],
    [window, "keydown", typed],
    [window, "focusin", came],
    [root, "focusin", came],
  ]);
  for (const [target, name, listener] of listeners) target.addEventListener(name, listener, true);
  return {
    isByKeyboard: () => cameByKeyboard,
    taken: () => {
      isKeyboard = before;
    },
    end: () => listeners.forEach(([target, name, listener]) => target.removeEventListener(name, listener, true)),
  };
}

const KEPT = "stormglass-letters";

/** What was chosen, where it could not be stored: it lasts for this page. @type {boolean | null} */
let chosenHere = null;

/** Whether keys that are a single letter or sign do something; they can be switched off. */
export function areLettersOn() {
  if (chosenHere !== null) return chosenHere;
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

/** @param {boolean} isOn */
export function setLetters(isOn) {
  try {
    localStorage.setItem(KEPT, isOn ? "" : "off");
    chosenHere = null;
  } catch {
    chosenHere = isOn;
  }
}
