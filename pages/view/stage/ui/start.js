/* Start from: settings worth a look, as cards with the outline of their run, and as a menu beside the play controls. */

import { el, icon } from "../lib/dom.js";
import { queryKey, withoutLuck } from "../lib/query.js";
import { FATE_WORDS } from "../run/states.js";
import { nameChange } from "../session/history.js";
import { ask } from "../session/questions.js";
import { pausePlay } from "../time/clock.js";

export function showStart(stage) {
  const { cards, runs } = stage.header;
  const none = !cards || runs.length > 1;
  stage.startBox.hidden = none;
  if (none) return;
  if (!stage.startParts) makeStart(stage, cards);
  const now = withoutLuck(stage.header.query);
  const chosen = stage.startParts.findIndex(({ part }) => withoutLuck(part.query) === now);
  stage.startParts.forEach(({ button, part }) =>
    button.setAttribute("aria-pressed", String(withoutLuck(part.query) === now)),
  );
  stage.startMenu.value = String(chosen);
  stage.startMenu.options[0].hidden = chosen >= 0;
}

export function makeStart(stage, cards) {
  stage.startParts = cards.flatMap((card) =>
    card.parts.map((part) => ({ card, part, name: part.label ? `${card.title}: ${part.label}` : card.title })),
  );
  const boxes = cards.map((card) => makeCard(stage, card));
  stage.startBox.replaceChildren(
    el("h2", { text: "Start from" }),
    el("p", {
      class: "sg-start-lead",
      text: `Each picture is a run with the same luck, seed ${cards[0].parts[0].query.seed}: how many volumes are stuck, minute by minute.`,
    }),
    el("div", { class: "sg-cards" }, ...boxes),
  );
  stage.below = el("div", { class: "sg-below" }, stage.startBox);
  stage.body.append(stage.below);
  stage.startMenu = el(
    "select",
    { "aria-label": "Start from", onchange: () => startFrom(stage, stage.startParts[Number(stage.startMenu.value)]) },
    el("option", { value: "-1", text: "Start from …" }),
    ...stage.startParts.map(({ name }, i) => el("option", { value: i, text: name })),
  );
  const extra = stage.root.querySelector(".sg-extra");
  extra.insertBefore(el("label", { class: "sg-speed sg-from" }, stage.startMenu), extra.querySelector(".sg-tools"));
}

export function makeCard(stage, card) {
  const several = card.parts.length > 1;
  const parts = card.parts.map((part) => {
    const entry = stage.startParts.find((one) => one.part === part);
    entry.button = el(
      "button",
      {
        type: "button",
        class: "sg-card-part",
        "aria-label": several ? entry.name : null,
        onclick: () => startFrom(stage, entry),
      },
      several ? "" : el("b", { text: card.title }),
      outlineOf(part),
      el(
        "span",
        { class: "sg-card-fate" },
        el("i", { class: `sg-luck-mark sg-fate-${part.fate}` }),
        part.label || FATE_WORDS[part.fate],
      ),
      several ? "" : el("span", { class: "sg-card-promise", text: card.promise }),
    );
    return entry.button;
  });
  if (!several) return el("div", { class: "sg-from-card" }, ...parts);
  return el(
    "div",
    { class: "sg-from-card several", role: "group", "aria-label": card.title },
    el("b", { text: card.title }),
    el("div", { class: "sg-card-parts" }, ...parts),
    el("span", { class: "sg-card-promise", text: card.promise }),
  );
}

export function outlineOf(part) {
  const picture = icon([{ d: part.path, fill: `var(--sg-fate-${part.fate})` }], {
    className: `sg-outline sg-fate-of-${part.fate}`,
  });
  picture.setAttribute("viewBox", "0 0 60 24");
  picture.setAttribute("preserveAspectRatio", "none");
  return picture;
}

export function startFrom(stage, entry) {
  if (!entry) return; // the menu's own name was chosen
  const { part, name } = entry;
  pausePlay(stage, { quiet: true });
  nameChange(stage, `“${name}”`, stage.tick);
  stage.goal = { key: queryKey(part.query), tick: null };
  ask(stage, { ...part.query });
  if (stage.root.getBoundingClientRect().top < -40)
    stage.root.scrollIntoView({ block: "start", behavior: stage.reduced ? "auto" : "smooth" });
}
