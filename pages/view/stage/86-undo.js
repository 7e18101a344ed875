/* Undo: every change of settings, luck, preset or actions of this visit can be taken back, and done again. */

const ONE_DRAG_MS = 1200; // a lever that moves on within this time is one change
const MOST_UNDO = 100;

/** The next question has this name in the history; taken back, it leads to this minute again. */
function nameChange(stage, words, tick = null) { Object.assign((stage.history ??= newHistory()), { name: words, tick }); }

const newHistory = () => ({ past: [], future: [], now: null, name: null, tick: null, moving: false, since: 0 });

/** A question is asked: what was in view can be come back to. */
function keepForUndo(stage, query) {
  const h = (stage.history ??= newHistory());
  const { name, tick } = h;
  h.name = h.tick = null;
  if (!h.now || queryKey(h.now) === queryKey(query)) return;
  if (!h.moving) {
    const change = changeBetween(stage, h.now, query);
    const still = change.lever && h.past.at(-1)?.lever === change.lever && performance.now() - h.since < ONE_DRAG_MS;
    if (!still) h.past.push({ query: h.now, words: name ?? change.words, lever: change.lever, tick });
    if (h.past.length > MOST_UNDO) h.past.shift();
    h.future = [];
    h.since = performance.now();
  }
  h.now = query;
  showUndo(stage);
}

/** A picture stands. One that the stage did not ask for (a file, Back, Forward) is a change too. */
function followChanges(stage) {
  if (stage.story) return;
  const h = (stage.history ??= newHistory());
  const { query, seq } = stage.header;
  if (stage.inFlight !== null && seq < stage.inFlight && h.now) return;
  if (h.now && (seq === 0 || stage.openedFile === seq) && queryKey(query) !== queryKey(h.now)) {
    if (stage.openedFile === seq) h.name = "open a file";
    keepForUndo(stage, query);
  }
  h.now = query;
  showUndo(stage);
}

/** What changed from one query to another, in few words. */
function changeBetween(stage, before, after) {
  if (stage.header.pair) return pairChange(stage, before, after);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => name !== "t" && before[name] !== after[name]);
  if (names.length !== 1) return { words: "several settings" };
  const [name] = names;
  if (name === "seed") return { words: "new luck" };
  if (name === "do") return { words: changeOfActions(stage, entriesOf(before), entriesOf(after)) };
  const lever = stage.levers?.find(({ facts }) => facts.name === name);
  const further = stage.header.further?.flatMap(({ settings }) => settings).find((setting) => setting.name === name);
  return { words: lever?.facts.label ?? further?.label ?? name.replaceAll("_", " "), lever: lever ? name : null };
}

function changeOfActions(stage, before, after) {
  const added = after.find((entry) => !before.includes(entry));
  const entry = added ?? before.find((one) => !after.includes(one)) ?? after.at(-1) ?? "";
  const name = nameOf(entry) ?? "";
  const act = stage.header.acts?.find(({ choices }) => choices.some(([choice]) => choice.split(":")[0] === name));
  const words = entry.endsWith("stop_search:0") ? stage.header.again[0] : act?.label ?? (name === "crash_node" ? "Break a node" : name.replaceAll("_", " "));
  return added ? `${words}, minute ${minuteOf(entry)}` : `removed: ${words}`;
}

function showUndo(stage) {
  if (!stage.undoBox) {
    stage.undoButton = el("button", { type: "button", class: "sg-link sg-undo", onclick: () => undo(stage) }, glyph("undo"), el("span", {}, "undo ", el("span", { class: "sg-what" })));
    stage.redoButton = el("button", { type: "button", class: "sg-link sg-undo", onclick: () => redo(stage) }, glyph("redo"));
    stage.undoBox = el("span", { class: "sg-undo-box", role: "group", "aria-label": "Undo" }, stage.undoButton, stage.redoButton);
    stage.luck.append(stage.undoBox);
    stage.luck.classList.add("with-undo");
    const listen = (event) => undoKey(stage, event);
    window.addEventListener("keydown", listen);
    stage.cleanups.push(() => window.removeEventListener("keydown", listen));
  }
  const { past, future } = stage.history;
  const back = past.at(-1)?.words;
  const again = future.at(-1)?.words;
  stage.undoButton.hidden = !back;
  stage.redoButton.hidden = !again;
  stage.undoBox.hidden = !back && !again;
  stage.undoButton.querySelector(".sg-what").textContent = (back ?? "").replace(/, minute .*/, "");
  stage.undoButton.setAttribute("aria-label", `undo: ${back ?? ""}`);
  stage.undoButton.title = `Undo: ${back ?? ""} (Ctrl + Z)`;
  stage.redoButton.setAttribute("aria-label", `redo: ${again ?? ""}`);
  stage.redoButton.title = `Redo: ${again ?? ""} (Ctrl + Shift + Z)`;
}

Object.assign(GLYPHS, {
  undo: "M8 3v3.500h4.500a4.800 4.800 0 0 1 0 9.500H6v-2h6.500a2.800 2.800 0 0 0 0-5.500H8V12L2.500 7.500z",
  redo: "M12 3v3.500H7.500a4.800 4.800 0 0 0 0 9.500H14v-2H7.500a2.800 2.800 0 0 1 0-5.500H12V12l5.500-4.500z",
});

function undo(stage) { travel(stage, stage.history.past, stage.history.future, "Undone"); }
function redo(stage) { travel(stage, stage.history.future, stage.history.past, "Redone"); }

function travel(stage, from, to, said) {
  const h = stage.history;
  const step = from.pop();
  if (!step) return;
  const focused = stage.undoBox.contains(stage.root.getRootNode().activeElement);
  to.push({ ...step, query: h.now });
  if (from === h.past && step.tick !== null) stage.goal = { key: queryKey(step.query), tick: step.tick };
  h.moving = true;
  ask(stage, step.query);
  h.moving = false;
  showUndo(stage);
  if (focused) (from.length ? (from === h.past ? stage.undoButton : stage.redoButton) : from === h.past ? stage.redoButton : stage.undoButton).focus();
  speak(stage, `${said}: ${step.words}.`);
}

function undoKey(stage, event) {
  if (stage.gone || stage !== activeStage || event.defaultPrevented || !(event.ctrlKey || event.metaKey) || event.altKey) return;
  const [target] = event.composedPath();
  const page = target === document.body || target === document.documentElement;
  if (!page && !event.composedPath().includes(stage.root)) return;
  if (target instanceof Element && (target.closest("dialog[open]") || target.matches("input:not([type=range], [type=checkbox]), textarea"))) return;
  const key = event.key.toLowerCase();
  if (key === "z" && !event.shiftKey) undo(stage);
  else if (key === "y" || (key === "z" && event.shiftKey)) redo(stage);
  else return;
  event.preventDefault();
}
