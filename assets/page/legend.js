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
    if (atlas.data.unread.length) present.add("unread");
    return atlas.data.legend[atlas.view.basis].filter(
      (key) => present.has(key) || !atlas.data.rare.includes(key),
    );
  }

  function item(key) {
    const look = atlas.data.classes.find((c) => c.key === key);
    const { lang } = atlas.view;
    return atlas.node("li", { title: look.meaning[lang] }, swatch(key), look.label[lang]);
  }

  /* The steps of the scale: all classes; of single years those that are shown. */
  function steps() {
    const { colour } = atlas.view;
    const scale = atlas.data.scales[colour];
    if (!scale) return [];
    const shown = new Set([...atlas.state.standings.values()].map(atlas.map.stepOf));
    const prefix = colour === "count" ? "n" : "y";
    return scale.labels.map((label, i) => [label, `${prefix}-${i}`])
      .filter(([, step]) => scale.informs || shown.has(step))
      .map(([label, step]) => atlas.node("li", {}, swatch("signed", step), label));
  }

  function layer(key, i) {
    const svg = swatch("none");
    svg.firstChild.setAttribute("class", `unit c-none layer layer-${i % 4}`);
    return atlas.node("li", {}, svg, atlas.data.layers[key].title[atlas.view.lang]);
  }

  /* For each layer, which of the countries counted it has, and as what. */
  function among(key) {
    const { lang, end, basis } = atlas.view;
    const layer = atlas.data.layers[key];
    const { word, term, name } = atlas.words;
    const roles = new Map();
    for (const [code, role, since, until] of layer.members) {
      const counted = atlas.law.COUNTED[basis].includes(atlas.state.standings.get(code)?.key);
      if (!counted || (since && since > end) || (until && until <= end)) continue;
      roles.set(term(role), [...roles.get(term(role)) || [], name(code)]);
    }
    const listed = [...roles].map(([role, names]) => `${role}: ${names.join(", ")}`).join("; ");
    const said = word("layers.among", { layer: layer.title[lang],
      listed: listed || word("layers.among.none") });
    return layer.completeness === "complete" ? said : `${said} ${word("layers.partial")}`;
  }

  function draw() {
    document.getElementById("among").replaceChildren(...atlas.view.layers
      .map((key) => atlas.node("p", {}, among(key))));
    const scale = atlas.data.scales[atlas.view.colour];
    const keys = classes().filter((k) => (k !== "focus" || atlas.data.focus)
      && (!scale || !["signed", "in-force"].includes(k)));
    document.getElementById("scale-note").textContent = scale?.informs
      ? scale.note[atlas.view.lang] : "";
    document.getElementById("legend").replaceChildren(
      ...steps(),
      ...keys.map(item),
      ...([...atlas.state.standings.keys()].some(atlas.unnamed) ? [atlas.node("li", {},
        swatch("unnamed"), atlas.words.word("unnamed"))] : []),
      atlas.node("li", {}, swatch("disputed"), atlas.words.word("disputed")),
      ...atlas.view.layers.map(layer),
    );
  }

  return { draw, swatch };
})();
