// @ts-nocheck
/* Where everything lies: tiles in a grid (cells as groups), slots in a tile, nodes on rings. */

import { clamp } from "../lib/numbers.js";

/** @import { Layout, Panel, Run, SlotGrid } from "../types.d.ts" */

export const GLYPH_NODES = 200; // beyond this many nodes a tile becomes a single glyph

/**
 * Best columns for n boxes of a wanted aspect in width x height.
 * @param {number} n @param {number} width @param {number} height @param {number} aspect @param {number} gapX @param {number} gapY
 */
export function gridFor(n, width, height, aspect, gapX, gapY) {
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
export function clusterHeight(width, nodes, groups, room, beside, window) {
  if (room) return room;
  if (beside && width >= 400) return clamp(Math.min(width * 0.62, window - 540), 290, 460);
  if (beside) return clamp(width * 1.06, 300, 400);
  const high = width >= 600 ? clamp(window - 388, 330, Math.max(490, width * 0.533)) : 490; // the controls stay in view
  const tall = width >= 900 ? Math.min(width * 0.533, high) : Math.min(clamp(width * 1.37, 380, 490), high);
  return nodes <= 12 ? Math.min(tall, 460) : groups > 1 ? tall + 26 : tall;
}

/**
 * * @returns {{width, height, tiles: [{x, y, w, h}], blocks, glyphs: boolean, unit: number, phone: boolean}}
 * @param {Run} run @param {number} width @param {number} room @param {boolean} beside @param {number} windowHeight
 */
export function layoutTiles(run, width, room, beside, windowHeight) {
  const groupOf = run.a.group;
  const members = [];
  groupOf.forEach((g, n) => (members[g] ??= []).push(n));
  const groups = members.filter(Boolean);
  const phone = width < 560;
  const height = clusterHeight(width, run.nodes, groups.length, room, beside, windowHeight);
  const many = run.nodes > GLYPH_NODES;
  const aspect = many ? 1 : clamp(width / height, 0.72, 1.98);
  const gapX = many ? clamp(Math.sqrt((width * height) / run.nodes) * 0.16, 1.5, 6) : phone ? 5 : 10;
  const gapY = many ? gapX : phone ? 6 : 9;
  const label = groups.length > 1 && groups.length <= 24 ? 20 : 0;
  const between = groups.length > 24 ? gapX * 2.5 : phone ? 14 : 26;
  const largest = Math.max(...groups.map((g) => g.length));
  let best = null;
  for (let across = 1; across <= groups.length; across += 1) {
    const down = Math.ceil(groups.length / across);
    const w = (width - (across - 1) * between) / across;
    const h = (height - (down - 1) * between) / down - label;
    if (w < 4 || h < 4) continue;
    const grid = gridFor(largest, w, h, aspect, gapX, gapY);
    grid.score *= 1 - 0.07 * Math.abs(Math.log2(w / h / (width / height))); // blocks shaped like the whole look calmer
    if (!best || grid.score > best.grid.score + 0.01) best = { across, down, w, h, grid };
  }
  return placeTiles({ groups, best, width, height, gapX, gapY, label, between, many, phone, nodes: run.nodes });
}

export function placeTiles({ groups, best, width, height, gapX, gapY, label, between, many, phone, nodes }) {
  const tiles = new Array(nodes);
  const { grid } = best;
  const w = Math.min(grid.w, many ? 60 : 316);
  const h = Math.min(grid.h, many ? 60 : Math.max(w * 0.56, Math.min(grid.h, 64)));
  const blockHeight = label + grid.rows * h + (grid.rows - 1) * gapY;
  const total = best.down * blockHeight + (best.down - 1) * between;
  const blockWidth = grid.columns * w + (grid.columns - 1) * gapX;
  const left = (width - best.across * blockWidth - (best.across - 1) * between) / 2;
  const blocks = groups.map((group, g) => {
    const bx = left + (g % best.across) * (blockWidth + between);
    const by = Math.floor(g / best.across) * (blockHeight + between);
    group.forEach((n, i) => {
      const x = bx + (i % grid.columns) * (w + gapX);
      const y = by + label + Math.floor(i / grid.columns) * (h + gapY);
      tiles[n] = { x, y, w, h };
    });
    return { x: bx, y: by, w: blockWidth, h: blockHeight, name: `Cell ${g + 1}`, label };
  });
  const columnsOf = grid.columns;
  return {
    width,
    height: Math.min(height, total),
    tiles,
    blocks: groups.length > 1 ? blocks : [],
    phone,
    gapX,
    gapY,
    columns: columnsOf,
    glyphs: many,
    unit: clamp(Math.min(w / 112, h / 50), 0.42, 1.7),
  };
}

/**
 * Slots of a tile: columns, size and pitch so that `many` slots fit; `like` keeps another grid's columns if it can.
 * @param {number} w @param {number} h @param {number} many @param {SlotGrid | null} [like]
 */
export function slotGrid(w, h, many, like = null) {
  const padX = clamp(w * 0.033, 1.5, 8);
  const padY = clamp(h * 0.1, 3, 9);
  let best = null;
  for (let columns = 2; columns <= Math.max(2, many); columns += 1) {
    const rows = Math.ceil(many / columns);
    const favour = columns === like?.columns ? 1.16 : 1;
    const pitchX = (w - padX * 2) / columns;
    const pitchY = Math.min((h - padY * 2) / rows, pitchX * 1.28);
    const size = Math.min(pitchX, pitchY) * 0.9;
    const score = size * favour;
    if (!best || score > best.score)
      best = { score, columns, rows, size, pitchX, pitchY, padX, capacity: columns * rows };
  }
  best.size = Math.min(best.size, 26);
  best.pitchX = Math.min(best.pitchX, best.size * 1.3);
  best.pitchY = Math.min(best.pitchY, best.size * 1.42);
  best.y = (h - best.rows * best.pitchY) / 2 + (best.pitchY - best.size) / 2;
  const centred = (w - best.columns * best.pitchX) / 2 + (best.pitchX - best.size) / 2;
  best.x = like ? Math.min(like.x, centred) : centred;
  return best;
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
  const grids = new Map();
  layout.slots = Array.from(most, (many) => {
    if (many <= common.capacity) return common;
    if (!grids.has(many)) grids.set(many, slotGrid(w, h, many, common));
    return grids.get(many);
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
 * @param {Layout} layout @param {Uint16Array} groupOf @param {number} height
 */
export function layoutRings(layout, groupOf, height) {
  const members = [];
  groupOf.forEach((g, n) => (members[g] ??= []).push(n));
  const groups = members.filter(Boolean);
  const { width } = layout;
  const several = groups.length > 1 && groups.length <= 16;
  const places = new Array(groupOf.length);
  const rings = [];
  const grid = several ? gridFor(groups.length, width, height, 1, 0, 0) : null;
  if (several) grid.w = Math.min(grid.w, grid.h * 1.12); // rings stand together, and leave the corners free
  const left = several ? (width - grid.w * grid.columns) / 2 : 0;
  const lists = several ? groups : [groups.flat()];
  lists.forEach((list, g) => {
    const cx = several ? left + ((g % grid.columns) + 0.5) * grid.w : width / 2;
    const cy = several ? (Math.floor(g / grid.columns) + 0.5) * grid.h : height / 2;
    const room = several ? Math.min(grid.w, grid.h) / 2 : Math.min(width, height) / 2;
    const radius = room * (several ? 0.64 : width < 560 ? 0.62 : 0.665);
    const node = clamp((Math.PI * radius * 0.78) / list.length, 1.4, room * 0.045 + 2);
    rings.push({ cx, cy, radius, room, name: several ? `Cell ${g + 1}` : "" });
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

/** @param {Panel} panel @param {number} n */
export function nodeBox(view, panel, n) {
  if (!view.links) return panel.layout.tiles[n];
  const { x, y, r } = panel.rings.places[n];
  return { x: x - r - 2, y: y - r - 2, w: r * 2 + 4, h: r * 2 + 4 };
}
