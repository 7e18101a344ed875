/* The three levers: real range inputs, live while dragging; and the one channel of questions to Python. */

const KEPT_ANSWERS = 24;
const PATIENCE_MS = 8000;

const queryKey = (query) => JSON.stringify(Object.entries(query).filter(([name]) => name !== "t").sort());

/** The query with one parameter changed; left out where it equals the default. */
function withParameter(query, name, value, isDefault) {
  const next = { ...query };
  delete next.t;
  if (isDefault) delete next[name];
  else next[name] = value;
  return next;
}

/** Make or update the levers so that they say what the header says. */
function showLevers(stage, levers) {
  const names = levers.map((lever) => lever.name + lever.stops.length).join();
  if (names !== stage.leverNames) {
    stage.leverNames = names;
    stage.levers = levers.map((lever) => makeLever(stage, lever));
    stage.leverBox.replaceChildren(...stage.levers.map((lever) => lever.box));
  }
  levers.forEach((lever, i) => updateLever(stage.levers[i], lever));
}

function makeLever(stage, facts) {
  const last = facts.stops.length - 1;
  const id = `sg-lever-${facts.name}`;
  const words = el("span", { class: "sg-lever-words" });
  const strip = el("div", { class: "sg-strip", hidden: true });
  const input = el("input", { type: "range", id, min: 0, max: last, step: 1 });
  const lever = { facts, input, words, strip };
  const marks = el("div", { class: "sg-marks", "aria-hidden": "true" }, ...facts.stops.map((stop, i) => {
    const mark = el("span", { text: stop.mark ?? "", onclick: () => { input.value = i; moveLever(stage, lever); } });
    mark.style.setProperty("--at", last ? i / last : 0);
    if (i === last && last > 15) mark.className = "edge";
    return mark;
  }));
  const dots = el("div", { class: "sg-dots", "aria-hidden": "true" }, ...facts.stops.map((stop, i) => {
    const dot = el("i", { class: stop.mark ? "" : "small" });
    dot.style.setProperty("--at", last ? i / last : 0);
    return dot;
  }));
  input.addEventListener("input", () => moveLever(stage, lever));
  lever.marks = marks;
  lever.box = el("div", { class: "sg-lever" },
    el("div", { class: "sg-lever-top" }, el("label", { for: id, text: facts.label, title: facts.help }), words),
    strip, el("div", { class: "sg-slide" }, dots, input), marks,
    el("div", { class: "sg-ends", "aria-hidden": "true" }, el("span", { text: facts.low ?? "" }), el("span", { text: facts.high ?? "" })));
  lever.box.style.setProperty("--stops", facts.stops.length);
  return lever;
}

/** Where a value stands along the stops: a whole number at a stop, between two of them otherwise, half a step outside beyond an end. */
function placeOf({ stops, value }) {
  const above = stops.findIndex((stop) => stop.value >= value);
  if (above < 0) return stops.length - 1;
  if (above === 0 || stops[above].value === value) return above;
  const below = stops[above - 1].value;
  return above - 1 + clamp((value - below) / (stops[above].value - below), 0.15, 0.85);
}

function updateLever(lever, facts) {
  lever.facts = facts;
  const at = placeOf(facts);
  const stop = facts.stops[at];
  const exact = stop?.value === facts.value;
  lever.input.step = exact ? 1 : "any";
  lever.input.value = at;
  sayLever(lever, at, exact ? stop.words : facts.words, exact);
}

function sayLever(lever, at, words, exact = true) {
  lever.words.textContent = words;
  lever.input.setAttribute("aria-valuetext", words);
  lever.input.style.setProperty("--at", lever.facts.stops.length > 1 ? at / (lever.facts.stops.length - 1) : 0);
  lever.at = at;
  lever.shownStop = exact ? at : null; // a link may set what is no stop
  [...lever.marks.children].forEach((mark, i) => mark.classList.toggle("now", i === lever.shownStop));
  fitMarks(lever);
  markStrip(lever, lever.shownStop);
}

/** Marks that would run into others are left out; the one in force and both ends stay. */
function fitMarks(lever) {
  const marks = [...lever.marks.children];
  const width = lever.marks.clientWidth;
  if (!width) return;
  const last = marks.length - 1;
  const spans = marks.map((mark, i) => ({ middle: (last ? i / last : 0) * width - (mark.className.includes("edge") ? mark.offsetWidth * 0.24 : 0), half: mark.offsetWidth / 2 + 3, named: mark.textContent !== "" }));
  const kept = [];
  for (const i of new Set([lever.shownStop ?? 0, 0, last, ...marks.keys()])) {
    const { middle, half, named } = spans[i];
    const free = named && kept.every((k) => Math.abs(spans[k].middle - middle) >= spans[k].half + half);
    marks[i].classList.toggle("out", named && !free);
    if (free) kept.push(i);
  }
}

/** The stop that the thumb was moved to; from between two stops a small step leads to the next one in its direction. */
function stopMovedTo({ input, at, shownStop }) {
  const to = Number(input.value);
  if (shownStop !== null || Number.isInteger(to) || Math.abs(to - at) >= 1) return Math.round(to);
  return to > at ? Math.ceil(at) : Math.floor(at);
}

function moveLever(stage, lever) {
  const at = stopMovedTo(lever);
  lever.input.step = 1;
  lever.input.value = at;
  if (at === lever.shownStop) return;
  const stop = lever.facts.stops[at];
  sayLever(lever, at, stop.words);
  ask(stage, withParameter(stage.wanted ?? stage.header.query, lever.facts.name, stop.query, stop.query === lever.facts.default));
}

/** Ask Python for another run. One question is in flight; the latest wins; known answers show at once. */
function ask(stage, query) {
  keepForUndo(stage, query);
  stage.wanted = query;
  leaveOdds(stage, query);
  const known = stage.answers.get(queryKey(query));
  if (known) stage.adopt(known, { fromMemory: true });
  if (stage.inFlight === null) sendAsk(stage);
}

function sendAsk(stage) {
  if (leavesPage(stage)) { stage.inFlight = null; askLater(stage); return; }
  stage.seq += 1;
  stage.inFlight = stage.seq;
  stage.sentQuery = stage.wanted;
  stage.root.dataset.asking = stage.seq;
  stage.send("ask", { seq: stage.seq, query: stage.wanted, ...takeAside(stage), ...takeFocus(stage) });
  clearTimeout(stage.patience);
  stage.patience = setTimeout(() => lostPatience(stage), PATIENCE_MS);
}

/** Where requests are sampled, those of the selected node are asked for in full; its number travels beside the query. */
function askFocus(stage) {
  if (wantsFocus(stage) && stage.inFlight === null) sendAsk(stage);
}

function wantsFocus(stage) {
  const { selection } = stage;
  if (!selection || selection.panel.run.requests !== "sample" || stage.panels.length > 1 || !stage.header.levers?.length) return false;
  return selection.panel.run.focus !== selection.node && stage.sentFocus !== selection.node;
}

function takeFocus(stage) {
  stage.sentFocus = stage.selection?.panel.run.requests === "sample" ? stage.selection.node : null;
  return stage.sentFocus === null ? {} : { focus: stage.sentFocus };
}

/** An answer came in; ask again if the visitor has moved on meanwhile. */
function answered(stage, seq) {
  if (stage.root.dataset.connection !== "lost") hideNote(stage, "lost");
  if (stage.inFlight === null) delete stage.root.dataset.asking;
  if (stage.inFlight === null || seq < stage.inFlight) return;
  clearTimeout(stage.patience);
  stage.inFlight = null;
  stage.mended = false;
  delete stage.root.dataset.asking;
  if (stage.aside || wantsFocus(stage) || (stage.wanted && queryKey(stage.wanted) !== queryKey(stage.sentQuery))) sendAsk(stage);
}

function lostPatience(stage) {
  if (stage.root.dataset.connection === "lost") return; // told already, and asked again when it is back
  const again = el("button", { type: "button", class: "sg-button", text: "Load this moment again", onclick: () => { writeAddress(stage, stage.wanted); location.reload(); } });
  showNote(stage, "lost", ["The server has not answered yet. Your settings and this moment are kept in the address."], again);
  stage.inFlight = null;
  if (document.visibilityState === "visible") stage.retry = setTimeout(() => { if (stage.inFlight === null && stage.wanted) sendAsk(stage); }, 2000);
}

function remember(stage, header) {
  const key = queryKey(header.query);
  stage.answers.delete(key);
  stage.answers.set(key, header);
  const most = header.runs[0].volumes > 5000 ? 4 : KEPT_ANSWERS;
  if (stage.answers.size > most) stage.answers.delete(stage.answers.keys().next().value);
}

function newLuck(stage) {
  ask(stage, withParameter(stage.wanted ?? stage.header.query, "seed", String(1 + Math.floor(Math.random() * 9999)), false));
}

/** Add an operator's action to the link of these settings and ask for the run with it. */
function act(stage, tick, name, value) {
  const entry = value === undefined ? `${tick}:${name}` : `${tick}:${name}:${value}`;
  const query = stage.wanted ?? stage.header.query;
  ask(stage, withParameter(query, "do", query.do ? `${query.do},${entry}` : entry, false));
}
