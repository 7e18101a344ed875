/* Keys of a single letter: switched off, also where nothing can be stored. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { areLettersOn, setLetters } from "../../pages/view/stage/ui/whose_key.js";

const before = Object.getOwnPropertyDescriptor(globalThis, "localStorage");

/** @param {() => unknown} get */
const storageIs = (get) => Object.defineProperty(globalThis, "localStorage", { configurable: true, get });

function storage() {
  /** @type {Map<string, string>} */
  const kept = new Map();
  return {
    getItem: (/** @type {string} */ name) => kept.get(name) ?? null,
    setItem: (/** @type {string} */ name, /** @type {string} */ value) => void kept.set(name, value),
  };
}

const refuse = () => {
  throw new Error("refused");
};

afterEach(() => {
  const kept = storage();
  storageIs(() => kept);
  setLetters(true);
  if (before) Object.defineProperty(globalThis, "localStorage", before);
  else Reflect.deleteProperty(globalThis, "localStorage");
});

test("letters are on, and off once they were switched off", () => {
  const kept = storage();
  storageIs(() => kept);
  assert.equal(areLettersOn(), true);
  setLetters(false);
  assert.equal(areLettersOn(), false);
  setLetters(true);
  assert.equal(areLettersOn(), true);
});

test("the choice lasts for the page where storage is full", () => {
  storageIs(() => ({ ...storage(), setItem: refuse }));
  setLetters(false);
  assert.equal(areLettersOn(), false);
});

test("the choice lasts for the page where there is no storage at all", () => {
  storageIs(refuse);
  assert.equal(areLettersOn(), true);
  setLetters(false);
  assert.equal(areLettersOn(), false);
});
