/* What is shown of a frame beside its pictures, in which order. */

import { lightPanels } from "../draw/spotlight.js";
import { say } from "../lib/messages.js";
import { actOf, showAct } from "../ui/act.js";
import { showView } from "../ui/controls.js";
import { showCosts } from "../ui/costs.js";
import { makeEndings, placeEndings, showEndings } from "../ui/endings.js";
import { showSettings } from "../ui/settings.js";
import { showLevers } from "../ui/levers.js";
import { oddsOf } from "../ui/odds.js";
import { nameRuns } from "../ui/run_box.js";
import { offerShare } from "../ui/share.js";
import { showSide, sideOf } from "../ui/side.js";
import { showStart, startOf } from "../ui/start.js";
import { tablesOf } from "../ui/tables.js";
import { retheme } from "../ui/theme.js";
import { showWhatHappened, whatHappenedOf } from "../ui/what_happened.js";
import { showUndo, undoOf } from "../ui/undo.js";
import { showPair } from "./same_luck/pair.js";

/** @import { Source, Stage } from "../types.d.ts" */

/** Everything beside the pictures. @param {Stage} stage @param {Source} source */
export function showParts(stage, source) {
  const { frame, root, questions } = stage;
  root.classList.remove("waiting");
  showSide(stage);
  if (frame.levers?.length && !questions.isBehind(frame.query)) showLevers(stage, frame.levers);
  retheme(stage);
  if (!frame.story) followHistory(stage, source);
  showAct(stage);
  showStart(stage);
  showSettings(stage);
  showWhatHappened(stage);
  offerShare(stage);
  showCosts(stage);
  showPair(stage);
  root.classList.toggle("with-acts", !actOf(stage).box.hidden);
  nameRuns(stage);
  makeEndings(stage);
  placeEndingsOf(stage);
  showView(stage);
  showEndings(stage);
  lightPanels(stage);
}

/**
 * A frame that the stage did not ask for (a file, Back, Forward) is a change that can be undone, too.
 * @param {Stage} stage @param {Source} source
 */
function followHistory(stage, source) {
  const { history, frame } = stage;
  const { luck } = sideOf(stage);
  if (!undoOf(stage).box.isConnected) {
    luck.append(undoOf(stage).box);
    luck.classList.add("with-undo");
  }
  if (source === "memory") return;
  if (source === "file") history.name(say("change-file"));
  history.follow(frame.query, (source !== "asked" && frame.seq === 0) || source === "file");
  showUndo(stage);
}

/** How the run ends is told beside the picture where there is room, else under it. @param {Stage} stage */
export function placeEndingsOf(stage) {
  const isFree = !oddsOf(stage).shown && actOf(stage).box.hidden && startOf(stage).box.hidden;
  const beside = stage.root.classList.contains("with-side") && isFree;
  const happened = whatHappenedOf(stage);
  placeEndings(stage, beside ? sideOf(stage).box : null, happened.isConnected ? happened : tablesOf(stage).box);
}
