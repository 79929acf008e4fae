/* assets/page/link.js against the library: see tests/page/test_link_in_script.py, which
   writes the cases and runs this. */
"use strict";
const { compare, load } = require("./scripts.js");

compare("link", load("link"));
