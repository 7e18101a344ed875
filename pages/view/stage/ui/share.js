/* Share: the link of this run at this moment, codes that a phone's camera reads, and a frame for another page. */

import { el, focusedBeside, icon } from "../lib/dom.js";
import { glyph } from "../lib/glyphs.js";
import { say, worded } from "../lib/messages.js";
import { ownState } from "../lib/own_state.js";
import { linkAt, ownLuck } from "../session/write_link.js";
import { pausePlay } from "../time/clock.js";
import { controlsOf, roundButton } from "./controls.js";

/** @import { Share, Stage } from "../types.d.ts" */

export const shareOf = ownState((/** @type {Stage} */ stage) => {
  const note = el("p", { class: "sg-share-note" });
  const host = el("input", {
    type: "text",
    id: "sg-share-host",
    spellcheck: "false",
    autocapitalize: "off",
    onchange: () => askShare(stage),
  });
  const box = el("dialog", { class: "sg-help sg-share", "aria-label": say("share") });
  const parts = {
    here: sharePart(box, say("share.here"), say("share.here-hint")),
    any: sharePart(box, say("share.any"), say("share.any-hint")),
  };
  const frame = el("textarea", { readonly: true, rows: 3, "aria-label": say("share.frame-code") });
  frame.addEventListener("focus", () => frame.select());
  const close = () => box.close();
  box.append(
    el(
      "button",
      { type: "button", class: "sg-card-close", "aria-label": say("share.close"), onclick: close },
      glyph("close"),
    ),
    el("h2", { text: say("share") }),
    el("div", { class: "sg-share-parts" }, parts.here.box, parts.any.box),
    el("div", { class: "sg-share-host" }, el("label", { for: "sg-share-host", text: say("share.host") }), host, note),
    makeFrameCode(frame),
  );
  box.addEventListener("click", (event) => {
    if (event.target === box) close();
  });
  return { box, host, note, parts, frame, stop: new AbortController() };
});

/** @param {HTMLTextAreaElement} frame */
function makeFrameCode(frame) {
  const copied = el("span", { class: "sg-copied", role: "status" });
  const copy = {
    type: "button",
    class: "sg-button",
    text: say("share.copy-code"),
    onclick: () => copyField(frame, copied),
  };
  return el(
    "details",
    {},
    el("summary", { text: say("share.frame") }),
    frame,
    el("div", { class: "sg-copy-row" }, el("button", copy), copied),
  );
}

/**
 * A button among the tools, on pages whose address is a link to what one sees, where the host can make codes.
 * @param {Stage} stage
 */
export function offerShare(stage) {
  const { box } = shareOf(stage);
  if (!stage.host.share || box.isConnected) return;
  const button = roundButton("share", say("share"), () => openShare(stage), "small");
  button.title = say("share.title");
  controlsOf(stage).tools.prepend(button);
  stage.root.append(box);
}

/**
 * A link with its code; a press on the code makes it large.
 * @param {HTMLDialogElement} dialog @param {string} what @param {string} words
 */
function sharePart(dialog, what, words) {
  const copied = el("span", { class: "sg-copied", role: "status" });
  const name = { "aria-label": say("share-code", { what }), title: say("share-size") };
  const code = el("button", { type: "button", class: "sg-qr", ...name });
  /** @type {HTMLInputElement} */
  const field = el("input", {
    type: "text",
    readonly: true,
    "aria-label": say("share-link", { what }),
    onfocus: () => field.select(),
  });
  const copy = { type: "button", class: "sg-button", onclick: () => copyField(field, copied) };
  const row = el("div", { class: "sg-copy-row" }, field, el("button", copy, glyph("copy"), say("share.copy-link")));
  const parts = [el("h3", { text: what }), code, el("p", { text: words }), row, copied];
  const box = el("section", { "aria-label": what }, ...parts);
  code.addEventListener("click", () => {
    dialog.dataset.big = dialog.dataset.big ? "" : what;
    box.classList.toggle("big", Boolean(dialog.dataset.big));
  });
  return { box, code, field, copied };
}

/** @param {Stage} stage */
function openShare(stage) {
  const { box, host, note, parts } = shareOf(stage);
  pausePlay(stage);
  stage.play.opened = true; // a link to share always names its moment
  stage.events.emit("settled");
  host.value = location.host;
  note.textContent = stage.host.env.online() ? "" : say("share.later");
  box.dataset.big = "";
  for (const part of Object.values(parts)) {
    part.box.classList.remove("big");
    part.field.value = part.copied.textContent = "";
    part.code.replaceChildren();
  }
  parts.here.field.value = linkAt(location.href, location.host);
  parts.any.field.value = linkAt(location.href, location.host, ownLuck);
  box.showModal();
  parts.here.field.focus();
  askShare(stage);
}

/** @param {Stage} stage */
async function askShare(stage) {
  const own = shareOf(stage);
  const named = own.host.value
    .trim()
    .replace(/^\w+:\/\//, "")
    .replace(/\/.*$/, "");
  own.stop.abort();
  const { signal } = (own.stop = new AbortController());
  const share = await stage.host.share?.(linkAt(location.href, named || location.host), signal);
  if (share && !signal.aborted && own.box.open) fillShare(stage, share);
}

/** @param {Stage} stage @param {Share} share */
function fillShare(stage, share) {
  const { host, note, parts, frame } = shareOf(stage);
  host.value = share.host;
  note.textContent = worded(share.words);
  for (const name of /** @type {("here" | "any")[]} */ (["here", "any"])) {
    const { link, rows } = share[name];
    parts[name].field.value = link;
    parts[name].code.replaceChildren(rows ? qrPicture(rows) : el("p", { text: say("share.too-long") }));
  }
  frame.value = frameCode(share.here.link);
  if (focusedBeside(stage.root) === parts.here.field && document.activeElement) parts.here.field.select();
}

/** @param {string} link */
function frameCode(link) {
  const address = `${link}${link.includes("?") ? "&" : "?"}`.replaceAll("&", "&amp;").replaceAll('"', "%22");
  return `<iframe src="${address}embed=true" title="Stormglass" width="100%" height="900" style="border:0" loading="lazy" allowfullscreen></iframe>`;
}

/**
 * Rows of 0 and 1, with the quiet zone of four modules that cameras need; always dark on light.
 * @param {string[]} rows
 */
function qrPicture(rows) {
  const size = rows.length + 8;
  const d = rows
    .map((row, y) =>
      [...row.matchAll(/1+/g)]
        .map((run) => `M${run.index + 4},${y + 4}h${run[0].length}v1h-${run[0].length}z`)
        .join(""),
    )
    .join("");
  const picture = icon(
    [
      { d: `M0,0h${size}v${size}h-${size}z`, fill: "#fff" },
      { d, fill: "#000" },
    ],
    { box: size, className: "sg-qr-code" },
  );
  picture.setAttribute("shape-rendering", "crispEdges");
  picture.removeAttribute("aria-hidden");
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", say("share.code"));
  return picture;
}

/**
 * Copy a field: by the clipboard where the browser lets us, else by selecting it, which works on plain http too.
 * @param {HTMLInputElement | HTMLTextAreaElement} field @param {HTMLElement} said
 */
async function copyField(field, said) {
  field.focus();
  field.select();
  let done;
  try {
    await navigator.clipboard.writeText(field.value);
    done = true;
  } catch {
    done = document.execCommand("copy");
  }
  said.textContent = done ? say("share.copied") : say("share.selected");
}
