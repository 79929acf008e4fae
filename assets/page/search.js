/* Find a country by any name, code or alias; tick the context layers. */
"use strict";
atlas.search = (() => {
  const { node } = atlas;
  const $ = atlas.element;
  // The dotless i of Turkish is a letter of its own, and no mark is left off it.
  /** @param {string} text */
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "")
    .toLowerCase().replaceAll("ı", "i").trim();
  /** @type {[string, string][]} */
  let ofToday = [];            // [plain name, uid]

  /** @type {() => [string, string][]} The same for the states of the table that are no more. */
  const former = () => Object.entries(atlas.data.former?.names ?? {}).flatMap(([code, name]) => [
    ...Object.values(name), code].map((one) => /** @type {[string, string]} */ ([plain(one), code])));

  function load() {
    const { units, aliases } = atlas.data;
    // A part of an area was a state of its own once: it has its name in no list of today.
    ofToday = Object.entries(units).filter(([, unit]) => !unit.part).flatMap(([uid, unit]) => [
      ...Object.values(unit.name), ...(aliases[uid] || []), uid,
    ].map((name) => /** @type {[string, string]} */ ([plain(name), uid])));
    $("search").addEventListener("change", find);
    $("search").addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        find();
      }
    });
    $("layers").addEventListener("change", () => atlas.set({
      layers: [...$("layers").querySelectorAll("input")].filter((i) => i.checked)
        .map((i) => i.value),
    }));
  }

  const SHORTEST = 4;          // letters of a name that counts inside a longer text

  /** @type {(text: string, name: string) => boolean}
      Whether a name stands in a text as whole words. */
  function within(text, name) {
    const at = name.length < SHORTEST ? -1 : text.indexOf(name);
    return at >= 0 && !/[\p{L}\p{N}_]$/u.test(text.slice(0, at))
      && !/^[\p{L}\p{N}_]/u.test(text.slice(at + name.length));
  }

  /** @type {Atlas["search"]["lookUp"]}
      The area of a name: exact, then the beginning or a part of one, then the longest name
      in what was typed ("Republic of Cuba"). geo/page/search_names.py has the same rule. */
  function lookUp(asked) {
    const text = plain(asked);
    if (!text) return "";
    const index = [...ofToday, ...former()];
    const hit = index.find(([name]) => name === text)
      || index.find(([name]) => name.startsWith(text))
      || index.find(([name]) => name.includes(text))
      || index.filter(([name]) => within(text, name))
        .reduce((best, one) => (one[0].length > best[0].length ? one : best), ["", ""]);
    return hit[1];
  }

  function find() {
    $("found").textContent = "";
    if (!plain($("search").value)) return;
    const uid = lookUp($("search").value);
    if (!uid) {
      $("found").textContent = atlas.words.word("search.none");
      return;
    }
    atlas.select(atlas.map.countryOf(uid), uid, true);
    atlas.map.zoomTo(uid);
  }

  /* The names on offer and the layers to tick, in the reader's language. */
  function label() {
    const { lang } = atlas.view;
    const names = [...Object.values(atlas.data.units).filter((u) => !u.part)
      .map((u) => u.name[lang]), ...Object.values(atlas.data.former?.names ?? {}).map((n) => n[lang])];
    $("names").replaceChildren(...[...new Set(names)].sort()
      .map((value) => node("option", { value })));
    $("layers").replaceChildren(...Object.entries(atlas.data.layers)
      .map(([key, layer]) => {
        const box = node("input", { type: "checkbox", value: key });
        const partial = layer.completeness === "complete" ? "" : " ~";
        return node("label", {}, box, ` ${layer.title[lang]}${partial}`);
      }));
  }

  function draw() {
    for (const box of $("layers").querySelectorAll("input")) {
      box.checked = atlas.view.layers.includes(box.value);
    }
  }

  return { load, label, draw, lookUp };
})();
