/* What the server answers beside Streamlit's pages (pages/view/server/routes.py). Where a host does not serve it, its feature is not
   there: the first answer that is none says so. */

import { spoken } from "../spoken.js";

/** Where Streamlit's own script lies, under whatever path a proxy has put it. */
const base = () => document.querySelector("script[src*='static/js']")?.getAttribute("src")?.split("static/js")[0];

/** @param {string} path @param {Record<string, string>} query */
function addressOf(path, query) {
  const from = new URL(base() ?? "./", document.baseURI);
  return new URL(`api/${path}?${new URLSearchParams(query)}`, from);
}

/** These settings have no answer, or not now; others may. */
const REFUSED = [400, 503];

/**
 * The network is away, or nobody wants the answer any more: null. Anything else is a fault and goes on.
 * @param {unknown} error @returns {null}
 */
function nullWhereAway(error) {
  if (error instanceof TypeError || /** @type {Error} */ (error).name === "AbortError") return null;
  throw error;
}

/**
 * Fetch one answer; null where there is none. `missing` is called where the host does not serve it at all.
 * @param {string} path @param {Record<string, string>} query @param {AbortSignal} signal @param {string} type @param {() => void} missing
 */
async function fetchAnswer(path, query, signal, type, missing) {
  try {
    const answer = await fetch(addressOf(path, query), { signal });
    if (REFUSED.includes(answer.status)) return null;
    if (answer.ok && answer.headers.get("content-type")?.startsWith(type)) return answer;
    missing();
    return null;
  } catch (error) {
    return nullWhereAway(error);
  }
}

/**
 * The parts of a streamed answer as they come.
 * @template T @param {string} path @param {Record<string, string>} query @param {AbortSignal} signal @param {() => void} missing
 * @returns {AsyncGenerator<T>}
 */
export async function* partsOf(path, query, signal, missing) {
  const answer = await fetchAnswer(path, query, signal, "application/octet-stream", missing);
  if (!answer?.body) return;
  try {
    yield* framesOf(answer.body.getReader());
  } catch (error) {
    nullWhereAway(error);
  }
}

/**
 * One whole answer; null where there is none, or where it breaks off while it is read.
 * @template T @param {string} path @param {Record<string, string>} query @param {AbortSignal} signal @param {() =>
 * void} missing @returns {Promise<T | null>}
 */
export async function answerOf(path, query, signal, missing) {
  const answer = await fetchAnswer(path, query, signal, "application/json", missing);
  const told = await answer?.json().catch(nullWhereAway);
  return told ? spoken(told) : null;
}

/**
 * Frames [u32 length][JSON] out of pieces of any size.
 * @template T @param {ReadableStreamDefaultReader<Uint8Array>} reader @returns {AsyncGenerator<T>}
 */
export async function* framesOf(reader) {
  let rest = new Uint8Array(0);
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const both = new Uint8Array(rest.length + value.length);
    both.set(rest);
    both.set(value, rest.length);
    rest = both;
    while (rest.length >= 4) {
      const end = 4 + new DataView(rest.buffer, rest.byteOffset).getUint32(0, true);
      if (rest.length < end) break;
      yield spoken(JSON.parse(new TextDecoder().decode(rest.subarray(4, end))));
      rest = rest.subarray(end);
    }
  }
}
