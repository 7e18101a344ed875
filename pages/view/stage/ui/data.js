// @ts-nocheck
/* The data of a run, and files of settings. */

import { el, saveText } from "../lib/dom.js";
import { ownState } from "../lib/own_state.js";
import { csvOf } from "../run/csv.js";

/** @import { Frame, Stage } from "../types.d.ts" */

const LARGEST_FILE = 100_000;

export const dataOf = ownState((stage) => {
  const said = el("p", { class: "sg-more-said", role: "status" });
  const json = ".json,application/json";
  const file = el("input", { type: "file", accept: json, hidden: true, "aria-label": "A file of settings" });
  file.addEventListener("change", () => {
    if (file.files?.length) openFile(stage, file.files[0]);
    file.value = "";
  });
  const button = (text, onclick) => el("button", { type: "button", class: "sg-button", text, onclick });
  const lead =
    "Every minute of this run as a table; its settings, luck and actions as a file that can be opened again here.";
  const buttons = [
    button("Save the minutes (CSV)", () => saveText(csvOf(stage.frame.runs[0]), "stormglass.csv", "text/csv")),
    button("Save the settings (JSON)", () => saveText(settingsOf(stage.frame), "stormglass.json", "application/json")),
    ...(stage.host.readSettings ? [button("Open a file of settings", () => file.click())] : []),
  ];
  const box = el(
    "details",
    { class: "sg-more" },
    el("summary", { text: "Data" }),
    el("p", { text: lead }),
    el("div", { class: "sg-data" }, ...buttons, file),
    said,
  );
  return { box, said };
});

/** @param {Frame} of */
const settingsOf = ({ rules, runs: [{ scenario }] }) => JSON.stringify({ stormglass: rules, scenario }, null, 2);

/** Python reads it and tells what it cannot use. @param {Stage} stage @param {File} file */
async function openFile(stage, file) {
  const { said } = dataOf(stage);
  said.textContent = "";
  if (file.size > LARGEST_FILE) {
    said.textContent = `${file.name} is no file of settings: it is larger than 100 kB.`;
    return;
  }
  const frame = await stage.questions.read(await file.text());
  if (frame) said.textContent = frame.problems.join(" ");
}
