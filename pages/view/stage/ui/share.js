/* Share: the link of this run at this moment, codes that a phone's camera reads, and a frame for another page. */

import { el, icon } from "../lib/dom.js";
import { glyph } from "../lib/glyphs.js";
import { linkAt, ownLuck, writeAddress } from "../session/address.js";
import { askAside } from "../session/questions.js";
import { pausePlay } from "../time/clock.js";

export function showShare(stage) {
  if (!stage.header.cards && !stage.header.pair) return;
  if (!stage.shareBox) makeShare(stage);
  const { share } = stage.header;
  if (share && share !== stage.shareShown && stage.shareBox.open) fillShare(stage, share);
}

export function makeShare(stage) {
  const button = el(
    "button",
    {
      type: "button",
      class: "sg-round small",
      "aria-label": "Share",
      title: "Share: link, code for phones, frame",
      onclick: () => openShare(stage),
    },
    glyph("share"),
  );
  stage.root.querySelector(".sg-tools").prepend(button);
  const close = () => stage.shareBox.close();
  stage.shareHost = el("input", {
    type: "text",
    id: "sg-share-host",
    spellcheck: "false",
    autocapitalize: "off",
    onchange: () => askShare(stage),
  });
  stage.shareNote = el("p", { class: "sg-share-note" });
  stage.shareParts = {
    here: sharePart(stage, "This run at this moment", "Everybody who opens it sees what you see now."),
    any: sharePart(
      stage,
      "Everyone gets their own luck",
      "The same settings, and each phone is dealt another cluster.",
    ),
  };
  stage.frameCode = el("textarea", {
    readonly: true,
    rows: 3,
    "aria-label": "Code of the frame",
    onfocus: () => stage.frameCode.select(),
  });
  const copied = el("span", { class: "sg-copied", role: "status" });
  stage.shareBox = el(
    "dialog",
    { class: "sg-help sg-share", "aria-label": "Share" },
    el("button", { type: "button", class: "sg-card-close", "aria-label": "Close", onclick: close }, glyph("close")),
    el("h2", { text: "Share" }),
    el("div", { class: "sg-share-parts" }, stage.shareParts.here.box, stage.shareParts.any.box),
    el(
      "div",
      { class: "sg-share-host" },
      el("label", { for: "sg-share-host", text: "Where it is served" }),
      stage.shareHost,
      stage.shareNote,
    ),
    el(
      "details",
      {},
      el("summary", { text: "A frame for your own page" }),
      stage.frameCode,
      el(
        "div",
        { class: "sg-copy-row" },
        el("button", {
          type: "button",
          class: "sg-button",
          text: "Copy the code",
          onclick: () => copyField(stage, stage.frameCode, copied),
        }),
        copied,
      ),
    ),
  );
  stage.shareBox.addEventListener("click", (event) => {
    if (event.target === stage.shareBox) close();
  });
  stage.root.append(stage.shareBox);
}

export function sharePart(stage, title, words) {
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
    stage.shareBox.dataset.big = stage.shareBox.dataset.big ? "" : title;
    part.box.classList.toggle("big", Boolean(stage.shareBox.dataset.big));
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
        { type: "button", class: "sg-button", onclick: () => copyField(stage, part.field, part.copied) },
        glyph("copy"),
        "Copy link",
      ),
    ),
    part.copied,
  );
  return part;
}

export function openShare(stage) {
  pausePlay(stage);
  stage.opened = true; // a link to share always names its moment
  writeAddress(stage);
  stage.shareHost.value = location.host;
  stage.shareNote.textContent = "";
  stage.shareBox.dataset.big = "";
  for (const { box, field, code, copied } of Object.values(stage.shareParts)) {
    box.classList.remove("big");
    field.value = copied.textContent = "";
    code.replaceChildren();
  }
  stage.shareParts.here.field.value = linkAt(location.host);
  stage.shareParts.any.field.value = linkAt(location.host, ownLuck);
  if (stage.root.dataset.connection === "lost")
    stage.shareNote.textContent = "The codes come as soon as the server is back; the links work already.";
  stage.shareBox.showModal();
  stage.shareParts.here.field.focus();
  askShare(stage);
}

export function askShare(stage) {
  const host =
    stage.shareHost.value
      .trim()
      .replace(/^\w+:\/\//, "")
      .replace(/\/.*$/, "") || location.host;
  askAside(stage, { share: linkAt(host) });
}

export function fillShare(stage, share) {
  stage.shareShown = share;
  stage.shareHost.value = share.host;
  stage.shareNote.textContent = share.words;
  for (const [name, part] of Object.entries(stage.shareParts)) {
    const { link, rows } = share[name];
    part.field.value = link;
    part.code.replaceChildren(
      rows ? qrPicture(rows) : el("p", { text: "This link is too long for a code that a camera can read." }),
    );
  }
  const here = share.here.link;
  stage.frameCode.value = `<iframe src="${(here + (here.includes("?") ? "&" : "?")).replaceAll("&", "&amp;").replaceAll('"', "%22")}embed=true" title="Stormglass" width="100%" height="900" style="border:0" loading="lazy" allowfullscreen></iframe>`;
  if (
    stage.shareBox.contains(stage.root.getRootNode().activeElement) &&
    document.activeElement &&
    stage.root.getRootNode().activeElement === stage.shareParts.here.field
  )
    stage.shareParts.here.field.select();
}

/** Rows of 0 and 1, with the quiet zone of four modules that cameras need; always dark on light. */
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

/** Copy a field: by the clipboard where the browser lets us, else by selecting it, which works on plain http too. */
export async function copyField(stage, field, said) {
  field.focus();
  field.select();
  let done = false;
  try {
    await navigator.clipboard.writeText(field.value);
    done = true;
  } catch {
    done = document.execCommand("copy");
  }
  said.textContent = done ? "Copied." : "Selected: copy it with Ctrl + C.";
}
