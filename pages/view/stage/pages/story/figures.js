/* Small pictures beside the cluster, drawn from the run as it plays: the loop, the free space, bars. */

import { el } from "../../lib/dom.js";
import { FATES, HELD } from "../../lib/endings.js";
import { number, say, worded } from "../../lib/messages.js";
import { makeFree } from "./free.js";
import { makeLoop } from "./loop.js";
import { isGuessing, storyOf } from "./state.js";

/** @import { Scene, Stage } from "../../types.d.ts" */

/** @param {Stage} stage */
export function makeFigure(stage) {
  const { figure } = storyOf(stage).scene;
  if (figure === "loop" && !isGuessing(storyOf(stage))) return makeLoop(stage);
  if (figure === "free" && !isGuessing(storyOf(stage))) return makeFree(stage);
  if (figure === "bars") return makeBars(storyOf(stage).scene.bars);
  if (figure === "combinations") return makeCombinations(storyOf(stage).scene);
  return "";
}

/** How many clusters end how under each combination of the protections, and what that says. @param {Scene} scene */
export function makeCombinations({ combinations }) {
  if (!combinations) return "";
  const heads = [say("head-over"), say("head-held"), say("head-still-rage"), say("head-collapse")];
  const rows = combinations.rows.map(([which, fates]) =>
    el(
      "tr",
      {},
      el("th", { scope: "row", text: say("protection.title", { which }) }),
      ...fates.slice(0, FATES.length).map((many, code) => makeCount(many, code === HELD ? fates[FATES.length] : 0)),
    ),
  );
  const head = el("tr", {}, el("td"), ...heads.map((text) => el("th", { scope: "col", text })));
  const table = el("table", { "aria-label": say("protections") }, el("thead", {}, head), el("tbody", {}, ...rows));
  const verdict = combinations.verdict.map((sentence) => el("li", { text: worded(sentence) }));
  return el("div", { class: "sg-figure sg-combinations" }, table, el("ul", {}, ...verdict));
}

/** @param {number} many @param {number} short how many of them are short of room */
function makeCount(many, short) {
  const cell = el("td", { text: number(many), class: many ? null : "none" });
  if (short) cell.append(el("small", { text: say("story-short", { short }) }));
  return cell;
}

/** @param {Scene["bars"]} bars */
function makeBars(bars) {
  const rows = bars.map(([text, value, whole]) => {
    const bar = el("i", { "aria-hidden": "true" });
    bar.style.setProperty("--share", String(value / whole));
    return el("li", {}, el("span", { text }), bar, el("b", { text: say("bar-of", { value, whole }) }));
  });
  return el("ul", { class: "sg-figure sg-bars" }, ...rows);
}
