/* A card: a picture that Python drew with Plotly, its sentence, what to notice, its table and its files.
   It says which run is on the stage, asks again while there is more to come, and never draws anew what it can change. */

/** @import { Query, Registry } from "../stage/types.d.ts" */
/** @import { Content, Control, Line, Picture, Plot, PlotBox, Plotly, Question, Told } from "./types.d.ts" */

const shared = /** @type {Record<symbol, Registry>} */ (/** @type {unknown} */ (globalThis));
const bus = (shared[Symbol.for("stormglass")] ??= {});
/** @type {WeakMap<HTMLElement, Card>} */
const cards = new WeakMap();
const POLL_MS = 160;
const SETTLE_MS = 350; // cards that take longer wait until a lever rests
const APART_MS = 20;
const TELL_AFTER_MS = 900; // a short wait is not worth a bar
const ANSWER_MS = 8000; // a question that got lost on the way is asked again
const LARGE = 1.35; // type on a picture for a projector

/**
 * @template {keyof HTMLElementTagNameMap} K @param {K} tag @param {Record<string, unknown>} [props]
 * @param {...(Node | string)} children @returns {HTMLElementTagNameMap[K]}
 */
function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (name === "text") node.textContent = String(value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, String(value));
  }
  node.append(...children);
  return node;
}

/** What is set in one turn of the event loop goes as one message, and Streamlit reruns only one fragment for it: so cards
    send one after the other, and none beside a question of the stage, which never waits for them. */
/** @type {Line} */
const waitingLine = (bus.waitingLine ??= { sends: [], timer: null });

/** @param {object} card @param {() => void} send */
function inTurn(card, send) {
  const line = waitingLine.sends.filter((one) => one.card !== card); // its newest question is the one that counts
  waitingLine.sends = [...line, { card, send }];
  waitingLine.timer ??= setTimeout(nextTurn);
}

function nextTurn() {
  waitingLine.timer = null;
  const wait = (bus.sentAt ?? -APART_MS) + APART_MS - performance.now();
  if (wait <= 0) {
    bus.sentAt = performance.now();
    waitingLine.sends.shift()?.send();
  }
  if (waitingLine.sends.length) waitingLine.timer = setTimeout(nextTurn, Math.max(wait, APART_MS));
}

/** Plotly itself, once for the whole page: the very file that belongs to the Python package. @param {string} address @returns {Promise<Plotly>} */
function loadPlotly(address) {
  bus.plotly ??= new Promise((done, fail) => {
    const script = el("script", {
      src: address,
      async: true,
      onload: () => done(/** @type {any} */ (window).Plotly),
      onerror: () => {
        bus.plotly = null;
        fail(new Error("Plotly did not come"));
      },
    });
    document.head.append(script);
  });
  return bus.plotly;
}

function baseOf() {
  const script = /** @type {HTMLScriptElement | null} */ (document.querySelector("script[src*='static/js']"));
  return script?.src.split("static/js")[0] ?? "/";
}

const isLarge = () => document.documentElement.dataset.projectorChoice === "true";
const isDark = () => getComputedStyle(document.querySelector(".stApp") ?? document.body).colorScheme === "dark";
/** @param {Query | null | undefined} a @param {Query | null | undefined} b */
const sameQuery = (a, b) => key(a) === key(b);
/** @param {Query | null | undefined} query */
const key = (query) =>
  JSON.stringify(
    Object.entries(query ?? {})
      .filter(([name]) => name !== "t")
      .sort(),
  );

class Card {
  seq = 0;
  seen = false;
  gone = false;
  /** A choice was made, and is not answered yet. */
  pending = false;
  /** What Python said last, as it came and read. @type {string | null} */
  taken = null;
  /** @type {Told | null} */
  card = null;
  /** @type {Plot[]} */
  plots = [];
  /** What the pictures in sight are of. @type {Content & { query?: Query }} */
  drawn = { sentence: "", pictures: [], notice: [], table: null, csv: null, cells: null };
  /** @type {Record<string, string>} */
  choices = {};
  /** @type {Question | null} */
  asked = null;
  /** When it was asked. @type {number | null} */
  began = null;
  /** @type {(question: Question) => void} */
  send = () => {};
  /** @type {HTMLSelectElement[]} */
  selects = [];
  controlShape = "";
  /** @type {Record<"polling" | "settling" | "telling" | "answering", ReturnType<typeof setTimeout> | undefined>} */
  timers = { polling: undefined, settling: undefined, telling: undefined, answering: undefined };
  controls = el("div", { class: "pic-controls" });
  sentence = el("p", { class: "pic-sentence", role: "status" });
  pictures = el("div", { class: "pic-pictures" });
  bar = el("progress", { class: "pic-bar", max: "1", value: "0", "aria-label": "Runs played" });
  barWords = el("span", { class: "pic-bar-words", "aria-hidden": "true" }); // the bar says them, when asked
  note = el("span", { class: "pic-note", role: "status" });
  stopButton = el("button", { type: "button", class: "pic-button", text: "Cancel", onclick: () => this.stop() });
  againButton = el("button", {
    type: "button",
    class: "pic-button",
    text: "Begin again",
    onclick: () => this.beginAgain(),
  });
  work = el("div", { class: "pic-work", hidden: true });
  notice = el("ul", {});
  noticeBox = el("div", { class: "pic-notice", hidden: true });
  tableButton = el("button", {
    type: "button",
    class: "pic-button",
    "aria-expanded": "false",
    text: "Show as a table",
    onclick: () => this.toggleTable(),
  });
  tools = el("div", { class: "pic-tools", hidden: true });
  table = el("div", { class: "pic-table", tabindex: "0", role: "region", hidden: true });

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.build();
    this.follow = () => this.followStage();
    this.minute = () => this.moveHead();
    window.addEventListener("stormglass:run", this.follow);
    window.addEventListener("stormglass:minute", this.minute);
    this.watcher = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) this.see();
      },
      { rootMargin: "200px" },
    );
    this.watcher.observe(root);
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(root);
  }

  build() {
    this.work.append(this.bar, this.barWords, this.note, this.stopButton, this.againButton);
    const csv = { type: "button", class: "pic-button", text: "Save the numbers (CSV)", onclick: () => this.saveCsv() };
    const png = { type: "button", class: "pic-button", text: "Save the picture (PNG)", onclick: () => this.savePng() };
    this.tools.append(this.tableButton, el("button", csv), el("button", png));
    this.noticeBox.append(el("h3", { text: "Things to notice" }), this.notice);
    const { controls, sentence, work, pictures, noticeBox, tools, table } = this;
    this.root.replaceChildren(controls, sentence, work, pictures, noticeBox, tools, table);
  }

  /** Take what Python says. @param {{ card: string } | null | undefined} data */
  show(data) {
    if (!data?.card || data.card === this.taken) {
      this.retheme();
      return;
    }
    this.taken = data.card;
    const card = /** @type {Told} */ (JSON.parse(data.card));
    const first = !this.card;
    this.card = card;
    this.pending &&= card.seq < (this.asked?.seq ?? 0);
    if (first && card.at_once) this.seen = true;
    this.root.dataset.state = card.state;
    this.root.dataset.card = card.name;
    this.name(card.name);
    this.showControls(card.name, card.controls);
    const held = this.work.contains(document.activeElement);
    this.showWork(card);
    const stale = !card.pictures.length && card.state === "running";
    this.root.classList.toggle("pic-stale", stale && this.plots.length > 0);
    if (!stale) this.showResult(card);
    else if (!this.plots.length) this.sentence.textContent = card.sentence;
    if (held) this.keepFocus();
    this.root.style.setProperty("--room", `${card.room}px`);
    if (card.state === "running") this.later(POLL_MS);
    this.followStage();
  }

  /** The button that was pressed may be gone. */
  keepFocus() {
    const buttons = [this.againButton, this.stopButton, this.tableButton];
    buttons.find((button) => !button.closest("[hidden]"))?.focus();
  }

  /** @param {Told} card */
  showResult(card) {
    this.sentence.textContent = tied(card.sentence);
    this.notice.replaceChildren(...card.notice.map((text) => el("li", { text: tied(text) })));
    this.noticeBox.hidden = !card.notice.length;
    this.tools.hidden = !card.table;
    this.drawn = card;
    this.showPictures();
    if (!this.table.hidden) this.showTable();
  }

  /** A screen reader says which section a button belongs to. @param {string} name */
  name(name) {
    this.root.setAttribute("role", "group");
    if (document.getElementById(name)) this.root.setAttribute("aria-labelledby", name);
    else this.root.setAttribute("aria-label", name);
  }

  /** @param {string} card @param {Control[]} controls */
  showControls(card, controls) {
    const made = controls.map(({ name, label, value, choices }) => {
      const id = `pic-${card}-${name}`;
      const select = el(
        "select",
        { id, onchange: () => this.choose(name, select.value) },
        ...choices.map(([choice, words]) => el("option", { value: choice, text: words })),
      );
      select.value = value;
      const labelled = el("label", { class: "pic-control", for: id }, el("span", { text: label }), select);
      return { shape: JSON.stringify([name, choices]), labelled, select, value };
    });
    const shape = made.map((one) => one.shape).join();
    if (shape !== this.controlShape) {
      const focused = this.root.contains(document.activeElement) ? document.activeElement?.id : null;
      this.controlShape = shape;
      this.selects = made.map(({ select }) => select);
      this.controls.replaceChildren(...made.map(({ labelled }) => labelled));
      if (focused) this.selects.find(({ id }) => id === focused)?.focus();
    } else
      made.forEach(({ value }, i) => {
        if (!this.pending) this.selects[i].value = value;
      });
    if (!this.pending) this.choices = Object.fromEntries(controls.map(({ name, value }) => [name, value]));
    this.writeAddress(controls);
  }

  /** What differs from the usual choice belongs in the address; the stage is its only writer. @param {Control[]} controls */
  writeAddress(controls) {
    const also = (bus.also ??= {});
    const before = JSON.stringify(bus.also);
    for (const { value, usual, link } of controls) {
      if (!link) continue;
      if (value === usual) delete also[link];
      else also[link] = value;
    }
    if (JSON.stringify(bus.also) !== before) bus.beside?.writeAddress();
  }

  /** @param {Told} card */
  showWork({ state, words, done, of }) {
    const running = state === "running";
    clearTimeout(this.timers.telling);
    this.barWords.textContent = running ? words : "";
    this.note.textContent = running ? "" : words;
    if (of) this.bar.value = done / of;
    else this.bar.removeAttribute("value");
    this.bar.setAttribute("aria-valuetext", words);
    this.bar.hidden = !running;
    this.stopButton.hidden = !running;
    this.againButton.hidden = state !== "stopped";
    const open = state === "stopped" || state === "refused" || state === "failed";
    if (running && this.work.contains(document.activeElement)) this.work.hidden = false;
    if (running && this.work.hidden)
      this.timers.telling = setTimeout(
        () => {
          this.work.hidden = this.card?.state !== "running";
        },
        Math.max(0, TELL_AFTER_MS - (performance.now() - (this.began ?? performance.now()))),
      );
    else if (!running) this.work.hidden = !open;
  }

  /** Draw the newest pictures that there are: those of the run before stay until others come, and so does their table. */
  async showPictures() {
    const { pictures } = this.drawn;
    const dark = isDark();
    if (!this.card) return;
    if (this.plots.length !== pictures.length) {
      this.plots = pictures.map(() => ({
        box: el("div", { class: "pic-plot" }),
        head: el("div", { class: "pic-head", hidden: true, "aria-hidden": "true" }),
        now: el("figcaption", { class: "pic-now" }),
      }));
      this.pictures.replaceChildren(...this.plots.map(({ box, head, now }) => el("figure", {}, box, head, now)));
    }
    let plotly;
    try {
      [plotly] = await Promise.all([
        loadPlotly(`${baseOf()}api/plotly.js?v=${this.card.plotly}`),
        document.fonts.ready,
      ]); // words are measured
    } catch {
      this.pictures.replaceChildren(el("p", { text: "The picture could not be loaded; its table is there." }));
      this.plots = [];
      this.toggleTable(true);
      return;
    }
    pictures.forEach((picture, i) => {
      const plot = this.plots[i];
      if (!plot) return;
      plot.box.setAttribute("role", "img");
      plot.box.setAttribute("aria-label", picture.alt);
      const print = picture.figure + dark + isLarge() + plot.box.clientWidth;
      plot.picture = picture;
      plot.now.hidden = !picture.path?.words;
      if (plot.print === print) return;
      plot.print = print;
      this.draw(plotly, plot, picture, dark);
    });
    this.moveHead();
  }

  /** @param {Plotly} plotly @param {Plot} plot @param {Picture} picture @param {boolean} dark */
  draw(plotly, plot, { figure }, dark) {
    const swapped = dark ? figure.replace(/#[0-9A-F]{6}\b/g, (colour) => this.card?.dark[colour] ?? colour) : figure;
    const { data, layout } = isLarge() ? larger(JSON.parse(swapped)) : JSON.parse(swapped);
    const width = plot.box.clientWidth;
    if (width < 60) {
      plot.print = null;
      return;
    } // not laid out yet: its size will be told
    plotly
      .react(
        plot.box,
        data,
        { ...layout, width, autosize: false },
        { displayModeBar: false, responsive: false, scrollZoom: false, doubleClick: false, showTips: false },
      )
      .then(() => {
        plot.ready = true;
        this.listen(plot);
        this.moveHead();
      });
  }

  /** @param {Plot} plot */
  listen(plot) {
    if (plot.listening) return;
    plot.listening = true;
    plot.box.on?.("plotly_click", ({ points }) => {
      if (this.drawn.cells && points[0]) this.play(Math.round(points[0].x), Math.round(points[0].y));
    });
  }

  retheme() {
    if (this.plots.some(({ ready }) => ready)) this.showPictures();
  }

  resize() {
    if (this.plots.some(({ box }) => box.clientWidth)) this.showPictures();
  }

  /** The moment on the stage, drawn on the picture: a dot on the run's own path, or a line through its minute. */
  moveHead() {
    const minute = bus.beside?.minute();
    const isOurs = minute != null && sameQuery(this.drawn.query, bus.beside?.query());
    for (const plot of this.plots) {
      plot.head.hidden = true;
      plot.now.textContent = "";
      if (isOurs && plot.ready) this.placeHead(plot, minute);
    }
  }

  /** @param {Plot} plot @param {number} minute */
  placeHead({ box, head, now, picture }, minute) {
    const path = picture?.path;
    if (!path || !box._fullLayout) return;
    const { xaxis, yaxis } = box._fullLayout;
    const at = Math.min(minute, path.x.length - 1);
    const line = !path.y;
    const [atX, atY] = [path.x[at], path.y?.[at]];
    const x = atX == null ? NaN : xaxis._offset + xaxis.d2p(atX);
    const y = line ? 0 : atY == null ? NaN : yaxis.d2p(atY);
    const within = Math.min(Math.max(y, 0), yaxis._length); // beyond the picture's rim it lies on the rim, hollow
    head.hidden = !Number.isFinite(x) || !Number.isFinite(y);
    head.className = line ? "pic-head line" : within === y ? "pic-head" : "pic-head off";
    head.style.transform = `translate(${x}px, ${yaxis._offset + within}px)`;
    head.style.height = line ? `${yaxis._length}px` : "";
    if (!head.hidden) now.textContent = wordsOf(path, at, minute);
  }

  // What is asked of Python

  see() {
    if (this.seen) return;
    this.seen = true;
    this.followStage();
  }

  present() {
    return bus.beside?.query() ?? this.card?.query ?? null;
  }

  followStage() {
    const query = this.present();
    if (!query || !this.seen || !this.card) return;
    const known = this.asked?.query ?? (this.card.state === "idle" ? null : this.card.query); // nothing asked is not the same as no settings
    if (known && sameQuery(known, query)) {
      this.moveHead();
      return;
    }
    if (this.card.at_once) this.askFor({ query });
    else {
      clearTimeout(this.timers.settling);
      this.timers.settling = setTimeout(() => this.askFor({ query: this.present() ?? {} }), this.asked ? SETTLE_MS : 0);
    }
  }

  /** @param {string} name @param {string} value */
  choose(name, value) {
    this.choices = { ...this.choices, [name]: value };
    this.pending = true;
    this.askFor({});
  }

  stop() {
    this.askFor({ stop: true });
  }

  beginAgain() {
    this.askFor({});
  }

  /** @param {{ query?: Query, stop?: boolean }} wanted */
  askFor({ query = this.asked?.query ?? this.present() ?? {}, stop = false }) {
    this.began = performance.now();
    this.seq += 1;
    this.asked = { query, choices: this.choices, seq: this.seq, stop };
    this.put(this.asked);
  }

  /** Send a question, and send it again where no answer comes: with a broken connection it is lost without a word. @param {Question} question */
  put(question) {
    this.send(question);
    clearTimeout(this.timers.answering);
    this.timers.answering = setTimeout(() => {
      if (this.gone || !this.card || this.card.seq >= question.seq) return;
      this.seq += 1;
      this.put({ ...question, seq: this.seq });
    }, ANSWER_MS);
  }

  /** @param {number} wait */
  later(wait) {
    clearTimeout(this.timers.polling);
    this.timers.polling = setTimeout(() => {
      if (this.gone || this.card?.state !== "running") return;
      this.seq += 1;
      this.put({ ...(this.asked ?? { query: this.card.query, choices: this.choices, stop: false }), seq: this.seq });
    }, wait);
  }

  /** Play the run of a cell, with the luck in view. @param {number} i @param {number} j */
  play(i, j) {
    if (!this.drawn.cells) return;
    const { x, y } = this.drawn.cells;
    if (!(i in x.values) || !(j in y.values)) return;
    const query = { ...this.present() };
    delete query.t;
    const [across, up] = [x.values[i], y.values[j]];
    if (across === x.usual) delete query[x.name];
    else query[x.name] = across;
    if (up === y.usual) delete query[y.name];
    else query[y.name] = up;
    bus.beside?.play(query);
  }

  // Table and files

  toggleTable(open = this.table.hidden) {
    this.table.hidden = !open;
    this.tableButton.setAttribute("aria-expanded", String(open));
    this.tableButton.textContent = open ? "Hide the table" : "Show as a table";
    if (open) this.showTable();
  }

  showTable() {
    const { table, cells } = this.drawn;
    if (!table) return;
    const active = document.activeElement;
    const focused = active instanceof HTMLElement && this.table.contains(active) ? active.dataset.at : null;
    this.table.setAttribute("aria-label", table.caption);
    const cell = (/** @type {string | number} */ text, /** @type {number} */ row, /** @type {number} */ column) => {
      if (!cells || !column) return String(text);
      const [i, j] = [column - 1, cells.y.values.length - 1 - row];
      return el("button", {
        type: "button",
        class: "pic-cell",
        "data-at": `${i},${j}`,
        tabindex: "-1",
        text: String(text),
        "aria-label": `${table.columns[column]}, ${table.rows[row][0]}: ${text}. Play a run of it`,
        onclick: () => this.play(i, j),
      });
    };
    const head = el("tr", {}, ...table.columns.map((text) => el("th", { scope: "col", text })));
    const rows = table.rows.map((row, r) =>
      el("tr", {}, ...row.map((text, c) => (c ? el("td", {}, cell(text, r, c)) : el("th", { scope: "row", text })))),
    );
    this.table.replaceChildren(
      el(
        "table",
        {},
        el("caption", {}, el("span", { text: table.caption })),
        el("thead", {}, head),
        el("tbody", {}, ...rows),
      ),
    );
    if (!cells) return;
    const buttons = [...this.table.querySelectorAll("button")];
    const first =
      buttons.find((button) => button.dataset.at === focused) ??
      buttons.find((button) => button.dataset.at === cells.now) ??
      buttons[0];
    if (first) first.tabIndex = 0;
    if (focused) first?.focus();
    this.table.onkeydown = (event) => rove(event, buttons, table.columns.length - 1);
  }

  saveCsv() {
    const { csv, table } = this.drawn;
    const { columns, rows } = csv ?? table ?? { columns: [], rows: [] };
    const quoted = (/** @type {string | number} */ value) =>
      /[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
    save(
      URL.createObjectURL(
        new Blob([[columns, ...rows].map((row) => row.map(quoted).join(",")).join("\n") + "\n"], { type: "text/csv" }),
      ),
      `${this.card?.file}.csv`,
    );
  }

  async savePng() {
    const plotly = await bus.plotly;
    const back = getComputedStyle(document.querySelector(".stApp") ?? document.body).backgroundColor;
    for (const [i, { box }] of this.plots.entries()) {
      if (!plotly || !box.layout) continue;
      const { width, height, ...layout } = box.layout;
      const made = {
        data: box.data,
        layout: {
          ...layout,
          paper_bgcolor: back,
          title: {
            text: wrapped(this.drawn.sentence, width / 7),
            font: { size: 14 },
            x: 0.02,
            xanchor: "left",
            y: 0.98,
            yanchor: "top",
          },
          margin: { ...layout.margin, t: 90 },
        },
      };
      save(
        await plotly.toImage(made, { format: "png", width, height: height + 80, scale: 2 }),
        `${this.card?.file}${i ? `-${i + 1}` : ""}.png`,
      );
    }
  }

  destroy() {
    this.gone = true;
    for (const timer of Object.values(this.timers)) clearTimeout(timer);
    window.removeEventListener("stormglass:run", this.follow);
    window.removeEventListener("stormglass:minute", this.minute);
    this.watcher.disconnect();
    this.sizes.disconnect();
    bus.plotly?.then((plotly) => this.plots.forEach(({ box, ready }) => ready && plotly.purge(box)));
  }
}

/** A figure with larger type, and the room for it. @param {any} part @param {string} [name] @returns {any} */
function larger(part, name = "") {
  if (Array.isArray(part)) return part.map((one) => larger(one));
  if (part && typeof part === "object")
    return Object.fromEntries(
      Object.entries(part).map(([key, value]) => [
        key,
        typeof value === "number" && ((key === "size" && /font$/.test(name)) || name === "margin" || key === "height")
          ? Math.round(value * LARGE)
          : larger(value, key),
      ]),
    );
  return part;
}

/** @param {string} text */
const tied = (text) => text.replace(/(\d) %/g, "$1\u00a0%"); // no line begins with a sign of per cent
/** @param {number} value */
const signed = (value) => `${value < 0 ? "\u2212" : "+"}${Math.abs(value).toFixed(1)}`;

/**
 * What is said of the dot or the line.
 * @param {NonNullable<Picture["path"]>} path @param {number} at @param {number} minute
 */
const wordsOf = ({ words = "", x, y, says }, at, minute) =>
  words
    .replace("{minute}", String(minute))
    .replace("{x}", (x[at] ?? 0).toFixed())
    .replace("{y}", signed(y?.[at] ?? 0))
    .replace("{says}", says?.[at] ?? "");

/** @param {string} text @param {number} most */
function wrapped(text, most) {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines[lines.length - 1].length + word.length > most) lines.push("");
    lines[lines.length - 1] += `${word} `;
  }
  return lines
    .slice(0, 3)
    .map((line) => line.trim().replaceAll("<", "‹"))
    .join("<br>");
}

/** Arrow keys move within a table whose cells are buttons: one stop for the Tab key. @param {KeyboardEvent} event @param {HTMLElement[]} buttons @param {number} wide */
function rove(event, buttons, wide) {
  /** @type {Record<string, number>} */
  const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: wide, ArrowUp: -wide };
  const step = steps[event.key];
  const at = buttons.findIndex((button) => button === document.activeElement);
  if (!step || at < 0) return;
  const to = buttons[at + step];
  event.preventDefault();
  event.stopPropagation();
  if (!to || (Math.abs(step) === 1 && Math.floor((at + step) / wide) !== Math.floor(at / wide))) return;
  buttons[at].tabIndex = -1;
  to.tabIndex = 0;
  to.focus();
}

/** @param {string} address @param {string} name */
function save(address, name) {
  el("a", { href: address, download: name }).click();
  if (address.startsWith("blob:")) setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/**
 * @param {{ data?: { card: string } | null, parentElement: HTMLElement,
 *   setStateValue: (name: string, value: unknown) => void }} given
 */
export default function ({ data, parentElement, setStateValue }) {
  const known = cards.get(parentElement);
  const card =
    known && !known.gone ? known : new Card(/** @type {HTMLElement} */ (parentElement.querySelector(".pic")));
  cards.set(parentElement, card);
  card.send = (asked) =>
    inTurn(card, () => {
      if (card.gone) return;
      setStateValue("ask", asked);
      bus.isSet?.();
    });
  card.show(data);
  return () => {
    if (parentElement.isConnected) return; // a newer call of the same mount
    card.destroy();
    cards.delete(parentElement);
  };
}
