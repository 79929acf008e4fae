/* The law of assets/law.js against what the library has computed: see
   tests/test_law_in_script.py, which writes the cases and runs this. */
"use strict";
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { test } = require("node:test");

/* The scripts are plain ones, made for a page: their names are their interface. */
const read = (file, name) => Function(
  `${fs.readFileSync(path.join(__dirname, file), "utf8")}\nreturn ${name};`
)();
const { law } = read("../../assets/law.js", "atlas");
const [ofTreaties, ofTables] = read("disagreements.js",
  "[differencesOfTreaties, differencesOfTables]");
const cases = JSON.parse(fs.readFileSync(process.env.LAW_CASES, "utf8"));

test("one treaty by itself", () => {
  const { compared, said } = ofTreaties(law, cases.single);
  assert.ok(compared > 1000);
  assert.deepStrictEqual(said.slice(0, 10), []);
});

test("whole tables", () => {
  const { compared, said } = ofTables(law, cases.tables);
  assert.ok(compared > 100);
  assert.deepStrictEqual(said.slice(0, 10), []);
});
