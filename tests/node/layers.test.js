/* Modules import downwards only, and what is below the picture knows no element. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const STAGE = join(dirname(fileURLToPath(import.meta.url)), "../../pages/view/stage");
const ORDER = ["lib", "run", "draw", "time", "ui", "pages", "index.js", "hosts"];
const MODULES = readdirSync(STAGE, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js"));
const source = (/** @type {string} */ name) => readFileSync(join(STAGE, name), "utf8");
const layer = (/** @type {string} */ name) => name.split("/")[0];

/** @param {string} name */
function importsOf(name) {
  const found = source(name).matchAll(/^import .*? from "([^"]+)";|^import \{[^}]*\} from "([^"]+)";/gm);
  return [...found].map(([, one, other]) => normalize(join(dirname(name), one ?? other)));
}

/** @param {string} from @param {string} to */
function isDown(from, to) {
  if (from === "session") return ["session", "lib"].includes(to);
  if (to === "session") return ORDER.indexOf(from) >= ORDER.indexOf("ui");
  return ORDER.indexOf(to) <= ORDER.indexOf(from);
}

for (const name of MODULES)
  test(`${name} imports downwards`, () => {
    for (const needed of importsOf(name)) {
      assert.ok(MODULES.includes(needed), `${needed} is not there`);
      assert.ok(isDown(layer(name), layer(needed)), `${layer(name)} imports ${needed}`);
    }
  });

test("what is below the picture knows no page", () => {
  const below = MODULES.filter((name) => ["run", "session"].includes(layer(name)));
  const strangers = below.filter((name) => /\b(document|window|location|navigator)\./.test(source(name)));
  assert.deepEqual(strangers, []);
});

test("no module puts a name on window, but for the browser's answer which colours it prefers", () => {
  const put = MODULES.flatMap((name) => source(name).match(/\bwindow\.\w+ (\?\?)?= /g) ?? []);
  assert.deepEqual(put, ["window.matchMedia = "]);
});

test("types are checked in every module", () => {
  assert.deepEqual(
    MODULES.filter((name) => source(name).includes("@ts-nocheck")),
    [],
  );
});

test("every module says what it is for", () => {
  const silent = MODULES.filter((name) => !/^\/\* \S/.test(source(name)));
  assert.deepEqual(
    silent.map((name) => relative(STAGE, join(STAGE, name))),
    [],
  );
});
