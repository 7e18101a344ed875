/* The odds in words and tables. */

import { el } from "../lib/dom.js";
import { ENDINGS, WORST_FIRST } from "../lib/endings.js";
import { say } from "../lib/messages.js";
import { ranges } from "../lib/numbers.js";
import { leversOf } from "./levers.js";
import { isOpen, oddsOf, oddsSentence } from "./odds.js";
import { furtherStripsOf } from "./settings.js";
import { stopName } from "./strips.js";
import { NONE, fillTable, makeTable, scrolled } from "./table.js";

/** @import { Odds, Stage, StripBox } from "../types.d.ts" */
/** @import { Row } from "./table.js" */

/** @typedef {ReturnType<typeof makeOddsTables>} OddsTables */

export function makeOddsTables() {
  const words = el("p");
  const fates = makeTable(["they-end", "how-many", "seeds"], "lists");
  const stops = makeTable(["setting", "collapse", "still-rage", "held", "short", "over"]);
  const scroll = scrolled(stops, say("tables-odds.scrolls"));
  const box = el("section", {}, el("h4", { text: say("tables-odds") }), words, fates.box, scroll);
  return { box, words, fates, stops };
}

/** @param {Stage} stage @param {OddsTables} part */
export function fillOdds(stage, part) {
  const odds = oddsOf(stage).shown;
  part.box.hidden = !odds || oddsOf(stage).box.hidden;
  if (!odds || part.box.hidden) return;
  const { fates, lucks, each } = odds;
  const known = fates.length === lucks;
  part.words.textContent = known ? oddsSentence(stage, odds) : say("odds-worked-out");
  fillTable(
    part.fates,
    say("tables-odds.fates", { lucks }),
    WORST_FIRST.map((ending) => {
      const seeds = [...fates].flatMap((digit, i) => (ENDINGS[Number(digit)] === ending ? [i + 1] : []));
      const told = seeds.filter((seed) => !isOpen(stage, seed));
      return [say(`fate-${ending}`), known ? seeds.length : NONE, ranges(told)];
    }),
  );
  const further = furtherStripsOf(stage).filter(({ facts }) => odds.strips[facts.name]);
  const levers = [...leversOf(stage).list, ...further];
  fillTable(
    part.stops,
    say("tables-odds.stops", { lucks: each }),
    levers.flatMap((lever) => rowsOfLever(lever, odds)),
  );
}

/** A row for each stop that has a name. @param {StripBox} lever @param {Odds} odds @returns {Row[]} */
function rowsOfLever({ facts, shownStop }, { strips }) {
  return facts.stops.flatMap((one, at) => {
    if (!one.mark) return [];
    const stop = stopName(facts, one);
    const counts = strips[facts.name]?.[one.query];
    const [over, held, raging, collapsed, short] = counts ?? ENDINGS.map(() => NONE);
    return [[at === shownStop ? say("tables-stop-now", { stop }) : stop, collapsed, raging, held, short, over]];
  });
}
