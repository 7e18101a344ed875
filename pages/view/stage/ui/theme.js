/* Light or dark, large type, sizes, motion: what the stage takes over from where it is shown. */

import { readPalette } from "../draw/palette.js";
import { drawAll } from "../draw/panel.js";
import { active } from "../lib/active.js";
import { onResolution } from "../lib/canvas.js";
import { captionOf } from "./captions.js";
import { refreshCard } from "./card.js";
import { layoutAll } from "./sizes.js";

/** @import { Stage } from "../types.d.ts" */

const WISHES = ["(prefers-contrast: more)", "(forced-colors: active)"];

/** Take over light or dark and the projector's type, if they changed. @param {Stage} stage */
export function retheme(stage) {
  const { host, frame, root, view, panels } = stage;
  const theme = host.env.theme();
  const projector = String(Boolean(frame) && (host.env.large() || frame.projector === true));
  if (theme === view.theme && projector === (root.dataset.projector ?? "false")) return;
  view.theme = theme;
  root.dataset.theme = theme;
  root.dataset.projector = projector;
  view.palette = readPalette(root);
  if (!frame || !panels[0]?.layout) return;
  for (const panel of panels) {
    panel.layoutKey = null;
    captionOf(panel).reservedAt = null;
  }
  layoutAll(stage);
  stage.events.emit("tick");
  drawAll(stage);
}

/**
 * @returns {() => void} an end to all listening
 * @param {Stage} stage @param {MediaQueryList} motion
 */
export function listenToSizes(stage, motion) {
  const { root, view, events, host } = stage;
  let measured = "";
  const lay = () => {
    layoutAll(stage);
    if (stage.frame) drawAll(stage);
  };
  const measure = () => {
    const tall = root.dataset.size === "desk" ? window.innerHeight : 0;
    const now = `${root.clientWidth},${tall},${window.devicePixelRatio},${Boolean(document.fullscreenElement)}`;
    if (now === measured) return;
    measured = now;
    lay();
    if (stage.frame) refreshCard(stage);
  };
  const sized = new ResizeObserver(measure);
  sized.observe(root);
  const ends = [
    () => sized.disconnect(),
    onResolution(measure),
    host.env.onChange(() => {
      if (!stage.gone) retheme(stage);
    }),
  ];
  /** @param {EventTarget} target @param {string} name @param {() => void} listener */
  const on = (target, name, listener) => {
    target.addEventListener(name, listener);
    ends.push(() => target.removeEventListener(name, listener));
  };
  const repaint = () => {
    view.theme = null;
    retheme(stage);
  };
  const use = () => {
    active.stage = stage;
  };
  on(window, "resize", measure);
  on(window, "pagehide", () => events.emit("address"));
  on(document, "fullscreenchange", () => requestAnimationFrame(lay));
  on(motion, "change", () => {
    view.reduced = motion.matches;
  });
  for (const wish of WISHES) on(matchMedia(wish), "change", repaint);
  root.addEventListener("pointerdown", use);
  root.addEventListener("focusin", use);
  document.fonts?.ready.then(() => {
    if (stage.gone || !stage.frame) return;
    for (const panel of stage.panels) captionOf(panel).reservedAt = 0;
    lay();
  });
  return () => ends.forEach((end) => end());
}
