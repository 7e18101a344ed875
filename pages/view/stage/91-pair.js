/* Two clusters with the same luck: the sentence that says where they part, levers with a thumb for each of them, pairs
   to start from. What there is to tell comes in `header.pair` (pages/view/pair.py). */

const SIDES = ["left", "right"];
const SAME = "same";

/** Everything of two clusters, after another picture was taken over. */
function showPair(stage) {
  const { pair } = stage.header;
  stage.root.classList.toggle("with-pair", Boolean(pair));
  if (!pair) return;
  if (!stage.pairParts) makePair(stage);
  showParting(stage, pair);
  const overtaken = stage.inFlight !== null && stage.wanted && queryKey(stage.wanted) !== queryKey(stage.header.query);
  if (!overtaken) showPairLevers(stage, pair.levers);
  stage.pairParts.same.disabled = stage.header.query.right === SAME;
  stage.pairParts.names.forEach((box, i) => { box.textContent = stage.panelName(i); });
  for (const { button, query } of stage.pairParts.starts) button.setAttribute("aria-pressed", String(queryKey(query) === queryKey(stage.header.query)));
  followProtections(stage);
}

function makePair(stage) {
  const { pair } = stage.header;
  const parts = (stage.pairParts = { names: [el("span"), el("span")], starts: [] });
  parts.head = el("h2", { class: "sg-pair-head" });
  parts.why = el("p", { class: "sg-pair-why" });
  parts.jumps = el("p", { class: "sg-pair-jumps" });
  stage.runsBox.before(el("section", { class: "sg-pair-lead", "aria-label": "Where the two worlds part" }, parts.head, parts.jumps));
  stage.line.box.before(el("p", { class: "sg-pair-legend" }, el("span", { class: "sg-pair-what", text: "Stuck volumes" }),
    ...parts.names.map((name, i) => el("span", {}, sideMark(i), name))));
  stage.pairLevers = pair.levers.map((facts) => makePairLever(stage, facts));
  parts.levers = el("div", { class: "sg-pair-levers" }, ...stage.pairLevers.map(({ box }) => box));
  parts.same = el("button", { type: "button", class: "sg-link", text: "make both the same", onclick: () => makeSame(stage) });
  stage.luck.append(el("span", { class: "sg-pair-tools" }, parts.same));
  stage.foot.before(el("section", { class: "sg-pair", "aria-label": "Levers of both clusters; they hold from the start" },
    parts.why, el("p", { class: "sg-pair-hint", text: "The right cluster is a copy of the left one until you move one of its own levers." }),
    parts.levers, stage.luck));
  const below = el("div", { class: "sg-below" }, makePairCards(stage, pair.cards), makeProtections(stage, pair), makeButterfly(stage, pair.butterfly));
  stage.body.append(below);
}

/** The mark of a side, wherever it is named: the left one is filled, the right one a broken line. */
function sideMark(side) {
  return el("i", { class: `sg-side-mark sg-side-${SIDES[side]}`, "aria-hidden": "true" });
}

function showParting(stage, { headline, why, parts, seen }) {
  const { head, why: box, jumps } = stage.pairParts;
  for (const part of [head, box]) part.style.minHeight = holdsLever(stage) ? `${part.offsetHeight}px` : ""; // under a moving lever nothing moves
  if (head.textContent && head.textContent !== headline) speak(stage, headline);
  head.textContent = headline;
  box.textContent = why.join(" ");
  const jump = (tick, words) => el("button", { type: "button", class: "sg-button", text: words, onclick: () => stage.jump(tick) });
  const list = parts === null ? [] : [jump(parts, `Minute ${parts}: they part`)];
  if (seen !== null && seen !== parts) list.push(jump(seen, `Minute ${seen}: one can see it`));
  const focused = jumps.contains(stage.root.getRootNode().activeElement);
  jumps.replaceChildren(...list);
  if (focused) list[0]?.focus();
}

/** The right cluster's own settings, as its part of the link has them. */
function ownOf(query) {
  const entries = (query.right ?? SAME).split(",").filter((entry) => entry.includes(":"));
  return new Map(entries.map((entry) => [entry.slice(0, entry.indexOf(":")), entry.slice(entry.indexOf(":") + 1)]));
}

/** A query with other settings for the right cluster; only what differs from the left one is named. */
function withOwn(stage, query, own) {
  const usual = new Map(stage.header.pair.levers.map((facts) => [facts.name, facts.default]));
  const entries = stage.header.pair.own.filter((name) => own.has(name) && own.get(name) !== (query[name] ?? usual.get(name))).map((name) => `${name}:${own.get(name)}`);
  const { t, ...rest } = query;
  return { ...rest, right: entries.join(",") || SAME };
}

function makePairLever(stage, facts) {
  const last = facts.stops.length - 1;
  const at = (node, i) => { node.style.setProperty("--at", last ? i / last : 0); return node; };
  const lever = { facts, shownStop: 0, held: false, follows: true };
  lever.marks = el("div", { class: "sg-marks", "aria-hidden": "true" }, ...facts.stops.map((stop, i) => at(el("span", { text: stop.mark ?? "", class: i === last && last > 15 ? "edge" : "" }), i)));
  lever.sides = SIDES.map((side, i) => {
    const input = el("input", { type: "range", min: 0, max: last, step: 1, "aria-label": `${facts.label}, ${side}` });
    const take = () => { lever.held = ownOf(present(stage)).has(facts.name); };
    input.addEventListener("pointerdown", take);
    input.addEventListener("focus", take);
    input.addEventListener("input", () => movePairLever(stage, lever, i));
    const words = el("span", { class: "sg-lever-words" });
    const dots = el("div", { class: "sg-dots", "aria-hidden": "true" }, ...facts.stops.map((stop, k) => at(el("i", { class: stop.mark ? "" : "small" }), k)));
    const name = el("p", { class: "sg-pair-side" }, sideMark(i), el("b", { text: ["Left", "Right"][i] }), words);
    return { input, words, name, slide: el("div", { class: `sg-slide sg-slide-${side}` }, dots, input), at: 0, shownStop: 0 };
  });
  const [left, right] = lever.sides;
  lever.box = el("div", { class: "sg-lever sg-pair-lever", role: "group", "aria-label": facts.label },
    el("h3", { text: facts.label, title: facts.help }), left.name, left.slide, lever.marks, right.slide, right.name);
  lever.box.style.setProperty("--stops", facts.stops.length);
  return lever;
}

function showPairLevers(stage, levers) {
  levers.forEach((facts, k) => {
    const lever = stage.pairLevers[k];
    lever.facts = facts;
    lever.follows = facts.right === facts.value;
    putPairThumb(lever, 0, facts.value, facts.words);
    putPairThumb(lever, 1, facts.right, facts.right_words);
    markPairLever(lever);
  });
}

/** A thumb at a value; a link may set what is no stop, then it stands between two of them. */
function putPairThumb(lever, side, value, words) {
  const at = placeOf({ ...lever.facts, value });
  const stop = lever.facts.stops[at];
  const exact = stop?.value === value;
  lever.sides[side].input.step = exact ? 1 : "any";
  lever.sides[side].input.value = at;
  sayPairThumb(lever, side, at, exact ? stop.words : words, exact);
}

function sayPairThumb(lever, side, at, words, exact = true) {
  const one = lever.sides[side];
  Object.assign(one, { at, shownStop: exact ? at : null });
  one.words.textContent = words;
  one.input.setAttribute("aria-valuetext", words);
  one.input.style.setProperty("--at", lever.facts.stops.length > 1 ? at / (lever.facts.stops.length - 1) : 0);
}

/** Whether the right one follows the left one here, and which stops are in force. */
function markPairLever(lever) {
  const stops = lever.sides.map(({ shownStop }) => shownStop);
  lever.box.classList.toggle("apart", !lever.follows);
  if (lever.follows) lever.sides[1].words.textContent = "the same";
  [...lever.marks.children].forEach((mark, i) => mark.classList.toggle("now", stops.includes(i)));
  lever.shownStop = stops[0] ?? stops[1];
  fitMarks(lever);
}

/** One thumb moves. The left one takes the right one along, unless that had a value of its own when it was taken up. */
function movePairLever(stage, lever, side) {
  const { facts } = lever;
  const at = stopMovedTo(lever.sides[side]);
  const stop = facts.stops[at];
  lever.sides[side].input.step = 1;
  lever.sides[side].input.value = at;
  const query = { ...present(stage) };
  const own = ownOf(query);
  if (side === 1) own.set(facts.name, stop.query);
  else {
    if (lever.held && !own.has(facts.name)) own.set(facts.name, query[facts.name] ?? facts.default);
    query[facts.name] = stop.query;
    if (stop.query === facts.default) delete query[facts.name];
  }
  const next = withOwn(stage, query, own);
  if (queryKey(next) === queryKey(present(stage))) return;
  sayPairThumb(lever, side, at, stop.words);
  lever.follows = !ownOf(next).has(facts.name);
  if (side === 0 && !lever.held) {
    lever.sides[1].input.step = 1;
    lever.sides[1].input.value = at;
    sayPairThumb(lever, 1, at, stop.words);
  }
  markPairLever(lever);
  ask(stage, next);
}

/** What changed between two links of two clusters, for undo. */
function pairChange(stage, before, after) {
  const own = [ownOf(before), ownOf(after)];
  const moved = stage.header.pair.levers.filter(({ name }) => before[name] !== after[name] || own[0].get(name) !== own[1].get(name));
  if (before.seed !== after.seed && !moved.length) return { words: "new luck" };
  if (moved.length !== 1) return { words: "both clusters" };
  const [{ name, label }] = moved;
  const side = before[name] !== after[name] ? "left" : "right";
  return { words: `${label}, ${side}`, lever: `${name} ${side}` };
}

/** Both clusters as the left one is. */
function makeSame(stage) {
  const { t, ...now } = present(stage);
  nameChange(stage, "make both the same");
  ask(stage, { ...now, right: SAME });
}

/** Start from these two clusters, whatever was set before: at a minute, or before the first thing happens. */
function startPair(stage, query, words, tick = null) {
  pausePlay(stage, { quiet: true });
  nameChange(stage, words, stage.tick);
  stage.goal = { key: queryKey(query), tick };
  ask(stage, { ...query });
  if (stage.root.getBoundingClientRect().top < -40) stage.root.scrollIntoView({ block: "start", behavior: stage.reduced ? "auto" : "smooth" });
}

function makePairCards(stage, cards) {
  const boxes = cards.map(({ title, promise, query, paths, fates }) => {
    const button = el("button", { type: "button", class: "sg-card-part", onclick: () => startPair(stage, query, `“${title}”`) },
      el("b", { text: title }), pairOutlines(paths, fates), el("span", { class: "sg-card-promise", text: promise }));
    stage.pairParts.starts.push({ button, query });
    return el("div", { class: "sg-from-card" }, button);
  });
  return el("section", { class: "sg-start sg-pair-start", "aria-label": "Start from" }, el("h2", { text: "Start from" }),
    el("p", { class: "sg-start-lead", text: "Each picture: how many volumes are stuck, minute by minute, on the left and on the right." }), el("div", { class: "sg-cards" }, ...boxes));
}

/** Two small outlines side by side, with how each ends. */
function pairOutlines(paths, fates) {
  return el("span", { class: "sg-pair-outlines" }, ...paths.map((path, i) => el("span", {}, outlineOf({ path, fate: fates[i] }),
    el("span", { class: "sg-card-fate" }, el("i", { class: `sg-luck-mark sg-fate-${fates[i]}`, "aria-hidden": "true" }), FATE_WORDS[fates[i]]))));
}

/** One spare slot fewer: two lucks with the same settings, and what becomes of each. */
function makeButterfly(stage, { words, columns, rows }) {
  const boxes = rows.map(({ seed, query, tick, paths, fates }) => {
    const button = el("button", { type: "button", class: "sg-card-part", onclick: () => startPair(stage, query, `seed ${seed}, one slot fewer`, tick) },
      el("b", { text: `Seed ${seed}` }),
      el("span", { class: "sg-pair-outlines" }, ...paths.map((path, i) => el("span", {}, el("span", { class: "sg-pair-column", text: columns[i] }), outlineOf({ path, fate: fates[i] }),
        el("span", { class: "sg-card-fate" }, el("i", { class: `sg-luck-mark sg-fate-${fates[i]}`, "aria-hidden": "true" }), FATE_WORDS[fates[i]])))),
      el("span", { class: "sg-card-promise", text: `Show minute ${tick}, where it begins to matter` }));
    stage.pairParts.starts.push({ button, query });
    return el("div", { class: "sg-from-card" }, button);
  });
  return el("section", { class: "sg-start sg-butterfly", "aria-label": "Butterfly" }, el("h2", { text: "Butterfly" }), el("p", { class: "sg-start-lead", text: words }), el("div", { class: "sg-cards sg-two" }, ...boxes));
}

/** In the minute in which they part, the nodes on which they do are outlined, where these are few. */
function outlineParting(stage, panel, outline) {
  const { pair } = stage.header;
  if (!pair || !stage.still || panel.shownTick !== pair.parts || pair.nodes[panel.index].length > 12) return;
  for (const n of pair.nodes[panel.index]) outline(n, stage.palette.accent, 3);
}
