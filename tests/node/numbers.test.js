/* Shares in whole per cent, finer near 0 and 100. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { roundedPercent } from "../../pages/view/stage/lib/numbers.js";
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
