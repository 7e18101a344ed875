/* Tiles and, for large clusters, glyphs: the layer that is redrawn only where a node changed. */

const NEAR_FULL = 0.2; // the chance to crash at which the rim is full: 1 in 5

function hatch(c, tile, colour, gap) {
  c.strokeStyle = colour;
  c.lineWidth = gap * 0.42;
  c.beginPath();
  for (let x = tile.x - tile.h; x < tile.x + tile.w; x += gap * 1.25) {
    c.moveTo(x, tile.y + tile.h);
    c.lineTo(x + tile.h, tile.y);
  }
  c.stroke();
}

/** The crack of node n: a jagged line from top to bottom, never twice the same. */
function crackOf(tile, n, unit) {
  const points = [];
  const steps = 5;
  const middle = tile.x + tile.w * (0.4 + 0.24 * scatter(n, 3));
  for (let i = 0; i <= steps; i += 1) {
    const side = i % 2 ? 1 : -1;
    const x = middle + side * Math.min(9 * unit, tile.w * 0.1) * (0.6 + 0.6 * scatter(n, i)) + (i / steps - 0.5) * -4 * unit;
    points.push([x, tile.y - 3 + ((tile.h + 6) * i) / steps]);
  }
  return points;
}

function halfPath(tile, crack, left) {
  const path = new Path2D();
  const edge = left ? tile.x - 6 : tile.x + tile.w + 6;
  path.moveTo(edge, tile.y - 6);
  path.lineTo(crack[0][0], tile.y - 6);
  for (const [x, y] of crack) path.lineTo(x, y);
  path.lineTo(crack.at(-1)[0], tile.y + tile.h + 8);
  path.lineTo(edge, tile.y + tile.h + 8);
  path.closePath();
  return path;
}

function drawSlotsOf(c, panel, n) {
  const { replay, layout, sheets, fillTick } = panel;
  const sheet = sheets.get(layout.slots[n].size);
  const first = replay.base[n];
  const drawn = (panel.drawn[n] = new Uint16Array(LOOKS));
  const ink = c.globalAlpha;
  for (let i = 0; i < replay.capacity[n]; i += 1) {
    const { x, y } = slotPlace(layout, n, i);
    const look = lookOf(replay, first + i, n, fillTick);
    c.globalAlpha = ink * slotInk(panel, look, first + i);
    sheet.draw(c, look, x, y);
    drawn[look] += 1;
  }
  c.globalAlpha = ink;
}

function drawDeadTile(c, panel, n, p) {
  const tile = panel.layout.tiles[n];
  const { unit } = panel.layout;
  const crack = crackOf(tile, n, unit);
  const radius = 6 * Math.min(1, unit + 0.2);
  const half = () => {
    c.beginPath();
    c.roundRect(tile.x + 0.5, tile.y + 0.5, tile.w - 1, tile.h - 1, radius);
    c.fillStyle = p.dead;
    c.fill();
    c.save();
    c.clip();
    hatch(c, tile, p.deadHatch, 6 * clamp(unit, 0.7, 1.2));
    c.restore();
    c.beginPath();
    c.roundRect(tile.x + 0.5, tile.y + 0.5, tile.w - 1, tile.h - 1, radius);
    c.strokeStyle = p.deadEdge;
    c.lineWidth = Math.max(0.9, 1.3 * unit);
    c.stroke();
    drawSlotsOf(c, panel, n);
  };
  const edge = () => {
    c.strokeStyle = p.crack;
    c.lineWidth = Math.max(1.2, 1.7 * unit);
    c.lineJoin = "miter";
    c.beginPath();
    crack.forEach(([x, y], i) => (i ? c.lineTo(x, y) : c.moveTo(x, y)));
    c.stroke();
  };
  c.save();
  c.clip(halfPath(tile, crack, true));
  half();
  edge();
  c.restore();
  c.save();
  c.translate(tile.x + tile.w / 2 + 1.6 * unit, tile.y + tile.h / 2 + 2.6 * unit);
  c.rotate((2.2 * Math.PI) / 180);
  c.translate(-tile.x - tile.w / 2, -tile.y - tile.h / 2);
  c.clip(halfPath(tile, crack, false));
  half();
  edge();
  c.restore();
}

function drawLiveTile(c, panel, n, p) {
  const tile = panel.layout.tiles[n];
  const { unit } = panel.layout;
  const cut = panel.replay.cutOff[n];
  c.beginPath();
  c.roundRect(tile.x + 0.5, tile.y + 0.5, tile.w - 1, tile.h - 1, 6 * Math.min(1, unit + 0.2));
  c.fillStyle = cut ? p.cutOffBg : p.tile;
  c.fill();
  c.strokeStyle = cut ? p.cutOff : p.tileLine;
  c.lineWidth = cut ? Math.max(1.2, 1.9 * unit) : 1;
  if (cut) c.setLineDash([5 * unit + 1, 3.2 * unit + 0.6]);
  c.stroke();
  c.setLineDash([]);
  drawSlotsOf(c, panel, n);
  if (panel.replay.used[n] >= panel.replay.capacity[n]) drawLid(c, tile, p, unit);
}

function drawLid(c, tile, p, unit) {
  c.fillStyle = p.lid;
  c.beginPath();
  c.roundRect(tile.x - 1, tile.y - 1, tile.w + 2, Math.max(2, 3.6 * Math.min(1.1, unit + 0.1)), 1.6);
  c.fill();
}

const GLYPH_BANDS = [["offline", "offline"], ["searching", "searching"], ["cut_off", "cutOff"], ["copying", "copying"], ["old", "old"], ["mirrored", "mirror"]];

/**
 * Nodes as single glyphs: their slots as bands from the bottom, what is in trouble lowest.
 * All of one colour is drawn at once, so that a thousand nodes are as quick as sixty tiles.
 */
function drawGlyphs(c, panel, nodes, p) {
  const { replay, layout } = panel;
  const fills = new Map();
  const lines = new Map();
  const batch = (map, colour) => { if (!map.has(colour)) map.set(colour, new Path2D()); return map.get(colour); };
  const radius = Math.min(3.5, layout.tiles[0].w * 0.2);
  for (const n of nodes) {
    const { x, y, w, h } = layout.tiles[n];
    const held = replay.holdings(n);
    const cut = replay.cutOff[n];
    if (!replay.up[n]) {
      batch(fills, p.dead).roundRect(x, y, w, h, radius);
      batch(lines, p.deadEdge).roundRect(x, y, w, h, radius);
      traceDeadGlyph(batch, lines, layout.tiles[n], held, n, p);
      continue;
    }
    batch(fills, cut ? p.cutOffBg : p.tile).roundRect(x, y, w, h, radius);
    const unit = (h - 1) / Math.max(1, held.slots);
    let top = y + h - 0.5;
    for (const [name, colour] of GLYPH_BANDS) {
      if (!held[name]) continue;
      const low = top;
      top -= held[name] * unit;
      const corners = [top < y + 1.5 ? radius : 0, low > y + h - 1.5 ? radius : 0];
      batch(fills, p[colour]).roundRect(x + 0.5, top, w - 1, low - top + 0.2, [corners[0], corners[0], corners[1], corners[1]]);
    }
    batch(lines, cut ? p.cutOff : held.searching ? p.searchingEdge : p.mirroredLine).roundRect(x, y, w, h, radius);
    if (!held.free) batch(fills, p.lid).rect(x, y - 0.6, w, clamp(h * 0.11, 1.2, 3));
  }
  for (const [colour, path] of fills) { c.fillStyle = colour; c.fill(path); }
  for (const [colour, path] of lines) {
    c.strokeStyle = colour;
    c.lineWidth = colour === p.offline ? Math.max(1.3, layout.tiles[0].w * 0.12) : colour === p.cutOff ? 1.5 : 0.9;
    c.setLineDash(colour === p.cutOff ? [3, 2] : []);
    c.stroke(path);
  }
  c.setLineDash([]);
}

/** A crashed node: a cross where volumes lie that nobody reaches, larger for more; else a crack. */
function traceDeadGlyph(batch, lines, tile, held, n, p) {
  const share = held.offline / Math.max(1, held.slots);
  const cx = tile.x + tile.w / 2;
  const cy = tile.y + tile.h / 2;
  if (share > 0) {
    const reach = tile.w * (0.16 + 0.2 * Math.min(1, share * 2));
    const path = batch(lines, p.offline);
    path.moveTo(cx - reach, cy - reach);
    path.lineTo(cx + reach, cy + reach);
    path.moveTo(cx + reach, cy - reach);
    path.lineTo(cx - reach, cy + reach);
    return;
  }
  const path = batch(lines, p.crack);
  crackOf(tile, n, tile.w / 40).forEach(([x, y], i) => (i ? path.lineTo(x, clamp(y, tile.y, tile.y + tile.h)) : path.moveTo(x, tile.y)));
}

/** Clear whole device pixels, so that nothing of what stood there shines through at the edges. */
function clearWhole(c, x, y, w, h, dpr) {
  const left = Math.floor(x * dpr) / dpr;
  const top = Math.floor(y * dpr) / dpr;
  c.clearRect(left, top, Math.ceil((x + w) * dpr) / dpr - left, Math.ceil((y + h) * dpr) / dpr - top);
}

/** The glyphs that changed; with a lit set, the others are drawn faint. */
function drawDirtyGlyphs(panel, p) {
  const { replay, layout, baseContext: c } = panel;
  const bright = [];
  const faint = [];
  for (let n = 0; n < replay.dirty.length; n += 1) {
    if (!replay.dirty[n]) continue;
    replay.dirty[n] = 0;
    const { x, y, w, h } = layout.tiles[n];
    clearWhole(c, x - 0.8, y - 0.8, w + 1.6, h + 1.6, panel.dpr);
    (panel.lit && !panel.lit.has(n) ? faint : bright).push(n);
  }
  if (faint.length) { c.globalAlpha = 0.42; drawGlyphs(c, panel, faint, p); c.globalAlpha = 1; }
  drawGlyphs(c, panel, bright, p);
  replay.anyDirty = false;
}

/** Redraw the tiles that changed since last time (all of them with `whole`). */
function drawTiles(panel, p, whole) {
  const { replay, layout, baseContext: c } = panel;
  if (whole) { c.clearRect(-40, -40, layout.width + 80, layout.height + 80); replay.touchAll(); drawBlocks(c, layout, p); }
  if (!replay.anyDirty) return;
  if (layout.glyphs) { drawDirtyGlyphs(panel, p); return; }
  const marginX = Math.min(layout.gapX / 2, 5);
  const marginY = Math.min(layout.gapY / 2, 4.5);
  for (let n = 0; n < replay.dirty.length; n += 1) {
    if (!replay.dirty[n]) continue;
    replay.dirty[n] = 0;
    const tile = layout.tiles[n];
    c.save();
    c.beginPath();
    c.rect(tile.x - marginX, tile.y - marginY, tile.w + marginX * 2, tile.h + marginY * 2);
    c.clip();
    c.clearRect(tile.x - marginX, tile.y - marginY, tile.w + marginX * 2, tile.h + marginY * 2);
    c.globalAlpha = panel.lit && !panel.lit.has(n) ? 0.42 : 1;
    if (panel.shake?.nodes.has(n)) c.translate(panel.shake.by, 0);
    if (replay.up[n]) drawLiveTile(c, panel, n, p);
    else drawDeadTile(c, panel, n, p);
    c.restore();
  }
  replay.anyDirty = false;
}

function drawBlocks(c, layout, p) {
  c.font = "600 12px Inter, system-ui, sans-serif";
  c.textBaseline = "top";
  c.textAlign = "left";
  for (const block of layout.blocks) {
    if (!block.label) continue;
    c.fillStyle = p.ink2;
    c.fillText(block.name, block.x, block.y);
    c.fillStyle = p.tileLine;
    const from = block.x + c.measureText(block.name).width + 8;
    c.fillRect(from, block.y + 7, Math.max(0, block.x + block.w - from), 1);
  }
}
