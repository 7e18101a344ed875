/* What the server is asked: an answer that breaks off while it is read is no answer, and no fault. */

import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { answerOf, partsOf } from "../../pages/view/stage/hosts/streamlit/streams.js";

Object.assign(globalThis, { document: { querySelector: () => null, baseURI: "https://example.org/lab" } });

const { signal } = new AbortController();
const missing = () => assert.fail("the host serves it");

/** @param {string} type @param {string} begin what is read before @param {Error} error breaks it off */
function breaksOff(type, begin, error) {
  const body = new ReadableStream({
    start: (stream) => stream.enqueue(new TextEncoder().encode(begin)),
    pull: (stream) => stream.error(error),
  });
  mock.method(globalThis, "fetch", async () => new Response(body, { headers: { "content-type": type } }));
}

afterEach(() => mock.restoreAll());

for (const error of [new DOMException("nobody wants it", "AbortError"), new TypeError("network error")]) {
  test(`an answer that is broken off by ${error.name} while it is read is null`, async () => {
    breaksOff("application/json", '{"backoff": "wa', error);
    assert.equal(await answerOf("costs", {}, signal, missing), null);
  });

  test(`a stream that is broken off by ${error.name} ends`, async () => {
    breaksOff("application/octet-stream", "", error);
    for await (const part of partsOf("odds", {}, signal, missing)) assert.fail(String(part));
  });
}

test("any other fault is told", async () => {
  breaksOff("application/json", "", new RangeError("out of memory"));
  await assert.rejects(answerOf("costs", {}, signal, missing), RangeError);
});

test("a whole answer is said", async () => {
  mock.method(globalThis, "fetch", async () => Response.json({ backoff: "as it is" }));
  assert.deepEqual(await answerOf("costs", {}, signal, missing), { backoff: "as it is" });
});
