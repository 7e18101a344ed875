/* The odds of a view: asked once for the levers, and for the further settings while these are looked at. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Emitter } from "../../pages/view/stage/lib/emitter.js";
import { OddsOfView } from "../../pages/view/stage/session/odds.js";

/** @import { Events, Frame, Host, Odds, OddsPart, Query } from "../../pages/view/stage/types.d.ts" */
/** @import { Questions } from "../../pages/view/stage/session/questions.js" */

const stop = (/** @type {string} */ query) => ({ query, mark: query, value: Number(query) });
const frame = /** @type {Frame} */ (
  /** @type {unknown} */ ({
    query: { seed: "7", ticks: "99" },
    levers: [{ name: "backoff", default: "0", stops: [stop("0"), stop("3")] }],
    settings: [
      { settings: [{ name: "retry_budget", default: "0", stops: [stop("0"), stop("1")] }, { name: "nodes" }] },
    ],
    odds: { v: 1, lucks: 2, each: 2 },
    runs: [{ scenario: { seed: 7 }, fate: "over", short: false }],
  })
);

/** @type {OddsPart[]} */
const LEVERS = [
  { part: "grid", fates: "34" },
  { part: "strips", stops: [["backoff", "3", [2, 0, 0, 0, 0]]] },
];
/** @type {OddsPart[]} */
const FURTHER = [{ part: "strips", stops: [["retry_budget", "1", [1, 1, 0, 0, 1]]] }];

test("the further settings are asked for once they are opened, and never twice", async () => {
  /** @type {string[]} */
  const asked = [];
  const answers = (/** @type {string} */ what, /** @type {OddsPart[]} */ parts) =>
    async function* answer(/** @type {Query} */ query) {
      asked.push(`${what} ${query.ticks} ${query.seed ?? "any"}`);
      yield* parts;
    };
  const host = /** @type {Host} */ (
    /** @type {unknown} */ ({ odds: answers("levers", LEVERS), furtherOdds: answers("further", FURTHER) })
  );
  const events = /** @type {Emitter<Events>} */ (new Emitter());
  /** @type {(Odds | null)[]} */
  const told = [];
  events.on("odds", (odds) => told.push(odds));
  const settled = () => new Promise((done) => setTimeout(done, 5));
  const odds = new OddsOfView(host, /** @type {Questions} */ ({ wanted: null }), events, (then) => then());
  odds.follow(frame);
  await settled();
  assert.deepEqual(asked, ["levers 99 any"]);
  assert.deepEqual(told.at(-1)?.strips, { backoff: { 0: [0, 1, 0, 1, 1], 3: [2, 0, 0, 0, 0] } });
  odds.lookFurther(true);
  await settled();
  assert.deepEqual(asked, ["levers 99 any", "further 99 any"]);
  assert.deepEqual(told.at(-1)?.strips.retry_budget, { 0: [0, 1, 0, 1, 1], 1: [1, 1, 0, 0, 1] });
  odds.lookFurther(false);
  odds.lookFurther(true);
  odds.follow(frame);
  await settled();
  assert.equal(asked.length, 2);
});
