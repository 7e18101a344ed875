/* The timeline, which is also the scrubber: bands, flags with words, axis in model minutes, playhead. */

const BANDS = [["offline", "offline", "offline"], ["searching", "searching", "searching"], ["copying", "copying", "copying"], ["cut_off", "cutOff", "cut off"]];
const ROW = 15;
const FIRST_ROW = -4; // where the words of the first row of flags begin

function makeTimeline(stage) {
  const canvas = el("canvas", { "aria-hidden": "true" });
  const words = el("div", { class: "sg-band-words", "aria-hidden": "true" });
  const future = el("div", { class: "sg-future" });
  const head = el("div", { class: "sg-head" }, el("span", { class: "sg-head-pill" }));
  const track = el("div", {
    class: "sg-track", role: "slider", tabindex: "0", "aria-label": "Model minute", "aria-valuemin": "0", "aria-orientation": "horizontal", "aria-describedby": "sg-timeline-told",
  }, canvas, future, words, head);
  const told = el("p", { class: "sg-hidden", id: "sg-timeline-told" });
  const flags = el("div", { class: "sg-flags", role: "group", "aria-label": "Moments" });
  const axis = el("div", { class: "sg-axis", "aria-hidden": "true" });
  const box = el("div", { class: "sg-timeline" }, track, flags, axis, told);
  const line = { box, track, told, canvas, words, future, head, pill: head.firstChild, flags, axis, shown: 1 };
  listenToScrub(stage, line);
  return line;
}

function listenToScrub(stage, line) {
  const tickAt = (event) => {
    const box = line.track.getBoundingClientRect();
    return Math.round(clamp((event.clientX - box.left) / box.width, 0, 1) * line.shown);
  };
  line.track.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    line.track.setPointerCapture(event.pointerId);
    line.dragging = true;
    stage.pause({ quiet: true });
    stage.goTo(tickAt(event), { quiet: true });
  });
  line.track.addEventListener("pointermove", (event) => {
    if (line.dragging) stage.goTo(tickAt(event), { quiet: true });
  });
  const end = () => {
    if (!line.dragging) return;
    line.dragging = false;
    stage.settle();
  };
  line.track.addEventListener("pointerup", end);
  line.track.addEventListener("pointercancel", end);
}

/** Everything that does not move with the playhead. */
function drawTimeline(stage) {
  const { line, palette: p } = stage;
  const runs = stage.panels.map((panel) => panel.run);
  const width = line.track.clientWidth;
  const height = line.track.clientHeight;
  if (!width || !height) return;
  line.width = width;
  line.height = height;
  const c = fitCanvas(line.canvas, width, height, stage.dpr);
  line.words.replaceChildren();
  line.said = null;
  const rows = runs.length;
  placeFlags(stage);
  if (stage.header.pair) drawCurves(c, stage, p);
  else runs.forEach((run, i) => {
    const lane = (height / rows) * i;
    const top = lane + (rows > 1 ? 10 : 15);
    const bottom = (height / rows) * (i + 1) - 1;
    drawBands(c, stage, run, { lane, top, bottom, width, name: rows > 1 ? stage.panelName(i) : "" }, p);
  });
  drawAxis(stage);
  moveHead(stage);
}

function scaleOf(run, shown) {
  let peak = 0;
  for (let t = 0; t <= Math.min(shown, run.ticks); t += 1) peak = Math.max(peak, run.counts.stuck[t] + run.counts.copying[t]);
  const share = peak / run.volumes;
  return [[0.05, "a twentieth"], [0.1, "a tenth"], [0.25, "a quarter"], [0.5, "half"]].find(([s]) => share <= s * 0.92) ?? [1, "all"];
}

/** What the height of the bands stands for: the share, and in words. */
function scaleWords(stage, i) {
  if (stage.header.pair) return pairScale(stage);
  const { run } = stage.panels[i];
  const [scale, words] = scaleOf(run, stage.line.shown);
  return [scale, scale === 1 ? `all ${number(run.volumes)} volumes` : `${words} of the volumes`];
}

function laneWords(stage, i) {
  return `${stage.panelName(i)} · ${scaleWords(stage, i)[1]}`;
}

function drawBands(c, stage, run, { lane, top, bottom, width, name }, p) {
  const shown = stage.line.shown;
  const [scale, words] = scaleWords(stage, stage.panels.findIndex((panel) => panel.run === run));
  const high = bottom - top;
  const per = high / (run.volumes * scale);
  const step = width / shown;
  c.fillStyle = p.tileLine;
  c.fillRect(0, Math.round(top) - 0.5, width, 0.75);
  const spans = {};
  const floor = new Float64Array(shown + 1);
  for (const [key, colour] of bandsOf(stage)) {
    c.fillStyle = p[colour];
    c.beginPath();
    spans[key] = [];
    for (let t = 0; t < shown; t += 1) {
      const n = t <= run.ticks ? run.counts[key][Math.min(t, run.ticks)] : 0;
      if (!n) continue;
      const h = n * per;
      const y = bottom - floor[t] - h;
      c.rect(t * step, y, step + 0.25, h);
      spans[key].push([t, y, h]);
      floor[t] += h;
    }
    c.fill();
  }
  partBands(c, Object.values(spans), bottom, step, p);
  c.fillStyle = p.free;
  c.fillRect(0, bottom, width, 1);
  nameBands(stage, run, spans, { step, top, bottom, floor, width });
  const place = name ? { right: 0 } : stage.line.scale && (stage.line.scale.left ? { right: 0 } : { left: 0 });
  if (place) addWord(stage.line, name ? laneWords(stage, stage.panels.findIndex((panel) => panel.run === run)) : words, { ...place, top: lane + FIRST_ROW }, "sg-scale");
}

/** A line where two bands meet, for eyes to which their colours are the same; thin bands stay whole. */
function partBands(c, bands, bottom, step, p) {
  c.fillStyle = p.bg;
  for (const band of bands) for (const [t, y, h] of band) if (h > 3 && y + h < bottom - 3) c.fillRect(t * step, y + h - 0.6, step + 0.25, 1.2);
}

function addWord(line, text, place, kind, colour) {
  const word = el("span", { class: kind, text });
  for (const [side, at] of Object.entries(place)) word.style[side] = `${at}px`;
  if (colour) word.style.color = `var(--sg-text-${colour})`;
  word.at = place.left ?? Infinity;
  line.words.append(word);
  return word;
}

/** A word on each band where it is thick enough; else above it, in its colour. */
function nameBands(stage, run, spans, { step, top, bottom, floor, width }) {
  const taken = [];
  const underFlag = (x, y, wide) => stage.line.flagWords.some((w) => x - wide / 2 < w.right && x + wide / 2 > w.left && y - 8 < w.bottom && y + 8 > w.top);
  const poles = run.flags.map(([tick]) => tick * step);
  const order = BANDS.filter(([key]) => spans[key]).sort(([a], [b]) => Math.max(0, ...spans[b].map((s) => s[2])) - Math.max(0, ...spans[a].map((s) => s[2])));
  for (const [key, , text] of order) {
    const list = spans[key];
    if (!list.length) continue;
    const wide = text.length * 7 * stage.text + 10;
    const need = Math.max(1, Math.ceil(wide / step));
    const thick = (from) => {
      const part = list.slice(from, from + need);
      if (part.length < need || part.at(-1)[0] - part[0][0] !== need - 1) return null;
      const y0 = Math.max(...part.map((s) => s[1]));
      const y1 = Math.min(...part.map((s) => s[1] + s[2]));
      return y1 - y0 >= 15 * stage.text ? { x: (part[0][0] + need / 2) * step, y: (y0 + y1) / 2, h: y1 - y0 } : null;
    };
    let best = null;
    const crossed = (at) => poles.some((x) => Math.abs(x - at.x) < wide / 2 - 2);
    const stride = Math.max(1, Math.floor(list.length / 160));
    for (let i = 0; i < list.length; i += stride) {
      const at = thick(i);
      if (at) at.worth = at.h - (crossed(at) ? 40 : 0) - (underFlag(at.x, at.y, wide) ? 60 : 0);
      if (at && (!best || at.worth > best.worth) && !taken.some((t) => Math.abs(t.x - at.x) < (t.w + wide) / 2 && Math.abs(t.y - at.y) < 16)) best = at;
    }
    if (best) {
      addWord(stage.line, text, { left: best.x, top: best.y }, `sg-band-in ${key === "searching" ? "on-bright" : "on-dark"}`);
      taken.push({ ...best, w: wide });
      continue;
    }
    const peak = list.reduce((a, b) => (b[2] > a[2] ? b : a));
    if (peak[2] < 1.2) continue;
    const place = placeBy({ list, peak, step, wide, width, floor, bottom, top, taken, poles, underFlag });
    if (!place) continue;
    const { x, y } = place;
    addWord(stage.line, text, { left: x, top: y - 9 }, "sg-band-out", key === "cut_off" ? "cut-off" : key);
    taken.push({ x: x + wide / 2, y: y - 9, w: wide });
  }
}

/** A free place just above a thin band, as near to its thickest minute as can be, or before it where there is nothing else. */
function placeBy({ list, peak, step, wide, width, floor, bottom, top, taken, poles, underFlag }) {
  const ticks = new Set(list.map(([t]) => t));
  const places = [6, wide * 0.6, wide * 1.2, -wide * 0.5, -wide * 1.1, wide * 2, wide * 3].map((aside) => peak[0] * step + aside);
  for (const wanted of [...places, list[0][0] * step - wide - 2]) {
    const x = clamp(wanted, 0, width - wide);
    const under = [];
    for (let t = Math.floor(x / step); t <= Math.min(floor.length - 1, (x + wide) / step); t += 1) under.push(t);
    const y = Math.min(...under.map((t) => bottom - floor[t]));
    const own = under.filter((t) => ticks.has(t)).length;
    if (own < under.length / 2 && (x + wide > list[0][0] * step || under.slice(0, -1).some((t) => floor[t] > 0))) continue; // it would name another band
    const middle = x + wide / 2;
    const clash = taken.some((t) => Math.abs(t.x - middle) < (t.w + wide) / 2 && Math.abs(t.y - (y - 9)) < 14);
    const crossed = poles.some((pole) => pole > x - 1 && pole < x + wide - 8);
    if (!clash && !crossed && y - 16 >= top - 4 && !underFlag(middle, y - 9, wide)) return { x, y };
  }
  return null;
}

function drawAxis(stage) {
  const { line } = stage;
  const most = line.width / stage.text < 480 ? 4 : 8;
  const step = [1, 2, 5, 10, 20, 30, 60, 120, 240, 480, 1000].find((s) => line.shown / s <= most) ?? 1000;
  const labels = [];
  for (let t = 0; t <= line.shown; t += step) {
    if (t !== line.shown && ((line.shown - t) / line.shown) * line.width < 130 * stage.text) continue;
    labels.push([t, String(t)]);
  }
  if (labels.at(-1)?.[0] !== line.shown) labels.push([line.shown, String(line.shown)]);
  line.axis.replaceChildren(...labels.map(([t, text], i) => {
    const node = el("span", { text: i === labels.length - 1 ? `${text} model minutes` : text });
    node.style.left = `${(t / line.shown) * 100}%`;
    if (i === 0) node.classList.add("first");
    if (i === labels.length - 1) node.classList.add("last");
    node.at = t / line.shown;
    return node;
  }));
  for (const node of line.axis.children) node.wide = node.offsetWidth;
  const last = line.axis.lastElementChild;
  last.long = last.textContent;
  last.longWide = last.wide;
}

const halfPill = (stage, words) => words.length * 4 * stage.text + 10;

/** What the pill says: the unit, too, where it takes the place of the label that has it. */
function pillWords(stage, x) {
  const { axis, width } = stage.line;
  const words = `minute ${stage.tick}`;
  const room = width - (axis.lastElementChild?.longWide ?? 0);
  return x + halfPill(stage, words) + 4 < room ? words : `model ${words}`;
}

/** The pill stands under the playhead, but within the timeline; no label of the axis stands under it. */
function placePill(stage, x) {
  const { axis, pill, width } = stage.line;
  const words = pillWords(stage, x);
  const half = halfPill(stage, words);
  const middle = clamp(x, half, width - half);
  if (pill.textContent !== words) pill.textContent = words;
  pill.style.setProperty("--shift", `${middle - x}px`);
  const last = axis.lastElementChild;
  if (last) { // where the pill needs its place, the last label is but its number
    const whole = !words.startsWith("model");
    last.textContent = whole ? last.long : last.long.split(" ")[0];
    last.wide = whole ? last.longWide : last.textContent.length * 7.5 * stage.text;
  }
  for (const node of axis.children) {
    const left = node.at * width - node.wide * (node.className === "first" ? 0 : node.className === "last" ? 1 : 0.5);
    node.style.visibility = left < middle + half + 4 && left + node.wide > middle - half - 4 ? "hidden" : "";
  }
}

/** What follows the playhead: future faint, pill, value for those who listen. */
function moveHead(stage) {
  const { line } = stage;
  if (!line.width) return;
  const at = clamp(stage.playing && !stage.reduced ? stage.tick - 1 + stage.phase : stage.tick, 0, line.shown);
  const x = (at / line.shown) * line.width;
  line.head.style.transform = `translateX(${x.toFixed(2)}px)`;
  line.future.style.transform = `scaleX(${(1 - at / line.shown).toFixed(5)})`;
  placePill(stage, x);
  if (line.said === stage.tick && line.saidShown === line.shown) return;
  line.said = stage.tick;
  line.saidShown = line.shown;
  for (const flag of line.flags.children) flag.classList.toggle("later", Number(flag.dataset.tick) > stage.tick);
  for (const word of line.words.children) word.classList.toggle("past", word.at < x);
  line.track.setAttribute("aria-valuenow", stage.tick);
  line.track.setAttribute("aria-valuemax", line.shown);
  line.track.setAttribute("aria-valuetext", `minute ${stage.tick} of ${line.shown}`);
}
