/* The files of a card: its numbers, its pictures. */

import { el, saveText } from "../../../lib/dom.js";
import { registry } from "../../../lib/registry.js";

/** @import { PlotBox, Plotly, Told } from "./types.d.ts" */

const ROOM = 80; // pixels, for the sentence above a picture
const MOST_LINES = 3;
const LETTER = 7; // pixels

/** @param {Told} shown */
export function saveCsv({ csv, table, file }) {
  const { columns, rows } = csv ?? table ?? { columns: [], rows: [] };
  const lines = [columns, ...rows].map((row) => row.map(quoted).join(","));
  saveText(`${lines.join("\n")}\n`, `${file}.csv`, "text/csv");
}

/** @param {Told} shown @param {PlotBox[]} boxes */
export async function savePng({ sentence, file }, boxes) {
  const plotly = await registry.plotly;
  for (const [i, box] of boxes.entries()) {
    const image = plotly && (await imageOf(plotly, box, sentence));
    if (image) el("a", { href: image, download: `${file}${i ? `-${i + 1}` : ""}.png` }).click();
  }
}

/** @param {Plotly} plotly @param {PlotBox} box @param {string} sentence */
async function imageOf(plotly, { data, layout: drawn }, sentence) {
  if (!drawn) return null;
  const { width, height, ...layout } = drawn;
  const place = { x: 0.02, xanchor: "left", y: 0.98, yanchor: "top" };
  const made = {
    ...layout,
    paper_bgcolor: getComputedStyle(document.querySelector(".stApp") ?? document.body).backgroundColor,
    title: { text: wrapped(sentence, width / LETTER), font: { size: 14 }, ...place },
    margin: { ...layout.margin, t: ROOM + 10 },
  };
  return plotly.toImage({ data, layout: made }, { format: "png", width, height: height + ROOM, scale: 2 });
}

/** @param {string | number} value */
function quoted(value) {
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {string} text @param {number} most letters in a line */
function wrapped(text, most) {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines[lines.length - 1].length + word.length > most) lines.push("");
    lines[lines.length - 1] += `${word} `;
  }
  return lines
    .slice(0, MOST_LINES)
    .map((line) => line.trim().replaceAll("<", "‹"))
    .join("<br>");
}
