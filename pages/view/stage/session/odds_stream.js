/* Where odds come from: one streamed answer of the server (pages/view/server/routes.py), asked for after the picture is painted
   and dropped when a newer question is asked. A header with `odds` promises that there are some. */

import { settingKey } from "../lib/query.js";
import { isWhole, knownOdds, learnOdds, oddsMemory, rememberFates } from "./odds_memory.js";
import { showOdds } from "../ui/odds.js";

/** A new picture stands: show the odds that are known, ask for the others. */
export function followOdds(stage) {
  const { odds, levers, runs, query } = stage.header;
  if (!odds || !levers?.length || runs.length > 1 || window.stormglass.noOdds) {
    leaveOdds(stage, null);
    showOdds(stage, null);
    return;
  }
  const key = settingKey(query);
  rememberFates(key, { own: { ...oddsMemory.get(key)?.own, [runs[0].scenario.seed]: runs[0].fate } });
  leaveOdds(stage, query);
  const known = knownOdds(stage);
  showOdds(stage, known);
  if (stage.oddsAsked || isWhole(known, levers)) return;
  const asked = (stage.oddsAsked = { key, stop: new AbortController() });
  requestAnimationFrame(() =>
    setTimeout(() => {
      // now it is painted
      const done = () => {
        if (stage.oddsAsked === asked) stage.oddsAsked = null;
      };
      if (asked.stop.signal.aborted || settingKey(stage.wanted ?? query) !== key)
        done(); // somebody has moved on meanwhile
      else fetchOdds(stage, asked, query).finally(done);
    }),
  );
}

/** Drop what is asked for other settings than these. */
export function leaveOdds(stage, query) {
  if (!stage.oddsAsked || (query && stage.oddsAsked.key === settingKey(query))) return;
  stage.oddsAsked.stop.abort();
  stage.oddsAsked = null;
}

export async function fetchOdds(stage, { stop: { signal } }, query) {
  const base = document.querySelector("script[src*='static/js']")?.src.split("static/js")[0]; // right under any path
  if (!base) return;
  const { seed, ...setting } = query;
  const address = new URLSearchParams({ ...setting, v: stage.header.odds.v });
  try {
    const answer = await fetch(`${base}api/odds?${address}`, { signal });
    if ([400, 503].includes(answer.status)) return; // these settings have none; others may
    if (!answer.ok || !answer.headers.get("content-type")?.startsWith("application/octet-stream")) {
      // a host that has no odds
      window.stormglass.noOdds = true;
      showOdds(stage, null);
      return;
    }
    for await (const frame of framesOf(answer.body.getReader())) {
      learnOdds(stage.header.levers, query, frame);
      if (signal.aborted || stage.gone) return;
      if (settingKey(stage.header.query) === settingKey(query)) showOdds(stage, knownOdds(stage));
    }
  } catch (error) {
    if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error; // TypeError: the network is away
  }
}

/** Frames [u32 length][JSON] out of pieces of any size. */
async function* framesOf(reader) {
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
      yield JSON.parse(new TextDecoder().decode(rest.subarray(4, end)));
      rest = rest.subarray(end);
    }
  }
}
