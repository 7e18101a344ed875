/* Light or dark, sizes, motion: what the stage listens to. */

import { active } from "../lib/active.js";
import { readPalette, themeOf } from "../draw/palette.js";
import { writeAddress } from "../session/address.js";
import { refreshCard } from "./card.js";
import { layoutAll } from "./panels.js";
import { showNumbers } from "./tell.js";

/** Take over light or dark and the projector's type, if they changed. */
export function retheme(stage, theme) {
  const projector = stage.header ? String(wantsProjector(stage)) : "false";
  if (theme === stage.theme && projector === (stage.root.dataset.projector ?? "false")) return;
  stage.theme = theme;
  stage.root.dataset.theme = theme;
  stage.root.dataset.projector = projector;
  stage.palette = readPalette(stage.root);
  if (!stage.header) return;
  for (const panel of stage.panels) panel.layoutKey = panel.reservedAt = null;
  layoutAll(stage);
  showNumbers(stage);
  stage.draw();
}

export function listenToStage(stage) {
  let width = 0;
  const measureStage = () => {
    const tall = stage.root.dataset.size === "desk" ? window.innerHeight : 0;
    const key = `${stage.root.clientWidth},${tall},${window.devicePixelRatio},${Boolean(document.fullscreenElement)}`;
    if (key === width) return;
    width = key;
    layoutAll(stage);
    if (stage.header) {
      stage.draw();
      refreshCard(stage);
    }
  };
  const sized = new ResizeObserver(measureStage);
  window.addEventListener("resize", measureStage);
  sized.observe(stage.root);
  const leave = () => writeAddress(stage);
  const motion = () => {
    stage.reduced = stage.motion.matches;
  };
  const eyes = ["(prefers-contrast: more)", "(forced-colors: active)"].map((wish) => matchMedia(wish));
  const repaint = () => {
    stage.theme = null;
    retheme(stage, themeOf(stage.root));
  };
  const full = () =>
    requestAnimationFrame(() => {
      layoutAll(stage);
      if (stage.header) stage.draw();
    });
  const use = () => {
    active.stage = stage;
  };
  stage.root.addEventListener("pointerdown", use);
  stage.root.addEventListener("focusin", use);
  const dressed = () =>
    [0, 150, 500].forEach((ms) =>
      setTimeout(() => {
        if (!stage.gone) retheme(stage, themeOf(stage.root));
      }, ms),
    );
  window.addEventListener("resize", dressed);
  window.addEventListener("afterprint", dressed);
  window.addEventListener("pagehide", leave);
  document.addEventListener("fullscreenchange", full);
  stage.motion.addEventListener("change", motion);
  for (const wish of eyes) wish.addEventListener("change", repaint);
  document.fonts?.ready.then(() => {
    if (!stage.gone && stage.header) {
      for (const panel of stage.panels) panel.reservedAt = 0;
      layoutAll(stage);
      stage.draw();
    }
  });
  return () => {
    sized.disconnect();
    window.removeEventListener("resize", measureStage);
    window.removeEventListener("resize", dressed);
    window.removeEventListener("afterprint", dressed);
    window.removeEventListener("pagehide", leave);
    document.removeEventListener("fullscreenchange", full);
    stage.motion.removeEventListener("change", motion);
    for (const wish of eyes) wish.removeEventListener("change", repaint);
  };
}

export function wantsProjector(stage) {
  const asked = [stage.root, stage.root.getRootNode().host].some((node) =>
    node?.closest?.("[data-projector-choice=true]"),
  );
  return asked || stage.header.projector === true;
}
