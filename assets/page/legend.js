/* The legend: the classes on the map, the years of the ramp, the layers outlined. */
"use strict";
atlas.legend = (() => {
  /** @param {string} className */
  const rect = (className) => atlas.svg("rect", { width: 26, height: 16,
    class: className });

  const MOST = 9;              // rows in one column over the map

  /** @type {Record<string, string>} */
  const BASES = { disputed: "none", unnamed: "signed" };

  /** @type {Atlas["legend"]["swatch"]} */
  function swatch(key, more = "") {
    const base = BASES[key] || key;
    return atlas.svg("svg", { width: 26, height: 16, class: "swatch",
      "aria-hidden": "true" }, rect(`unit c-${base} ${more}`),
    rect(`hatch ${key === "disputed" ? "over-disputed" : `h-${key}`}`));
  }

  /** @type {() => Map<string, number>}
      How many countries are drawn in each class. */
  function numbers() {
    const counts = new Map();
    for (const [code, standing] of atlas.state.standings) {
      const key = atlas.counting.keyOf(code, standing);
      counts.set(key, (counts.get(key) || 0) + 1);
    }
    if (atlas.data.unread.length) counts.set("unread", atlas.data.unread.length);
    if (atlas.counting.leavesOut("---", atlas.view)) counts.set("not-covered", 0);
    if (Object.entries(atlas.data.begun).some(([code, day]) => day > atlas.view.end
      && !atlas.counting.landOf(code, atlas.view))) counts.set("not-a-state", 0);
    return counts;
  }

  /** @type {(present: Map<string, number>) => string[]}
      The classes of the colours in use; one that no country has is left out, unless the
      legend always explains it. */
  function classes(present) {
    const { data, view } = atlas;
    const scale = data.scales[view.colour];
    const keys = data.legend[scale ? view.basis : "in-force"];
    return keys.filter((key) => (present.has(key) || !data.rare.includes(key))
      && (key !== "focus" || data.focus)
      && (!scale || !["signed", "in-force"].includes(key)));
  }

  /** @type {(key: string, number: number) => HTMLElement}
      A row; one with countries filters map, list and strip. */
  function item(key, number) {
    const look = /** @type {Look} */ (atlas.data.classes.find((c) => c.key === key));
    const { lang } = atlas.view;
    const label = key === "focus" ? atlas.words.name(atlas.data.focus) : look.label[lang];
    if (!number) return atlas.node("li", { title: look.meaning[lang] }, swatch(key), label);
    const button = atlas.node("button", { type: "button", "data-key": key,
      "aria-pressed": String(atlas.legend.only === key),
      title: `${look.meaning[lang]} ${atlas.words.word("page.filter")}` },
    swatch(key), atlas.node("span", {}, `${label} `, atlas.node("b", {}, String(number))));
    button.addEventListener("click", () => {
      atlas.legend.only = atlas.legend.only === key ? "" : key;
      filter(atlas.legend.only && `${label}`, number);
    });
    return atlas.node("li", {}, button);
  }

  /** @type {(label: string, number: number) => void} */
  function filter(label, number) {
    for (const button of atlas.element("legend").querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.key === atlas.legend.only));
    }
    atlas.map.dim();
    atlas.list.draw();
    atlas.strip.draw();
    atlas.element("live").textContent = label
      && atlas.words.word("page.filtered", { label, number });
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
      const isCounted = standing && atlas.counting.COUNTED[basis].includes(standing.key);
      if (!isCounted || (since && since > end) || (until && until <= end)) continue;
      roles.set(term(role), [...roles.get(term(role)) || [], name(code)]);
    }
    const members = atlas.words.listed([...roles].map(([role, names]) =>
      atlas.words.paired(role, atlas.words.listed(names))), "list.semicolon");
    const sentence = word("layers.among", { layer: layer.title[lang],
      listed: members || word("layers.among.none") });
    return layer.completeness === "complete" ? sentence : `${sentence} ${word("layers.partial")}`;
  }

  function draw() {
    atlas.element("among").replaceChildren(...atlas.view.layers
      .map((key) => atlas.node("p", {}, among(key))));
    const scale = atlas.data.scales[atlas.view.colour];
    const present = numbers();
    // A filter for a class that the years have left would empty the map.
    if (!present.has(atlas.legend.only)) atlas.legend.only = "";
    const keys = classes(present);
    atlas.element("scale-note").textContent = scale?.informs
      ? scale.note[atlas.view.lang] : "";
    const comparing = atlas.comparison.on();
    atlas.element("legend").replaceChildren(
      ...(comparing ? atlas.comparison.legend() : steps()),
      ...keys.filter((key) => !comparing || ["focus", "none"].includes(key))
        .map((key) => item(key, present.get(key) || 0)),
      ...([...atlas.state.standings.keys()].some(atlas.unnamed) ? [atlas.node("li", {},
        swatch("unnamed"), atlas.words.word("unnamed"))] : []),
      atlas.node("li", {}, swatch("disputed"), atlas.words.word("disputed")),
      ...atlas.view.layers.map(layer),
    );
    const list = atlas.element("legend");
    list.classList.toggle("many", list.childElementCount > MOST);
  }

  return { only: "", draw, swatch };
})();
