/* Act now: what an operator can do from this minute on, and the list of what was done in this run. */

import { el } from "../lib/dom.js";
import { glyph } from "../lib/glyphs.js";
import { entriesOf, minuteOf, nameOf } from "../lib/query.js";
import { showPair } from "../pages/same_luck/pair.js";
import { followChanges } from "../session/history.js";
import { actMinute, present, setEntries } from "../session/questions.js";
import { showCosts } from "./costs.js";
import { showMore } from "./further.js";
import { showShare } from "./share.js";
import { speak } from "./speech.js";
import { showStart } from "./start.js";
import { showTold } from "./told.js";

/** Settings of which a later one replaces an earlier one of the same minute; the others add up. */
export const REPLACES = new Set(["set_backoff", "fix_bug", "fix_nodes", "stop_search", "throttle"]);

export function makeAct(stage) {
  stage.actWhen = el("span", { class: "sg-act-when" });
  stage.actGrid = el("div", { class: "sg-act-grid" });
  stage.actFull = el("p", { class: "sg-act-full", role: "status", hidden: true });
  stage.didList = el("ol", { class: "sg-did" });
  stage.didBox = el(
    "div",
    { class: "sg-did-box", hidden: true },
    el("h3", { text: "What you do in this run" }),
    stage.didList,
  );
  stage.actBox.replaceChildren(el("h2", {}, "Act now ", stage.actWhen), stage.actGrid, stage.actFull, stage.didBox);
}

export function showAct(stage) {
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
export function makeDoer(stage, facts) {
  const doer = { facts, choice: facts.usual };
  doer.words = el("span");
  doer.button = el(
    "button",
    { type: "button", class: "sg-do-now", title: facts.help, onclick: () => takeAction(stage, doer) },
    glyph(facts.icon),
    doer.words,
  );
  doer.box = el("div", { class: "sg-do" }, doer.button);
  if (facts.choices.length > 1) {
    const menu = el(
      "select",
      {
        class: "sg-do-how",
        "aria-label": `${facts.label}: how much`,
        onchange: () => {
          doer.choice = menu.value;
          tellActTime(stage);
        },
      },
      ...facts.choices.map(([value, text]) => el("option", { value, text })),
    );
    menu.value = facts.usual;
    doer.box.append(menu);
  }
  return doer;
}

export function takeAction(stage, doer) {
  if (doer.button.getAttribute("aria-disabled") === "true") {
    stage.actFull.hidden = false;
    speak(stage, stage.actFull.textContent);
    return;
  }
  const minute = actMinute(stage);
  const entry = `${minute}:${doer.now}`;
  const others = entriesOf(present(stage)).filter(
    (other) => !(REPLACES.has(nameOf(entry)) && minuteOf(other) === minute && nameOf(other) === nameOf(entry)),
  );
  setEntries(stage, [...others, entry]);
  speak(stage, `${doer.words.textContent}, from minute ${minute} on.`);
}

/** Names, minute and limits of the buttons follow the playhead. */
export function tellActTime(stage) {
  if (!stage.doers || stage.actBox.hidden) return;
  const minute = actMinute(stage);
  const entries = entriesOf(present(stage));
  const stopped =
    entries.findLast((entry) => minuteOf(entry) <= minute && nameOf(entry) === "stop_search")?.endsWith(":1") ?? false;
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
  stage.actFull.textContent = full
    ? `A run holds ${stage.header.most_acts} actions at most. Remove one to do something else.`
    : "";
}

/** The actions of this run in words, each with a way to take it back. The run's own flags have the words. */
export function showDone(stage) {
  const [run] = stage.header.runs;
  const entries = entriesOf(stage.header.query);
  const flags = run.flags.filter(([, kind]) => kind === "action");
  const key = JSON.stringify([entries, flags]);
  if (key === stage.didTold) return;
  stage.didTold = key;
  const focused = stage.didList.contains(stage.root.getRootNode().activeElement);
  stage.didBox.hidden = !entries.length;
  stage.didList.replaceChildren(
    ...flags.map(([tick, , words], i) =>
      el(
        "li",
        {},
        el(
          "button",
          { type: "button", class: "sg-did-at", title: `Go to minute ${tick}`, onclick: () => stage.jump(tick) },
          el("b", { text: `minute ${tick}` }),
          " ",
          words,
        ),
        el(
          "button",
          {
            type: "button",
            class: "sg-did-off",
            "aria-label": `Remove: ${words}, minute ${tick}`,
            title: "Remove",
            onclick: () =>
              setEntries(
                stage,
                entriesOf(stage.header.query).filter((_, k) => k !== i),
              ),
          },
          glyph("close"),
        ),
      ),
    ),
  );
  if (focused) (stage.didList.querySelector(".sg-did-off") ?? stage.doers[0].button).focus();
}

/** Everything of the Lab's workbench, after another picture was taken over. */
export function showWorkbench(stage) {
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
