/* The story: its words beside the cluster, the way on and back, and what was seen. Its scenes are data from Python. */

const STORY_KEPT = "stormglass-story";
const RUNS_AHEAD = 2;

Object.assign(GLYPHS, {
  on: "M9.200 3.800 10.700 2.400 18.300 10l-7.600 7.600-1.500-1.400L14.300 11H2V9h12.300z",
  before: "M10.800 3.800 9.300 2.400 1.700 10l7.600 7.600 1.500-1.400L5.700 11H18V9H5.700z",
});

/** What this visit knows: guesses by scene (a choice, or -1: not guessed), and which scenes were seen. */
function keptOfVisit() {
  try {
    const { guesses, seen } = JSON.parse(sessionStorage.getItem(STORY_KEPT) ?? "{}");
    return { guesses: guesses ?? {}, seen: new Set(seen ?? []) };
  } catch { return { guesses: {}, seen: new Set() }; }
}

function keepForVisit({ guesses, seen }) {
  try { sessionStorage.setItem(STORY_KEPT, JSON.stringify({ guesses, seen: [...seen] })); } catch { /* it lasts until the page is left */ }
}

/** Take a picture on the story's page. @returns {boolean} whether it belongs to the scene that is being told */
function meetStory(stage, header) {
  if (!header.story) return true;
  if (!stage.story) {
    stage.story = header.story;
    Object.assign(stage, keptOfVisit());
    stage.scene = header.story.scenes.find(({ name }) => name === header.scene) ?? header.story.scenes[0];
    buildStory(stage);
    tellScene(stage);
  }
  return queryKey(header.query) === queryKey(stage.scene.query);
}

function buildStory(stage) {
  const { root, body } = stage;
  root.classList.add("with-story");
  stage.words = el("section", { class: "sg-words", "aria-label": "The story" });
  stage.backButton = el("button", { type: "button", class: "sg-round", "aria-label": "Back", title: "Back (←)", onclick: () => stepScene(stage, -1) }, glyph("before"));
  stage.nextBox = el("div", { class: "sg-next-box" });
  stage.progress = el("div", { class: "sg-progress" });
  stage.nav = el("nav", { class: "sg-story-nav", "aria-label": "Scenes" }, stage.progress, el("div", { class: "sg-steps" }, stage.backButton, stage.nextBox));
  stage.heard = el("div", { class: "sg-hidden", "aria-live": "polite" });
  stage.foldBox = el("div", { class: "sg-folds" });
  body.prepend(stage.words, stage.nav);
  body.after(stage.foldBox, stage.heard);
  makeFolds(stage);
}

/** Go to another scene of the list. */
function goToScene(stage, i) {
  const scene = stage.story.scenes[i];
  if (!scene || scene === stage.scene) return;
  pausePlay(stage, { quiet: true });
  markSeen(stage);
  stage.scene = scene;
  tellScene(stage);
  speakScene(stage);
  stage.wanted = scene.query;
  const known = stage.answers.get(queryKey(scene.query));
  if (known) stage.adopt(known, { fromMemory: true });
  else if (stage.inFlight === null) sendAsk(stage);
  writeAddress(stage);
  showTop(stage);
}

const sceneNumber = (stage) => stage.story.scenes.indexOf(stage.scene);

function stepScene(stage, way) { goToScene(stage, sceneNumber(stage) + way); }

/** The words stand at the top again where the page was scrolled down. */
function showTop(stage) {
  if (stage.words.getBoundingClientRect().top < -8) stage.words.scrollIntoView({ block: "start", behavior: "instant" });
}

/** A scene was seen when it was played to its end or left; not while its prediction is open. */
function markSeen(stage) {
  if (isOpen(stage) || stage.seen.has(stage.scene.name)) return;
  stage.seen.add(stage.scene.name);
  keepForVisit(stage);
  showSeen(stage);
}

/** A scene played to its end. */
function endScene(stage) {
  markSeen(stage);
  if (stage.scene.question && !stage.afterShown) showAfter(stage);
}

/** The words of a scene, the way on, and the progress. */
function tellScene(stage) {
  const { scene, story } = stage;
  const first = scene === story.scenes[0];
  stage.root.dataset.scene = scene.name;
  stage.root.classList.toggle("first-scene", first);
  stage.figure = null;
  stage.afterShown = false;
  const chapter = story.scenes.slice(0, sceneNumber(stage) + 1).findLast((one) => one.chapter)?.chapter;
  stage.words.replaceChildren(
    el("h1", { text: story.scenes[0].title }),
    ...(first ? [] : [chapter ? el("p", { class: "sg-chapter", text: chapter }) : "", el("h2", { text: scene.title })]),
    ...scene.words.map(paragraphOf(stage)),
    makeQuestion(stage), makeFigure(stage), stage.after = el("div", { class: "sg-after" }), makeSummary(stage), makeLegend(scene));
  if (scene.question && !isOpen(stage)) showAfter(stage);
  showWayOn(stage);
}

const paragraphOf = (stage) => (segments) => el("p", {}, ...segments.map((segment) => pieceOf(stage, segment)));

/** A piece of a sentence: plain, a number of the run, a state, or what the record says. */
function pieceOf(stage, segment) {
  if (typeof segment === "string") return document.createTextNode(segment);
  const [text, mark] = segment;
  if (mark === "strong") return el("strong", { text });
  if (mark === "run") return el("b", { class: "sg-run-number", text });
  if (mark === "reader") return el("span", { class: "sg-reader", text });
  if (mark === "record") return el("a", { class: "sg-record", href: stage.story.record[0], target: "_blank", rel: "noopener", title: stage.story.record[1], text });
  return el("mark", { class: `sg-mark sg-mark-${STATE_CLASS[mark] ?? "mirrored"}`, text });
}

/** Where the numbers come from, said once under the words. */
function makeLegend({ words, after, question }) {
  const marks = new Set([...words, ...after, question?.ask ?? []].flat().filter((segment) => typeof segment !== "string").map(([, mark]) => mark));
  const line = el("p", { class: "sg-legend" });
  if ([...marks].some((mark) => !["strong", "record", "reader"].includes(mark))) line.append(el("b", { class: "sg-run-number", text: "Bold" }), " or underlined numbers: from the model’s runs. ");
  if (marks.has("record")) line.append(el("span", { class: "sg-record", text: "Dotted" }), ": Amazon’s own account. ");
  if (marks.has("reader")) line.append(el("span", { class: "sg-reader", text: "Slanted" }), ": readers’ remarks on GeekWire, 2011.");
  return line;
}

function showWayOn(stage) {
  const { scene, story } = stage;
  const i = sceneNumber(stage);
  const next = story.scenes[i + 1];
  const leaves = i === 0 && stage.backButton === stage.root.getRootNode().activeElement;
  stage.backButton.hidden = i === 0;
  const on = (words, kind) => el("button", { type: "button", class: kind, onclick: () => stepScene(stage, 1) }, el("span", { text: words }), glyph("on"));
  const lab = scene.lab || !next;
  stage.nextBox.replaceChildren(lab ? labLink() : "", next ? on(scene.button, lab || isOpen(stage) ? "sg-next plain" : "sg-next") : "");
  if (leaves) stage.nextBox.firstElementChild.focus();
  const part = el("ol", { class: "sg-line", "aria-hidden": "true" }, ...story.scenes.map((one, k) => el("li", { class: `${k < i ? "past" : k === i ? "now" : ""}${one.chapter ? " chapter" : ""}` })));
  stage.progress.replaceChildren(part, el("p", {}, el("span", { class: "sg-hidden", text: "Scene " }), `${i + 1} of ${story.scenes.length}`));
}

/** The way to the Lab: the page's own link, which changes the page without loading it anew. */
function labLink() {
  const page = document.querySelector(".st-key-tolab a");
  const go = (event) => {
    if (!page?.isConnected || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    page.click();
  };
  return el("a", { class: "sg-next", href: page?.href ?? "lab", onclick: go }, el("span", { text: "Now try to stop it" }), glyph("on"));
}

/** For those who listen: heading and words of the new scene. */
function speakScene(stage) {
  const { scene } = stage;
  stage.heard.textContent = `Scene ${sceneNumber(stage) + 1}: ${scene.title}. ${[...scene.words, scene.question?.ask ?? []].map(plain).join(" ")}`;
}

/** Fetch what the next scenes will show, so that a step needs no answer of the server. */
function askAhead(stage) {
  if (!stage.story || stage.inFlight !== null || stage.root.dataset.connection === "lost" || leavesPage(stage)) return;
  const rest = stage.story.scenes.slice(sceneNumber(stage) + 1).map(({ query }) => query);
  const keys = [...new Set(rest.map(queryKey))].slice(0, RUNS_AHEAD);
  const missing = keys.find((key) => !stage.answers.has(key));
  if (!missing) return;
  stage.seq += 1;
  stage.inFlight = stage.aheadSeq = stage.seq;
  stage.sentQuery = stage.wanted;
  stage.send("ask", { seq: stage.seq, query: rest.find((query) => queryKey(query) === missing) });
  clearTimeout(stage.patience);
  stage.patience = setTimeout(() => { if (stage.inFlight === stage.aheadSeq) stage.inFlight = null; }, PATIENCE_MS);
}

/** The link of a scene, with the minute where it was paused within it. */
function writeScene(stage) {
  const { scene, tick, playing, story } = stage;
  const address = new URLSearchParams();
  if (scene !== story.scenes[0]) address.set("scene", scene.name);
  if (!playing && tick > scene.from && tick < scene.to && stage.header && queryKey(stage.header.query) === queryKey(scene.query)) address.set("t", tick);
  for (const [name, value] of new URLSearchParams(location.search)) if (name.startsWith("embed")) address.append(name, value);
  const next = `${location.pathname}${address.size ? `?${address}` : ""}${location.hash}`;
  if (next !== location.pathname + location.search + location.hash) history.replaceState(history.state, "", next);
}

/** Arrows turn the pages of the story, but for where the stage's own things have the focus. @returns {boolean} */
function takeStoryKey(stage, event, path) {
  if (!stage.story || event.shiftKey || !["ArrowLeft", "ArrowRight"].includes(event.key)) return false;
  const inStage = path.some((node) => node === stage.runsBox || node === stage.line.box || node.classList?.contains("sg-bar") || node === stage.card);
  if (inStage) return false;
  event.preventDefault();
  stepScene(stage, event.key === "ArrowRight" ? 1 : -1);
  return true;
}
