/* Stage and cards ask in one way: one message a turn, the stage's first, none while the page is left, again where none answers. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Asking } from "../../pages/view/stage/hosts/streamlit/asking.js";
import { registry } from "../../pages/view/stage/lib/registry.js";

const place = { pathname: "/lab" };
const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
Object.assign(globalThis, { location: place, document: page });

let now = 0;
/** @type {string[]} */
let sent = [];
/** @type {Asking[]} */
let askers = [];

/** @param {string} name */
function asker(name, isFirst = false) {
  const set = (/** @type {object} */ asked) => sent.push(`${name} ${/** @type {{ q: string }} */ (asked).q} at ${now}`);
  const made = new Asking(set, { isFirst });
  askers.push(made);
  return made;
}

/** @param {number} ms */
function pass(ms) {
  for (let i = 0; i < ms; i += 1) {
    now += 1;
    mock.timers.tick(1);
  }
}

const never = () => assert.fail("this is not late");

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  mock.method(performance, "now", () => now);
  now = 1000;
  [sent, askers] = [[], []];
  place.pathname = "/lab";
  page.visibilityState = "visible";
  Object.assign(registry, { sentAt: 0, unsent: 0, isLeaving: null });
});

afterEach(() => {
  for (const one of askers) one.drop();
  mock.timers.runAll();
  mock.timers.reset();
  mock.restoreAll();
});

test("the stage asks at once, cards after it, each in a message of its own", () => {
  const [stage, one, other] = [asker("stage", true), asker("one"), asker("other")];
  one.put({ q: "a" }, never);
  other.put({ q: "b" }, never);
  stage.put({ q: "c" }, never);
  assert.deepEqual(sent, ["stage c at 1000"]);
  pass(60);
  assert.deepEqual(sent, ["stage c at 1000", "one a at 1020", "other b at 1040"]);
});

test("the stage waits for what was just set, and for no card in the line", () => {
  const [stage, one, other] = [asker("stage", true), asker("one"), asker("other")];
  one.put({ q: "a" }, never);
  other.put({ q: "b" }, never);
  pass(5);
  stage.put({ q: "c" }, never);
  pass(60);
  assert.deepEqual(sent, ["one a at 1001", "stage c at 1021", "other b at 1041"]);
});

test("of what one asks before its turn the newest counts, and what is dropped is not asked", () => {
  const [one, other] = [asker("one"), asker("other")];
  one.put({ q: "a" }, never);
  other.put({ q: "b" }, never);
  one.put({ q: "c" }, never);
  other.drop();
  pass(60);
  assert.deepEqual(sent, ["one c at 1001"]);
});

test("nothing is asked while the page is being left, nor for a page that was left", () => {
  const [one, other] = [asker("one"), asker("other")];
  let isLeaving = true;
  registry.isLeaving = () => isLeaving;
  one.put({ q: "a" }, never);
  pass(700);
  assert.deepEqual(sent, []);
  isLeaving = false;
  pass(300);
  assert.deepEqual(sent, ["one a at 1901"]);
  other.put({ q: "b" }, never);
  place.pathname = "/same_luck";
  pass(100);
  assert.equal(sent.length, 1);
});

test("a change of page can see what is set and not sent", () => {
  asker("stage", true).put({ q: "a" }, never);
  assert.equal(registry.unsent, 1);
  pass(1);
  assert.equal(registry.unsent, 0);
});

test("every question has a number of its own; only the answer to the newest is one", () => {
  const one = asker("one");
  const [first, second] = [one.put({ q: "a" }, never), one.put({ q: "b" }, never)];
  assert.equal(second.seq, first.seq + 1);
  assert.equal(one.isAnswered(first.seq), false);
  assert.equal(one.isAnswered(second.seq), true);
  assert.equal(one.isAnswered(second.seq), false);
  pass(20_000);
});

test("a question without an answer is late once: in sight, and while the server can be reached", () => {
  const one = asker("one");
  let late = 0;
  const tell = () => (late += 1);
  one.put({ q: "a" }, tell);
  pass(7999);
  assert.equal(late, 0);
  pass(10_000);
  assert.equal(late, 1);
  page.visibilityState = "hidden";
  one.put({ q: "b" }, tell);
  pass(10_000);
  assert.equal(late, 1);
  page.visibilityState = "visible";
  page.dispatchEvent(new Event("visibilitychange"));
  assert.equal(late, 2);
  one.isOnline = () => false;
  one.put({ q: "c" }, tell);
  pass(10_000);
  assert.equal(late, 2);
});
