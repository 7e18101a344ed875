/* Facts that are derived from a run once: chances, pace, where it ends, who caused what. */

/** Chance that node n crashes in tick t, by the rule in MODEL.md. */
function crashChance(run, t, n) {
  const c = run.a.closings[t * run.nodes + n];
  if (c < 2 || run.a.fix_rank[n] < run.a.fixed_count[t]) return 0;
  return 1 - (1 - run.a.bug[t]) ** ((c * (c - 1)) / 2);
}

/** The last tick in which anything happens; after it the picture never changes. */
function lastMoment(run) {
  const { a, counts } = run;
  if (isStopped(run)) return run.ticks;
  let t = run.ticks;
  const busy = (x) =>
    a.event_start[x + 1] > a.event_start[x] || counts.requests[x] > 0 || counts.crashes[x] > 0;
  while (t > 0 && !busy(t)) t -= 1;
  for (const [tick] of run.flags) t = Math.max(t, tick);
  for (const tick of a.capacity_tick) t = Math.max(t, tick);
  for (const tick of a.restart_tick) t = Math.max(t, tick);
  return Math.min(run.ticks, t + 1);
}

/** The search is stopped at the end and somebody waits: nothing is over, and it can be let go on in any minute. */
function isStopped(run) {
  const last = run.scenario.actions.findLast(([, name]) => name === "stop_search");
  return last?.[2] === 1 && run.counts.searching[run.ticks] > 0;
}

/** How much of the clock is shown: the whole run, or less where nothing happens for long at its end. */
function shownTicks(runs, atLeast = 0) {
  const ticks = Math.max(...runs.map((run) => run.ticks));
  const last = Math.max(...runs.map((run) => run.last), atLeast);
  if (last > ticks * 0.7) return ticks;
  const step = [5, 10, 20, 30, 60, 120, 240, 480].find((s) => last / s <= 12) ?? 480;
  return Math.min(ticks, Math.max(step, Math.ceil((last * 1.03) / step) * step));
}

/**
 * Pace "auto": milliseconds for every tick. New things are slow, more of the same is quick;
 * a default run lasts at most 40 s, a day at most 60 s.
 */
function paceOf(run) {
  const { counts, last } = run;
  const novelty = new Float32Array(run.ticks + 2);
  const spread = (tick, strength) => {
    for (let i = 0; i < 7 && tick + i <= run.ticks; i += 1) {
      novelty[tick + i] = Math.max(novelty[tick + i], strength * 0.72 ** i);
    }
  };
  for (const [tick, kind] of run.flags) spread(tick, kind === "full" || kind === "half" ? 0.8 : 1);
  for (let t = 1; t <= last; t += 1) {
    const crashes = counts.crashes[t];
    const share = counts.newly_stuck[t] / run.volumes;
    if (crashes) novelty[t] = Math.max(novelty[t], 0.16 + Math.min(0.14, share * 2));
    else if (counts.requests[t]) novelty[t] = Math.max(novelty[t], 0.1);
  }
  const most = run.ticks > 600 ? 57000 : 37000;
  const pace = Float64Array.from(novelty, (x) => 28 + x * (TICK_MS - 28));
  const total = (floor) => pace.reduce((sum, ms, t) => sum + (t >= 1 && t <= last ? Math.max(floor, ms) : 0), 0);
  const all = total(0);
  if (all > most) for (let t = 0; t < pace.length; t += 1) pace[t] *= pace[t] > 900 ? Math.max(0.55, most / all) : most / all;
  const over = total(0) / most;
  if (over > 1) for (let t = 0; t < pace.length; t += 1) pace[t] /= over;
  return pace;
}

/** Indexes of the crashes of tick t. */
function crashesIn(run, t) {
  const found = [];
  run.a.crash_tick.forEach((tick, index) => { if (tick === t) found.push(index); });
  return found;
}

/** Events sorted by volume, made when first needed. */
function eventsByVolume(run) {
  if (run.byVolume) return run.byVolume;
  const { event_volume: volume } = run.a;
  const start = new Uint32Array(run.volumes + 1);
  for (const v of volume) start[v + 1] += 1;
  for (let v = 0; v < run.volumes; v += 1) start[v + 1] += start[v];
  const order = new Uint32Array(volume.length);
  const next = start.slice();
  volume.forEach((v, e) => { order[next[v]++] = e; });
  return (run.byVolume = { start, order });
}

/** The event that left volume v searching when it asked in tick t, or -1. */
function strandedBy(run, v, t) {
  const { start, order } = eventsByVolume(run);
  const limit = run.a.event_start[t + 1];
  for (let i = start[v + 1] - 1; i >= start[v]; i -= 1) {
    const e = order[i];
    if (e >= limit || run.a.event_state[e] !== STATE.SEARCHING) continue;
    if (run.a.event_cause[e] === CAUSE.CRASH && e >= run.a.event_start[t]) continue;
    return e;
  }
  return -1;
}

/** The requests on record; those of one node in full where the picture has them. */
function requestsFor(run, node) {
  const { a } = run;
  if (run.focus === node && a.own_start) return { start: a.own_start, volume: a.own_volume, from: a.own_from, to: a.own_to, accepted: a.own_accepted };
  return { start: a.request_start, volume: a.request_volume, from: a.request_from, to: a.request_to, accepted: a.request_accepted };
}

/**
 * Why did crash k happen? Whose requests was the node closing, and who had stranded them.
 * @returns {{crash, tick, node, closings, seen, parts: [{kind, crash, count}]}}
 */
function causesOf(run, k) {
  const { a } = run;
  const tick = a.crash_tick[k];
  const node = a.crash_node[k];
  const cut = a.cut_node.includes(node) && a.cut_from.some((from, i) => from <= tick && tick < a.cut_until[i]); // nothing reaches it
  const parts = new Map();
  let seen = 0;
  const asked = requestsFor(run, node);
  for (let r = asked.start[tick]; r < asked.start[tick + 1]; r += 1) {
    if (asked.from[r] !== node && (asked.to[r] !== node || cut)) continue;
    seen += 1;
    const e = strandedBy(run, asked.volume[r], tick);
    const cause = e < 0 ? CAUSE.CONTACT : a.event_cause[e];
    const kind = cause === CAUSE.CRASH ? "crash" : cause === CAUSE.EVERYDAY ? "everyday" : cause === CAUSE.RESTART ? "restart" : "cut";
    const crash = kind === "crash" ? a.event_by[e] : -1;
    const key = kind + crash;
    const entry = parts.get(key) ?? { kind, crash, count: 0 };
    entry.count += 1;
    parts.set(key, entry);
  }
  const sorted = [...parts.values()].sort((x, y) => y.count - x.count);
  return { crash: k, tick, node, closings: a.crash_closings[k], byOperator: a.crash_by_operator[k] === 1, seen, parts: sorted };
}

/** The largest contributor; crashes count together against the cut and everyday losses. */
function mainCause(link) {
  const crashes = link.parts.filter((part) => part.kind === "crash");
  const others = link.parts.filter((part) => part.kind !== "crash");
  const sum = crashes.reduce((total, part) => total + part.count, 0);
  return sum > (others[0]?.count ?? 0) ? crashes[0] : others[0];
}

/** The chain of crashes back to the first cause, latest first, along the largest contributor. */
function chainOf(run, k) {
  const links = [];
  for (let crash = k; crash >= 0 && links.length < 40; ) {
    const link = causesOf(run, crash);
    links.push(link);
    const first = link.byOperator ? null : mainCause(link);
    crash = first?.kind === "crash" && first.crash < crash ? first.crash : -1;
  }
  return links;
}
