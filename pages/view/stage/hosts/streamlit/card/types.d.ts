/* What a card is told (pages/view/card/message.py), and what it asks. */

import type { Query } from "../../../types.d.ts";

export interface Picture {
  /** A figure of Plotly, JSON. */
  figure: string;
  alt: string;
  /** Where the moment on the stage lies: a dot, or without `y` a line. */
  path: { x: (number | null)[]; y?: (number | null)[]; words?: string; says?: string[] } | null;
}

export interface Table {
  caption: string;
  columns: string[];
  rows: (string | number)[][];
}

/** The axis of a map: its values as a link spells them. */
export interface Axis {
  name: string;
  usual: string;
  values: string[];
}

export interface Control {
  name: string;
  label: string;
  value: string;
  usual: string;
  link: string;
  choices: [choice: string, words: string][];
}

export interface Content {
  sentence: string;
  pictures: Picture[];
  notice: string[];
  table: Table | null;
  csv: Table | null;
  cells: { x: Axis; y: Axis; now?: string } | null;
  /** Runs that can be opened in the Lab: of each its words, its settings and its minute. */
  opens: { words: string; rules: number; runs: [words: string, query: Query, tick: number][] } | null;
}

export interface Told extends Content {
  name: string;
  query: Query;
  state: "idle" | "running" | "done" | "stopped" | "refused" | "failed";
  /** The number of the question that this answers. */
  seq: number;
  words: string;
  done: number;
  of: number;
  room: number;
  at_once: boolean;
  file: string;
  plotly: string;
  dark: Record<string, string>;
  controls: Control[];
}

export interface Question {
  query: Query;
  choices: Record<string, string>;
  stop: boolean;
}

/** As much of Plotly as a card uses. */
export interface Plotly {
  react(box: HTMLElement, data: unknown, layout: object, config: object): Promise<unknown>;
  toImage(figure: object, options: object): Promise<string>;
  purge(box: HTMLElement): void;
}

interface PlotAxis {
  _offset: number;
  _length: number;
  d2p(value: number): number;
}

/** The element that Plotly draws into. */
export interface PlotBox extends HTMLElement {
  on?(event: string, listener: (event: { points: { x: number; y: number }[] }) => void): void;
  _fullLayout?: { xaxis: PlotAxis; yaxis: PlotAxis };
  data?: unknown;
  layout?: { width: number; height: number; margin: object };
}

export interface Plot {
  box: PlotBox;
  head: HTMLElement;
  now: HTMLElement;
  picture?: Picture;
  /** What is drawn: another one is drawn anew. */
  print?: string | null;
  ready?: boolean;
  listening?: boolean;
}
