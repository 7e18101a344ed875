/* The data of a run, and files of settings. */

import { el, saveText } from "../lib/dom.js";
import { say, worded } from "../lib/messages.js";
import { ownState } from "../lib/own_state.js";
import { csvOf, decimalHere, fileName, lucksCsv } from "../run/csv.js";
import { fatesInMemory } from "../session/odds_memory.js";
import { linkAt, ownLuck, placeOf } from "../session/write_link.js";

/** @import { Decimal } from "../run/csv.js" */
/** @import { Frame, Stage } from "../types.d.ts" */

const LARGEST_FILE = 100_000;
const JSON_TYPE = "application/json";
const CSV_TYPE = "text/csv";

export const dataOf = ownState((/** @type {Stage} */ stage) => {
  const said = el("p", { class: "sg-more-said", role: "status" });
  const numbers = makeNumbers();
  const decimal = () => /** @type {Decimal} */ (numbers.value);
  const file = makeFile(stage);
  let isAsked = false;
  const minutes = () => {
    const asks = stage.play.hidden && !isAsked; // the file tells how the run ends: asked first
    isAsked = asks;
    said.textContent = asks ? say("data.ends") : framed();
    const [run] = stage.frame.runs;
    const name = fileName("minutes", stage.frame.query, run.scenario.seed, "csv");
    if (!asks) saveText(csvOf(run, decimal(), linkHere()), name, CSV_TYPE);
  };
  const lucks = () => {
    const fates = fatesInMemory(stage.frame.query);
    const isKnown = fates.length === stage.frame.odds?.lucks;
    said.textContent = isKnown ? framed() : say("odds-worked-out");
    const name = fileName("lucks", stage.frame.query, null, "csv");
    if (isKnown) saveText(lucksCsv(fates, decimal(), linkHere(ownLuck)), name, CSV_TYPE);
  };
  const settings = () => {
    said.textContent = framed();
    const name = fileName("settings", stage.frame.query, stage.frame.runs[0].scenario.seed, "json");
    saveText(settingsOf(stage.frame), name, JSON_TYPE);
  };
  const buttons = [
    makeButton(say("data.minutes"), minutes),
    ...(stage.host.odds ? [makeButton(say("data.lucks"), lucks)] : []),
    makeButton(say("data.settings"), settings),
    ...(stage.host.readSettings ? [makeButton(say("data.open"), () => file.click())] : []),
  ];
  const box = el(
    "details",
    { class: "sg-more" },
    el("summary", { text: say("data") }),
    el("p", { text: say("data.hint") }),
    el("div", { class: "sg-data" }, ...buttons, file),
    el("label", { class: "sg-numbers" }, `${say("data.numbers")} `, numbers),
    said,
  );
  return { box, said };
});

/** A frame may forbid downloads, and no script is told: so it is said where to go. */
const framed = () => (window.parent === window ? "" : say("data.framed", { link: linkHere() }));

/** The link of this moment, or of everybody's own luck. @param {(parts: string[]) => string[]} [changed] */
const linkHere = (changed) => linkAt(location.href, placeOf(location.href), changed);

const KEPT = "stormglass-numbers";

/** How numbers are written in tables: a choice that stays. */
function makeNumbers() {
  const choices = /** @type {const} */ (["point", "comma"]).map((value) =>
    el("option", { value, text: say("data-numbers", { decimal: value }) }),
  );
  const numbers = el("select", {}, ...choices);
  numbers.value = decimalHere();
  try {
    numbers.value = localStorage.getItem(KEPT) ?? numbers.value;
  } catch {
    /* no storage: as the browser writes them */
  }
  numbers.addEventListener("change", () => {
    try {
      localStorage.setItem(KEPT, numbers.value);
    } catch {
      /* the choice lasts for this page */
    }
  });
  return numbers;
}

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
