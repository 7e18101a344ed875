/* The state of a run at any tick, from its events: forwards event by event, backwards by keyframes. */

import { clamp, scatter } from "../lib/numbers.js";
import { TICK_MS } from "./pace.js";
import { CAUSE, NONE, ROLE, STATE } from "./states.js";

/** @import { Run } from "../types.d.ts" */
/** @typedef {Uint8Array | Uint16Array | Uint32Array | Int32Array} State */

const STATE_FIELDS = /** @type {const} */ ([
  "state",
  "primary",
  "partner",
  "old",
  "since",
  "cause",
  "by",
  "slotVolume",
  "slotRole",
  "volumeSlots",
  "used",
  "capacity",
  "up",
]);

/** When, within a minute (ms of 1600), an event of this cause is seen. Accepted ones arrive one by one. */
const SEEN_AT = [0, 0, 0, 0, 700, 1000, 1050, 0];

export class Replay {
  /** Which volumes have a thread that is drawn in the links view; all where nobody has said. @type {Uint8Array | null} */
  threaded = null;
  anyDirty = true;
  /** For the links view: any thread that is drawn, one that is whole. */
  threadsDirty = true;
  wovenDirty = true;
  tick = 0;
  /** The tick that is being played. @type {{ tick: number, events: { e: number, at: number }[], next: number, fallen: boolean } | null} */
  pending = null;
  /** @type {Map<number, State[]>} */
  keyframes = new Map();

  /** @param {Run} run */
  constructor(run) {
    const { nodes, volumes, a } = run;
    this.run = run;
    this.every = Math.max(8, Math.ceil(run.ticks / 40));
    this.dirty = new Uint8Array(nodes).fill(1);
    this.most = Uint16Array.from(a.slots);
    a.capacity_node.forEach((n, i) => {
      this.most[n] = Math.max(this.most[n], a.capacity_slots[i]);
    });
    this.base = new Uint32Array(nodes + 1);
    for (let n = 0; n < nodes; n += 1) this.base[n + 1] = this.base[n] + this.most[n];
    this.slotNode = new Uint16Array(this.base[nodes]);
    for (let n = 0; n < nodes; n += 1) this.slotNode.fill(n, this.base[n], this.base[n + 1]);
    this.state = new Uint8Array(volumes);
    this.primary = Uint16Array.from(a.primary);
    this.partner = Uint16Array.from(a.mirror);
    this.old = new Uint16Array(volumes).fill(NONE);
    this.since = new Uint16Array(volumes);
    this.cause = new Uint8Array(volumes).fill(255);
    this.by = new Uint32Array(volumes).fill(4294967295);
    this.slotVolume = new Int32Array(this.base[nodes]).fill(-1);
    this.slotRole = new Uint8Array(this.base[nodes]);
    this.volumeSlots = new Int32Array(volumes * 3).fill(-1);
    this.used = new Uint16Array(nodes);
    this.capacity = Uint16Array.from(a.slots);
    this.up = new Uint8Array(nodes).fill(1);
    this.cutOff = new Uint8Array(nodes);
    this.placeStart();
    this.keep();
  }

  placeStart() {
    for (let v = 0; v < this.run.volumes; v += 1) this.place(v, this.primary[v], this.partner[v], NONE);
  }

  /**
   * Give volume v its places; it keeps a slot on every node where it stays, else takes the first free.
   * @param {number} v @param {number} primary @param {number} partner @param {number} old
   */
  place(v, primary, partner, old) {
    if (this.stays(v, primary, partner, old)) {
      for (const n of [primary, partner, old]) if (n !== NONE) this.touch(n);
      return;
    }
    const slots = this.volumeSlots;
    const at = v * 3;
    const had = [slots[at], slots[at + 1], slots[at + 2]];
    const want = [primary, partner, old];
    const got = [-1, -1, -1];
    for (const sameRole of [true, false]) this.keepSlots(had, want, got, sameRole);
    for (const slot of had) if (slot >= 0) this.release(slot);
    for (let role = 0; role < 3; role += 1) {
      if (want[role] === NONE) {
        slots[at + role] = -1;
        continue;
      }
      if (got[role] < 0) got[role] = this.take(want[role]);
      slots[at + role] = got[role];
      if (got[role] < 0) continue;
      this.slotVolume[got[role]] = v;
      this.slotRole[got[role]] = role;
      this.touch(want[role]);
    }
    this.primary[v] = primary;
    this.partner[v] = partner;
    this.old[v] = old;
  }

  /** Whether volume v has all that it needs where it is. @param {number} v @param {number} primary @param {number} partner @param {number} old */
  stays(v, primary, partner, old) {
    if (this.primary[v] !== primary || this.partner[v] !== partner || this.old[v] !== old) return false;
    const at = v * 3;
    const [a, b, c] = [this.volumeSlots[at], this.volumeSlots[at + 1], this.volumeSlots[at + 2]];
    return (primary === NONE || a >= 0) && (partner === NONE || b >= 0) && (old === NONE || c >= 0);
  }

  /** Which of a volume's slots lies on this node, of any role (-1) or of one. @param {number[]} had @param {number} node @param {number} role */
  keptSlot(had, node, role) {
    for (let i = 0; i < 3; i += 1)
      if (had[i] >= 0 && (role < 0 || i === role) && this.slotNode[had[i]] === node) return i;
    return -1;
  }

  /**
   * Slots that lie on a node where a copy is wanted stay: of the same role first.
   * @param {number[]} had @param {number[]} want @param {number[]} got @param {boolean} sameRole
   */
  keepSlots(had, want, got, sameRole) {
    for (let role = 0; role < 3; role += 1) {
      if (want[role] === NONE || got[role] >= 0) continue;
      const i = this.keptSlot(had, want[role], sameRole ? role : -1);
      if (i < 0) continue;
      got[role] = had[i];
      had[i] = -1;
    }
  }

  /** @param {number} n */
  take(n) {
    for (let s = this.base[n]; s < this.base[n] + this.capacity[n]; s += 1) {
      if (this.slotVolume[s] < 0) {
        this.used[n] += 1;
        return s;
      }
    }
    return -1;
  }

  /** @param {number} slot */
  release(slot) {
    this.slotVolume[slot] = -1;
    this.used[this.slotNode[slot]] -= 1;
    this.touch(this.slotNode[slot]);
  }

  /** @param {number} n */
  touch(n) {
    this.dirty[n] = 1;
    this.anyDirty = true;
  }

  touchAll() {
    this.dirty.fill(1);
    this.anyDirty = this.threadsDirty = this.wovenDirty = true;
  }

  /** @param {number} e @param {number} tick */
  apply(e, tick) {
    const { a } = this.run;
    const v = a.event_volume[e];
    if (!this.threaded || this.threaded[v]) {
      this.threadsDirty = true;
      if (this.state[v] === STATE.MIRRORED || a.event_state[e] === STATE.MIRRORED) this.wovenDirty = true;
    }
    this.state[v] = a.event_state[e];
    this.since[v] = tick;
    this.cause[v] = a.event_cause[e];
    this.by[v] = a.event_by[e];
    this.place(v, a.event_primary[e], a.event_partner[e], a.event_old[e]);
  }

  /** What changes at the beginning of a tick, before anybody asks. @param {number} tick */
  open(tick) {
    const { a } = this.run;
    a.capacity_tick.forEach((t, i) => {
      if (t === tick) {
        this.capacity[a.capacity_node[i]] = a.capacity_slots[i];
        this.touch(a.capacity_node[i]);
      }
    });
    a.restart_tick.forEach((t, i) => {
      if (t === tick) {
        this.up[a.restart_node[i]] = 1;
        this.threadsDirty = true;
        this.touch(a.restart_node[i]);
      }
    });
    this.markCutOff(tick);
  }

  /** @param {number} tick */
  markCutOff(tick) {
    const { a } = this.run;
    const cut = a.cut_from.some((from, i) => from <= tick && tick < a.cut_until[i]);
    for (const n of a.cut_node) {
      if (this.cutOff[n] !== Number(cut)) {
        this.cutOff[n] = Number(cut);
        this.threadsDirty = true;
        this.touch(n);
      }
    }
  }

  /** @param {number} tick */
  fall(tick) {
    const { a } = this.run;
    a.crash_tick.forEach((t, i) => {
      if (t === tick && this.up[a.crash_node[i]]) {
        this.up[a.crash_node[i]] = 0;
        this.threadsDirty = true;
        this.touch(a.crash_node[i]);
      }
    });
  }

  /** Start to play tick: its events are put in the order in which they will be seen. @param {number} tick */
  begin(tick) {
    this.finish();
    const { a } = this.run;
    this.open(tick);
    /** @type {{ e: number, at: number }[]} */
    const events = [];
    const lastTo = new Map();
    for (let e = a.event_start[tick]; e < a.event_start[tick + 1]; e += 1) {
      const cause = a.event_cause[e];
      let at = SEEN_AT[cause];
      if (cause === CAUSE.ACCEPTED) {
        const n = a.event_partner[e];
        at = 450 + 550 * scatter(a.event_volume[e], tick);
        at = Math.min(999, Math.max(at, (lastTo.get(n) ?? 0) + 1));
        lastTo.set(n, at);
      }
      events.push({ e, at });
    }
    events.sort((x, y) => x.at - y.at || x.e - y.e);
    this.pending = { tick, events, next: 0, fallen: false };
  }

  /** Apply what is seen by this moment of the minute (0..1). @param {number} phase */
  playTo(phase) {
    const p = this.pending;
    if (!p) return;
    const now = phase * TICK_MS;
    if (now >= 1050 && !p.fallen) {
      p.fallen = true;
      this.fall(p.tick);
    }
    while (p.next < p.events.length && p.events[p.next].at <= now) this.apply(p.events[p.next++].e, p.tick);
  }

  finish() {
    if (!this.pending) return;
    this.playTo(2);
    this.tick = this.pending.tick;
    this.pending = null;
    this.keep();
  }

  /** The moment within the minute at which volume v's request was seen accepted, or null. @param {number} v */
  acceptedAt(v) {
    return (
      this.pending?.events.find(
        ({ e }) => this.run.a.event_volume[e] === v && this.run.a.event_cause[e] === CAUSE.ACCEPTED,
      )?.at ?? null
    );
  }

  /** @param {number} tick */
  step(tick) {
    const { a } = this.run;
    this.open(tick);
    for (let e = a.event_start[tick]; e < a.event_start[tick + 1]; e += 1) this.apply(e, tick);
    this.fall(tick);
    this.tick = tick;
    this.keep();
  }

  /** The state at the end of a tick. @param {number} tick */
  seek(tick) {
    const to = clamp(tick, 0, this.run.ticks);
    this.finish();
    if (to === this.tick) return;
    const key = Math.floor(to / this.every) * this.every;
    if (to < this.tick || key > this.tick) this.restore(to, key);
    while (this.tick < to) this.step(this.tick + 1);
  }

  keep() {
    if (this.tick % this.every || this.keyframes.has(this.tick)) return;
    this.keyframes.set(
      this.tick,
      STATE_FIELDS.map((field) => this[field].slice()),
    );
  }

  /** @param {number} to @param {number} key */
  restore(to, key) {
    let from = key;
    while (from > 0 && !this.keyframes.has(from)) from -= this.every;
    if (to > this.tick && from <= this.tick) return;
    this.keyframes.get(from)?.forEach((copy, i) => this[STATE_FIELDS[i]].set(copy));
    this.tick = from;
    this.markCutOff(from);
    this.touchAll();
  }

  /** What a node holds, by what it is: counts of slots. @param {number} n */
  holdings(n) {
    /** @type {Record<string, number>} */
    const held = {
      mirrored: 0,
      cut_off: 0,
      searching: 0,
      copying: 0,
      offline: 0,
      old: 0,
      free: 0,
      slots: this.capacity[n],
    };
    for (let s = this.base[n]; s < this.base[n] + this.capacity[n]; s += 1) {
      const v = this.slotVolume[s];
      if (v < 0) held.free += 1;
      else if (this.slotRole[s] === ROLE.OLD) held.old += 1;
      else held[["mirrored", "cut_off", "searching", "copying", "offline"][this.state[v]]] += 1;
    }
    return held;
  }
}
