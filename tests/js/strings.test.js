/* assets/page/strings.js against the library: see tests/page/test_strings_in_script.py, which
   writes the cases and runs this. */
"use strict";
const { compare, load } = require("./scripts.js");

compare("strings", load("strings"));
