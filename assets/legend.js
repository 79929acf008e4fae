/* The legend: the classes on the map, the years of the ramp, the layers outlined. */
"use strict";
atlas.legend = (() => {
  const SVG = "http://www.w3.org/2000/svg";

  function rect(className) {
    const node = document.createElementNS(SVG, "rect");
    node.setAttribute("width", "26");
    node.setAttribute("height", "16");
    node.setAttribute("class", className);
    return node;
  }

  function swatch(key, more = "") {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("width", "26");
    svg.setAttribute("height", "16");
    svg.setAttribute("class", "swatch");
    svg.setAttribute("aria-hidden", "true");
    const base = { disputed: "none", unnamed: "signed" }[key] || key;
    svg.append(rect(`unit c-${base} ${more}`),
      rect(`hatch ${key === "disputed" ? "over-disputed" : `h-${key}`}`));
    return svg;
  }

  // A class that no country has is left out, unless the basis always explains it.
  function classes() {
    const present = new Set([...atlas.state.standings.values()].map((s) => s.key));
    return atlas.data.legend[atlas.view.basis].filter(
      (key) => present.has(key) || !atlas.data.rare.includes(key),
    );
  }

  function item(key) {
    const look = atlas.data.classes.find((c) => c.key === key);
    const { lang } = atlas.view;
    return atlas.node("li", { title: look.meaning[lang] }, swatch(key), look.label[lang]);
  }

  function years() {
    const [first] = atlas.data.span;
    const counted = atlas.law.COUNTED[atlas.view.basis];
    const seen = new Set([...atlas.state.standings.values()]
      .filter((s) => counted.includes(s.key))
      .flatMap((s) => s.treaties).map((t) => t.signed && t.signed[2].slice(0, 4)));
    return [...seen].filter(Boolean).sort().map((year) => atlas.node("li", {},
      swatch("signed", `y-${Number(year) - first}`), year));
  }

  function layer(key, i) {
    const svg = swatch("none");
    svg.firstChild.setAttribute("class", `unit c-none layer layer-${i % 4}`);
    return atlas.node("li", {}, svg, atlas.data.layers[key].title[atlas.view.lang]);
  }

  function draw() {
    const byYear = atlas.view.colour === "year";
    const keys = classes().filter((k) => !byYear
      || !["signed", "in-force"].includes(k));
    document.getElementById("legend").replaceChildren(
      ...(byYear ? years() : []),
      ...keys.map(item),
      ...([...atlas.state.standings.keys()].some(atlas.unnamed) ? [atlas.node("li", {},
        swatch("unnamed"), atlas.words.word("unnamed"))] : []),
      atlas.node("li", {}, swatch("disputed"), atlas.words.word("disputed")),
      ...atlas.view.layers.map(layer),
    );
  }

  return { draw, swatch };
})();
