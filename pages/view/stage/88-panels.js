/* A panel is one run on the stage: its sizes, its two canvas layers, and what is drawn on them when. */

/** Sizes of everything that depends on the width of the stage. */
function layoutAll(stage) {
  const width = stage.root.clientWidth;
  if (!width || !stage.header) return;
  stage.dpr = clamp(window.devicePixelRatio || 1, 1, 2);
  stage.text = clamp(parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1, 0.8, 3);
  const roomy = width / stage.text; // larger text needs the layout of a narrower screen
  stage.root.dataset.size = roomy < 640 ? "phone" : roomy < 960 ? "middle" : "desk";
  stage.root.classList.toggle("large-text", stage.text > 1.35);
  orderParts(stage);
  for (const panel of stage.panels) layoutPanel(stage, panel);
  for (const lever of [...(stage.levers ?? []), ...(stage.pairLevers ?? [])]) fitMarks(lever);
  if (stage.panels.length > 1) alignPanels(stage);
  drawTimeline(stage);
}

/** What is read first comes first for keys and voices too: beside the picture the odds, on a phone luck, levers, actions. */
function orderParts(stage) {
  if (stage.header.pair) return; // two clusters have levers of their own, and luck beside them
  const phone = stage.root.dataset.size === "phone";
  const key = `${phone} ${stage.side.childElementCount}`;
  if (stage.orderedFor === key) return;
  stage.orderedFor = key;
  const { top, stripHint, leverHead, leverBox, actBox, luck } = stage;
  const open = stage.more?.open ?? [];
  const levers = [leverHead, stripHint, leverBox, ...open].filter(Boolean);
  stage.side.prepend(...(phone ? [...levers, actBox, top] : [top, ...levers, actBox]));
  if (phone) stage.barBox.after(luck);
  else top.append(luck);
}

/** Two runs side by side keep the same lines free, so that their tiles stand level. */
function alignPanels(stage) {
  const words = Math.max(...stage.panels.map((panel) => panel.reserved));
  const key = Math.max(...stage.panels.map((panel) => panel.keyHigh));
  const tight = stage.panels.some((panel) => panel.tight);
  for (const panel of stage.panels) {
    panel.box.classList.toggle("tight", tight);
    panel.captionBox.style.minHeight = `${words}px`;
    panel.key.parentElement.style.minHeight = `${key}px`;
  }
}

const FULL_SCREEN_PAD = 28;

/** In full screen the picture takes what words, time and controls leave; the rest lies below. */
function roomInFullScreen(stage, panel) {
  if (stage.story) return roomInStory(stage);
  if (!document.fullscreenElement || stage.root.dataset.size === "phone") return 0;
  const words = stage.runsBox.offsetHeight - (panel.height ?? 0);
  const rest = words + stage.line.box.offsetHeight + stage.barBox.offsetHeight + 2 * FULL_SCREEN_PAD;
  return Math.max(260, window.innerHeight - rest);
}

function layoutPanel(stage, panel) {
  const width = panel.view.clientWidth;
  if (!width) return;
  const room = roomInFullScreen(stage, panel);
  const tall = stage.root.dataset.size === "desk" ? window.innerHeight : 0;
  reserveCaption(stage, panel, width);
  reserveKey(stage, panel, width);
  const key = [width, room, tall, tall ? wordsBeyond(panel) : 0, stage.dpr, stage.theme, stage.root.dataset.projector, stage.text].join();
  if (panel.layoutKey === key) return;
  panel.layoutKey = key;
  panel.layout = layoutTiles(panel.run, width, room, stage.panels.length > 1, (tall || 900) - wordsBeyond(panel) - 290 * (stage.text - 1));
  layoutSlots(panel.layout, panel.replay.most);
  panel.height = panel.layout.height;
  if (panel.run.nodes <= 12) panel.height = Math.max(panel.height, 260);
  panel.rings = layoutRings(panel.layout, panel.run.a.group, panel.height);
  panel.pad = panel.layout.phone ? 12 : 20;
  panel.dpr = stage.dpr;
  panel.badge = 11.5 * clamp(stage.text, 1, 1.4);
  panel.view.style.height = `${panel.height}px`;
  panel.baseContext = padded(panel, panel.base);
  panel.fxContext = padded(panel, panel.fx);
  const sizes = new Set(panel.layout.slots.map((grid) => grid.size));
  panel.sheets = new Map([...sizes].map((size) => [size, new SlotSheet(size, stage.dpr, stage.palette)]));
  panel.paths = null;
  panel.whole = true;
  placeFocus(stage, panel);
}

/** By how much caption and key are higher than two lines and one: so much lower is the picture, and the controls stay in view. */
function wordsBeyond(panel) {
  return Math.max(0, panel.reserved - 62) + Math.max(0, panel.keyHigh - 26);
}

function padded(panel, canvas) {
  const { pad } = panel;
  const context = fitCanvas(canvas, panel.layout.width + pad * 2, panel.height + pad * 2, panel.dpr);
  canvas.style.left = canvas.style.top = `${-pad}px`;
  context.translate(pad, pad);
  return context;
}

function drawPanel(stage, panel) {
  const p = stage.palette;
  const c = panel.fxContext;
  const { width } = panel.layout;
  c.clearRect(-panel.pad, -panel.pad, width + panel.pad * 2, panel.height + panel.pad * 2);
  if (stage.mix > 0 && stage.mix < 1) { drawTravel(panel, p, stage.mix); return; }
  const whole = panel.whole;
  panel.whole = false;
  panel.ringed = panel.dotted = panel.pulsed = 0;
  moveTiles(stage, panel, p);
  if (!stage.links) drawTiles(panel, p, whole);
  else if (whole || panel.wovenTick !== panel.shownTick || (panel.replay.threadsDirty && (!stage.playing || performance.now() - panel.wovenAt > WEAVE_MS))) drawLinks(panel, p, panel.shownTick, whole);
  const now = stage.phase * TICK_MS;
  const still = stage.still;
  if (!stage.links) {
    if (!isQuiet(stage, "pressure")) drawRims(panel, p, panel.shownTick, still ? 1 : easeBoth(part(now, 100, 700)));
    drawDocked(panel, p, now, still);
    if (!still && !stage.reduced && stage.length > 300) drawPulses(panel, p, stage.phase);
  }
  if (stage.showsComets()) drawRequests(panel, p, now, still, stage.links);
  drawClosings(stage, panel);
  if (!stage.links && !isQuiet(stage, "pressure")) drawBadges(panel, p, panel.shownTick, still ? 1 : easeBoth(part(now, 100, 700)));
  drawCrashes(stage, panel, p);
  drawLitVolume(stage, panel);
  drawOutlines(stage, panel);
}

const WEAVE_MS = 50; // while it plays, threads change at most this often
const FILL_MS = 300;
const SHAKE_MS = 120;

/** What moves within the tiles: copies fill during the first 300 ms of a minute, a tile that splits shakes once. */
function moveTiles(stage, panel, p) {
  const { replay, run, shownTick: t } = panel;
  const before = panel.fillTick;
  const moves = !stage.still && !stage.reduced && !stage.links && !panel.layout.glyphs;
  panel.fillTick = moves ? t - 1 + Math.ceil(part(stage.phase * TICK_MS, 0, FILL_MS) * 6) / 6 : t;
  if (panel.fillTick !== before && !stage.links && !panel.layout.glyphs) {
    for (let v = 0; v < run.volumes; v += 1) if (replay.state[v] === STATE.COPYING) refill(panel, v, p);
  }
  const age = panel.began === null || !moves ? SHAKE_MS : performance.now() - panel.began;
  const shaken = panel.shake;
  panel.shake = age < SHAKE_MS && panel.crashes.length ? { by: 2 * Math.sin((age / SHAKE_MS) * 2 * Math.PI), nodes: new Set(panel.crashes.map(({ node }) => node)) } : null;
  for (const n of (panel.shake ?? shaken)?.nodes ?? []) replay.touch(n);
}

/** One slot alone, further filled. */
function refill(panel, v, p) {
  const { replay, layout, baseContext: c } = panel;
  const n = replay.partner[v];
  const slot = replay.volumeSlots[v * 3 + 1];
  if (replay.dirty[n] || slot < 0 || panel.whole) return;
  if (panel.lit || panel.litSlots || !replay.up[n]) { replay.touch(n); return; }
  const { x, y, size } = slotPlace(layout, n, slot - replay.base[n]);
  c.fillStyle = replay.cutOff[n] ? p.cutOffBg : p.tile;
  c.fillRect(x, y, size, size);
  panel.sheets.get(size).draw(c, lookOf(replay, slot, n, panel.fillTick), x, y);
}

function drawCrashes(stage, panel, p) {
  if (isQuiet(stage, "crashed")) return;
  if (stage.still) { drawBursts(panel, p, null, stage.links); return; }
  if (panel.began !== null) drawBursts(panel, p, performance.now() - panel.began, stage.links);
  else if (panel.carried) {
    const { crashes, stranded } = panel;
    Object.assign(panel, { crashes: panel.carried.crashes, stranded: panel.carried.stranded });
    drawBursts(panel, p, performance.now() - panel.carried.began, stage.links);
    Object.assign(panel, { crashes, stranded });
  }
}
