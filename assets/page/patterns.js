/* The hatches of classes and overlays, which the style sheet fills areas with. */
"use strict";
atlas.patterns = (() => {
  /** @type {(id: string, lines: string[]) => SVGElement} */
  function pattern(id, lines) {
    // A halo under the lines of an overlay keeps them readable on any fill.
    const inks = id in atlas.data.overlays ? ["halo", `ink-${id}`] : [`ink-${id}`];
    return atlas.svg("pattern", { id: `hatch-${id}`, patternUnits: "userSpaceOnUse",
      width: 6, height: 6 },
    ...inks.flatMap((ink) => lines.map((d) => atlas.svg("path", { d, class: ink }))));
  }

  // The same lines as matplotlib's hatches of geo/presentation/colours.py.
  /** @type {Record<string, string[]>} */
  const LINES = {
    "/": ["M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2"],
    "\\": ["M-1,5 l2,2 M0,0 l6,6 M5,-1 l2,2"],
    ".": ["M2,3 a1,1 0 1,0 2,0 a1,1 0 1,0 -2,0"],
    x: ["M0,6 l6,-6", "M0,0 l6,6"],
    "+": ["M0,3 h6", "M3,0 v6"],
    "-": ["M0,1.5 h6", "M0,4.5 h6"],
    "|": ["M1.5,0 v6", "M4.5,0 v6"],
    O: ["M2,3 h2"],
    o: ["M1,3 a2,2 0 1,0 4,0 a2,2 0 1,0 -4,0"],
  };

  /* One drawing that holds them all; the style sheet names them. */
  function patterns() {
    const looks = [...atlas.data.classes.map((c) => [c.key, c.hatch]),
      ...Object.entries(atlas.data.overlays)].filter(([, hatch]) => hatch);
    document.body.append(atlas.svg("svg", { class: "patterns", "aria-hidden": "true" },
      atlas.svg("defs", {}, ...looks.map(([id, hatch]) => pattern(id, LINES[hatch])))));
  }

  return patterns;
})();
