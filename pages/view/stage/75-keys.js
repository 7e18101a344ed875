/* Keys of the stage, and the dialog that lists them. They never take a key from a field. */

const KEY_WORDS = [
  ["Space", "play or pause"], ["← →", "one minute back or on"], ["Shift + ← →", "previous or next flag"], ["Home  End", "start, end"],
  ["[  ]", "slower, faster"], ["V", "slots or links"], ["F", "full screen"], ["?", "this list"],
  ["Ctrl + Z", "undo; with Shift: do it again"],
  ["Tab, then arrows", "from node to node in the picture"], ["Enter", "open the card of a node; again: go into it"], ["Esc", "close the card"],
];

function makeHelp(stage) {
  const rows = KEY_WORDS.map(([key, words]) => el("div", {}, el("dt", { text: key }), el("dd", { text: words })));
  const dialog = el("dialog", { class: "sg-help", "aria-label": "Keys" },
    el("h2", { text: "Keys" }), el("dl", {}, ...rows),
    el("p", { text: "Time is in model minutes: real search intervals were never published." }),
    el("button", { type: "button", class: "sg-button", text: "Close", onclick: () => dialog.close() }));
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  return dialog;
}

function takesKeys(node) {
  return node instanceof Element && (node.matches("input, textarea, select, [contenteditable=''], [contenteditable=true]") || node.closest("dialog[open]"));
}

function listenToKeys(stage) {
  const listener = (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const path = event.composedPath();
    const target = path[0];
    if (!stage.header || takesKeys(target)) return;
    const ours = path.includes(stage.root);
    const page = target === document.body || target === document.documentElement;
    if (!ours && !(page && activeStage === stage)) return;
    if (takeStoryKey(stage, event, path)) return;
    if (event.key === " " && target instanceof Element && target.matches("button, summary, a")) return;
    const action = keyAction(stage, event);
    if (!action) return;
    event.preventDefault();
    action();
  };
  window.addEventListener("keydown", listener);
  return () => window.removeEventListener("keydown", listener);
}

/** Ten minutes at once, where the timeline has the focus; elsewhere the page scrolls as usual. */
function target10(stage, event) {
  return event.composedPath()[0] === stage.line.track ? () => stepBy(stage, event.key === "PageUp" ? 10 : -10) : null;
}

function keyAction(stage, event) {
  const speeds = SPEEDS.map(([value]) => value);
  const faster = (way) => () => setSpeed(stage, speeds[clamp(speeds.indexOf(stage.speed) + way, 0, speeds.length - 1)]);
  const leap = (way) => () => { const t = nextFlag(stage, way); if (t !== undefined) stage.jump(t); };
  switch (event.key) {
    case " ": return () => stage.toggle();
    case "ArrowLeft": return event.shiftKey ? leap(-1) : () => stepBy(stage, -1);
    case "ArrowRight": return event.shiftKey ? leap(1) : () => stepBy(stage, 1);
    case "PageUp": case "PageDown": return target10(stage, event);
    case "Home": return () => stage.jump(0);
    case "End": return () => stage.jump(endOfPlay(stage));
    case "[": return faster(-1);
    case "]": return faster(1);
    case "v": case "V": return () => stage.switchView();
    case "f": case "F": return () => stage.fullScreen();
    case "?": return () => stage.help.showModal();
    case "Escape": return stage.selection ? () => closeCard(stage) : null;
    default: return null;
  }
}
