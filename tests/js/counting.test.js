/* assets/page/counting.js against the library: see tests/page/test_counting_in_script.py, which
   writes the cases and runs this. */
"use strict";
const { compare, load } = require("./scripts.js");

compare("counting", load("counting"));
