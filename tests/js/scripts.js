/* Loads the page's scripts under Node.js and runs the cases that a test of tests/page has
   written: the scripts are plain ones, made for a page, and share the name `atlas`. */
"use strict";
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { test } = require("node:test");

const PAGE = path.join(__dirname, "..", "..", "assets", "page");
const read = (...parts) => fs.readFileSync(path.join(...parts), "utf8");

/* The namespace with what these scripts add to it. */
function load(...names) {
  const sources = ["atlas", ...names].map((name) => read(PAGE, `${name}.js`));
  return Function(`${sources.join("\n")}\nreturn atlas;`)();
}

/* One test for each kind of case. */
function compare(name, atlas) {
  const cases = JSON.parse(read(process.env.PAGE_CASES));
  const differences = Function(`${read(__dirname, "differences.js")}\nreturn differences;`)();
  for (const [kind, of] of Object.entries(differences[name])) {
    test(kind, () => {
      const { compared, differing } = of(atlas, cases[kind]);
      assert.ok(compared > 10);
      assert.deepStrictEqual(differing.slice(0, 10), []);
    });
  }
}

module.exports = { load, compare };
