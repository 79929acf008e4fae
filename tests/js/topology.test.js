/* assets/page/topology.js against the boundaries: see tests/page/test_topology_text.py,
   which writes the cases and runs this. */
"use strict";
const { compare, load } = require("./scripts.js");

compare("topology", load("topology"));
