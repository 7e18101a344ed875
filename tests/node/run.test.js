/* A run decoded, replayed and explained in the browser agrees with what Python knows of it. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { before, test } from "node:test";
import { meaning } from "../../pages/view/stage/lib/facts.js";
import { learn, learnt, plainOf } from "../../pages/view/stage/lib/messages.js";
import { chainOf, mainCause } from "../../pages/view/stage/run/causes.js";
import { chainSentences, rootSentence } from "../../pages/view/stage/run/chain.js";
import { csvOf, decimalHere, fileName, lucksCsv } from "../../pages/view/stage/run/csv.js";
import { decodePayload, fingerprint } from "../../pages/view/stage/run/decode.js";
import { crashesIn, isSearchStopped, prepareRun, shownTicks } from "../../pages/view/stage/run/facts.js";
import { mergeFlags } from "../../pages/view/stage/run/flags.js";
import { Replay } from "../../pages/view/stage/run/replay.js";

/** @import { Run } from "../../pages/view/stage/types.d.ts" */

const PYTHON = process.env.PYTHON ?? ".venv/bin/python";
/** @type {{ bytes: string, counts: Record<string, number[]>, crashes: number[][], fate: string, words: string }} */
let told;
/** @type {Run} */
let run;

before(async () => {
  told = JSON.parse(execFileSync(PYTHON, ["-m", "tests.node.recorded"], { encoding: "utf8", maxBuffer: 1e8 }));
  learn((await import(`data:text/javascript,${encodeURIComponent(told.words)}`)).words);
  [run] = (await decodePayload(Buffer.from(told.bytes, "base64"))).runs;
  prepareRun(run);
});

/** How many volumes are in each state now, and nodes up, as the replay has it. @param {Replay} replay */
function countsOf(replay) {
  const names = ["mirrored", "cut_off", "searching", "copying", "offline"];
  const states = names.map((_, code) => replay.state.reduce((sum, state) => sum + Number(state === code), 0));
  return {
    ...Object.fromEntries(names.map((name, code) => [name, states[code]])),
    nodes_up: replay.up.reduce((a, b) => a + b, 0),
  };
}

/** @param {number} tick */
const expected = (tick) =>
  Object.fromEntries(
    ["mirrored", "cut_off", "searching", "copying", "offline", "nodes_up"].map((name) => [
      name,
      told.counts[name][tick],
    ]),
  );

test("the counts of every minute are those of Python", () => {
  for (const [name, values] of Object.entries(told.counts)) assert.deepEqual([...run.counts[name]], values, name);
});

test("step by step every state is that of its minute", () => {
  const replay = new Replay(run);
  for (let tick = 0; tick <= run.ticks; tick += 1) {
    replay.seek(tick);
    assert.deepEqual(countsOf(replay), expected(tick), `minute ${tick}`);
  }
});

test("a leap in any direction leads to the same state", () => {
  const replay = new Replay(run);
  for (const tick of [run.ticks, 3, 41, 17, 0, 60, 16, 15, run.ticks - 1, 1]) {
    replay.seek(tick);
    assert.deepEqual(countsOf(replay), expected(tick), `minute ${tick}`);
  }
});

test("a minute that is played ends where a step does", () => {
  const replay = new Replay(run);
  for (let tick = 1; tick <= run.ticks; tick += 1) {
    replay.begin(tick);
    for (const phase of [0, 0.3, 0.7, 1]) replay.playTo(phase);
    replay.finish();
    assert.deepEqual(countsOf(replay), expected(tick), `minute ${tick}`);
  }
});

test("crashes are those of Python, in their minutes", () => {
  const found = [...run.a.crash_tick].map((tick, k) => [tick, run.a.crash_node[k], run.a.crash_closings[k]]);
  assert.deepEqual(found, told.crashes);
  const [[tick]] = told.crashes;
  assert.equal(crashesIn(run, tick).length, told.crashes.filter(([at]) => at === tick).length);
});

test("every chain goes back in time to a first cause", () => {
  told.crashes.forEach((_, k) => {
    const links = chainOf(run, k);
    links.reduce((later, earlier) => {
      assert.ok(earlier.tick <= later.tick);
      assert.equal(mainCause(later)?.crash, earlier.crash);
      return earlier;
    });
    assert.equal(chainSentences(run, links).length, links.length);
    assert.match(rootSentence(run, links)?.text ?? "", /^It goes back to /);
  });
});

test("the pace is slow where something happens and a run lasts at most 40 s", () => {
  const total = run.pace.slice(1, run.last + 1).reduce((sum, ms) => sum + ms, 0);
  assert.ok(total <= 40_000);
  assert.ok(run.pace[told.crashes[0][0]] > run.pace[run.last]);
  assert.ok(shownTicks([run]) >= run.last);
});

test("the flags of two equal runs are flags of both", () => {
  assert.ok(mergeFlags([run, run]).every(([, , , whose]) => whose === 2));
});

test("the table has a row a minute with the counts", () => {
  const [named, heads, ...rows] = csvOf(run, "point", "https://example.org/lab?seed=8").trim().split("\n");
  assert.equal(named, "# Stormglass https://example.org/lab?seed=8");
  assert.equal(rows.length, run.ticks + 1);
  const at = heads.split(",").indexOf("searching");
  assert.deepEqual(
    rows.map((row) => Number(row.split(",")[at])),
    told.counts.searching,
  );
});

test("a table for a spreadsheet of the other half of the world has decimal commas between semicolons", () => {
  const [point, comma] = /** @type {const} */ (["point", "comma"]).map((decimal) =>
    csvOf(run, decimal, "here").split("\n"),
  );
  assert.equal(comma.length, point.length);
  for (const [i, line] of comma.entries())
    if (i)
      assert.deepEqual(
        line.split(";").map((cell) => cell.replace(",", ".")),
        point[i].split(","),
      );
  assert.ok(comma.some((line) => /;\d+,\d+/.test(line)));
  assert.ok(
    point.some((line) => line.endsWith(",inf")),
    "nobody finds a home",
  );
  assert.ok(point[2].endsWith(",0,"), "nothing moves");
  assert.equal(decimalHere("de"), "comma");
  assert.equal(decimalHere("en"), "point");
});

test("a table of lucks has a row each, and says which kind of held", () => {
  assert.deepEqual(lucksCsv("0143", "comma", "here").trim().split("\n"), [
    "# Stormglass here",
    "seed;fate;held",
    "1;over;",
    "2;held;slow",
    "3;held;short of room",
    "4;collapsed;",
  ]);
});

test("a file is called by its settings and its luck", () => {
  assert.equal(
    fileName("minutes", { seed: "7", backoff: "3", t: "9" }, 7, "csv"),
    "stormglass-minutes-backoff-3-seed-7.csv",
  );
  const acts = { do: "40:stop_search:1,60:add_capacity:0.05".repeat(9) };
  const name = fileName("minutes", acts, 1, "csv");
  assert.match(name, /^stormglass-minutes-do-40-stop_search-1-60-[\w.-]+-seed-1\.csv$/);
  assert.ok(name.length < 110);
});

test("what is no picture is refused in a sentence", async () => {
  await assert.rejects(decodePayload(new Uint8Array(8)), { message: "This is not a Stormglass picture." });
});

test("nobody searches while the search is stopped, and everybody does again once it goes on", () => {
  const scenario = {
    actions: [
      [20, "stop_search", 1],
      [24, "add_capacity", 0.1],
      [30, "stop_search", 0],
    ],
  };
  const stopped = /** @type {import("../../pages/view/stage/types.d.ts").Run} */ (
    /** @type {unknown} */ ({ scenario })
  );
  assert.deepEqual(
    [19, 20, 29, 30].map((tick) => isSearchStopped(stopped, tick)),
    [false, true, true, false],
  );
});

test("another picture has another fingerprint", () => {
  const bytes = Buffer.from(told.bytes, "base64");
  const other = Uint8Array.from(bytes);
  other[0] ^= 1;
  assert.notEqual(fingerprint(bytes), fingerprint(other));
  assert.equal(fingerprint(bytes), fingerprint(Uint8Array.from(bytes)));
});

test("what is said of a run is said in sentences", () => {
  const plain = run.captions.map(([, segments]) => plainOf(segments));
  assert.match(plain[0], /^64 nodes keep 640 volumes, /);
  assert.equal(run.captions.find(([tick]) => tick === 10)?.[1][1]?.[1], "cut_off");
  assert.ok(plain.every((words) => words.endsWith(".") && !words.includes("{") && !words.includes("caption-")));
  assert.deepEqual(run.flags[0], [10, "cut", "network cut"]);
  assert.match(plainOf(run.outcome), /^Collapsed\. In the end all 64 nodes are down and /);
});

test("facts are named as Python names them", () => {
  const { facts } = learnt();
  const code = (/** @type {string} */ id) => Number(Object.entries(facts).find(([, [name]]) => name === id)?.[0]);
  assert.deepEqual(meaning(code("caption-crash-several"), [3, 17, 20, 41]).values, {
    nodes: [3, 17],
    closings: [20, 41],
  });
  assert.deepEqual(meaning(code("survivor-missing"), [5, 0, 3, 2, 2]).values, {
    missing: 5,
    groups: [
      { id: "survivor-group", values: { doing: 0, volumes: 3 } },
      { id: "survivor-group", values: { doing: 2, volumes: 2 } },
    ],
  });
});
