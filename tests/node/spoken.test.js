/* A frame made whole: what came, with what its page was told once, and every message in it said. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { spoken, wholeFrame } from "../../pages/view/stage/hosts/spoken.js";
import { learn } from "../../pages/view/stage/lib/messages.js";

/** @import { PageConfig, WireFrame } from "../../pages/view/stage/types.d.ts" */

learn({
  locale: "en-GB",
  messages: { backoff: "Backoff", waits: ["waits up to ", { $: "minutes" }, " minutes"], both: [{ $: "words" }, "!"] },
  facts: {},
});
const WAITS = { id: "waits", values: { minutes: 8 } };

test("messages are said wherever they stand, and all else stays", () => {
  assert.deepEqual(spoken({ a: [WAITS, "as it is"], b: { id: "both", values: { words: WAITS } }, c: null, d: 3 }), {
    a: ["waits up to 8 minutes", "as it is"],
    b: "waits up to 8 minutes!",
    c: null,
    d: 3,
  });
  const scene = { id: "backoff", query: {} };
  assert.deepEqual(spoken(scene), scene, "an object with other fields is no message");
});

test("a lever stands where the frame says, and is called as its page was told", () => {
  const config = /** @type {PageConfig} */ (
    /** @type {unknown} */ ({ address: true, levers: [{ name: "backoff", label: "Backoff", stops: [] }] })
  );
  const frame = /** @type {WireFrame} */ (
    /** @type {unknown} */ ({ seq: 4, levers: [{ name: "backoff", value: 3, words: WAITS }], runs: [{ name: WAITS }] })
  );
  const whole = wholeFrame(frame, config);
  assert.deepEqual(whole.levers, [
    { name: "backoff", label: "Backoff", stops: [], value: 3, words: "waits up to 8 minutes" },
  ]);
  assert.deepEqual([whole.seq, whole.address, whole.runs[0].name], [4, true, "waits up to 8 minutes"]);
  assert.ok(!("pair" in whole));
});

test("of two clusters both parts are put together", () => {
  const config = /** @type {PageConfig} */ (
    /** @type {unknown} */ ({ levers: [{ name: "backoff", label: "Backoff" }], pair: { own: ["backoff"], cards: [] } })
  );
  const pair = { parts: 15, levers: [{ name: "backoff", value: 0, right: 5 }] };
  const frame = /** @type {WireFrame} */ (/** @type {unknown} */ ({ levers: [], pair, runs: [{}, {}] }));
  assert.deepEqual(wholeFrame(frame, config).pair, {
    own: ["backoff"],
    cards: [],
    parts: 15,
    levers: [{ name: "backoff", label: "Backoff", value: 0, right: 5 }],
  });
});
