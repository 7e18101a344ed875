/* One question is in flight; the latest wins; known answers show at once. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Emitter } from "../../pages/view/stage/lib/emitter.js";
import { AskLater, Questions } from "../../pages/view/stage/session/questions.js";

/** @import { Events, Frame, Host, Query, Question } from "../../pages/view/stage/types.d.ts" */

/** @param {Query} query @param {number} seq @param {Partial<Frame["runs"][0]>} run */
const frameOf = (query, seq = 1, run = {}) =>
  /** @type {Frame} */ (/** @type {unknown} */ ({ query, seq, runs: [{ volumes: 640, ...run }] }));

/** A host that answers when the test says so. */
function begin() {
  /** @type {{ question: Question, done: (frame: Frame) => void, fail: (error: Error) => void }[]} */
  const asked = [];
  /** @type {(frame: Frame) => void} */
  let tell = () => {};
  const host = /** @type {Host} */ (
    /** @type {unknown} */ ({
      frame: (/** @type {Question} */ question) =>
        new Promise((done, fail) => {
          asked.push({ question, done, fail });
        }),
      onFrame: (/** @type {(frame: Frame) => void} */ take) => {
        tell = take;
        return () => {};
      },
    })
  );
  /** @type {Emitter<Events>} */
  const events = new Emitter();
  /** @type {string[]} */
  const shown = [];
  events.on("frame", ({ frame, source }) => shown.push(`${frame.query.backoff ?? "usual"} ${source}`));
  const questions = new Questions(host, events);
  return { asked, questions, shown, events, tell: (/** @type {Frame} */ frame) => tell(frame) };
}

const turn = () => new Promise((done) => setTimeout(done));

test("while one is in flight only the latest of the others is asked", async () => {
  const { asked, questions, shown } = begin();
  for (const backoff of ["1", "2", "3"]) questions.ask({ backoff });
  assert.deepEqual(
    asked.map(({ question }) => question.query.backoff),
    ["1"],
  );
  asked[0].done(frameOf({ backoff: "1" }));
  await turn();
  assert.deepEqual(
    asked.map(({ question }) => question.query.backoff),
    ["1", "3"],
  );
  asked[1].done(frameOf({ backoff: "3" }, 2));
  await turn();
  assert.deepEqual(shown, ["1 asked", "3 asked"]);
  assert.equal(questions.inFlight, null);
});

test("a known answer shows at once and is asked for all the same", async () => {
  const { asked, questions, shown } = begin();
  questions.ask({ backoff: "1" });
  asked[0].done(frameOf({ backoff: "1" }));
  await turn();
  questions.ask({ backoff: "1", t: "40" });
  assert.deepEqual(shown, ["1 asked", "1 memory"]);
  assert.equal(asked.length, 2);
});

test("what was asked counts more than an address that is told anew", async () => {
  const { asked, questions, shown, tell } = begin();
  questions.ask({ backoff: "5" });
  tell(frameOf({}, 0));
  await turn();
  assert.deepEqual(shown, []);
  assert.deepEqual(
    asked.map(({ question }) => question.query.backoff),
    ["5", "5"],
  );
});

test("the address told as it is wanted answers the question", async () => {
  const { questions, shown, tell } = begin();
  questions.ask({ backoff: "5" });
  tell(frameOf({ backoff: "5" }, 0));
  assert.deepEqual(shown, ["5 told"]);
  assert.equal(questions.inFlight, null);
});

test("what is asked while a frame is being shown goes out", async () => {
  const { asked, questions, events, tell } = begin();
  events.on("frame", ({ frame }) => {
    if (frame.seq === 0) questions.ask({ backoff: "3" });
  });
  tell(frameOf({}, 0));
  asked[0].done(frameOf({ backoff: "3" }, 1));
  await turn();
  assert.deepEqual(questions.wanted, { backoff: "3" });
  assert.equal(questions.inFlight, null);
});

test("a late answer to another question is not shown", async () => {
  const { asked, questions, shown, tell } = begin();
  questions.ask({ backoff: "1" });
  asked[0].fail(new AskLater(5, true));
  await turn();
  questions.ask({ backoff: "2" });
  tell(frameOf({ backoff: "1" }, 7));
  assert.deepEqual(shown, []);
});

test("a host that cannot answer is asked again later, and the visitor told", async () => {
  const { asked, questions, events } = begin();
  let late = 0;
  events.on("late", () => {
    late += 1;
  });
  questions.ask({ backoff: "1" });
  asked[0].fail(new AskLater(5, true));
  await new Promise((done) => setTimeout(done, 30));
  assert.equal(late, 1);
  assert.equal(asked.length, 2);
});

test("what is fetched ahead is kept and not shown", async () => {
  const { asked, questions, shown } = begin();
  questions.sendAhead({ backoff: "2" });
  asked[0].done(frameOf({ backoff: "2" }));
  await turn();
  assert.deepEqual(shown, []);
  questions.ask({ backoff: "2" });
  assert.deepEqual(shown, ["2 memory"]);
});

test("the requests of one node are asked for once, where a frame has but a sample", async () => {
  const { asked, questions } = begin();
  const frame = frameOf({}, 1);
  questions.wanted = {};
  questions.focus = () => 17;
  questions.askFocus(frame);
  assert.equal(asked[0].question.focus, 17);
  asked[0].done(frameOf({}, 2));
  await turn();
  assert.equal(asked.length, 1);
});

test("only so many frames are kept, and fewer of large clusters", async () => {
  const { asked, questions } = begin();
  for (let k = 0; k < 30; k += 1) {
    questions.ask({ backoff: String(k) });
    asked[k].done(frameOf({ backoff: String(k) }, k + 1));
    await turn();
  }
  assert.equal(questions.kept.size, 24);
});
