/* Act now: what an operator can do from this minute on, and the list of what was done in this run. Actions are part of
   the settings: the run is played anew with the same luck, and is the same up to the minute of the first of them. */

Object.assign(GLYPHS, {
  stop: "M5 5h10v10H5z",
  add: "M9 3.500h2V9h5.500v2H11v5.500H9V11H3.500V9H9z",
  wait: "M10 2.500a7.500 7.500 0 1 1 0 15 7.500 7.500 0 0 1 0-15zm0 1.800a5.700 5.700 0 1 0 0 11.400 5.700 5.700 0 0 0 0-11.400zM9.200 6H11v3.700l2.700 2.700-1.200 1.200-3.300-3.200z",
  bug: "M7.300 5a2.800 2.800 0 0 1 5.400 0zM6 6.200h8v1.300l2.500-1.600.9 1.400L14.500 9v1H18v1.700h-3.500c0 .4-.1.900-.2 1.300l2.800 1.700-.9 1.400-2.600-1.500a4.300 4.300 0 0 1-7.200 0l-2.600 1.500-.9-1.400L5.700 13c-.1-.4-.2-.900-.2-1.300H2V10h3.500V9L2.600 7.300l.9-1.400L6 7.500z",
  throttle: "M2.500 4h15l-5.700 7v5.500l-3.600-1.800V11z",
  reconnect: "M8.500 6H6a4 4 0 0 0 0 8h2.500v-2H6a2 2 0 0 1 0-4h2.500zM11.500 6H14a4 4 0 0 1 0 8h-2.500v-2H14a2 2 0 0 0 0-4h-2.500zM7 9.200h6v1.600H7z",
  restart: "M10 3.500a6.500 6.500 0 1 0 6.500 6.500h-1.900A4.600 4.600 0 1 1 10 5.400V8l4.500-3.600L10 .8z",
  cut: "M8.500 6H6a4 4 0 0 0 0 8h2.500v-2H6a2 2 0 0 1 0-4h2.500zM11.500 6H14a4 4 0 0 1 0 8h-2.500v-2H14a2 2 0 0 0 0-4h-2.500zM9.200 1.500h1.600V5H9.200zM9.200 15h1.600v3.500H9.200z",
});

/** Settings of which a later one replaces an earlier one of the same minute; the others add up. */
const REPLACES = new Set(["set_backoff", "fix_bug", "fix_nodes", "stop_search", "throttle"]);

/** "60:add_capacity:0.05" and so on, as the link has them. */
const entriesOf = (query) => (query.do ? query.do.split(",") : []);
const minuteOf = (entry) => Number(entry.slice(0, entry.indexOf(":")));
const nameOf = (entry) => entry.split(":")[1];
const present = (stage) => stage.wanted ?? stage.header.query;
/** The minute from which an action would hold: the one in view, but not the start. */
const actMinute = (stage) => clamp(stage.tick, 1, stage.header.runs[0].ticks);

function makeAct(stage) {
  stage.actWhen = el("span", { class: "sg-act-when" });
  stage.actGrid = el("div", { class: "sg-act-grid" });
  stage.actFull = el("p", { class: "sg-act-full", role: "status", hidden: true });
  stage.didList = el("ol", { class: "sg-did" });
  stage.didBox = el("div", { class: "sg-did-box", hidden: true }, el("h3", { text: "What you do in this run" }), stage.didList);
  stage.actBox.replaceChildren(el("h2", {}, "Act now ", stage.actWhen), stage.actGrid, stage.actFull, stage.didBox);
}

function showAct(stage) {
  const { acts, runs } = stage.header;
  stage.actBox.hidden = !acts || runs.length > 1;
  if (stage.actBox.hidden) return;
  if (!stage.actGrid) makeAct(stage);
  if (!stage.doers) {
    stage.doers = acts.map((facts) => makeDoer(stage, facts));
    stage.actGrid.replaceChildren(...stage.doers.map(({ box }) => box));
  }
  showDone(stage);
  tellActTime(stage);
}

/** One action: a button that does it at once with the usual value, and a menu of values beside it. */
function makeDoer(stage, facts) {
  const doer = { facts, choice: facts.usual };
  doer.words = el("span");
  doer.button = el("button", { type: "button", class: "sg-do-now", title: facts.help, onclick: () => takeAction(stage, doer) }, glyph(facts.icon), doer.words);
  doer.box = el("div", { class: "sg-do" }, doer.button);
  if (facts.choices.length > 1) {
    const menu = el("select", { class: "sg-do-how", "aria-label": `${facts.label}: how much`, onchange: () => { doer.choice = menu.value; tellActTime(stage); } },
      ...facts.choices.map(([value, text]) => el("option", { value, text })));
    menu.value = facts.usual;
    doer.box.append(menu);
  }
  return doer;
}

function takeAction(stage, doer) {
  if (doer.button.getAttribute("aria-disabled") === "true") { stage.actFull.hidden = false; speak(stage, stage.actFull.textContent); return; }
  const minute = actMinute(stage);
  const entry = `${minute}:${doer.now}`;
  const others = entriesOf(present(stage)).filter((other) => !(REPLACES.has(nameOf(entry)) && minuteOf(other) === minute && nameOf(other) === nameOf(entry)));
  setEntries(stage, [...others, entry]);
  speak(stage, `${doer.words.textContent}, from minute ${minute} on.`);
}

/** Ask for the same settings with these actions, in order of time; those of one minute keep their order. */
function setEntries(stage, entries) {
  const sorted = entries.map((entry, i) => [entry, i]).sort(([a, i], [b, k]) => minuteOf(a) - minuteOf(b) || i - k).map(([entry]) => entry);
  stage.opened = true;
  ask(stage, withParameter(present(stage), "do", sorted.join(","), !sorted.length));
}

/** Names, minute and limits of the buttons follow the playhead. */
function tellActTime(stage) {
  if (!stage.doers || stage.actBox.hidden) return;
  const minute = actMinute(stage);
  const entries = entriesOf(present(stage));
  const stopped = entries.findLast((entry) => minuteOf(entry) <= minute && nameOf(entry) === "stop_search")?.endsWith(":1") ?? false;
  const full = entries.length >= stage.header.most_acts;
  const key = [minute, stopped, full, ...stage.doers.map(({ choice }) => choice)].join();
  if (key === stage.actTold) return;
  stage.actTold = key;
  stage.actWhen.textContent = `changes this run from minute ${minute} on`;
  stage.doers.forEach((doer, i) => {
    const { facts, button } = doer;
    const again = i === 0 && stopped ? stage.header.again : null;
    doer.now = again?.[1] ?? doer.choice;
    doer.words.textContent = again?.[0] ?? facts.label;
    button.title = again?.[2] ?? facts.help;
    const how = facts.choices.find(([value]) => value === doer.choice)?.[1];
    button.setAttribute("aria-label", `${doer.words.textContent}${how ? `, ${how}` : ""}, from minute ${minute} on`);
    button.setAttribute("aria-disabled", String(full));
  });
  stage.actFull.hidden = !full;
  stage.actFull.textContent = full ? `A run holds ${stage.header.most_acts} actions at most. Remove one to do something else.` : "";
}

/** The actions of this run in words, each with a way to take it back. The run's own flags have the words. */
function showDone(stage) {
  const [run] = stage.header.runs;
  const entries = entriesOf(stage.header.query);
  const flags = run.flags.filter(([, kind]) => kind === "action");
  const key = JSON.stringify([entries, flags]);
  if (key === stage.didTold) return;
  stage.didTold = key;
  const focused = stage.didList.contains(stage.root.getRootNode().activeElement);
  stage.didBox.hidden = !entries.length;
  stage.didList.replaceChildren(...flags.map(([tick, , words], i) => el("li", {},
    el("button", { type: "button", class: "sg-did-at", title: `Go to minute ${tick}`, onclick: () => stage.jump(tick) }, el("b", { text: `minute ${tick}` }), " ", words),
    el("button", { type: "button", class: "sg-did-off", "aria-label": `Remove: ${words}, minute ${tick}`, title: "Remove", onclick: () => setEntries(stage, entriesOf(stage.header.query).filter((_, k) => k !== i)) }, glyph("close")))));
  if (focused) (stage.didList.querySelector(".sg-did-off") ?? stage.doers[0].button).focus();
}

/** Everything of the Lab's workbench, after another picture was taken over. */
function showWorkbench(stage) {
  followChanges(stage);
  showAct(stage);
  showStart(stage);
  showMore(stage);
  showTold(stage);
  showShare(stage);
  showCosts(stage);
  showPair(stage);
  stage.root.classList.toggle("with-acts", !stage.actBox.hidden);
}
