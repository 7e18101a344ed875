/* Looking closer: one focusable element that moves from node to node, the card of a node, the chain of causes. */

const STATUS = (replay, n) => (!replay.up[n] ? "crashed" : replay.cutOff[n] ? "cut off" : replay.used[n] >= replay.capacity[n] ? "up, full" : "up");

function nodeFacts(panel, n) {
  const { run, replay, shownTick: t } = panel;
  return {
    n, status: STATUS(replay, n), held: replay.holdings(n), closings: run.a.closings[t * run.nodes + n], chance: crashChance(run, t, n),
    crash: run.a.crash_node.reduce((last, node, k) => (node === n && run.a.crash_tick[k] <= t ? k : last), -1),
  };
}

/** "Node 17, up, 12 mirrored, 3 searching, 2 free; closing 14 requests, chance to crash 8.7 %" */
function nodeLabel(panel, n) {
  const { held, status, closings, chance } = nodeFacts(panel, n);
  const parts = ["mirrored", "cut_off", "copying", "searching", "offline", "old", "free"].filter((name) => held[name])
    .map((name) => `${held[name]} ${name === "old" ? "old copies" : STATE_TITLES[name] ?? name}`);
  const busy = closings ? `; closing ${count(closings, "request")}, chance to crash ${percent(chance)}` : "";
  return `Node ${n}, ${status}, ${parts.join(", ")}${busy}`;
}

function makeInspector(stage, panel) {
  panel.focus = el("button", { class: "sg-focus", type: "button", "aria-haspopup": "dialog", "aria-expanded": "false" });
  panel.focused = 0;
  const group = el("div", { class: "sg-nodes", role: "group", "aria-label": "Nodes; arrow keys move, Enter opens the card" }, panel.focus);
  panel.focus.addEventListener("focus", () => moveFocus(stage, panel, panel.focused));
  panel.focus.addEventListener("keydown", (event) => focusKey(stage, panel, event));
  panel.focus.addEventListener("click", (event) => {
    const again = stage.selection?.panel === panel && stage.selection.node === panel.focused;
    if (event.detail === 0 && again) enterCard(stage);
    else if (event.detail === 0) selectNode(stage, panel, panel.focused);
  });
  const spot = (event) => {
    const box = panel.view.getBoundingClientRect();
    return nodeAt(panel, event.clientX - box.left, event.clientY - box.top, stage.links);
  };
  panel.view.addEventListener("click", (event) => {
    if (event.target.closest("button") && event.target !== panel.focus) return;
    if (event.target === panel.focus && event.detail === 0) return;
    const n = spot(event);
    if (n < 0 || stage.selection?.node === n && stage.selection.panel === panel) closeCard(stage);
    else selectNode(stage, panel, n);
  });
  panel.view.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "mouse") return;
    const covered = event.target.closest("button") && event.target !== panel.focus;
    hoverNode(stage, panel, covered || stage.playing ? -1 : spot(event)); // a card over a storm in motion would hide it; a click opens it
  });
  panel.view.addEventListener("pointerleave", () => hoverNode(stage, panel, -1));
  return group;
}

function focusKey(stage, panel, event) {
  const { layout, run } = panel;
  if (event.key === "Tab" && !event.shiftKey && stage.selection?.panel === panel && enterCard(stage)) { event.preventDefault(); return; }
  const across = stage.links ? 1 : layout.columns;
  const way = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: across, ArrowUp: -across }[event.key];
  if (way === undefined || event.shiftKey) {
    if (event.key === "Escape") closeCard(stage);
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  const next = panel.focused + way;
  if (next < 0 || next >= run.nodes) return;
  moveFocus(stage, panel, next);
  if (stage.selection) selectNode(stage, panel, next);
}

/** The card stands beside the node, so the Tab key finds it there, and the way back and on from it. */
function enterCard(stage) {
  const first = stage.card.hidden ? null : stage.card.querySelector("button");
  first?.focus();
  return Boolean(first);
}

/** A card that is filled anew keeps the focus in the same place, or in the last that there is. */
function placeInCard(stage) {
  const buttons = () => [...stage.card.querySelectorAll("button")];
  const at = buttons().indexOf(stage.root.getRootNode().activeElement);
  return () => { if (at >= 0) buttons().at(Math.min(at, buttons().length - 1))?.focus({ preventScroll: true }); };
}

function listenToCard(stage) {
  stage.card.addEventListener("keydown", (event) => {
    const buttons = [...stage.card.querySelectorAll("button")];
    const { focus } = stage.selection?.panel ?? {};
    const at = buttons.indexOf(stage.root.getRootNode().activeElement);
    if (event.key === "Escape") { event.stopPropagation(); event.preventDefault(); closeCard(stage); }
    if (event.key !== "Tab" || !focus || at !== (event.shiftKey ? 0 : buttons.length - 1)) return;
    focus.focus({ preventScroll: true }); // the browser then goes on from here, if it was forwards
    if (event.shiftKey) event.preventDefault();
  });
}

function moveFocus(stage, panel, n) {
  panel.focused = clamp(n, 0, panel.run.nodes - 1);
  placeFocus(stage, panel);
  panel.focus.setAttribute("aria-label", nodeLabel(panel, panel.focused));
}

function nodeBox(stage, panel, n) {
  if (!stage.links) return panel.layout.tiles[n];
  const { x, y, r } = panel.rings.places[n];
  return { x: x - r - 2, y: y - r - 2, w: r * 2 + 4, h: r * 2 + 4 };
}

function placeFocus(stage, panel) {
  const box = nodeBox(stage, panel, panel.focused);
  panel.focus.style.cssText = `transform:translate(${box.x}px,${box.y}px);width:${box.w}px;height:${box.h}px`;
  if (!panel.focus.ariaLabel) panel.focus.ariaLabel = nodeLabel(panel, panel.focused);
}

function hoverNode(stage, panel, n) {
  if (panel.hovered === n) return;
  panel.hovered = n;
  panel.view.style.cursor = n >= 0 ? "pointer" : "";
  if (stage.selection) return;
  if (n < 0) { stage.card.hidden = true; stage.draw(); return; }
  if (stage.root.dataset.size === "phone") return;
  fillCard(stage, panel, n, true);
  stage.draw();
}

function selectNode(stage, panel, n) {
  stage.selection = { panel, node: n };
  stage.chain = null;
  for (const other of stage.panels) other.selected = other === panel ? n : -1;
  panel.focused = n;
  relight(stage);
  moveFocus(stage, panel, n);
  fillCard(stage, panel, n, false);
  panel.focus.setAttribute("aria-expanded", "true");
  stage.root.dataset.selected = n;
  askFocus(stage);
}

function closeCard(stage) {
  const had = stage.selection;
  if (had && stage.card.contains(stage.root.getRootNode().activeElement)) had.panel.focus.focus({ preventScroll: true });
  stage.selection = null;
  stage.chain = null;
  stage.card.hidden = true;
  delete stage.root.dataset.selected;
  for (const panel of stage.panels) { panel.selected = -1; panel.lit = null; panel.focus.setAttribute("aria-expanded", "false"); }
  if (had) relight(stage);
}

/** Which nodes stay bright: the selected one and those it talks to, or the nodes of the chain. */
function relight(stage) {
  for (const panel of stage.panels) {
    prepareRequests(panel, panel.shownTick);
    if (stage.chain?.panel === panel) panel.lit = stage.chain.nodes;
    else if (panel.selected >= 0) panel.lit = new Set([panel.selected, ...panel.comets.flatMap(({ from, to }) => [from, to])]);
    else panel.lit = null;
    panel.whole = true;
    showKey(stage, panel);
  }
  stage.draw();
}

function row(words, value, kind) {
  return el("div", { class: kind ?? "" }, el("dt", { text: words }), el("dd", { text: value }));
}

/** The card of a node; a preview (under the mouse) has no buttons. */
function fillCard(stage, panel, n, preview) {
  const facts = nodeFacts(panel, n);
  const { held } = facts;
  const rows = [["mirrored copies", held.mirrored], ["cut off", held.cut_off], ["copies in the making", held.copying], ["searching", held.searching], ["offline", held.offline], ["old copies", held.old]]
    .filter(([, value]) => value).map(([words, value]) => row(words, value));
  if (facts.status !== "crashed") rows.push(row("free slots", `${held.free} of ${held.slots}`));
  if (facts.status !== "crashed" || facts.closings) rows.push(row("closing at once", facts.closings, "sg-rule"));
  if (facts.status !== "crashed") rows.push(row("chance to crash now", percent(facts.chance), "sg-chance"));
  const name = el("h3", {}, `Node ${n} `, el("span", { text: facts.status }));
  const close = el("button", { type: "button", class: "sg-card-close", "aria-label": "Close the card", onclick: () => closeCard(stage) }, glyph("close"));
  const buttons = [];
  if (!preview) {
    if (facts.crash >= 0) buttons.push(el("button", { type: "button", class: "sg-button", text: "Why did it crash?", onclick: () => openChain(stage, panel, facts.crash) }));
    if (stage.levers?.length && facts.status !== "crashed") {
      const when = actMinute(stage);
      buttons.push(el("button", { type: "button", class: "sg-button", text: `Break this node at minute ${when}`, onclick: () => act(stage, when, "crash_node", n) }));
    }
  }
  const backToPlace = placeInCard(stage);
  stage.card.className = `sg-card${preview ? " preview" : ""}`;
  stage.card.setAttribute("aria-label", `Node ${n}`);
  stage.card.replaceChildren(name, ...(preview ? [] : [close]), el("dl", {}, ...rows), ...(buttons.length ? [el("div", { class: "sg-card-buttons" }, ...buttons)] : []));
  stage.card.hidden = false;
  backToPlace();
  placeCard(stage, panel, n);
}

function placeCard(stage, panel, n) {
  if (stage.root.dataset.size === "phone") { stage.card.style.cssText = ""; return; }
  const root = stage.root.getBoundingClientRect();
  const view = panel.view.getBoundingClientRect();
  const box = nodeBox(stage, panel, n);
  const wide = stage.card.offsetWidth;
  const high = stage.card.offsetHeight;
  const x0 = view.left - root.left + box.x;
  const y0 = view.top - root.top + box.y;
  const right = x0 + box.w + 12;
  const x = right + wide < view.right - root.left + 24 ? right : Math.max(8, x0 - wide - 12);
  const y = clamp(y0 + box.h / 2 - high * 0.4, view.top - root.top - 8, Math.max(view.top - root.top, view.bottom - root.top - high + 8));
  stage.card.style.cssText = `left:${x}px;top:${y}px`;
}

/** The sentences of the chain, latest crash first, each a jump to its minute. */
function chainSentences(run, links) {
  const total = links.length;
  return links.map((link, i) => {
    const crash = link.byOperator ? `Node ${link.node} is broken by hand.` : `Node ${link.node} crashes while closing ${count(link.closings, "request")} at once.`;
    const why = link.parts.length && !link.byOperator ? ` ${whoseRequests(run, link)}` : "";
    return { tick: link.tick, node: link.node, text: crash + why, step: total - i };
  });
}

const MANY_SOURCES = 3; // of more, only the one that fed it most is told by name

/** "4 of them came from the network cut, 2 from the crash of node 17 (minute 20) and 7 from 5 other crashes." */
function whoseRequests(run, link) {
  const { a } = run;
  const name = ({ kind, crash }) => (kind === "crash" ? `the crash of node ${a.crash_node[crash]} (minute ${a.crash_tick[crash]})`
    : { cut: "the network cut", restart: "a restart", everyday: "everyday losses" }[kind]);
  const crashes = link.parts.filter((part) => part.kind === "crash");
  const few = link.parts.length > MANY_SOURCES ? 1 : crashes.length;
  const named = link.parts.filter((part) => part.kind !== "crash" || crashes.indexOf(part) < few);
  const others = link.parts.filter((part) => !named.includes(part));
  const told = named.map((part) => [part.count, name(part)]);
  if (others.length === 1) told.push([others[0].count, name(others[0])]);
  else if (others.length) told.push([others.reduce((sum, part) => sum + part.count, 0), count(others.length, "other crash", "other crashes")]);
  const known = link.seen < link.closings ? ` of the ${link.seen} on record` : told.length > 1 || link.seen > 1 ? " of them" : "";
  return `${listed(told.map(([n, from], i) => (i ? `${n} from ${from}` : `${n}${known} came from ${from}`)))}.`;
}

/** Ends of the chain: what started it all. */
function rootSentence(run, links) {
  const last = links.at(-1);
  const first = last.parts.length ? mainCause(last) : null;
  if (last.byOperator) return null;
  if (!first) return null;
  if (first.kind === "cut") {
    const tick = run.a.cut_from[0] ?? 0;
    return { tick, node: -1, text: `It goes back to the network cut in minute ${tick}.` };
  }
  return { tick: last.tick, node: -1, text: first.kind === "everyday" ? "It goes back to everyday losses, not to one mistake." : "It goes back to a restart." };
}

const FIRST_LINKS = 3;

/** Of a long chain the first links and where it began; the button between them shows the others. */
function foldChain(items, links) {
  const hidden = items.slice(FIRST_LINKS, links - (items.length > links ? 0 : 1));
  if (hidden.length < 2) return items;
  for (const item of hidden) item.hidden = true;
  const more = el("li", { class: "sg-chain-more" }, el("button", { type: "button", class: "sg-link", text: `and ${count(hidden.length, "crash", "crashes")} before`, onclick: () => {
    for (const item of hidden) item.hidden = false;
    hidden[0].firstChild.focus();
    more.remove();
  } }));
  return [...items.slice(0, FIRST_LINKS), more, ...items.slice(FIRST_LINKS)];
}

function openChain(stage, panel, k) {
  const links = chainOf(panel.run, k);
  const sentences = chainSentences(panel.run, links);
  const end = rootSentence(panel.run, links);
  stage.chain = { panel, links, nodes: new Set(links.map((link) => link.node)) };
  stage.selection = { panel, node: panel.run.a.crash_node[k], chain: k };
  panel.selected = -1;
  const items = [...sentences, ...(end ? [end] : [])].map(({ tick, text }) => el("li", {},
    el("button", { type: "button", onclick: () => { stage.jump(tick); markChain(stage, tick); } }, el("b", { text: `Minute ${tick}` }), el("span", { text }))));
  const folded = foldChain(items, links.length);
  stage.card.className = "sg-card sg-chain";
  stage.card.setAttribute("aria-label", "Why it crashed");
  stage.card.replaceChildren(
    el("h3", {}, `Why did node ${panel.run.a.crash_node[k]} crash?`),
    el("button", { type: "button", class: "sg-card-close", "aria-label": "Close the card", onclick: () => closeCard(stage) }, glyph("close")),
    el("p", { class: "sg-chain-lead", text: links.length > 1 ? `${count(links.length, "crash", "crashes")}, latest first; each was fed by an earlier one.` : "Straight from the first cause." }),
    el("ol", {}, ...folded));
  stage.card.hidden = false;
  relight(stage);
  placeCard(stage, panel, panel.run.a.crash_node[k]);
  stage.card.querySelector("li button")?.focus({ preventScroll: true });
}

function markChain(stage, tick) {
  for (const button of stage.card.querySelectorAll("li button")) button.toggleAttribute("aria-current", button.firstChild.textContent === `Minute ${tick}`);
}

/** After a tick change the open card tells that tick. */
function refreshCard(stage) {
  if (!stage.selection) {
    const panel = stage.panels.find((one) => one.hovered >= 0);
    if (panel && !stage.card.hidden) fillCard(stage, panel, panel.hovered, true);
    return;
  }
  const { panel, node } = stage.selection;
  if (stage.chain) { panel.lit = stage.chain.nodes; return; }
  panel.lit = new Set([node, ...panel.comets.flatMap(({ from, to }) => [from, to])]);
  panel.replay.touchAll();
  fillCard(stage, panel, node, false);
}

/** Outlines over the picture: hovered, selected, chain. */
function drawOutlines(stage, panel) {
  const { fxContext: c } = panel;
  const p = stage.palette;
  const outline = (n, colour, width) => {
    const { x, y, w, h } = nodeBox(stage, panel, n);
    c.strokeStyle = colour;
    c.lineWidth = width;
    c.beginPath();
    c.roundRect(x - 2.5, y - 2.5, w + 5, h + 5, stage.links ? (w + 5) / 2 : 8);
    c.stroke();
  };
  outlineParting(stage, panel, outline);
  if (panel.lit && panel.selected >= 0) for (const n of panel.lit) if (n !== panel.selected && panel.lit.size < 40) outline(n, p.accent, 1.2);
  if (stage.chain?.panel === panel) for (const n of stage.chain.nodes) outline(n, p.rim, 2.4);
  if (panel.selected >= 0) outline(panel.selected, p.accent, 3.4);
  else if (panel.hovered >= 0) outline(panel.hovered, p.accent, 2);
}
