/* What the parts of the stage hand to one another. Formats are written down in `pages/view/wire/`:
   that of a picture in `frame.py`, that of what a page is told once in `config.py`. */

import type { Emitter } from "./lib/emitter.js";
import type { Plotly } from "./hosts/streamlit/card/types.d.ts";
import type { Message } from "./lib/messages.js";
import type { Replay } from "./run/replay.js";
import type { SlotSheet } from "./draw/slots.js";
import type { History } from "./session/history.js";
import type { OddsOfView } from "./session/odds.js";
import type { Questions } from "./session/questions.js";

/** A link by name and value, only what differs from the defaults. */
export type Query = Record<string, string>;
/** Plain text, or text and the state whose colour marks it. */
export type Segment = string | [text: string, mark: string];
export type Fate = "over" | "held" | "raging" | "collapsed";

/** A fate, with held by its kind: "held" is slow, "short" is short of room. */
export type Ending = Fate | "short";
/** Minute, kind, words, and whose: 0 or 1, or 2 where both runs have it. */
export type Flag = [tick: number, kind: string, words: string, whose: number];
export type Off = () => void;
/** What `worded` of `lib/messages.js` says: a message with its values, or the text where it was said already. */
export type Words = string | Message;
export type { Message };

// ---- what travels -----------------------------------------------------------------------------------------------------

export interface Stop {
  value: number;
  query: string;
  /** Nothing where the stop has no name. */
  mark: Words;
  words: Words;
}

/** A lever wherever it stands: a page is told of it once. */
export interface PageLever {
  name: string;
  label: Words;
  help: Words;
  low: Words;
  high: Words;
  stops: Stop[];
  default: string;
}

/** Where it stands; of two clusters also where that of the right one does. */
export interface LeverValue {
  name: string;
  value: number;
  words: Words;
  right: number;
  right_words: Words;
}

export type LeverFacts = PageLever & LeverValue;

export interface Scenario {
  seed: number;
  copy_ticks: number;
  reconnect: number;
  actions: [tick: number, name: string, value: number][];
  [name: string]: unknown;
}

export interface RunArrays {
  series: Int32Array;
  expected_stranded: Float64Array;
  storm_number: Float64Array;
  primary: Uint16Array;
  mirror: Uint16Array;
  slots: Uint16Array;
  group: Uint16Array;
  event_start: Uint32Array;
  event_volume: Uint16Array;
  event_state: Uint8Array;
  event_primary: Uint16Array;
  event_partner: Uint16Array;
  event_old: Uint16Array;
  event_cause: Uint8Array;
  event_by: Uint32Array;
  request_start: Uint32Array;
  request_volume: Uint16Array;
  request_from: Uint16Array;
  request_to: Uint16Array;
  request_accepted: Uint8Array;
  own_start?: Uint32Array;
  own_volume?: Uint16Array;
  own_from?: Uint16Array;
  own_to?: Uint16Array;
  own_accepted?: Uint8Array;
  closings: Uint16Array;
  bug: Float64Array;
  fix_rank: Uint16Array;
  fixed_count: Uint16Array;
  crash_tick: Uint16Array;
  crash_node: Uint16Array;
  crash_closings: Uint16Array;
  crash_by_operator: Uint8Array;
  restart_tick: Uint16Array;
  restart_node: Uint16Array;
  cut_node: Uint16Array;
  cut_from: Uint16Array;
  cut_until: Uint16Array;
  capacity_tick: Uint16Array;
  capacity_node: Uint16Array;
  capacity_slots: Uint16Array;
  facts: Float64Array;
  caption_tick: Uint16Array;
  caption_place: Uint32Array;
  flag_tick: Uint16Array;
  flag_place: Uint32Array;
}

/** A run as it travels. */
export interface RunHeader {
  scenario: Scenario;
  fate: Fate;
  /** Whether it is held for want of room. */
  short: boolean;
  series: string[];
  requests: "all" | "sample";
  focus?: number;
  arrays: Record<string, [type: ArrayType, shape: number[], offset: number]>;
  name?: Words;
}

export type ArrayType = "u1" | "u2" | "u4" | "i4" | "f4" | "f8";

/** A run with its arrays, and what is derived from them once. */
export interface Run extends RunHeader {
  a: RunArrays;
  ticks: number;
  nodes: number;
  volumes: number;
  counts: Record<string, Int32Array>;
  /** One or two sentences with the price. */
  outcome: Segment[];
  /** Each holds from its tick until the next one. */
  captions: [tick: number, segments: Segment[]][];
  flags: [tick: number, kind: string, words: string][];
  /** The last tick in which anything happens. */
  last: number;
  /** Milliseconds for every tick. */
  pace: Float64Array;
  byVolume?: { start: Uint32Array; order: Uint32Array };
  threads?: number[];
  replay?: Replay;
}

/** What a page tells its stage once. */
export interface PageConfig {
  address?: boolean;
  own_page?: OwnPage;
  projector?: boolean;
  levers?: PageLever[];
  acts?: ActFacts[];
  again?: [label: Words, entry: string, help: Words];
  most_acts?: number;
  cards?: Card[];
  settings?: Topic[];
  story?: Story;
  pair?: PairConfig;
}

/** What a question is answered with, as it travels: a header and one or two runs. */
export interface WireFrame {
  version: number;
  rules: number;
  /** The query of a link that was made with newer rules: the address keeps it until something is changed. */
  newer?: Query;
  seq: number;
  tick: number | null;
  page: string | null;
  query: Query;
  levers: LeverValue[];
  problems: Words[];
  future?: "hidden";
  scene?: string;
  odds?: { v: number; lucks: number; each: number };
  pair?: PairFacts;
  what_happened?: { notice: Words[]; tries: { words: Words; query: Query }[] };
  share?: Share;
  runs: Run[];
}

/** The same with what its page was told once: `wholeFrame` of `hosts/spoken.js` makes it. */
export interface Frame extends Omit<WireFrame & PageConfig, "levers" | "pair"> {
  levers: LeverFacts[];
  pair?: Pair;
}

export interface OwnPage {
  place: string;
  places: string[];
}

export interface ActFacts {
  icon: string;
  label: Words;
  help: Words;
  usual: string;
  choices: [entry: string, words: Words][];
}

export interface CardPart {
  label: Words;
  query: Query;
  fate: Fate;
  path: string;
}

export interface Card {
  title: Words;
  promise: Words;
  parts: CardPart[];
}

export interface Setting {
  name: string;
  label: Words;
  help: Words;
  kind: string;
  default: string;
  open?: boolean;
  /** Whether 0 means that it is not there. */
  off?: boolean;
  /** What it is in a real system, and what it does here. */
  about?: Words;
  /** Values at which it has odds. */
  stops?: Stop[];
  low: number;
  high: number;
  choices: [value: string, words: Words][];
}

export interface Topic {
  title: Words;
  settings: Setting[];
}

export interface Question {
  query: Query;
  /** A node whose requests are wanted in full. */
  focus?: number;
}

export interface SharedLink {
  link: string;
  rows: string[] | null;
}

export interface Share {
  host: string;
  words: Words;
  here: SharedLink;
  any: SharedLink;
}

export interface Scene {
  name: string;
  title: string;
  chapter?: string;
  query: Query;
  words: Segment[][];
  after: Segment[][];
  question: {
    about: string;
    by: string;
    ask: Segment[];
    choices: { text: string; path?: string; outcome: Segment[]; scene?: string }[];
    answer: number | null;
  } | null;
  lit: string[];
  volume: number | null;
  from: number;
  to: number;
  shows: number;
  seconds: number | null;
  timeline: boolean;
  figure: string | null;
  bars: [text: string, value: number, of: number][];
  combinations: { rows: [which: string, fates: number[]][]; verdict: Words[] } | null;
  button: string | null;
  way: "whole" | "short" | "both";
  lab: boolean;
  sentences: string[];
}

export interface Story {
  scenes: Scene[];
  sentences: { key: string; text: string }[];
  record: [address: string, words: string];
}

export interface PairCard {
  title: Words;
  promise: Words;
  query: Query;
  paths: string[];
  fates: Fate[];
}

export interface ButterflyRow {
  seed: number;
  query: Query;
  tick: number;
  paths: string[];
  fates: Fate[];
}

/** What the page of two clusters is told once. */
export interface PairConfig {
  own: string[];
  cards: PairCard[];
  butterfly: { words: Words; columns: Words[]; rows: ButterflyRow[] };
  source: [words: Words, address: string];
}

/** What is said of two runs. */
export interface PairFacts {
  headline: Words;
  why: Words[];
  /** Where their worlds part, and where one can see it. */
  parting_tick: number | null;
  seen_tick: number | null;
  nodes: number[][];
  levers: LeverValue[];
  protections: Words;
}

export interface Pair extends PairConfig, Omit<PairFacts, "levers"> {
  levers: LeverFacts[];
}

/** Fates of one setting: a digit of `ENDINGS` for each seed, how many of the first ones end how, and those of other seeds. */
export interface KnownFates {
  fates?: string;
  counts?: number[];
  own?: Record<number, Ending>;
}

/** Odds as they are known: `fates` may be shorter than `lucks`, `strips` may lack stops. */
export interface Odds {
  lucks: number;
  each: number;
  fates: string;
  strips: Record<string, Record<string, number[]>>;
}

export interface OddsPart {
  part: "grid" | "strips";
  fates?: string;
  stops?: [lever: string, stop: string, counts: number[]][];
}

export type ProtectionsPart =
  | { part: "values"; names: Words[][]; words: Words }
  | { part: "fan"; number: number; band: string; median: string; fates: number[]; words: Words; query: Query }
  | { part: "verdict"; sentences: Words[] };

// ---- who feeds the stage ----------------------------------------------------------------------------------------------

export type Connection = "there" | "lost" | "gone";

/** Whoever feeds a stage. A method that is missing hides its feature. */
export interface Host {
  /** What the page tells once. */
  config(): Promise<PageConfig>;
  /** Rejects with `AskLater` where it cannot answer now. */
  frame(question: Question, signal: AbortSignal): Promise<Frame>;
  /** Frames that nobody asked for: Back, Forward, a mended connection. */
  onFrame(take: (frame: Frame) => void): Off;
  onBroken?(take: (error: Error) => void): void;
  odds?: (query: Query, signal: AbortSignal) => AsyncIterable<OddsPart>;
  /** Strips of the further settings that have odds. */
  furtherOdds?: (query: Query, signal: AbortSignal) => AsyncIterable<OddsPart>;
  protections?: (query: Query, signal: AbortSignal) => AsyncIterable<ProtectionsPart>;
  costs?: (query: Query, signal: AbortSignal) => Promise<Record<string, Words> | null>;
  share?: (address: string, signal: AbortSignal) => Promise<Share | null>;
  readSettings?: (text: string, signal: AbortSignal) => Promise<Frame>;
  address: { read(): string; write(search: string): void; isOurs(): boolean };
  env: {
    theme(): "light" | "dark";
    /** Large type, for a projector. */
    large(): boolean;
    connection(): Connection;
    online(): boolean;
    onChange(listener: () => void): Off;
  };
  /** Go to another page without loading it anew; false where that cannot be. */
  go?(page: string): boolean;
  hrefOf?(page: string): string | null;
}

/** What the scripts of one page share. */
export interface Registry {
  odds?: Map<string, KnownFates>;
  hasNoRoutes?: boolean;
  /** Whether this visit has seen how a run ends. */
  knowsFuture?: boolean;
  /** The newest picture that came, and who takes the next one. */
  picture?: Uint8Array | null;
  take?: ((picture: Uint8Array | null | undefined) => void) | null;
  ask?: ((name: string, value: unknown) => void) | null;
  askAgain?: (() => void) | null;
  /** Who waits to set a question; how many are set and not sent; when the newest was set; whether none should be. */
  turns?: Turns;
  unsent?: number;
  sentAt?: number;
  isLeaving?: (() => boolean) | null;
  /** Back and Forward wait while one is set. */
  holdHistory?: (event: PopStateEvent) => void;
  /** Looks whether a page stays blank. */
  look?: ReturnType<typeof setTimeout>;
  /** What draws the figures of cards. */
  plotly?: Promise<Plotly> | null;
  /** The colours that the visitor chose, and whether the browser's answer is ours. */
  scheme?: "light" | "dark";
  answersForScheme?: boolean;
  beside?: Beside | null;
  also?: Record<string, string>;
}

export interface Turns {
  waiting: { who: object; set: () => void; path: string }[];
  timer: ReturnType<typeof setTimeout> | undefined;
}

export interface Beside {
  query(): Query | null;
  minute(): number | null;
  play(query: Query): void;
  writeAddress(): void;
}

// ---- what is shared within a stage ------------------------------------------------------------------------------------

export interface Playback {
  tick: number;
  /** 0 to 1 within the tick. */
  phase: number;
  playing: boolean;
  still: boolean;
  speed: string;
  /** Milliseconds that this tick lasts on screen. */
  length: number;
  /** Whether the visitor has moved the playhead. */
  opened: boolean;
  /** How much of the clock is shown. */
  shown: number;
  /** What comes after the playhead is hidden (`session/future.js`). */
  hidden: boolean;
  /** The minute of the visitor's last action. */
  actedAt: number | null;
  flags: Flag[];
}

export type Palette = Record<string, string>;

export interface View {
  links: boolean;
  /** From slots (0) to links (1), and where it goes. */
  mix: number;
  mixTo: number;
  palette: Palette;
  theme: string | null;
  dpr: number;
  /** How large type is, 1 as usual. */
  text: number;
  /** The visitor wants less motion. */
  reduced: boolean;
  /** What two clusters on one timeline are called. */
  sides: [left: string, right: string] | null;
}

/** What a scene puts into the light; lower layers read it. */
export interface Spotlight {
  lit: string[];
  volume: number | null;
  /** Where the playhead begins, and stops. */
  from: number | null;
  to: number;
  /** Milliseconds of a minute, where the scene has its own pace. */
  pace: number | null;
  /** A prediction is open: the future is closed. */
  guessing: boolean;
  /** How high the picture may be. */
  room: (() => number) | null;
}

export interface Selection {
  panel: Panel | null;
  node: number;
}

export interface Point {
  x: number;
  y: number;
}

export interface Box extends Point {
  w: number;
  h: number;
}

export interface SlotGrid extends Point {
  columns: number;
  rows: number;
  size: number;
  pitchX: number;
  pitchY: number;
  padX: number;
  capacity: number;
  score: number;
}

export interface Layout {
  width: number;
  height: number;
  tiles: Box[];
  blocks: (Box & { name: string; label: number })[];
  phone: boolean;
  gapX: number;
  gapY: number;
  columns: number;
  glyphs: boolean;
  unit: number;
  slots: SlotGrid[];
  slotSize: number;
}

export interface RingNode extends Point {
  r: number;
  out: Point;
  ring: number;
  angle: number;
}

export interface Rings {
  places: RingNode[];
  rings: { cx: number; cy: number; radius: number; room: number; name: string }[];
}

export interface Comet {
  r: number;
  v: number;
  from: number;
  to: number;
  accepted: boolean;
  arrive: number;
  slot: number;
}

export interface Path {
  a: Point;
  control: Point;
  b: Point & { nx: number; ny: number };
}

export interface Crash {
  k: number;
  node: number;
  closings: number;
}

export interface Layer {
  canvas: HTMLCanvasElement;
  c: CanvasRenderingContext2D;
}

export type Drawing = CanvasRenderingContext2D;

/** The timeline: its elements, how large it is, and where words stand on it. */
export interface Line {
  box: HTMLElement;
  track: HTMLElement;
  told: HTMLElement;
  canvas: HTMLCanvasElement;
  words: HTMLElement;
  future: HTMLElement;
  head: HTMLElement;
  pill: HTMLElement;
  flags: HTMLElement;
  axis: HTMLElement;
  /** What stands along the axis: where (0 to 1), how wide; the last one is long where there is room. */
  labels: { node: HTMLElement; at: number; wide: number; align: number }[];
  end: { long: string; short: string; wide: number };
  width: number;
  height: number;
  dragging: boolean;
  /** The minute that was said last, and of how many. */
  said: number | null;
  saidShown: number;
  /** Where the words of the scale have room, and where those of the flags stand. */
  scale: { left: number; right: number } | null;
  flagWords: { left: number; right: number; top: number; bottom: number }[];
}

/** A lever on the screen; at which place of its stops it stands, and at which stop, if at one. */
/** What has named stops, and odds at each of them. */
export type Stopped = Pick<LeverFacts, "name" | "stops" | "default"> & { off?: boolean };

/** A strip of odds above a row of named stops. */
export interface StripBox {
  facts: Stopped;
  box: HTMLElement;
  strip: HTMLElement;
  marks: HTMLElement;
  shownStop: number | null;
  moveTo(stop: number): void;
}

export interface LeverBox extends StripBox {
  facts: LeverFacts;
  input: HTMLInputElement;
  words: HTMLElement;
  at: number;
}

/** A run on the stage: its canvases, its sizes, and what is worked out for the minute in view. */
export interface Panel {
  index: number;
  box: HTMLElement;
  view: HTMLElement;
  base: HTMLCanvasElement;
  fx: HTMLCanvasElement;
  baseContext: Drawing;
  fxContext: Drawing;
  run: Run;
  replay: Replay;
  layout: Layout;
  rings: Rings;
  sheets: Map<number, SlotSheet>;
  layoutKey: string | null;
  height: number;
  pad: number;
  dpr: number;
  /** Height of the type on badges. */
  badge: number;
  /** Everything is drawn anew. */
  whole: boolean;
  shownTick: number;
  /** How far copies are shown to be. */
  fillTick: number;
  comets: Comet[];
  paths: { kind: string; list: Path[] } | null;
  crashes: Crash[];
  stranded: { v: number; by: number }[];
  docked: number[];
  /** When the tiles of this minute's crashes split; what is left of the minute before. */
  began: number | null;
  carried: { crashes: Crash[]; stranded: { v: number; by: number }[]; began: number } | null;
  shake: { by: number; nodes: Set<number> } | null;
  rims?: { tick: number; run: Run; before: Float32Array; now: Float32Array; crashing: Set<number> };
  rimLayer?: Layer & { tick?: number; step?: number; run?: Run; palette?: Palette; drawn?: boolean };
  woven?: Layer;
  wovenTick?: number;
  wovenAt: number;
  tileBitmap?: HTMLCanvasElement;
  /** How many slots of each look are painted, by node; and marks over them. */
  drawn: Uint16Array[];
  ringed: number;
  dotted: number;
  pulsed: number;
  selected: number;
  hovered: number;
  focused: number;
  /** Nodes that stay bright; what stands out in a scene; the nodes of a chain; where two worlds part. */
  lit: Set<number> | null;
  litSlots: { looks: Set<number>; volumes: Set<number> } | null;
  chain: Set<number> | null;
  parting: { tick: number | null; nodes: number[] } | null;
}

export type Source = "asked" | "memory" | "told" | "file";

export type Events = {
  /** A question is put; it goes out (true) or was answered (false); nobody answers; nothing is to be asked. */
  asking: Query;
  flight: boolean;
  late: undefined;
  idle: undefined;
  frame: { frame: Frame; source: Source };
  odds: Odds | null;
  /** Another minute is shown; the picture was drawn; while it plays, each frame. */
  tick: undefined;
  drawn: undefined;
  moving: number;
  /** It plays or not; it has come to its end; the visitor has settled on a minute. */
  playing: undefined;
  ended: undefined;
  /** The visitor has seen how a run ends, or asked. */
  learnt: undefined;
  settled: undefined;
  speed: undefined;
  view: undefined;
  sizes: undefined;
  /** What is in the address bar is to be written. */
  address: undefined;
};

/** One stage: what its modules share. What is a module's own, it keeps itself (`lib/own_state.js`). */
export interface Stage {
  root: HTMLElement;
  host: Host;
  events: Emitter<Events>;
  questions: Questions;
  history: History;
  odds: OddsOfView;
  panels: Panel[];
  /** What is shown; nothing before the first frame came. */
  frame: Frame;
  play: Playback;
  view: View;
  spotlight: Spotlight;
  selection: Selection;
  /** The link of what is seen, as this page writes it; null: it writes none. */
  link: (search: string, query?: Query) => string | null;
  gone: boolean;
  ends: Off[];
}
