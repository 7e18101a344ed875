/* The loop that feeds the storm, with the counts of the minute; its arrows are lit in turn. */

import { svg } from "../../lib/dom.js";
import { say } from "../../lib/messages.js";
import { TICK_MS } from "../../run/pace.js";
import { storyOf } from "./state.js";

/** @import { Run, Stage } from "../../types.d.ts" */
/**
 * @typedef {object} LoopPart a box of the loop and the arrow from it
 * @property {[x: number, y: number]} at @property {() => string[]} words
 * @property {(run: Run, t: number) => string} many the count of the minute that it shows
 * @property {(run: Run, t: number) => boolean} happens @property {number} from when in a minute (ms) its arrow is lit
 * @property {number} to @property {string} arrow
 */

/** @type {LoopPart[]} */
const LOOP = [
  {
    at: [200, 34],
    words: () => [say("loop-search"), say("loop-search.more")],
    many: (run, t) => say("requests", { requests: run.counts.requests[t] }),
    happens: (run, t) => run.counts.requests[t] > 0,
    from: 0,
    to: 700,
    arrow: "M288 36 C322 44 340 62 342 88",
  },
  {
    at: [306, 132],
    words: () => [say("loop-close"), say("loop-close.more")],
    many: (run, t) => say("loop-close.most", { closings: run.counts.most_closings[t] }),
    happens: (run, t) => run.counts.crashes[t] > 0,
    from: 700,
    to: 1150,
    arrow: "M336 168 C328 200 312 218 290 226",
  },
  {
    at: [200, 230],
    words: () => [say("loop-crash")],
    many: (run, t) => say("loop-crash.many", { crashes: run.counts.crashes[t] }),
    happens: (run, t) => run.counts.stranded[t] > 0,
    from: 1050,
    to: 1400,
    arrow: "M112 228 C88 218 74 200 66 174",
  },
  {
    at: [94, 132],
    words: () => [say("loop-lose"), say("loop-lose.more")],
    many: ({ counts }, t) =>
      counts.nodes_up[t] ? say("volumes", { volumes: counts.stranded[t] }) : say("loop-lose.none"),
    happens: (run, t) => run.counts.stranded[t] > 0,
    from: 1300,
    to: 1600,
    arrow: "M58 96 C62 64 80 46 108 37",
  },
];

const LINE = 17; // from one line of words to the next

/** @param {Stage} stage */
export function makeLoop(stage) {
  const picture = svg("svg", {
    viewBox: "0 0 400 264",
    class: "sg-figure sg-loop",
    role: "img",
    "aria-label": say("loop"),
  });
  picture.append(svg("defs", {}, ...["", "-lit"].map(makeArrowHead)));
  const parts = LOOP.map(makeLoopPart);
  for (const { path, box } of parts) picture.append(path, box);
  storyOf(stage).figure = () => followLoop(stage, parts);
  return picture;
}

/** @param {string} kind */
function makeArrowHead(kind) {
  const size = { viewBox: "0 0 10 10", refX: 7, refY: 5, markerWidth: 5.5, markerHeight: 5.5 };
  const head = svg("path", { d: "M0 0L10 5L0 10z", class: `sg-loop-head${kind}` });
  return svg("marker", { id: `sg-arrow${kind}`, ...size, orient: "auto-start-reverse" }, head);
}

/** @param {LoopPart} part */
function makeLoopPart({ at: [x, y], words, arrow }) {
  const lines = words();
  const isHigh = lines.length > 1;
  const middle = { x, "text-anchor": "middle" };
  const many = svg("text", { ...middle, y: y + (isHigh ? 23 : 14), class: "sg-loop-many" });
  const top = y - (isHigh ? 12 : 5);
  const box = svg(
    "g",
    { class: "sg-loop-box" },
    svg("rect", { x: x - 78, y: y - 32, width: 156, height: 64, rx: 12 }),
    ...lines.map((line, i) => svg("text", { ...middle, y: top + i * LINE, class: "sg-loop-words" }, line)),
    many,
  );
  return { box, path: svg("path", { d: arrow, class: "sg-loop-arrow" }), many };
}

/**
 * Arrows are lit in the order in which things happen within a minute; where minutes fly, for all of it.
 * @param {Stage} stage @param {ReturnType<typeof makeLoopPart>[]} parts
 */
function followLoop(stage, parts) {
  const [{ run, shownTick: t }] = stage.panels;
  if (t < 1) return;
  const now = stage.play.phase * TICK_MS;
  const quick = stage.play.still || stage.play.length < 900;
  LOOP.forEach(({ many, happens, from, to }, i) => {
    const lit = happens(run, t) && (quick || (now >= from && now < to));
    parts[i].path.classList.toggle("lit", lit);
    parts[i].box.classList.toggle("lit", lit);
    parts[i].path.setAttribute("marker-end", `url(#sg-arrow${lit ? "-lit" : ""})`);
    const text = many(run, t);
    if (parts[i].many.textContent !== text) parts[i].many.textContent = text;
  });
}
