/* Odds: the sentence, the grid of lucks, the strips above the levers. What is not known yet keeps its place.
   odds = {lucks: 100, each: 30,              how many lucks the grid and each stop of a strip have
           fates: "3332…",                    of seeds 1, 2, 3, …, a digit each, as in FATES; shorter: the rest is not known yet
           strips: {backoff: {"3": [12, 15, 3, 0]}}}  by lever and stop: how many end how, in the order of FATES */

const FATES = ["over", "held", "raging", "collapsed"];
const COLLAPSED = 3;
const FATE_KEY = [["collapsed", "collapses", "collapse"], ["raging", "still rages", "still rage"], ["held", "held", "held"], ["over", "over", "over"]];
const FATE_WORDS = { over: "over", held: "held", raging: "still raging", collapsed: "collapsed" };
const FLIP_MS = 8;

function makeOdds(stage) {
  stage.oddsBig = el("b", { class: "sg-odds-big" });
  stage.oddsWords = el("span", { class: "sg-odds-words" });
  stage.lucks = el("div", { class: "sg-lucks", role: "group", "aria-label": "Lucks" });
  stage.oddsKey = el("p", { class: "sg-odds-key" });
  rove(stage.lucks, ".sg-luck", () => getComputedStyle(stage.lucks).gridTemplateColumns.split(" ").length);
  stage.lucks.addEventListener("keydown", (event) => {
    const to = { Home: stage.lucks.firstElementChild, End: stage.lucks.lastElementChild }[event.key];
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    focusLuck(stage, to);
  });
  stage.lucks.addEventListener("click", (event) => loadLuck(stage, event.target.closest(".sg-luck")));
  stage.own = el("button", { type: "button", class: "sg-own", hidden: true, onclick: () => loadLuck(stage, stage.own) },
    el("i", { class: "sg-luck-mark", "aria-hidden": "true" }), el("span", { text: "yours" }));
  return el("section", { class: "sg-odds-box", hidden: true, "aria-label": "Odds" },
    el("p", { class: "sg-odds-line" }, stage.oddsBig, " ", stage.oddsWords), stage.lucks, stage.oddsKey);
}

function loadLuck(stage, mark) {
  if (mark) ask(stage, withParameter(stage.wanted ?? stage.header.query, "seed", mark.dataset.seed, false));
}

function focusLuck(stage, mark) {
  for (const other of stage.lucks.children) other.tabIndex = other === mark ? 0 : -1;
  mark.focus();
}

/** Show odds; null: there are none here. */
function showOdds(stage, odds) {
  const there = Boolean(odds);
  stage.odds = odds;
  stage.root.classList.toggle("with-odds", there);
  stage.oddsBox.hidden = !there;
  stage.quietTop.hidden = there;
  stage.stripHint.hidden = !there;
  if (!there) stage.own.hidden = true;
  for (const lever of stage.levers ?? []) lever.strip.hidden = !there;
  placeEndings(stage);
  if (!there) return;
  stage.stripHint.textContent = `Each strip: how ${odds.each} clusters end at that stop.`;
  showSentence(stage, odds);
  showLucks(stage, odds);
  for (const lever of stage.levers ?? []) showStrip(stage, lever, odds);
  tellOdds(stage);
  tablesSoon(stage);
}

/** "93 of 100 clusters with these settings collapse", and how the others end. */
function showSentence(stage, odds) {
  const known = odds.fates.length === odds.lucks;
  stage.oddsBox.setAttribute("aria-busy", String(!known));
  if (!known && stage.oddsBig.textContent.endsWith(` of ${odds.lucks}`)) return; // the last ones, dimmed, until it is
  const tally = FATES.map((_, code) => [...odds.fates].filter((digit) => Number(digit) === code).length);
  stage.oddsBig.textContent = `${known ? tally[COLLAPSED] : "–"} of ${odds.lucks}`;
  const verb = known && tally[COLLAPSED] === 1 ? "collapses" : "collapse";
  const lines = stage.header.query.do ? ["clusters with these", "settings and actions", verb] : ["clusters with these", `settings ${verb}`];
  stage.oddsWords.replaceChildren(...lines.flatMap((line) => [el("span", { text: line }), " "]));
  stage.oddsKey.replaceChildren(...FATE_KEY.map(([fate, one, more]) => {
    const many = tally[FATES.indexOf(fate)];
    return el("span", { class: "sg-key-item" }, el("i", { class: `sg-luck-mark sg-fate-${fate}`, "aria-hidden": "true" }), el("b", { text: known ? many : "–" }), " ", many === 1 && known ? one : more);
  }));
}

function showLucks(stage, odds) {
  const mine = stage.header.runs[0].scenario.seed;
  const box = stage.lucks;
  if (box.childElementCount !== odds.lucks) {
    box.setAttribute("aria-label", `Lucks: how each of ${odds.lucks} clusters with these settings ends`);
    box.replaceChildren(...Array.from({ length: odds.lucks }, (_, i) => el("button", { type: "button", class: "sg-luck sg-fate-unknown", "data-seed": i + 1, "data-fate": "unknown" })));
  }
  const marks = [...box.children];
  const roving = box.contains(box.getRootNode().activeElement);
  marks.forEach((mark, i) => {
    mark.dataset.next = FATES[odds.fates[i]] ?? "";
    const words = `seed ${i + 1}: ${FATE_WORDS[mark.dataset.next] ?? "not known yet"}`;
    mark.setAttribute("aria-label", i + 1 === mine ? `${words}, in view` : words);
    mark.setAttribute("aria-pressed", String(i + 1 === mine));
    mark.title = words;
    if (!roving) mark.tabIndex = i + 1 === (mine >= 1 && mine <= odds.lucks ? mine : 1) ? 0 : -1;
  });
  showOwn(stage, odds, mine);
  flipLucks(stage, marks.filter((mark) => mark.dataset.next && mark.dataset.next !== mark.dataset.fate));
}

/** A luck that lies beyond the grid has a mark of its own, which stays: the way back to it. */
function showOwn(stage, odds, mine) {
  if (mine < 1 || mine > odds.lucks) stage.ownSeed = mine;
  stage.own.hidden = stage.ownSeed === undefined;
  if (stage.own.hidden) return;
  const here = stage.ownSeed === mine;
  const fate = here ? stage.header.runs[0].fate : fateInMemory(stage, stage.ownSeed);
  const words = `seed ${stage.ownSeed}: ${FATE_WORDS[fate] ?? "not known yet"}, yours`;
  stage.own.dataset.seed = stage.ownSeed;
  stage.own.dataset.fate = fate ?? "unknown";
  stage.own.firstChild.className = `sg-luck-mark sg-fate-${fate ?? "unknown"}`;
  stage.own.setAttribute("aria-pressed", String(here));
  stage.own.setAttribute("aria-label", words);
  stage.own.title = here ? `${words}: beyond the ${odds.lucks} of the grid` : `back to seed ${stage.ownSeed}, yours`;
}

/** Turn marks over one after the other, in the order of their seeds. */
function flipLucks(stage, marks) {
  cancelAnimationFrame(stage.flipping);
  const turn = (mark) => {
    const first = mark.dataset.fate === "unknown";
    mark.dataset.fate = mark.dataset.next;
    mark.className = `sg-luck sg-fate-${mark.dataset.next}`;
    if (!stage.reduced && !first) mark.animate([{ transform: "rotateX(90deg)" }, { transform: "none" }], { duration: 160, easing: "ease-out" });
  };
  if (stage.reduced) { marks.forEach(turn); return; }
  const began = performance.now();
  let done = 0;
  const step = () => {
    while (done < marks.length && done * FLIP_MS <= performance.now() - began) { turn(marks[done]); done += 1; }
    if (done < marks.length) stage.flipping = requestAnimationFrame(step);
  };
  step();
}

/** The stops of a lever that have a name; the strip has a bar for each, over the part of the track that is nearest to it. */
function makeStrip(stage, lever) {
  const { stops, label } = lever.facts;
  const named = stops.map((stop, i) => (stop.mark ? i : -1)).filter((i) => i >= 0);
  const last = Math.max(1, stops.length - 1);
  lever.strip.setAttribute("role", "group");
  lever.strip.setAttribute("aria-label", `${label}: how clusters end at each stop`);
  lever.strip.replaceChildren(...named.map((i, k) => {
    const box = el("span", { class: "sg-odds", role: "img", "data-stop": i, onclick: () => { lever.input.value = i; moveLever(stage, lever); } },
      ...FATES.map((fate) => el("i", { class: `sg-fate-${fate}` })));
    const from = k ? (named[k - 1] + i) / 2 : i - 0.5;
    const to = k < named.length - 1 ? (named[k + 1] + i) / 2 : i + 0.5;
    box.style.setProperty("--from", from / last);
    box.style.setProperty("--span", (to - from) / last);
    return box;
  }));
}

function showStrip(stage, lever, odds) {
  if (!lever.strip.childElementCount) makeStrip(stage, lever);
  const found = odds.strips[lever.facts.name] ?? {};
  for (const box of lever.strip.children) {
    const stop = lever.facts.stops[Number(box.dataset.stop)];
    const counts = found[stop.query];
    const words = `${stopName(lever.facts, stop)}: ${counts ? stripWords(counts) : "not known yet"}`;
    box.classList.toggle("stale", !counts);
    box.setAttribute("aria-label", words);
    box.title = words;
    if (counts) [...box.children].forEach((bar, code) => { bar.style.flexGrow = counts[code]; });
  }
  lever.strip.setAttribute("aria-label", stripSentence(lever, found));
  markStrip(lever, lever.shownStop);
}

/** "Backoff: of 30 clusters 28 collapse at backoff 0, 3 at backoff 2, 0 at backoff 5." */
function stripSentence({ facts, shownStop }, found) {
  const named = facts.stops.filter((stop, i) => stop.mark && found[stop.query] && (i === 0 || i === shownStop || i === facts.stops.length - 1));
  if (!named.length) return `${facts.label}: how clusters end at each stop`;
  const of = found[named[0].query].reduce((sum, n) => sum + n, 0);
  return `${facts.label}: of ${of} clusters ${named.map((stop, i) => `${found[stop.query][COLLAPSED]}${i ? "" : " collapse"} at ${stopName(facts, stop)}`).join(", ")}.`;
}

/** "backoff 3", "bug 0.1 %": short names, since they are read one after the other. */
function stopName(facts, stop) {
  const whole = Number.isInteger(facts.stops.at(-1).value);
  return `${facts.label.toLowerCase()} ${whole ? stop.query : `${Number((stop.value * 100).toPrecision(6))} %`}`;
}

/** "of 30, 0 collapse, 3 rage, 15 held, 12 over" */
function stripWords([over, held, raging, collapsed]) {
  return `of ${over + held + raging + collapsed}, ${collapsed} collapse, ${raging} rage, ${held} held, ${over} over`;
}

function markStrip(lever, at) {
  for (const box of lever.strip.children) box.classList.toggle("now", Number(box.dataset.stop) === at);
}
