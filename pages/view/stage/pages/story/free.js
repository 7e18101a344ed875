/* The free space as a curve that grows with the minutes of a scene. */

import { svg } from "../../lib/dom.js";
import { number, say } from "../../lib/messages.js";
import { clamp, lerp } from "../../lib/numbers.js";
import { storyOf } from "./state.js";

/** @import { Stage } from "../../types.d.ts" */

const FREE_BOX = { left: 34, right: 388, top: 26, bottom: 150 };

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
  const parts = { picture, line, area, dot, now, axis };
  storyOf(stage).figure = () => followFree(stage, parts);
  return picture;
}

/**
 * @typedef {object} Free the free slots as a curve: its line and the area under it, the minute in view, and the axes
 * @property {SVGSVGElement} picture @property {SVGPathElement} line @property {SVGPathElement} area @property {SVGCircleElement} dot
 * @property {SVGTextElement} now @property {SVGGElement} axis
 */

/** @param {Stage} stage @param {Free} parts */
function followFree(stage, { picture, line, area, dot, now, axis }) {
  const [{ run, shownTick }] = stage.panels;
  const { from, to } = storyOf(stage).scene;
  const t = clamp(shownTick, from, to);
  if (picture.dataset.tick === `${t}`) return;
  picture.dataset.tick = String(t);
  const { left, right, top, bottom } = FREE_BOX;
  const free = run.counts.free_slots;
  let most = 1;
  for (let k = from; k <= to; k += 1) most = Math.max(most, free[k]);
  const x = (/** @type {number} */ k) => lerp(left, right, (k - from) / (to - from));
  const y = (/** @type {number} */ n) => lerp(bottom, top, n / most);
  const points = [];
  for (let k = from; k <= t; k += 1) points.push(`${x(k).toFixed(1)} ${y(free[k]).toFixed(1)}`);
  line.setAttribute("d", `M${points.join("L")}`);
  area.setAttribute("d", `M${points.join("L")}V${bottom}H${left}Z`);
  dot.setAttribute("cx", String(x(t)));
  dot.setAttribute("cy", String(y(free[t])));
  const late = x(t) > right - 90;
  now.setAttribute("x", String(x(t) + (late ? -10 : 10)));
  now.setAttribute("y", String(Math.max(top + 4, y(free[t]) - 9)));
  now.setAttribute("text-anchor", late ? "end" : "start");
  now.textContent = say("free-slots", { slots: free[t] });
  picture.setAttribute("aria-label", say("free-slots.said", { from, minute: t, slots: free[t], most }));
  if (!axis.childElementCount) drawAxis(axis, most, from, to);
}

/** @param {SVGGElement} axis @param {number} most @param {number} from @param {number} to */
function drawAxis(axis, most, from, to) {
  const { left, right, top, bottom } = FREE_BOX;
  axis.append(
    svg("path", { d: `M${left} ${bottom}H${right}M${left} ${top}H${right}` }),
    svg("text", { x: left - 8, y: top + 4, "text-anchor": "end" }, number(most)),
    svg("text", { x: left - 8, y: bottom + 4, "text-anchor": "end" }, number(0)),
    svg("text", { x: left, y: bottom + 19, "text-anchor": "start" }, say("free-slots.minute", { minute: from })),
    svg("text", { x: right, y: bottom + 19, "text-anchor": "end" }, say("free-slots.minute", { minute: to })),
  );
}
