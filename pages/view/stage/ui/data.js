/* The data of a run, and files of settings. */

import { el, saveText } from "../lib/dom.js";
import { csvOf } from "../run/csv.js";
import { askAside } from "../session/questions.js";

export const LARGEST_FILE = 100_000;

export function makeData(stage) {
  const file = el("input", {
    type: "file",
    accept: ".json,application/json",
    hidden: true,
    "aria-label": "A file of settings",
  });
  file.addEventListener("change", () => {
    openFile(stage, file.files[0]);
    file.value = "";
  });
  stage.fileSaid = el("p", { class: "sg-more-said", role: "status" });
  const button = (text, onclick) => el("button", { type: "button", class: "sg-button", text, onclick });
  return el(
    "details",
    { class: "sg-more" },
    el("summary", { text: "Data" }),
    el("p", {
      text: "Every minute of this run as a table; its settings, luck and actions as a file that can be opened again here.",
    }),
    el(
      "div",
      { class: "sg-data" },
      button("Save the minutes (CSV)", () => saveText(csvOf(stage.header.runs[0]), "stormglass.csv", "text/csv")),
      button("Save the settings (JSON)", () => saveText(settingsOf(stage), "stormglass.json", "application/json")),
      button("Open a file of settings", () => file.click()),
      file,
    ),
    stage.fileSaid,
  );
}

export function settingsOf(stage) {
  return JSON.stringify({ stormglass: stage.header.rules, scenario: stage.header.runs[0].scenario }, null, 2);
}

/** Python reads it and tells what it cannot use. */
export async function openFile(stage, file) {
  if (!file) return;
  stage.fileSaid.textContent = "";
  if (file.size > LARGEST_FILE) {
    stage.fileSaid.textContent = `${file.name} is no file of settings: it is larger than 100 kB.`;
    return;
  }
  askAside(stage, { file: await file.text() });
}
