/* Undo, the address, and what is known of the odds. */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  asksForAnyLuck,
  largeType,
  linkAt,
  linkOfRun,
  linkOfScene,
  ownLuck,
  placeMeant,
  placeOf,
  placeText,
} from "../../pages/view/stage/session/write_link.js";
import { History } from "../../pages/view/stage/session/history.js";
import {
  isWhole,
  knownOdds,
  learnOdds,
  rememberOwn,
  fateInMemory,
} from "../../pages/view/stage/session/odds_memory.js";

/** @import { Frame, Query } from "../../pages/view/stage/types.d.ts" */

test("a link names settings, moment and version, and keeps what is not ours", () => {
  const seen = { query: { backoff: "3", t: "9" }, also: { map_x: "bug" }, tick: 42, rules: 1 };
  assert.equal(linkOfRun(seen, "?embed=true&utm_source=mail"), "?backoff=3&map_x=bug&t=42&v=1&embed=true");
  assert.equal(linkOfRun({ query: {}, also: {}, tick: null, rules: 1 }, ""), "");
  const plain = { query: {}, also: {}, tick: 3, rules: 1 };
  assert.equal(linkOfRun(plain, "?future=hidden"), "?t=3&v=1&future=hidden");
  assert.equal(linkOfRun(plain, "?future=dark"), "?t=3&v=1");
});

test("commas and colons of a link stay readable", () => {
  const seen = { query: { do: "40:add_capacity:0.05,60:set_backoff:5" }, also: {}, tick: null, rules: 1 };
  assert.equal(linkOfRun(seen, ""), "?do=40:add_capacity:0.05,60:set_backoff:5&v=1");
});

test("the first scene has the shortest link", () => {
  assert.equal(linkOfScene(null, null, ""), "");
  assert.equal(linkOfScene("wrong-turn", 17, ""), "?scene=wrong-turn&t=17");
});

test("everybody's own luck has neither seed nor moment", () => {
  const there = { protocol: "http:", host: "there", prefix: "" };
  const link = linkAt("http://here:8501/lab?backoff=3&seed=7&t=9&v=1&embed=true", there, ownLuck);
  assert.equal(link, "http://there/lab?backoff=3&seed=any&v=1");
});

test("a link keeps https, the path under which the app is served, and the section", () => {
  const address = "https://uni.example/storm/glass/tipping_point?seed=7&v=1#hill";
  const place = placeOf(address);
  assert.equal(placeText(place), "https://uni.example/storm/glass");
  assert.equal(linkAt(address, place), address);
  assert.equal(
    linkAt("https://uni.example/storm/?scene=loop", placeOf("https://uni.example/storm/")),
    "https://uni.example/storm/?scene=loop",
  );
  assert.equal(
    linkAt("http://here:8501/lab?seed=7&v=1", placeOf("http://here:8501/lab"), largeType),
    "http://here:8501/lab?seed=7&v=1&large=1",
  );
});

test("a place is read as people write it", () => {
  const here = placeOf("http://localhost:8501/lab?seed=7");
  const read = (/** @type {string} */ text) => placeText(placeMeant(text, here));
  assert.equal(read("https://uni.example/storm/"), "https://uni.example/storm");
  assert.equal(read("uni.example:9000"), "http://uni.example:9000");
  assert.equal(read(" HTTPS://uni.example "), "https://uni.example");
  for (const nothing of ["", "   ", "javascript:alert(1) x", "/storm"])
    assert.equal(read(nothing), "http://localhost:8501");
  const below = placeOf("https://uni.example/storm/lab");
  assert.equal(placeText(placeMeant("other.example", below)), "https://other.example/storm");
  assert.equal(placeText(placeMeant("other.example/", below)), "https://other.example");
});

test("a view other than the usual one is part of the link", () => {
  const seen = { query: { seed: "7" }, also: {}, tick: 9, rules: 1 };
  assert.equal(linkOfRun({ ...seen, isLinks: true }, ""), "?seed=7&t=9&view=links&v=1");
  assert.equal(linkOfRun({ ...seen, isLinks: false }, "?view=links"), "?seed=7&t=9&v=1");
});

test("a change can be taken back and done again", () => {
  const history = new History();
  history.describe = () => ({ words: "Backoff" });
  history.follow({}, false);
  history.keep({ backoff: "3" });
  /** @type {unknown[]} */
  const asked = [];
  const ask = (/** @type {{ query: Query }} */ { query }) => {
    asked.push(query);
    history.keep(query); // as the question does
  };
  assert.equal(history.travel(-1, ask)?.words, "Backoff");
  assert.equal(history.travel(-1, ask), null);
  assert.equal(history.travel(1, ask)?.words, "Backoff");
  assert.deepEqual(asked, [{}, { backoff: "3" }]);
});

test("a lever that is dragged on is one change", () => {
  const history = new History();
  history.describe = () => ({ words: "Backoff", lever: "backoff" });
  history.follow({}, false);
  for (const backoff of ["1", "2", "3"]) history.keep({ backoff });
  assert.equal(history.past.length, 1);
});

test("a change that nobody asked for can be taken back, too", () => {
  const history = new History();
  history.follow({}, true);
  history.follow({ backoff: "3" }, true);
  assert.deepEqual(
    history.past.map(({ query }) => query),
    [{}],
  );
});

const LEVER = {
  name: "backoff",
  default: "0",
  stops: [{ query: "0", mark: "a" }, { query: "3", mark: "b" }, { query: "4" }],
};
const frame = /** @type {Frame} */ (
  /** @type {unknown} */ ({
    query: { seed: "7" },
    levers: [LEVER],
    odds: { v: 1, lucks: 4, each: 2 },
    runs: [{ scenario: { seed: 7 }, fate: "held", short: true }],
  })
);

test("odds are whole when all lucks and every named stop are known", () => {
  assert.equal(isWhole(knownOdds(frame), frame.levers), false);
  learnOdds(frame.levers, frame.query, { part: "grid", fates: "3410" });
  learnOdds(frame.levers, frame.query, { part: "strips", stops: [["backoff", "3", [2, 0, 0, 0, 0]]] });
  const known = knownOdds(frame);
  assert.equal(known.fates, "3410");
  assert.deepEqual(known.strips.backoff, { 0: [0, 1, 0, 1, 1], 3: [2, 0, 0, 0, 0] });
  assert.ok(isWhole(known, frame.levers));
});

test("the fate of a luck beyond the grid is remembered by its setting", () => {
  rememberOwn(frame);
  assert.equal(fateInMemory({ seed: "1" }, 7), "short");
  assert.equal(fateInMemory({ seed: "1", backoff: "2" }, 7), undefined);
});

test("an address that deals a luck is known in every spelling that the server reads", () => {
  for (const search of [
    "?seed=any",
    "?backoff=3&amp;seed=any",
    "?SEED=Any",
    "?t=4&seed=any).",
    "?backoff%3D3%26seed%3Dany",
    "?backoff%253D3%2526seed%253Dany",
  ])
    assert.ok(asksForAnyLuck(search), search);
  for (const search of ["", "?seed=7", "?seed=anyone", "?bookseed=any"]) assert.ok(!asksForAnyLuck(search), search);
});
