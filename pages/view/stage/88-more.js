/* Further settings, folded away by topic; the data of a run; and what happened, in words. */

const COUNTS_ONLY = { cells: ["peers", ["cells"], "counts only where nodes ask within cells"], degree: ["peers", ["ring", "random"], "counts only on a ring or a random graph"] };
const LARGEST_FILE = 100_000;

function showMore(stage) {
  const { further, runs } = stage.header;
  if (!further || runs.length > 1) return;
  if (!stage.more) makeMore(stage, further);
  const { scenario } = runs[0];
  for (const control of stage.more.controls) showSetting(control, scenario);
  const problems = stage.header.problems ?? [];
  stage.more.said.textContent = problems.join(" ");
  stage.fileSaid.textContent = stage.openedFile === stage.header.seq ? problems.join(" ") : "";
}

function makeMore(stage, further) {
  const controls = [];
  const made = (setting) => { const control = makeSetting(stage, setting); controls.push(control); return control.box; };
  const topics = further.map(({ title, settings }) => el("fieldset", {}, el("legend", { text: title }), ...settings.filter(({ open }) => !open).map(made)));
  const inSight = further.flatMap(({ settings }) => settings).filter(({ open }) => open).map(made);
  stage.more = { controls, open: inSight, said: el("p", { class: "sg-more-said", role: "status" }) };
  stage.leverBox.after(...inSight);
  stage.orderedFor = null;
  stage.below.append(
    el("details", { class: "sg-more" }, el("summary", { text: "Further settings" }), el("p", { text: "Like the levers, they hold from the start." }), stage.more.said, el("div", { class: "sg-topics" }, ...topics)),
    makeData(stage));
}

function makeSetting(stage, setting) {
  const id = `sg-set-${setting.name}`;
  const change = (value) => ask(stage, withParameter(present(stage), setting.name, value, value === setting.default));
  const control = { setting, note: el("span", { class: "sg-set-note" }) };
  if (setting.kind === "choice") {
    control.input = el("select", { id, onchange: () => change(control.input.value) }, ...setting.choices.map((choice) => el("option", { value: choice[0], text: choice[1] })));
  } else if (setting.open) {
    control.input = el("input", { id, type: "range", min: 0, max: 100, step: 1 });
    control.input.addEventListener("input", () => { sayShare(control, control.input.value / 100); change(String(Number(control.input.value) / 100)); });
  } else {
    control.input = el("input", { id, type: "number", min: setting.low, max: setting.high, step: setting.kind === "whole" ? 1 : "any", inputmode: "decimal" });
    control.input.addEventListener("change", () => change(control.input.value.trim() || setting.default || "0"));
  }
  control.input.title = setting.help;
  control.box = el("div", { class: setting.open ? "sg-set open" : "sg-set" }, el("label", { for: id, text: setting.label, title: setting.help }), control.input, control.note);
  return control;
}

function sayShare({ input, note }, share) {
  const words = `${Number((share * 100).toPrecision(4))} % trust the old copy when contact is back`;
  note.textContent = words;
  input.setAttribute("aria-valuetext", words);
  input.style.setProperty("--at", share);
}

function showSetting(control, scenario) {
  const { setting, input, note } = control;
  const value = scenario[setting.name];
  if (input.getRootNode().activeElement !== input || setting.kind === "choice" || !setting.open) input.value = setting.open ? Math.round(value * 100) : value;
  if (setting.open) { sayShare(control, value); return; }
  const rule = COUNTS_ONLY[setting.name];
  const idle = rule && !rule[1].includes(scenario[rule[0]]);
  input.disabled = Boolean(idle);
  note.textContent = idle ? rule[2] : setting.kind === "choice" ? setting.help : `${setting.help} From ${setting.low} to ${number(setting.high)}.`;
}

function makeData(stage) {
  const file = el("input", { type: "file", accept: ".json,application/json", hidden: true, "aria-label": "A file of settings" });
  file.addEventListener("change", () => { openFile(stage, file.files[0]); file.value = ""; });
  stage.fileSaid = el("p", { class: "sg-more-said", role: "status" });
  const button = (text, onclick) => el("button", { type: "button", class: "sg-button", text, onclick });
  return el("details", { class: "sg-more" }, el("summary", { text: "Data" }), el("p", { text: "Every minute of this run as a table; its settings, luck and actions as a file that can be opened again here." }),
    el("div", { class: "sg-data" }, button("Save the minutes (CSV)", () => saveText(csvOf(stage.header.runs[0]), "stormglass.csv", "text/csv")),
      button("Save the settings (JSON)", () => saveText(settingsOf(stage), "stormglass.json", "application/json")), button("Open a file of settings", () => file.click()), file), stage.fileSaid);
}

/** One row a minute; the storm number is "inf" where nobody finds a home, and empty where nothing moves. */
function csvOf(run) {
  const names = Object.keys(run.counts);
  const storm = (value) => (Number.isNaN(value) ? "" : Number.isFinite(value) ? Number(value.toFixed(4)) : "inf");
  const rows = Array.from({ length: run.ticks + 1 }, (_, t) => [t, ...names.map((name) => run.counts[name][t]), storm(run.a.storm_number[t])].join(","));
  return [["minute", ...names, "storm_number"].join(","), ...rows, ""].join("\n");
}

function settingsOf(stage) {
  return JSON.stringify({ stormglass: stage.header.rules, scenario: stage.header.runs[0].scenario }, null, 2);
}

function saveText(text, name, type) {
  const link = el("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** Python reads it and tells what it cannot use. */
async function openFile(stage, file) {
  if (!file) return;
  stage.fileSaid.textContent = "";
  if (file.size > LARGEST_FILE) { stage.fileSaid.textContent = `${file.name} is no file of settings: it is larger than 100 kB.`; return; }
  askAside(stage, { file: await file.text() });
}

/** What there is to notice in this run, and what to try next; shown once its end is known. */
function showTold(stage) {
  const { told } = stage.header;
  if (!told) return;
  stage.told ??= el("section", { class: "sg-told", "aria-label": "What happened" });
  if (!stage.told.parentElement) stage.tables.before(stage.told);
  const tips = told.tries.map(({ words, query }) => el("li", {}, el("button", { type: "button", class: "sg-link", text: words, onclick: () => { nameChange(stage, words); ask(stage, query); stage.root.scrollIntoView?.({ block: "nearest" }); } })));
  stage.told.replaceChildren(
    el("div", {}, el("h3", { text: "What to notice" }), el("ul", {}, ...told.notice.map((text) => el("li", { text })))),
    el("div", {}, el("h3", { text: "What to try" }), el("ul", {}, ...tips)));
}
