/* The legend: the classes on the map, the years of the ramp, the layers outlined. */
"use strict";
atlas.legend = (() => {
  /** @param {string} className */
  const rect = (className) => atlas.svg("rect", { width: 26, height: 16,
    class: className });

  /** @type {Record<string, string>} */
  const BASES = { disputed: "none", unnamed: "signed" };

  /** @type {Atlas["legend"]["swatch"]} */
  function swatch(key, more = "") {
    const base = BASES[key] || key;
    return atlas.svg("svg", { width: 26, height: 16, class: "swatch",
      "aria-hidden": "true" }, rect(`unit c-${base} ${more}`),
    rect(`hatch ${key === "disputed" ? "over-disputed" : `h-${key}`}`));
  }

  // A class that no country has is left out, unless the basis always explains it.
  function classes() {
    /** @type {Set<string>} */
    const present = new Set([...atlas.state.standings.values()].map((s) => s.key));
    if (atlas.data.unread.length) present.add("unread");
    return atlas.data.legend[atlas.view.basis].filter(
      (key) => present.has(key) || !atlas.data.rare.includes(key),
    );
  }

  /** @param {string} key */
  function item(key) {
    const look = /** @type {Look} */ (atlas.data.classes.find((c) => c.key === key));
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

  /** @type {(key: string, i: number) => HTMLElement} */
  function layer(key, i) {
    const svg = swatch("none");
    svg.firstElementChild?.setAttribute("class", `unit c-none layer layer-${i % 4}`);
    return atlas.node("li", {}, svg, atlas.data.layers[key].title[atlas.view.lang]);
  }

  /** @type {(key: string) => string}
      For each layer, which of the countries counted it has, and as what. */
  function among(key) {
    const { lang, end, basis } = atlas.view;
    const layer = atlas.data.layers[key];
    const { word, term, name } = atlas.words;
    const roles = new Map();
    for (const [code, role, since, until] of layer.members) {
      const standing = atlas.state.standings.get(code);
      const counted = standing && atlas.law.COUNTED[basis].includes(standing.key);
      if (!counted || (since && since > end) || (until && until <= end)) continue;
      roles.set(term(role), [...roles.get(term(role)) || [], name(code)]);
    }
    const listed = [...roles].map(([role, names]) => `${role}: ${names.join(", ")}`).join("; ");
    const said = word("layers.among", { layer: layer.title[lang],
      listed: listed || word("layers.among.none") });
    return layer.completeness === "complete" ? said : `${said} ${word("layers.partial")}`;
  }

  function draw() {
    atlas.element("among").replaceChildren(...atlas.view.layers
      .map((key) => atlas.node("p", {}, among(key))));
    const scale = atlas.data.scales[atlas.view.colour];
    const keys = classes().filter((k) => (k !== "focus" || atlas.data.focus)
      && (!scale || !["signed", "in-force"].includes(k)));
    atlas.element("scale-note").textContent = scale?.informs
      ? scale.note[atlas.view.lang] : "";
    atlas.element("legend").replaceChildren(
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
