/* assets/page/comparison.js and timeline.js against the library: see
   tests/page/test_acts_in_script.py, which writes the cases and runs this. */
"use strict";
const { compare, load } = require("./scripts.js");

compare("acts", load("counting", "comparison", "timeline"));
