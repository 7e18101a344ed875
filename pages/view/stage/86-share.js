/* The address, which is always the link; PNG of this moment; full screen. */

/** Write the link of this run and moment into the address bar, without a new entry in the history. */
function writeAddress(stage, query = stage.header?.query) {
  if (stage.story && isOurPage(stage)) { writeScene(stage); return; }
  if (!stage.writesAddress || !query || !isOurPage(stage)) return;
  const address = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (name !== "t") address.set(name, value);
  for (const [name, value] of Object.entries(window.stormglass.also ?? {})) address.set(name, value);
  if (stage.opened || stage.tick !== startTick(stage)) address.set("t", stage.tick);
  if (address.size) address.set("v", stage.header.rules); // by which rules and defaults it is to be read, years later
  for (const [name, value] of new URLSearchParams(location.search)) if (name.startsWith("embed")) address.append(name, value);
  // A link is read by people: commas and colons stay as they are.
  const search = address.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  const next = location.pathname + (search ? `?${search}` : "") + location.hash;
  if (next !== location.pathname + location.search + location.hash) history.replaceState(history.state, "", next);
}

/** This moment as a picture: caption, cluster, and where it comes from. */
async function savePicture(stage) {
  const scale = 2;
  const margin = 28;
  const wide = stage.panels.reduce((sum, panel) => sum + panel.layout.width + margin, margin);
  const high = Math.max(...stage.panels.map((panel) => panel.height)) + 170;
  const canvas = el("canvas", { width: wide * scale, height: high * scale });
  const c = canvas.getContext("2d");
  const p = stage.palette;
  c.scale(scale, scale);
  c.fillStyle = p.bg;
  c.fillRect(0, 0, wide, high);
  let x = margin;
  for (const panel of stage.panels) {
    c.fillStyle = p.ink;
    c.textBaseline = "top";
    c.textAlign = "left";
    c.font = "600 22px Inter, system-ui, sans-serif";
    wrapText(c, plain(captionAt(panel.run, panel.shownTick)), x, 24, panel.layout.width, 28, 3);
    for (const layer of [panel.base, panel.fx]) c.drawImage(layer, x - panel.pad, 120 - panel.pad, layer.width / stage.dpr, layer.height / stage.dpr);
    c.font = "500 13px Inter, system-ui, sans-serif";
    c.fillStyle = p.ink2;
    const name = stage.panels.length > 1 ? `${stage.panelName(panel.index)} · ` : "";
    c.fillText(`${name}${panel.said.textContent} · seed ${panel.run.scenario.seed}`, x, high - 38);
    x += panel.layout.width + margin;
  }
  c.textAlign = "right";
  c.fillText("Stormglass", wide - margin, high - 38);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  const link = el("a", { href: URL.createObjectURL(blob), download: `stormglass-minute-${stage.tick}.png` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function wrapText(c, text, x, y, width, line, most) {
  let row = "";
  let at = 0;
  for (const word of text.split(" ")) {
    if (c.measureText(`${row} ${word}`).width > width && row) {
      c.fillText(row, x, y + at * line);
      at += 1;
      if (at >= most) return;
      row = word;
    } else row = row ? `${row} ${word}` : word;
  }
  c.fillText(row, x, y + at * line);
}

function toggleFullScreen(stage) {
  if (document.fullscreenElement) { document.exitFullscreen(); return; }
  const whole = stage.root;
  (whole.requestFullscreen ?? whole.webkitRequestFullscreen)?.call(whole)?.catch?.(() => {});
}

/** A note at the top of the stage: problems of the link, a lost connection. */
function showNote(stage, name, sentences, action) {
  hideNote(stage, name);
  const note = el("div", { class: "sg-note", "data-note": name },
    el("div", {}, ...sentences.map((text) => el("p", { text }))), action ?? "",
    el("button", { type: "button", class: "sg-note-close", "aria-label": "Dismiss this note", onclick: () => note.remove() }, glyph("close")));
  stage.notes.append(note);
}

function hideNote(stage, name) {
  stage.notes.querySelector(`[data-note="${name}"]`)?.remove();
}
