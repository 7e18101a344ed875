/* Shares in whole per cent, finer near 0 and 100. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { roundedPercent, wilson } from "../../pages/view/stage/lib/numbers.js";
import { chanceValues } from "../../pages/view/stage/run/nodes.js";

test("a share is 0 or 100 per cent only where it is exactly that", () => {
  const shares = [0, 0.0034, 0.005, 0.4149, 0.9951, 0.99996, 1];
  assert.deepEqual(shares.map(roundedPercent), [0, 0.3, 0.5, 41, 99.5, 100 - 0.004, 100]);
  for (let share = 1e-6; share < 1; share += 0.000437)
    assert.ok(roundedPercent(share) > 0 && roundedPercent(share) < 100);
});

test("a chance that one decimal would round away is told by its end", () => {
  const ends = [0, 0.0004, 0.0005, 0.9994, 0.9996, 1].map((chance) => chanceValues(chance).near);
  assert.deepEqual(ends, ["neither", "nought", "neither", "neither", "all", "neither"]);
});

test("the interval of a share is Wilson's", () => {
  const worked = /** @type {[number, number, number, number][]} */ ([
    [17, 20, 0.6396, 0.9476], // as model/runs/certainty.py has them
    [0, 100, 0, 0.037],
    [100, 100, 0.963, 1],
    [93, 100, 0.8625, 0.9657],
  ]);
  for (const [hits, runs, low, high] of worked) {
    const found = wilson(hits, runs);
    assert.ok(Math.abs(found[0] - low) < 5e-4 && Math.abs(found[1] - high) < 5e-4, `${hits} of ${runs}: ${found}`);
  }
});
