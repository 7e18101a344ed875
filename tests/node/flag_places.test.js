/* Where flags find places for their words. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { solveFlags } from "../../pages/view/stage/ui/flag_places.js";

const WIDTH = 400;

/** @param {number} x @param {number} wide @param {[words: string, wide: number]} [brief] */
const flag = (x, wide, [brief, briefly] = ["", 0]) => ({ x, wide, text: "in full", brief, briefly });

/** @param {ReturnType<typeof solveFlags>} of */
const sides = ({ spots }) => spots.map(({ row, side }) => [row, side]);

test("a flag alone stands in the first row, right of its pole", () => {
  assert.deepEqual(sides(solveFlags([flag(50, 100)], WIDTH, [])), [[0, "right"]]);
});

test("where the timeline ends, it stands left of its pole", () => {
  assert.deepEqual(sides(solveFlags([flag(390, 100)], WIDTH, [])), [[0, "left"]]);
});

test("words that would run into others, or over a pole, go to another row", () => {
  const { spots } = solveFlags([flag(50, 100), flag(80, 100)], WIDTH, []);
  assert.ok(spots.every(({ words }) => words));
  assert.notEqual(spots[0].row, spots[1].row);
});

test("what is taken stays free of words", () => {
  const [spot] = solveFlags([flag(50, 100)], WIDTH, [{ left: 0, right: 200, row: 0 }]).spots;
  assert.equal(spot.row, 1);
});

test("where the words have no room, the brief ones stand", () => {
  const [spot] = solveFlags([flag(200, 300, ["brief", 40])], WIDTH, []).spots;
  assert.equal(spot.text, "brief");
});

test("a flag that has no room at all keeps its pole without words", () => {
  const [spot] = solveFlags([flag(200, 300)], WIDTH, []).spots;
  assert.deepEqual([spot.words, spot.left], [false, 200]);
});

test("as many flags as possible keep their words", () => {
  const crowd = Array.from({ length: 9 }, (_, i) => flag(200 + i, 150));
  const told = solveFlags(crowd, WIDTH, []).spots.filter(({ words }) => words);
  assert.ok(told.length >= 4 && told.length < crowd.length);
  for (const [i, a] of told.entries())
    for (const b of told.slice(i + 1)) assert.ok(a.row !== b.row || a.right <= b.left - 4 || b.right <= a.left - 4);
});
