/* Where everything lies: tiles in a grid (cells as groups), slots in a tile, nodes on rings. */

import { say } from "../lib/messages.js";
import { clamp } from "../lib/numbers.js";

/** @import { Box, Layout, Panel, Rings, RingNode, Run, SlotGrid, View } from "../types.d.ts" */
/** @typedef {{ columns: number, rows: number, w: number, h: number, score: number }} Grid so many boxes of this size */
/**
 * @typedef {object} Blocks groups of nodes, and how their blocks and the tiles within them are arranged
 * @property {number[][]} groups @property {number} across @property {number} down @property {Grid} grid
 */

const GLYPH_NODES = 200; // beyond this many nodes a tile becomes a single glyph

/** The nodes of each group. @param {Uint16Array} groupOf */
function groupsOf(groupOf) {
  /** @type {number[][]} */
  const members = [];
  groupOf.forEach((g, n) => (members[g] ??= []).push(n));
  return members.filter(Boolean);
}

/**
 * Best columns for n boxes of a wanted aspect in width x height.
 * @param {number} n @param {number} width @param {number} height @param {number} aspect @param {number} gapX @param {number} gapY @returns {Grid}
 */
function gridFor(n, width, height, aspect, gapX, gapY) {
  /** @type {Grid | null} */
  let best = null;
  for (let columns = 1; columns <= n; columns += 1) {
    const rows = Math.ceil(n / columns);
    const w = (width - (columns - 1) * gapX) / columns;
    const h = (height - (rows - 1) * gapY) / rows;
    const empty = (columns * rows - n) / n;
    const score = Math.min(w / aspect, h) * (1 - 0.25 * Math.min(empty, 0.5)) * (empty && n > 9 ? 0.85 : 1); // whole rows look calmer
    if (w > 2 && h > 2 && (!best || score > best.score)) best = { columns, rows, w, h, score };
  }
  return best ?? { columns: n, rows: 1, w: 3, h: 3, score: 0 };
}

/**
 * Height of the cluster for a width: wide on a desk, tall on a phone.
 * @param {number} width @param {number} nodes @param {number} groups @param {number} room @param {boolean} beside @param {number} window
 */
function clusterHeight(width, nodes, groups, room, beside, window) {
  if (room) return room;
  if (beside && width >= 400) return clamp(Math.min(width * 0.62, window - 540), 290, 460);
  if (beside) return clamp(width * 1.06, 300, 400);
  const high = width >= 600 ? clamp(window - 388, 330, Math.max(490, width * 0.533)) : 490; // the controls stay in view
  const tall = width >= 900 ? Math.min(width * 0.533, high) : Math.min(clamp(width * 1.37, 380, 490), high);
  return nodes <= 12 ? Math.min(tall, 460) : groups > 1 ? tall + 26 : tall;
}

/**
 * Where the tiles lie; their slots are laid out later.
 * @param {Run} run @param {number} width @param {number} room @param {boolean} beside @param {number} windowHeight @returns {Layout}
 */
export function layoutTiles(run, width, room, beside, windowHeight) {
  const groups = groupsOf(run.a.group);
  const phone = width < 560;
  const height = clusterHeight(width, run.nodes, groups.length, room, beside, windowHeight);
  const many = run.nodes > GLYPH_NODES;
  const aspect = many ? 1 : clamp(width / height, 0.72, 1.98);
  const gapX = many ? clamp(Math.sqrt((width * height) / run.nodes) * 0.16, 1.5, 6) : phone ? 5 : 10;
  const gapY = many ? gapX : phone ? 6 : 9;
  const label = groups.length > 1 && groups.length <= 24 ? 20 : 0;
  const between = groups.length > 24 ? gapX * 2.5 : phone ? 14 : 26;
  const blocks = arranged(groups, { width, height, aspect, gapX, gapY, label, between });
  return placeTiles({ blocks, width, height, gapX, gapY, label, between, many, phone, nodes: run.nodes });
}

/**
 * Of all arrangements of blocks side by side and below one another the one with the largest tiles.
 * @param {number[][]} groups
 * @param {{ width: number, height: number, aspect: number, gapX: number, gapY: number, label: number, between: number }} of
 * @returns {Blocks}
 */
function arranged(groups, { width, height, aspect, gapX, gapY, label, between }) {
  const largest = Math.max(...groups.map((g) => g.length));
  /** @type {Blocks | null} */
  let best = null;
  for (let across = 1; across <= groups.length; across += 1) {
    const down = Math.ceil(groups.length / across);
    const w = (width - (across - 1) * between) / across;
    const h = (height - (down - 1) * between) / down - label;
    if (w < 4 || h < 4) continue;
    const grid = gridFor(largest, w, h, aspect, gapX, gapY);
    grid.score *= 1 - 0.07 * Math.abs(Math.log2(w / h / (width / height))); // blocks shaped like the whole look calmer
    if (!best || grid.score > best.grid.score + 0.01) best = { groups, across, down, grid };
  }
  return best ?? { groups, across: 1, down: groups.length, grid: gridFor(largest, width, height, aspect, 0, 0) };
}

/**
 * @param {{ blocks: Blocks, width: number, height: number, gapX: number, gapY: number, label: number, between: number, many: boolean, phone: boolean, nodes: number }} of
 * @returns {Layout}
 */
function placeTiles({
  blocks: { groups, across, down, grid },
  width,
  height,
  gapX,
  gapY,
  label,
  between,
  many,
  phone,
  nodes,
}) {
  /** @type {Box[]} */
  const tiles = new Array(nodes);
  const w = Math.min(grid.w, many ? 60 : 316);
  const h = Math.min(grid.h, many ? 60 : Math.max(w * 0.56, Math.min(grid.h, 64)));
  const blockHeight = label + grid.rows * h + (grid.rows - 1) * gapY;
  const total = down * blockHeight + (down - 1) * between;
  const blockWidth = grid.columns * w + (grid.columns - 1) * gapX;
  const left = (width - across * blockWidth - (across - 1) * between) / 2;
  const blocks = groups.map((group, g) => {
    const bx = left + (g % across) * (blockWidth + between);
    const by = Math.floor(g / across) * (blockHeight + between);
    group.forEach((n, i) => {
      const x = bx + (i % grid.columns) * (w + gapX);
      const y = by + label + Math.floor(i / grid.columns) * (h + gapY);
      tiles[n] = { x, y, w, h };
    });
    return { x: bx, y: by, w: blockWidth, h: blockHeight, name: say("picture-cell", { number: g + 1 }), label };
  });
  return {
    width,
    height: Math.min(height, total),
    tiles,
    blocks: groups.length > 1 ? blocks : [],
    phone,
    gapX,
    gapY,
    columns: grid.columns,
    glyphs: many,
    unit: clamp(Math.min(w / 112, h / 50), 0.42, 1.7),
    slots: [],
    slotSize: 0,
  };
}

/**
 * Slots of a tile: columns, size and pitch so that `many` slots fit; `like` keeps another grid's columns if it can.
 * @param {number} w @param {number} h @param {number} many @param {SlotGrid | null} [like] @returns {SlotGrid}
 */
function slotGrid(w, h, many, like = null) {
  const padX = clamp(w * 0.033, 1.5, 8);
  const padY = clamp(h * 0.1, 3, 9);
  let best = { score: -Infinity, columns: 2, rows: 1, size: 0, pitchX: 0, pitchY: 0 };
  for (let columns = 2; columns <= Math.max(2, many); columns += 1) {
    const rows = Math.ceil(many / columns);
    const favour = columns === like?.columns ? 1.16 : 1;
    const pitchX = (w - padX * 2) / columns;
    const pitchY = Math.min((h - padY * 2) / rows, pitchX * 1.28);
    const size = Math.min(pitchX, pitchY) * 0.9;
    const score = size * favour;
    if (score > best.score) best = { score, columns, rows, size, pitchX, pitchY };
  }
  const { score, columns, rows } = best;
  const size = Math.min(best.size, 26);
  const pitchX = Math.min(best.pitchX, size * 1.3);
  const pitchY = Math.min(best.pitchY, size * 1.42);
  const y = (h - rows * pitchY) / 2 + (pitchY - size) / 2;
  const centred = (w - columns * pitchX) / 2 + (pitchX - size) / 2;
  const x = like ? Math.min(like.x, centred) : centred;
  return { x, y, columns, rows, size, pitchX, pitchY, padX, capacity: columns * rows, score };
}

/**
 * One grid for most tiles, so that they look alike, and denser ones for those that hold more.
 * @param {Layout} layout @param {Uint16Array} most
 */
export function layoutSlots(layout, most) {
  const { w, h } = layout.tiles[0];
  const sorted = Uint16Array.from(most).sort();
  const usual = sorted[Math.floor(sorted.length * 0.8)];
  const common = slotGrid(w, h, usual);
  /** @type {Map<number, SlotGrid>} */
  const grids = new Map();
  layout.slots = Array.from(most, (many) => {
    if (many <= common.capacity) return common;
    const grid = grids.get(many) ?? slotGrid(w, h, many, common);
    grids.set(many, grid);
    return grid;
  });
  layout.slotSize = common.size;
  if (common.size < 3.6) layout.glyphs = true;
}

/** @param {Layout} layout @param {number} n @param {number} index */
export function slotPlace(layout, n, index) {
  const tile = layout.tiles[n];
  const grid = layout.slots[n];
  return {
    x: tile.x + grid.x + (index % grid.columns) * grid.pitchX,
    y: tile.y + grid.y + Math.floor(index / grid.columns) * grid.pitchY,
    size: grid.size,
  };
}

/**
 * Nodes on a ring, or on one ring for each cell; `out` points away from the ring's centre.
 * @param {Layout} layout @param {Uint16Array} groupOf @param {number} height @returns {Rings}
 */
export function layoutRings(layout, groupOf, height) {
  const groups = groupsOf(groupOf);
  const { width } = layout;
  const several = groups.length > 1 && groups.length <= 16;
  /** @type {RingNode[]} */
  const places = new Array(groupOf.length);
  /** @type {Rings["rings"]} */
  const rings = [];
  const lists = several ? groups : [groups.flat()];
  const grid = gridFor(lists.length, width, height, 1, 0, 0);
  if (several) grid.w = Math.min(grid.w, grid.h * 1.12); // rings stand together, and leave the corners free
  const left = (width - grid.w * grid.columns) / 2;
  lists.forEach((list, g) => {
    const cx = left + ((g % grid.columns) + 0.5) * grid.w;
    const cy = (Math.floor(g / grid.columns) + 0.5) * grid.h;
    const room = Math.min(grid.w, grid.h) / 2;
    const radius = room * (several ? 0.64 : width < 560 ? 0.62 : 0.665);
    const node = clamp((Math.PI * radius * 0.78) / list.length, 1.4, room * 0.045 + 2);
    rings.push({ cx, cy, radius, room, name: several ? say("picture-cell", { number: g + 1 }) : "" });
    list.forEach((n, i) => {
      const angle = -Math.PI / 2 + (2 * Math.PI * (i + 0.5)) / list.length;
      const out = { x: Math.cos(angle), y: Math.sin(angle) };
      places[n] = { x: cx + out.x * radius, y: cy + out.y * radius, r: node, out, ring: rings.length - 1, angle };
    });
  });
  return { places, rings };
}

/**
 * Which tile or ring node lies under a point, or -1.
 * @param {Panel} panel @param {number} x @param {number} y @param {boolean} links
 */
export function nodeAt(panel, x, y, links) {
  if (links) {
    let best = -1;
    let near = 18 ** 2;
    panel.rings.places.forEach((p, n) => {
      const d = (p.x - x) ** 2 + (p.y - y) ** 2;
      if (d < near) {
        near = d;
        best = n;
      }
    });
    return best;
  }
  const { tiles, gapX, gapY } = panel.layout;
  return tiles.findIndex(
    (t) => x >= t.x - gapX / 2 && x <= t.x + t.w + gapX / 2 && y >= t.y - gapY / 2 && y <= t.y + t.h + gapY / 2,
  );
}

/** @param {View} view @param {Panel} panel @param {number} n @returns {Box} */
export function nodeBox(view, panel, n) {
  if (!view.links) return panel.layout.tiles[n];
  const { x, y, r } = panel.rings.places[n];
  return { x: x - r - 2, y: y - r - 2, w: r * 2 + 4, h: r * 2 + 4 };
}
