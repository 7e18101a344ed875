/* The data of a run, and files of settings. */

import { el, saveText } from "../lib/dom.js";
import { say, worded } from "../lib/messages.js";
import { ownState } from "../lib/own_state.js";
import { csvOf } from "../run/csv.js";

/** @import { Frame, Stage } from "../types.d.ts" */

const LARGEST_FILE = 100_000;
const JSON_TYPE = "application/json";

export const dataOf = ownState((/** @type {Stage} */ stage) => {
  const said = el("p", { class: "sg-more-said", role: "status" });
  const file = makeFile(stage);
  let isAsked = false;
  const minutes = () => {
    const asks = stage.play.hidden && !isAsked; // the file tells how the run ends: asked first
    isAsked = asks;
    said.textContent = asks ? say("data.ends") : "";
    if (!asks) saveText(csvOf(stage.frame.runs[0]), "stormglass.csv", "text/csv");
  };
  const settings = () => saveText(settingsOf(stage.frame), "stormglass.json", JSON_TYPE);
  const buttons = [
    makeButton(say("data.minutes"), minutes),
    makeButton(say("data.settings"), settings),
    ...(stage.host.readSettings ? [makeButton(say("data.open"), () => file.click())] : []),
  ];
  const box = el(
    "details",
    { class: "sg-more" },
    el("summary", { text: say("data") }),
    el("p", { text: say("data.hint") }),
    el("div", { class: "sg-data" }, ...buttons, file),
    said,
  );
  return { box, said };
});

/** @param {string} text @param {() => void} onclick */
const makeButton = (text, onclick) => el("button", { type: "button", class: "sg-button", text, onclick });

/** @param {Stage} stage */
function makeFile(stage) {
  const accept = `.json,${JSON_TYPE}`;
  const file = el("input", { type: "file", accept, hidden: true, "aria-label": say("data.file") });
  file.addEventListener("change", () => {
    if (file.files?.length) openFile(stage, file.files[0]);
    file.value = "";
  });
  return file;
}

/** @param {Frame} of */
const settingsOf = ({ rules, runs: [{ scenario }] }) => JSON.stringify({ stormglass: rules, scenario }, null, 2);

/** Python reads it and tells what it cannot use. @param {Stage} stage @param {File} file */
async function openFile(stage, file) {
  const { said } = dataOf(stage);
  said.textContent = "";
  if (file.size > LARGEST_FILE) {
    said.textContent = say("data.too-large", { file: file.name });
    return;
  }
  const frame = await stage.questions.read(await file.text());
  if (frame) said.textContent = frame.problems.map((problem) => worded(problem)).join(" ");
}
