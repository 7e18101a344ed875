/* Small pictures beside the cluster, drawn from the run as it plays: the loop, the free space, bars. */

import { el } from "../../lib/dom.js";
import { say } from "../../lib/messages.js";
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
  return "";
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
