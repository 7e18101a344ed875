/* Where odds come from: one streamed answer of the server (pages/view/routes.py), asked for after the picture is painted
   and dropped when a newer question is asked. A header with `odds` promises that there are some. */

const MOST_SETTINGS = 3000;
/** Fates by setting, for every stage of this visit: {fates: "3332…", counts: [over, held, raging, collapsed], own: {seed: fate}} */
const oddsMemory = ((window.stormglass ??= {}).odds ??= new Map());

/** A query without its luck, as what its fates are kept by. */
const settingKey = ({ seed, ...setting }) => queryKey(setting);

function rememberFates(key, news) {
  const known = { ...oddsMemory.get(key), ...news };
  oddsMemory.delete(key);
  oddsMemory.set(key, known);
  if (oddsMemory.size > MOST_SETTINGS) oddsMemory.delete(oddsMemory.keys().next().value);
}

function fateInMemory(stage, seed) {
  return oddsMemory.get(settingKey(stage.header.query))?.own?.[seed];
}

/** A new picture stands: show the odds that are known, ask for the others. */
function followOdds(stage) {
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
  requestAnimationFrame(() => setTimeout(() => { // now it is painted
    const done = () => { if (stage.oddsAsked === asked) stage.oddsAsked = null; };
    if (asked.stop.signal.aborted || settingKey(stage.wanted ?? query) !== key) done(); // somebody has moved on meanwhile
    else fetchOdds(stage, asked, query).finally(done);
  }));
}

/** Drop what is asked for other settings than these. */
function leaveOdds(stage, query) {
  if (!stage.oddsAsked || (query && stage.oddsAsked.key === settingKey(query))) return;
  stage.oddsAsked.stop.abort();
  stage.oddsAsked = null;
}

/** What memory has of the settings in view and of those one lever away. */
function knownOdds(stage) {
  const { odds: { lucks, each }, levers, query } = stage.header;
  const strips = {};
  for (const { name, stops, default: usual } of levers) {
    strips[name] = {};
    for (const stop of stops.filter(({ mark }) => mark)) {
      const counts = countsOf(oddsMemory.get(settingKey(withParameter(query, name, stop.query, stop.query === usual))), each);
      if (counts) strips[name][stop.query] = counts;
    }
  }
  return { lucks, each, fates: oddsMemory.get(settingKey(query))?.fates ?? "", strips };
}

function countsOf(known, each) {
  if (known?.counts) return known.counts;
  if (!known?.fates || known.fates.length < each) return null;
  const counts = [0, 0, 0, 0];
  for (const digit of known.fates.slice(0, each)) counts[digit] += 1;
  return counts;
}

function isWhole({ lucks, fates, strips }, levers) {
  return fates.length === lucks && levers.every(({ name, stops }) => stops.every(({ mark, query }) => !mark || strips[name][query]));
}

async function fetchOdds(stage, { stop: { signal } }, query) {
  const base = document.querySelector("script[src*='static/js']")?.src.split("static/js")[0]; // right under any path
  if (!base) return;
  const { seed, ...setting } = query;
  const address = new URLSearchParams({ ...setting, v: stage.header.odds.v });
  try {
    const answer = await fetch(`${base}api/odds?${address}`, { signal });
    if ([400, 503].includes(answer.status)) return; // these settings have none; others may
    if (!answer.ok || !answer.headers.get("content-type")?.startsWith("application/octet-stream")) { // a host that has no odds
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

function learnOdds(levers, query, frame) {
  if (frame.part === "grid") rememberFates(settingKey(query), { fates: frame.fates });
  for (const [name, stop, counts] of frame.stops ?? []) {
    const lever = levers.find((one) => one.name === name);
    if (lever) rememberFates(settingKey(withParameter(query, name, stop, stop === lever.default)), { counts });
  }
}
