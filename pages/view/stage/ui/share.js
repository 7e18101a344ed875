/* Share: the link of this run at this moment, codes that a phone's camera reads, and a frame for another page. */

import { el, focusedBeside, icon } from "../lib/dom.js";
import { glyph } from "../lib/glyphs.js";
import { say, worded } from "../lib/messages.js";
import { ownState } from "../lib/own_state.js";
import { largeType, linkAt, ownLuck, placeMeant, placeOf, placeText } from "../session/write_link.js";
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
  const large = el("input", { type: "checkbox", onchange: () => askShare(stage) });
  const frame = makeFrameCode();
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
    el("label", { class: "sg-share-large" }, large, ` ${say("share.large")}`),
    frame.box,
  );
  box.addEventListener("click", (event) => {
    if (event.target === box) close();
  });
  return { box, host, note, parts, large, frame, stop: new AbortController() };
});

/** The code of a frame for another page: of this moment, or with everyone's own luck. */
function makeFrameCode() {
  const copied = el("span", { class: "sg-copied", role: "status" });
  const field = el("textarea", { readonly: true, rows: 3, "aria-label": say("share.frame-code") });
  field.addEventListener("focus", () => field.select());
  const copy = {
    type: "button",
    class: "sg-button",
    text: say("share.copy-code"),
    onclick: () => copyField(field, copied),
  };
  /** @type {Record<"here" | "any", string>} */
  const links = { here: "", any: "" };
  const plain = el("p", { class: "sg-share-plain", text: say("share.frame-http"), hidden: true });
  let shown = /** @type {"here" | "any"} */ ("here");
  const show = () => {
    field.value = links[shown] ? frameCode(links[shown]) : "";
    plain.hidden = !links[shown].startsWith("http://");
  };
  const choice = (/** @type {"here" | "any"} */ which) => {
    const onchange = () => {
      shown = which;
      show();
    };
    const input = el("input", {
      type: "radio",
      name: "sg-frame-of",
      onchange,
      ...(which === shown ? { checked: true } : {}),
    });
    return el("label", {}, input, ` ${say(`share.${which}`)}`);
  };
  const any = choice("any");
  const box = el(
    "details",
    {},
    el("summary", { text: say("share.frame") }),
    el("div", { class: "sg-frame-of", role: "radiogroup", "aria-label": say("share.frame-of") }, choice("here"), any),
    field,
    plain,
    el("div", { class: "sg-copy-row" }, el("button", copy), copied),
  );
  /** @param {Record<"here" | "any", string>} given */
  const take = (given) => {
    Object.assign(links, given);
    show();
  };
  return { box, any, take };
}

/**
 * A button among the tools, where the host can make codes; in the story, which has no tools, beside its play button.
 * @param {Stage} stage
 */
export function offerShare(stage) {
  const { box } = shareOf(stage);
  if (!stage.host.share || box.isConnected) return;
  const button = roundButton("share", say("share"), () => openShare(stage), "small");
  button.title = say("share.title");
  const { tools, playback } = controlsOf(stage);
  if (stage.frame.story) playback.append(button);
  else tools.prepend(button);
  stage.root.append(box);
}

/**
 * A link with its code; a press on the code makes it large.
 * @param {HTMLDialogElement} dialog @param {string} what @param {string} words
 */
function sharePart(dialog, what, words) {
  const copied = el("span", { class: "sg-copied", role: "status" });
  const called = { "aria-label": say("share-code", { what }), title: say("share-size") };
  const code = el("button", { type: "button", class: "sg-qr", ...called });
  /** @type {HTMLInputElement} */
  const field = el("input", {
    type: "text",
    readonly: true,
    "aria-label": say("share-link", { what }),
    onfocus: () => field.select(),
  });
  const copy = { type: "button", class: "sg-button", onclick: () => copyField(field, copied) };
  const address = el("p", { class: "sg-share-address" });
  const row = el("div", { class: "sg-copy-row" }, field, el("button", copy, glyph("copy"), say("share.copy-link")));
  const parts = [el("h3", { text: what }), code, address, el("p", { text: words }), row, copied];
  const box = el("section", { "aria-label": what }, ...parts);
  code.addEventListener("click", () => {
    dialog.dataset.big = dialog.dataset.big ? "" : what;
    box.classList.toggle("big", Boolean(dialog.dataset.big));
  });
  /** @param {string} link */
  const name = (link) => {
    field.value = link;
    address.textContent = link.replace(/^https?:\/\//, "");
  };
  return { box, code, field, copied, name };
}

/** @param {Stage} stage */
function openShare(stage) {
  const { box, host, note, parts, large, frame } = shareOf(stage);
  pausePlay(stage);
  stage.play.opened = true; // a link to share always names its moment
  stage.events.emit("settled");
  host.value = placeText(placeOf(location.href));
  large.checked = false;
  const hasLuck = !stage.frame.story; // the story has settings of its own
  parts.any.box.hidden = frame.any.hidden = !hasLuck;
  note.textContent = stage.host.env.online() ? "" : say("share.later");
  box.dataset.big = "";
  for (const part of Object.values(parts)) {
    part.box.classList.remove("big");
    part.copied.textContent = "";
    part.code.replaceChildren();
  }
  nameLinks(stage);
  box.showModal();
  parts.here.field.focus();
  askShare(stage);
}

/** The links as they are known without the server. @param {Stage} stage @returns {string} that of this moment */
function nameLinks(stage) {
  const { host, parts, large, frame } = shareOf(stage);
  const place = placeMeant(host.value, placeOf(location.href));
  const sized = large.checked ? largeType : (/** @type {string[]} */ given) => given;
  const here = linkAt(location.href, place, sized);
  const any = linkAt(location.href, place, (given) => sized(ownLuck(given)));
  parts.here.name(here);
  parts.any.name(any);
  frame.take({ here, any });
  return here;
}

/** @param {Stage} stage */
async function askShare(stage) {
  const own = shareOf(stage);
  own.stop.abort();
  const { signal } = (own.stop = new AbortController());
  const share = await stage.host.share?.(nameLinks(stage), signal);
  if (share && !signal.aborted && own.box.open) fillShare(stage, share);
}

/** @param {Stage} stage @param {Share} share */
function fillShare(stage, share) {
  const { host, note, parts, frame } = shareOf(stage);
  host.value = placeText(placeOf(share.here.link));
  note.textContent = worded(share.words);
  for (const name of /** @type {("here" | "any")[]} */ (["here", "any"])) {
    const { link, rows } = share[name];
    parts[name].name(link);
    parts[name].code.replaceChildren(rows ? qrPicture(rows) : el("p", { text: say("share.too-long") }));
  }
  frame.take({ here: share.here.link, any: share.any.link });
  if (focusedBeside(stage.root) === parts.here.field && document.activeElement) parts.here.field.select();
}

/** @param {string} link */
function frameCode(link) {
  const [page, section] = link.split("#");
  const address = `${page}${page.includes("?") ? "&" : "?"}`.replaceAll("&", "&amp;").replaceAll('"', "%22");
  return `<iframe src="${address}embed=true${section ? `#${section}` : ""}" title="Stormglass" width="100%" height="900" style="border:0" loading="lazy" allowfullscreen></iframe>`;
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
