// @ts-nocheck
/* Share: the link of this run at this moment, codes that a phone's camera reads, and a frame for another page. */

import { el, icon } from "../lib/dom.js";
import { glyph } from "../lib/glyphs.js";
import { ownState } from "../lib/own_state.js";
import { linkAt, ownLuck } from "../session/address.js";
import { pausePlay } from "../time/clock.js";
import { controlsOf, roundButton } from "./controls.js";

/** @import { Frame, Stage } from "../types.d.ts" */

export const shareOf = ownState((stage) => {
  const note = el("p", { class: "sg-share-note" });
  const host = el("input", {
    type: "text",
    id: "sg-share-host",
    spellcheck: "false",
    autocapitalize: "off",
    onchange: () => askShare(stage),
  });
  const box = el("dialog", { class: "sg-help sg-share", "aria-label": "Share" });
  const parts = {
    here: sharePart(box, "This run at this moment", "Everybody who opens it sees what you see now."),
    any: sharePart(box, "Everyone gets their own luck", "The same settings, and each phone is dealt another cluster."),
  };
  const frame = el("textarea", { readonly: true, rows: 3, "aria-label": "Code of the frame" });
  frame.addEventListener("focus", () => frame.select());
  const close = () => box.close();
  box.append(
    el("button", { type: "button", class: "sg-card-close", "aria-label": "Close", onclick: close }, glyph("close")),
    el("h2", { text: "Share" }),
    el("div", { class: "sg-share-parts" }, parts.here.box, parts.any.box),
    el(
      "div",
      { class: "sg-share-host" },
      el("label", { for: "sg-share-host", text: "Where it is served" }),
      host,
      note,
    ),
    makeFrameCode(frame),
  );
  box.addEventListener("click", (event) => {
    if (event.target === box) close();
  });
  return { box, host, note, parts, frame, stop: new AbortController() };
});

/** @param {Frame} frame */
function makeFrameCode(frame) {
  const copied = el("span", { class: "sg-copied", role: "status" });
  const copy = { type: "button", class: "sg-button", text: "Copy the code", onclick: () => copyField(frame, copied) };
  return el(
    "details",
    {},
    el("summary", { text: "A frame for your own page" }),
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
  const button = roundButton("share", "Share", () => openShare(stage), "small");
  button.title = "Share: link, code for phones, frame";
  controlsOf(stage).tools.prepend(button);
  stage.root.append(box);
}

/** @param {HTMLDialogElement} dialog @param {string} title @param {string} words */
function sharePart(dialog, title, words) {
  const part = {
    code: el("button", {
      type: "button",
      class: "sg-qr",
      "aria-label": `Code: ${title}. Larger or smaller`,
      title: "Larger or smaller",
    }),
    copied: el("span", { class: "sg-copied", role: "status" }),
  };
  part.code.addEventListener("click", () => {
    dialog.dataset.big = dialog.dataset.big ? "" : title;
    part.box.classList.toggle("big", Boolean(dialog.dataset.big));
  });
  part.field = el("input", {
    type: "text",
    readonly: true,
    "aria-label": `Link: ${title}`,
    onfocus: () => part.field.select(),
  });
  part.box = el(
    "section",
    { "aria-label": title },
    el("h3", { text: title }),
    part.code,
    el("p", { text: words }),
    el(
      "div",
      { class: "sg-copy-row" },
      part.field,
      el(
        "button",
        { type: "button", class: "sg-button", onclick: () => copyField(part.field, part.copied) },
        glyph("copy"),
        "Copy link",
      ),
    ),
    part.copied,
  );
  return part;
}

/** @param {Stage} stage */
function openShare(stage) {
  const { box, host, note, parts } = shareOf(stage);
  pausePlay(stage);
  stage.play.opened = true; // a link to share always names its moment
  stage.events.emit("settled");
  host.value = location.host;
  note.textContent = stage.host.env.online()
    ? ""
    : "The codes come as soon as the server is back; the links work already.";
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

/** @param {Stage} stage @param {number} share */
function fillShare(stage, share) {
  const { host, note, parts, frame } = shareOf(stage);
  host.value = share.host;
  note.textContent = share.words;
  for (const [part, { link, rows }] of [
    [parts.here, share.here],
    [parts.any, share.any],
  ]) {
    part.field.value = link;
    part.code.replaceChildren(
      rows ? qrPicture(rows) : el("p", { text: "This link is too long for a code that a camera can read." }),
    );
  }
  frame.value = frameCode(share.here.link);
  if (stage.root.getRootNode().activeElement === parts.here.field && document.activeElement) parts.here.field.select();
}

/** @param {ChainLink} link */
function frameCode(link) {
  const address = `${link}${link.includes("?") ? "&" : "?"}`.replaceAll("&", "&amp;").replaceAll('"', "%22");
  return `<iframe src="${address}embed=true" title="Stormglass" width="100%" height="900" style="border:0" loading="lazy" allowfullscreen></iframe>`;
}

/**
 * Rows of 0 and 1, with the quiet zone of four modules that cameras need; always dark on light.
 * @param {string[]} rows
 */
export function qrPicture(rows) {
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
  picture.setAttribute("aria-label", "Code of this link for a phone's camera");
  return picture;
}

/**
 * Copy a field: by the clipboard where the browser lets us, else by selecting it, which works on plain http too.
 * @param {HTMLInputElement | HTMLTextAreaElement} field
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
  said.textContent = done ? "Copied." : "Selected: copy it with Ctrl + C.";
}
