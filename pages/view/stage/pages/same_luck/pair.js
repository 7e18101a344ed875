/* Two clusters with the same luck: where they part, pairs to start from. What there is to tell comes from pages/view/same_luck/pair.py. */

import { el } from "../../lib/dom.js";
import { SAME, ownOf, queryKey } from "../../lib/query.js";
import { makePairLever, showPairLevers } from "./levers.js";
import { followProtections, makeProtections } from "./protections.js";
import { SIDES } from "../../run/flags.js";
import { FATE_WORDS } from "../../run/states.js";
import { nameChange } from "../../session/history.js";
import { ask, present } from "../../session/questions.js";
import { pausePlay } from "../../time/clock.js";
import { holdsLever } from "../../ui/captions.js";
import { speak } from "../../ui/speech.js";
import { outlineOf } from "../../ui/start.js";

/** Everything of two clusters, after another picture was taken over. */
export function showPair(stage) {
  const { pair } = stage.header;
  stage.root.classList.toggle("with-pair", Boolean(pair));
  if (!pair) return;
  if (!stage.pairParts) makePair(stage);
  showParting(stage, pair);
  const overtaken = stage.inFlight !== null && stage.wanted && queryKey(stage.wanted) !== queryKey(stage.header.query);
  if (!overtaken) showPairLevers(stage, pair.levers);
  stage.pairParts.same.disabled = stage.header.query.right === SAME;
  stage.pairParts.names.forEach((box, i) => {
    box.textContent = stage.panelName(i);
  });
  for (const { button, query } of stage.pairParts.starts)
    button.setAttribute("aria-pressed", String(queryKey(query) === queryKey(stage.header.query)));
  followProtections(stage);
}

export function makePair(stage) {
  const { pair } = stage.header;
  const parts = (stage.pairParts = { names: [el("span"), el("span")], starts: [] });
  parts.head = el("h2", { class: "sg-pair-head" });
  parts.why = el("p", { class: "sg-pair-why" });
  parts.jumps = el("p", { class: "sg-pair-jumps" });
  stage.runsBox.before(
    el("section", { class: "sg-pair-lead", "aria-label": "Where the two worlds part" }, parts.head, parts.jumps),
  );
  stage.line.box.before(
    el(
      "p",
      { class: "sg-pair-legend" },
      el("span", { class: "sg-pair-what", text: "Stuck volumes" }),
      ...parts.names.map((name, i) => el("span", {}, sideMark(i), name)),
    ),
  );
  stage.pairLevers = pair.levers.map((facts) => makePairLever(stage, facts));
  parts.levers = el("div", { class: "sg-pair-levers" }, ...stage.pairLevers.map(({ box }) => box));
  parts.same = el("button", {
    type: "button",
    class: "sg-link",
    text: "make both the same",
    onclick: () => makeSame(stage),
  });
  stage.luck.append(el("span", { class: "sg-pair-tools" }, parts.same));
  stage.foot.before(
    el(
      "section",
      { class: "sg-pair", "aria-label": "Levers of both clusters; they hold from the start" },
      parts.why,
      el("p", {
        class: "sg-pair-hint",
        text: "The right cluster is a copy of the left one until you move one of its own levers.",
      }),
      parts.levers,
      stage.luck,
    ),
  );
  const below = el(
    "div",
    { class: "sg-below" },
    makePairCards(stage, pair.cards),
    makeProtections(stage, pair),
    makeButterfly(stage, pair.butterfly),
  );
  stage.body.append(below);
}

/** The mark of a side, wherever it is named: the left one is filled, the right one a broken line. */
export function sideMark(side) {
  return el("i", { class: `sg-side-mark sg-side-${SIDES[side]}`, "aria-hidden": "true" });
}

export function showParting(stage, { headline, why, parts, seen }) {
  const { head, why: box, jumps } = stage.pairParts;
  for (const part of [head, box]) part.style.minHeight = holdsLever(stage) ? `${part.offsetHeight}px` : ""; // under a moving lever nothing moves
  if (head.textContent && head.textContent !== headline) speak(stage, headline);
  head.textContent = headline;
  box.textContent = why.join(" ");
  const jump = (tick, words) =>
    el("button", { type: "button", class: "sg-button", text: words, onclick: () => stage.jump(tick) });
  const list = parts === null ? [] : [jump(parts, `Minute ${parts}: they part`)];
  if (seen !== null && seen !== parts) list.push(jump(seen, `Minute ${seen}: one can see it`));
  const focused = jumps.contains(stage.root.getRootNode().activeElement);
  jumps.replaceChildren(...list);
  if (focused) list[0]?.focus();
}

/** A query with other settings for the right cluster; only what differs from the left one is named. */
export function withOwn(stage, query, own) {
  const usual = new Map(stage.header.pair.levers.map((facts) => [facts.name, facts.default]));
  const entries = stage.header.pair.own
    .filter((name) => own.has(name) && own.get(name) !== (query[name] ?? usual.get(name)))
    .map((name) => `${name}:${own.get(name)}`);
  const { t, ...rest } = query;
  return { ...rest, right: entries.join(",") || SAME };
}

/** What changed between two links of two clusters, for undo. */
export function pairChange(stage, before, after) {
  const own = [ownOf(before), ownOf(after)];
  const moved = stage.header.pair.levers.filter(
    ({ name }) => before[name] !== after[name] || own[0].get(name) !== own[1].get(name),
  );
  if (before.seed !== after.seed && !moved.length) return { words: "new luck" };
  if (moved.length !== 1) return { words: "both clusters" };
  const [{ name, label }] = moved;
  const side = before[name] !== after[name] ? "left" : "right";
  return { words: `${label}, ${side}`, lever: `${name} ${side}` };
}

/** Both clusters as the left one is. */
export function makeSame(stage) {
  const { t, ...now } = present(stage);
  nameChange(stage, "make both the same");
  ask(stage, { ...now, right: SAME });
}

/** Start from these two clusters, whatever was set before: at a minute, or before the first thing happens. */
export function startPair(stage, query, words, tick = null) {
  pausePlay(stage, { quiet: true });
  nameChange(stage, words, stage.tick);
  stage.goal = { key: queryKey(query), tick };
  ask(stage, { ...query });
  if (stage.root.getBoundingClientRect().top < -40)
    stage.root.scrollIntoView({ block: "start", behavior: stage.reduced ? "auto" : "smooth" });
}

export function makePairCards(stage, cards) {
  const boxes = cards.map(({ title, promise, query, paths, fates }) => {
    const button = el(
      "button",
      { type: "button", class: "sg-card-part", onclick: () => startPair(stage, query, `“${title}”`) },
      el("b", { text: title }),
      pairOutlines(paths, fates),
      el("span", { class: "sg-card-promise", text: promise }),
    );
    stage.pairParts.starts.push({ button, query });
    return el("div", { class: "sg-from-card" }, button);
  });
  return el(
    "section",
    { class: "sg-start sg-pair-start", "aria-label": "Start from" },
    el("h2", { text: "Start from" }),
    el("p", {
      class: "sg-start-lead",
      text: "Each picture: how many volumes are stuck, minute by minute, on the left and on the right.",
    }),
    el("div", { class: "sg-cards" }, ...boxes),
  );
}

/** Two small outlines side by side, with how each ends. */
export function pairOutlines(paths, fates) {
  return el(
    "span",
    { class: "sg-pair-outlines" },
    ...paths.map((path, i) =>
      el(
        "span",
        {},
        outlineOf({ path, fate: fates[i] }),
        el(
          "span",
          { class: "sg-card-fate" },
          el("i", { class: `sg-luck-mark sg-fate-${fates[i]}`, "aria-hidden": "true" }),
          FATE_WORDS[fates[i]],
        ),
      ),
    ),
  );
}

/** One spare slot fewer: two lucks with the same settings, and what becomes of each. */
export function makeButterfly(stage, { words, columns, rows }) {
  const boxes = rows.map(({ seed, query, tick, paths, fates }) => {
    const button = el(
      "button",
      {
        type: "button",
        class: "sg-card-part",
        onclick: () => startPair(stage, query, `seed ${seed}, one slot fewer`, tick),
      },
      el("b", { text: `Seed ${seed}` }),
      el(
        "span",
        { class: "sg-pair-outlines" },
        ...paths.map((path, i) =>
          el(
            "span",
            {},
            el("span", { class: "sg-pair-column", text: columns[i] }),
            outlineOf({ path, fate: fates[i] }),
            el(
              "span",
              { class: "sg-card-fate" },
              el("i", { class: `sg-luck-mark sg-fate-${fates[i]}`, "aria-hidden": "true" }),
              FATE_WORDS[fates[i]],
            ),
          ),
        ),
      ),
      el("span", { class: "sg-card-promise", text: `Show minute ${tick}, where it begins to matter` }),
    );
    stage.pairParts.starts.push({ button, query });
    return el("div", { class: "sg-from-card" }, button);
  });
  return el(
    "section",
    { class: "sg-start sg-butterfly", "aria-label": "Butterfly" },
    el("h2", { text: "Butterfly" }),
    el("p", { class: "sg-start-lead", text: words }),
    el("div", { class: "sg-cards sg-two" }, ...boxes),
  );
}
