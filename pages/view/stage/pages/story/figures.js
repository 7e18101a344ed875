/* Small pictures beside the cluster, drawn from the run as it plays: the loop, the free space, bars. */

import { el, svg } from "../../lib/dom.js";
import { clamp, lerp } from "../../lib/numbers.js";
import { count } from "../../lib/words.js";
import { TICK_MS } from "../../run/pace.js";
import { isGuessing, storyOf } from "./state.js";

/** @import { Stage } from "../../types.d.ts" */

export const LOOP = [
  // box, its words, which count of the minute it shows, and when in a minute (ms) its arrow is lit
  {
    at: [200, 34],
    words: ["volumes search", "for space"],
    many: (run, t) => count(run.counts.requests[t], "request"),
    happens: (run, t) => run.counts.requests[t] > 0,
    from: 0,
    to: 700,
    arrow: "M288 36 C322 44 340 62 342 88",
  },
  {
    at: [306, 132],
    words: ["one node closes", "many at once"],
    many: (run, t) => `up to ${run.counts.most_closings[t]}`,
    happens: (run, t) => run.counts.crashes[t] > 0,
    from: 700,
    to: 1150,
    arrow: "M336 168 C328 200 312 218 290 226",
  },
  {
    at: [200, 230],
    words: ["nodes crash"],
    many: (run, t) => count(run.counts.crashes[t], "crash", "crashes"),
    happens: (run, t) => run.counts.stranded[t] > 0,
    from: 1050,
    to: 1400,
    arrow: "M112 228 C88 218 74 200 66 174",
  },
  {
    at: [94, 132],
    words: ["more volumes", "lose a copy"],
    many: (run, t) => (run.counts.nodes_up[t] ? count(run.counts.stranded[t], "volume") : "none is left"),
    happens: (run, t) => run.counts.stranded[t] > 0,
    from: 1300,
    to: 1600,
    arrow: "M58 96 C62 64 80 46 108 37",
  },
];

export const LOOP_WORDS =
  "A loop: volumes search for space; so nodes close many requests at once; so nodes crash; so more volumes lose a copy; and those search, too.";

/** @param {Stage} stage */
export function makeFigure(stage) {
  const { figure } = storyOf(stage).scene;
  if (figure === "loop" && !isGuessing(storyOf(stage))) return makeLoop(stage);
  if (figure === "free" && !isGuessing(storyOf(stage))) return makeFree(stage);
  if (figure === "bars") return makeBars(storyOf(stage).scene.bars);
  return "";
}

/** @param {number} x @param {number} y @param {string} kind @param {number} [step] */
export function svgWords(lines, x, y, kind, step = 17) {
  return lines.map((line, i) => svg("text", { x, y: y + i * step, class: kind, "text-anchor": "middle" }, line));
}

/** @param {Stage} stage */
export function makeLoop(stage) {
  const picture = svg("svg", {
    viewBox: "0 0 400 264",
    class: "sg-figure sg-loop",
    role: "img",
    "aria-label": LOOP_WORDS,
  });
  picture.append(
    svg(
      "defs",
      {},
      ...["", "-lit"].map((kind) =>
        svg(
          "marker",
          {
            id: `sg-arrow${kind}`,
            viewBox: "0 0 10 10",
            refX: 7,
            refY: 5,
            markerWidth: 5.5,
            markerHeight: 5.5,
            orient: "auto-start-reverse",
          },
          svg("path", { d: "M0 0L10 5L0 10z", class: `sg-loop-head${kind}` }),
        ),
      ),
    ),
  );
  const parts = LOOP.map(({ at: [x, y], words: lines, arrow }) => {
    const many = svg("text", {
      x,
      y: y + (lines.length > 1 ? 23 : 14),
      class: "sg-loop-many",
      "text-anchor": "middle",
    });
    const box = svg(
      "g",
      { class: "sg-loop-box" },
      svg("rect", { x: x - 78, y: y - 32, width: 156, height: 64, rx: 12 }),
      ...svgWords(lines, x, y - (lines.length > 1 ? 12 : 5), "sg-loop-words"),
      many,
    );
    const path = svg("path", { d: arrow, class: "sg-loop-arrow" });
    picture.append(path, box);
    return { box, path, many };
  });
  storyOf(stage).figure = () => followLoop(stage, parts);
  return picture;
}

/**
 * Arrows are lit in the order in which things happen within a minute; where minutes fly, for all of it.
 * @param {Stage} stage
 */
export function followLoop(stage, parts) {
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

export const FREE_BOX = { left: 34, right: 388, top: 26, bottom: 150 };

/** @param {Stage} stage */
export function makeFree(stage) {
  const line = svg("path", { class: "sg-free-line" });
  const area = svg("path", { class: "sg-free-area" });
  const dot = svg("circle", { r: 5, class: "sg-free-dot" });
  const now = svg("text", { class: "sg-free-now" });
  const axis = svg("g", { class: "sg-free-axis" });
  const picture = svg(
    "svg",
    { viewBox: "0 0 400 176", class: "sg-figure sg-free", role: "img" },
    axis,
    area,
    line,
    dot,
    now,
  );
  storyOf(stage).figure = () => followFree(stage, { picture, line, area, dot, now, axis });
  return picture;
}

/** @param {Stage} stage */
export function followFree(stage, { picture, line, area, dot, now, axis }) {
  const [{ run, shownTick }] = stage.panels;
  const { from, to } = storyOf(stage).scene;
  const t = clamp(shownTick, from, to);
  if (picture.dataset.tick === `${t}`) return;
  picture.dataset.tick = t;
  const { left, right, top, bottom } = FREE_BOX;
  const free = run.counts.free_slots;
  let most = 1;
  for (let k = from; k <= to; k += 1) most = Math.max(most, free[k]);
  const x = (k) => lerp(left, right, (k - from) / (to - from));
  const y = (n) => lerp(bottom, top, n / most);
  const points = [];
  for (let k = from; k <= t; k += 1) points.push(`${x(k).toFixed(1)} ${y(free[k]).toFixed(1)}`);
  line.setAttribute("d", `M${points.join("L")}`);
  area.setAttribute("d", `M${points.join("L")}V${bottom}H${left}Z`);
  dot.setAttribute("cx", x(t));
  dot.setAttribute("cy", y(free[t]));
  const late = x(t) > right - 90;
  now.setAttribute("x", x(t) + (late ? -10 : 10));
  now.setAttribute("y", Math.max(top + 4, y(free[t]) - 9));
  now.setAttribute("text-anchor", late ? "end" : "start");
  now.textContent = count(free[t], "free slot");
  picture.setAttribute(
    "aria-label",
    `Free slots from minute ${from} to minute ${t}: ${count(free[t], "slot")} free now, ${most} at most.`,
  );
  if (axis.childElementCount) return;
  const label = (text, at, row, anchor) => svg("text", { x: at, y: row, "text-anchor": anchor }, text);
  axis.append(
    svg("path", { d: `M${left} ${bottom}H${right}M${left} ${top}H${right}` }),
    label(most, left - 8, top + 4, "end"),
    label("0", left - 8, bottom + 4, "end"),
    label(`minute ${from}`, left, bottom + 19, "start"),
    label(`minute ${to}`, right, bottom + 19, "end"),
  );
}

export function makeBars(bars) {
  const rows = bars.map(([text, value, of]) => {
    const bar = el("i", { "aria-hidden": "true" });
    bar.style.setProperty("--share", value / of);
    return el("li", {}, el("span", { text }), bar, el("b", { text: `${value} of ${of}` }));
  });
  return el("ul", { class: "sg-figure sg-bars" }, ...rows);
}
