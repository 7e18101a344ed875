/* This moment as a PNG: caption, cluster, key, timeline, settings, and the link that opens it again. */

import { contextOf } from "../lib/canvas.js";
import { el } from "../lib/dom.js";
import { plainOf, say } from "../lib/messages.js";
import { captionAt } from "../run/captions.js";
import { fileName } from "../run/csv.js";
import { runName } from "../run/flags.js";
import { linkAt, placeOf } from "../session/write_link.js";
import { keyBoxOf } from "./key.js";
import { lineOf } from "./timeline.js";

/** @import { Drawing, Panel, Stage } from "../types.d.ts" */

const SCALE = 2;
const MARGIN = 28;
const TOP = 120; // room for three lines of caption
const ROW = 24; // of the key
const AXIS = 44; // below the timeline: its axis, and the minute in view
const FOOT = 22; // a line of what it is a picture of
const FONT = "Inter, system-ui, sans-serif";

/** @typedef {{ icon: HTMLCanvasElement, wide: number, text: string, x: number, y: number }} KeyMark */

/** @param {Stage} stage */
export async function savePicture(stage) {
  const { panels, play, frame } = stage;
  const wide = panels.reduce((sum, panel) => sum + panel.layout.width + MARGIN, MARGIN);
  const probe = contextOf(el("canvas"));
  probe.font = `500 13px ${FONT}`;
  const keys = panels.map((panel) => layKey(probe, panel));
  const feet = footLines(probe, stage, wide - 2 * MARGIN);
  const line = lineOf(stage);
  const keyTop = TOP + Math.max(...panels.map(({ height }) => height)) + 18;
  const lineTop = keyTop + Math.max(...keys.map(({ rows }) => rows)) * ROW + 12;
  const footTop = lineTop + (line.width ? line.height + AXIS : 0);
  const high = footTop + feet.length * FOOT + 16;
  const canvas = el("canvas", { width: wide * SCALE, height: high * SCALE });
  const c = contextOf(canvas);
  c.scale(SCALE, SCALE);
  c.fillStyle = stage.view.palette.bg;
  c.fillRect(0, 0, wide, high);
  let x = MARGIN;
  panels.forEach((panel, i) => {
    paintPanel(c, stage, panel, x);
    paintKey(c, stage, keys[i].marks, x, keyTop);
    x += panel.layout.width + MARGIN;
  });
  if (line.width) paintLine(c, stage, MARGIN, lineTop, wide - 2 * MARGIN);
  paintFeet(c, stage, feet, footTop, wide);
  const blob = await new Promise((/** @type {BlobCallback} */ done) => canvas.toBlob(done, "image/png"));
  if (!blob) return;
  const name = fileName(`minute-${play.tick}`, frame.query, frame.runs[0].scenario.seed, "png");
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** Caption and cluster. @param {Drawing} c @param {Stage} stage @param {Panel} panel @param {number} x */
function paintPanel(c, stage, panel, x) {
  c.fillStyle = stage.view.palette.ink;
  c.textBaseline = "top";
  c.textAlign = "left";
  c.font = `600 22px ${FONT}`;
  wrapText(c, plainOf(captionAt(panel.run, panel.shownTick)), x, 24, panel.layout.width, 28, 3);
  const { dpr } = stage.view;
  for (const layer of [panel.base, panel.fx])
    c.drawImage(layer, x - panel.pad, TOP - panel.pad, layer.width / dpr, layer.height / dpr);
}

/** What stands in the key now, in rows as wide as its cluster. @param {Drawing} c @param {Panel} panel */
function layKey(c, panel) {
  const { icons, said } = keyBoxOf(panel);
  const shown = [...icons.values()].filter(({ box }) => box.isConnected);
  /** @type {KeyMark[]} */
  const marks = [];
  let x = 0;
  let y = 0;
  const put = (/** @type {HTMLCanvasElement | null} */ canvas, /** @type {string} */ text) => {
    const wide = canvas ? canvas.clientWidth : 0;
    const all = wide + 5 + c.measureText(text).width + 16;
    if (x && x + all > panel.layout.width) [x, y] = [0, y + ROW];
    marks.push({ icon: canvas ?? el("canvas"), wide, text, x, y });
    x += all;
  };
  for (const { canvas, box } of shown) {
    const words = [...box.children].map(({ textContent }) => textContent).filter(Boolean);
    put(canvas, words.join(" "));
  }
  if (said.textContent) put(null, said.textContent);
  return { marks, rows: y / ROW + 1 };
}

/** @param {Drawing} c @param {Stage} stage @param {KeyMark[]} marks @param {number} left @param {number} top */
function paintKey(c, stage, marks, left, top) {
  c.font = `500 13px ${FONT}`;
  c.fillStyle = stage.view.palette.ink2;
  c.textAlign = "left";
  c.textBaseline = "middle";
  for (const { icon, wide, text, x, y } of marks) {
    if (wide) c.drawImage(icon, left + x, top + y, wide, 16);
    c.fillText(text, left + x + (wide ? wide + 5 : 0), top + y + 9);
  }
}

/**
 * The timeline as it is on the page: what comes as faint, or hidden, as there.
 * @param {Drawing} c @param {Stage} stage @param {number} left @param {number} top @param {number} wide
 */
function paintLine(c, stage, left, top, wide) {
  const line = lineOf(stage);
  const p = stage.view.palette;
  const at = (/** @type {number} */ tick) => left + (tick / stage.play.shown) * wide;
  const bottom = top + line.height;
  const head = at(stage.play.tick);
  c.drawImage(line.canvas, left, top, wide, line.height);
  c.globalAlpha = Number(getComputedStyle(line.future).opacity);
  c.fillStyle = p.bg;
  c.fillRect(head, top, left + wide - head, line.height - 1);
  c.globalAlpha = 1;
  c.fillStyle = p.ink;
  c.fillRect(head - 1.25, top, 2.5, line.height + 2);
  paintFlags(c, stage, at, top, bottom);
  c.fillStyle = p.ink2;
  c.font = `500 12px ${FONT}`;
  c.textBaseline = "top";
  for (const { node, at: share, align } of line.labels) {
    c.textAlign = align === 0 ? "left" : align === 1 ? "right" : "center";
    c.fillText(node.textContent ?? "", left + share * wide, bottom + 6);
  }
  c.fillStyle = p.ink;
  c.font = `700 13px ${FONT}`;
  const half = c.measureText(line.pill.textContent ?? "").width / 2;
  c.textAlign = "center";
  c.fillText(line.pill.textContent ?? "", Math.min(Math.max(head, left + half), left + wide - half), bottom + 22);
}

/** @param {Drawing} c @param {Stage} stage @param {(tick: number) => number} at @param {number} top @param {number} bottom */
function paintFlags(c, stage, at, top, bottom) {
  c.font = `500 12.5px ${FONT}`;
  c.textBaseline = "top";
  for (const node of lineOf(stage).flags.children) {
    const flag = /** @type {HTMLElement} */ (node);
    if (getComputedStyle(flag).visibility === "hidden") continue;
    const x = at(Number(flag.dataset.tick));
    const y = top + flag.offsetTop;
    const isLeft = flag.classList.contains("left");
    c.fillStyle = stage.view.palette.ink;
    c.fillRect(x - 0.75, y + 3, 1.5, bottom - y - 3);
    c.fillRect(isLeft ? x - 9 : x, y + 3, 9, 6);
    c.textAlign = isLeft ? "right" : "left";
    c.lineWidth = 3;
    c.strokeStyle = stage.view.palette.bg;
    const text = flag.textContent ?? "";
    c.strokeText(text, isLeft ? x - 13 : x + 13, y + 1);
    c.fillText(text, isLeft ? x - 13 : x + 13, y + 1);
  }
}

/** Settings and luck, and the link, in lines of that width. @param {Drawing} c @param {Stage} stage @param {number} wide */
function footLines(c, stage, wide) {
  const { frame, panels } = stage;
  const settings = Object.entries(frame.query).flatMap(([name, value]) =>
    ["seed", "t", "do", "right"].includes(name) ? [] : [`${say(`setting-${name}`)} ${value}`],
  );
  const acts = frame.query.do ? [say("saved-picture-acts", { acts: frame.query.do })] : [];
  const names = panels.length > 1 ? panels.map(({ index }) => runName(frame, index)) : [];
  const seed = say("same-luck.seed", { seed: frame.runs[0].scenario.seed });
  const told = [...names, ...settings, ...acts, seed].join(" · ");
  const link = linkAt(location.href, placeOf(location.href)).replace(/^https?:\/\//, "");
  return [told, link].flatMap((text) => linesOf(c, text, wide - 90));
}

/** @param {Drawing} c @param {Stage} stage @param {string[]} lines @param {number} top @param {number} wide */
function paintFeet(c, stage, lines, top, wide) {
  c.font = `500 13px ${FONT}`;
  c.fillStyle = stage.view.palette.ink2;
  c.textBaseline = "top";
  c.textAlign = "left";
  lines.forEach((text, i) => c.fillText(text, MARGIN, top + i * FOOT));
  c.textAlign = "right";
  c.fillText("Stormglass", wide - MARGIN, top + (lines.length - 1) * FOOT);
}

/** A text in lines; a word that is too long for one, as a link is, goes on in the next. @param {Drawing} c @param {string} text @param {number} width */
function linesOf(c, text, width) {
  const lines = [""];
  for (const piece of text.split(/(?<=[ &,])/)) {
    const last = lines[lines.length - 1];
    if (last && c.measureText(last + piece).width > width) lines.push(piece);
    else lines[lines.length - 1] = last + piece;
  }
  return lines;
}

/** @param {Drawing} c @param {string} text @param {number} x @param {number} y @param {number} width @param {number} line @param {number} most */
function wrapText(c, text, x, y, width, line, most) {
  linesOf(c, text, width)
    .slice(0, most)
    .forEach((row, at) => c.fillText(row, x, y + at * line));
}
