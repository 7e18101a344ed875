// @ts-nocheck
/* Act now: what an operator can do from this minute on, and the list of what was done in this run. */

import { el } from "../lib/dom.js";
import { glyph } from "../lib/glyphs.js";
import { ownState } from "../lib/own_state.js";
import { entriesOf, minuteOf, nameOf, withParameter } from "../lib/query.js";
import { jump } from "../time/clock.js";
import { actMinute, present } from "./present.js";
import { speak } from "./speech.js";

/** @import { LeverFacts, RingNode, Stage } from "../types.d.ts" */

/** Settings of which a later one replaces an earlier one of the same minute; the others add up. */
export const REPLACES = new Set([
  "set_backoff",
  "fix_bug",
  "fix_nodes",
  "stop_search",
  "throttle",
  "request_limit",
  "retry_budget",
]);

export const actOf = ownState(() => {
  const when = el("span", { class: "sg-act-when" });
  const grid = el("div", { class: "sg-act-grid" });
  const full = el("p", { class: "sg-act-full", role: "status", hidden: true });
  const didList = el("ol", { class: "sg-did" });
  const didBox = el(
    "div",
    { class: "sg-did-box", hidden: true },
    el("h3", { text: "What you do in this run" }),
    didList,
  );
  const parts = [el("h2", {}, "Act now ", when), grid, full, didBox];
  const box = el("section", { class: "sg-act", hidden: true, "aria-label": "Act now" }, ...parts);
  return { box, when, grid, full, didBox, didList, doers: /** @type {Doer[]} */ ([]), told: "", didTold: "" };
});

/** @param {Stage} stage */
export function showAct(stage) {
  const { acts, runs } = stage.frame;
  const act = actOf(stage);
  act.box.hidden = !acts || runs.length > 1;
  if (!acts || act.box.hidden) return;
  if (!act.doers.length) {
    act.doers = acts.map((facts) => makeDoer(stage, facts));
    act.grid.replaceChildren(...act.doers.map(({ box }) => box));
  }
  showDone(stage);
  tellActTime(stage);
}

/**
 * One action: a button that does it at once with the usual value, and a menu of values beside it.
 * @param {Stage} stage @param {LeverFacts} facts
 */
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

/** @param {Stage} stage @param {Doer} doer */
export function takeAction(stage, doer) {
  if (doer.button.getAttribute("aria-disabled") === "true") {
    actOf(stage).full.hidden = false;
    speak(stage, actOf(stage).full.textContent);
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

/** Names, minute and limits of the buttons follow the playhead. @param {Stage} stage */
export function tellActTime(stage) {
  if (!actOf(stage).doers.length || actOf(stage).box.hidden) return;
  const minute = actMinute(stage);
  const entries = entriesOf(present(stage));
  const stopped =
    entries.findLast((entry) => minuteOf(entry) <= minute && nameOf(entry) === "stop_search")?.endsWith(":1") ?? false;
  const full = entries.length >= stage.frame.most_acts;
  const key = [minute, stopped, full, ...actOf(stage).doers.map(({ choice }) => choice)].join();
  if (key === actOf(stage).told) return;
  actOf(stage).told = key;
  actOf(stage).when.textContent = `changes this run from minute ${minute} on`;
  actOf(stage).doers.forEach((doer, i) => {
    const { facts, button } = doer;
    const again = i === 0 && stopped ? stage.frame.again : null;
    doer.now = again?.[1] ?? doer.choice;
    doer.words.textContent = again?.[0] ?? facts.label;
    button.title = again?.[2] ?? facts.help;
    const how = facts.choices.find(([value]) => value === doer.choice)?.[1];
    button.setAttribute("aria-label", `${doer.words.textContent}${how ? `, ${how}` : ""}, from minute ${minute} on`);
    button.setAttribute("aria-disabled", String(full));
  });
  actOf(stage).full.hidden = !full;
  actOf(stage).full.textContent = full
    ? `A run holds ${stage.frame.most_acts} actions at most. Remove one to do something else.`
    : "";
}

/**
 * The actions of this run in words, each with a way to take it back. The run's own flags have the words.
 * @param {Stage} stage
 */
export function showDone(stage) {
  const [run] = stage.frame.runs;
  const entries = entriesOf(stage.frame.query);
  const flags = run.flags.filter(([, kind]) => kind === "action");
  const key = JSON.stringify([entries, flags]);
  if (key === actOf(stage).didTold) return;
  actOf(stage).didTold = key;
  const focused = actOf(stage).didList.contains(stage.root.getRootNode().activeElement);
  actOf(stage).didBox.hidden = !entries.length;
  actOf(stage).didList.replaceChildren(
    ...flags.map(([tick, , words], i) =>
      el(
        "li",
        {},
        el(
          "button",
          { type: "button", class: "sg-did-at", title: `Go to minute ${tick}`, onclick: () => jump(stage, tick) },
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
                entriesOf(stage.frame.query).filter((_, k) => k !== i),
              ),
          },
          glyph("close"),
        ),
      ),
    ),
  );
  if (focused) (actOf(stage).didList.querySelector(".sg-did-off") ?? actOf(stage).doers[0].button).focus();
}

/**
 * Ask for the same settings with these actions, in order of time; those of one minute keep their order.
 * @param {Stage} stage @param {string[]} entries
 */
function setEntries(stage, entries) {
  const sorted = entries
    .map((entry, i) => [entry, i])
    .sort(([a, i], [b, k]) => minuteOf(a) - minuteOf(b) || i - k)
    .map(([entry]) => entry);
  stage.play.opened = true;
  stage.questions.ask(withParameter(present(stage), "do", sorted.join(","), !sorted.length));
}

/** One more action than there is. @param {Stage} stage @param {number} tick @param {RingNode} node */
export function breakNode(stage, tick, node) {
  const query = present(stage);
  const entry = `${tick}:crash_node:${node}`;
  stage.questions.ask(withParameter(query, "do", query.do ? `${query.do},${entry}` : entry, false));
}
