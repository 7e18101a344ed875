/* From the bytes blob to header and typed arrays. The format is written down in pages/view/wire/frame.py. */

import { say } from "../lib/messages.js";
import { captionsOf, flagsOf, outcomeOf } from "./narration.js";

/** @import { Run, RunArrays, WireFrame } from "../types.d.ts" */

const ARRAY_TYPES = {
  u1: Uint8Array,
  u2: Uint16Array,
  u4: Uint32Array,
  i4: Int32Array,
  f4: Float32Array,
  f8: Float64Array,
};

/**
 * @param {Uint8Array} data the blob; it may be unaligned, so it is copied
 * @returns {Promise<WireFrame>} the header, each run with its arrays as `run.a`
 */
export async function decodePayload(data) {
  const bytes = new Uint8Array(data);
  if (String.fromCharCode(...bytes.subarray(0, 4)) !== "SGL2") throw new Error(say("note-broken.other"));
  const stream = new Blob([bytes.subarray(4)]).stream().pipeThrough(new DecompressionStream("deflate"));
  const raw = await new Response(stream).arrayBuffer();
  const length = new DataView(raw).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(raw, 4, length)));
  const start = Math.ceil((4 + length) / 8) * 8;
  for (const run of header.runs) readArrays(run, raw, start);
  return header;
}

/** @param {Run} run @param {ArrayBuffer} raw @param {number} start */
function readArrays(run, raw, start) {
  /** @type {Record<string, ArrayBufferView>} */
  const arrays = {};
  for (const [name, [type, shape, offset]] of Object.entries(run.arrays)) {
    const size = shape.reduce((product, n) => product * n, 1);
    arrays[name] = new ARRAY_TYPES[type](raw, start + offset, size);
  }
  run.a = /** @type {RunArrays} */ (/** @type {unknown} */ (arrays));
  run.ticks = run.a.event_start.length - 2;
  run.nodes = run.a.slots.length;
  run.volumes = run.a.primary.length;
  run.counts = {};
  run.series.forEach((name, row) => {
    run.counts[name] = run.a.series.subarray(row * (run.ticks + 1), (row + 1) * (run.ticks + 1));
  });
  Object.assign(run, { captions: captionsOf(run.a), flags: flagsOf(run.a), outcome: outcomeOf(run.a) });
}

/** A cheap fingerprint, to see whether the host sent the same picture again. @param {Uint8Array} bytes */
export function fingerprint(bytes) {
  let h = bytes.length;
  const step = Math.max(1, Math.floor(bytes.length / 2048));
  for (let i = 0; i < bytes.length; i += step) h = (Math.imul(h, 31) + bytes[i]) | 0;
  return h;
}
