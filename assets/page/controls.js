/* The controls: two handles on one track, Play, basis, borders, colour, language. */
"use strict";
atlas.controls = (() => {
  const $ = (id) => document.getElementById(id);
  const w = (key, values) => atlas.words.word(key, values);
  const reduced = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  let timer = null;

  const first = () => Number(atlas.view.start.slice(0, 4));
  const last = () => Number(atlas.view.end.slice(0, 4));

  function move(a, b) {
    const [low, high] = atlas.data.span;
    const clamp = (y) => Math.min(Math.max(y, low), high);
    atlas.set({ start: `${clamp(Math.min(a, b))}-01-01`,
      end: `${clamp(Math.max(a, b))}-12-31`, preset: "" });
  }

  function keys(event) {
    const step = { PageUp: 5, PageDown: -5 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.target.value = Number(event.target.value) + step;
    event.target.dispatchEvent(new Event("input"));
  }

  // The whole animation takes about eight seconds, whatever the number of years.
  function play() {
    const [low, high] = atlas.data.span;
    if (timer) return stop();
    if (last() >= high) move(first(), first());
    const years = Math.max(high - first(), 1);
    const pace = Math.min(Math.max(8000 / years, reduced() ? 900 : 120), 1200);
    timer = setInterval(() => {
      if (last() >= high) stop();
      else move(first(), last() + 1);
    }, pace);
    draw();
    return low;
  }

  function stop() {
    clearInterval(timer);
    timer = null;
    draw();
  }

  function draw() {
    const { view, state } = atlas;
    const [low, high] = atlas.data.span;
    const countries = atlas.words.counted(state.counts.countries, "country",
      state.counts.possible);
    const spoken = `${first()} ${w("to")} ${last()}, ${countries}`;
    for (const [id, year] of [["first", first()], ["last", last()]]) {
      $(id).value = year;
      $(id).setAttribute("aria-valuetext", spoken);
      if (document.activeElement !== $(`${id}-year`)) $(`${id}-year`).value = year;
    }
    const part = (y) => `${(100 * (y - low)) / Math.max(high - low, 1)}%`;
    $("track").style.setProperty("--from", part(first()));
    $("track").style.setProperty("--to", part(last()));
    $("play").textContent = timer ? `❚❚ ${w("pause")}` : `▶ ${w("play")}`;
    $("play").setAttribute("aria-pressed", String(Boolean(timer)));
    for (const name of ["basis", "borders", "colour", "lang"]) $(name).value = view[name];
    $("preset").value = view.preset;
  }

  function options(id, pairs) {
    $(id).replaceChildren(...pairs.map(([value, text]) => atlas.node("option",
      { value }, text)));
  }

  function label() {
    for (const node of document.querySelectorAll("[data-word]")) {
      node.textContent = w(node.dataset.word);
    }
    for (const node of document.querySelectorAll("[data-label]")) {
      node.setAttribute("aria-label", w(node.dataset.label));
    }
    options("basis", ["signed", "in-force"].map((b) => [b, w(`basis.${b}`)]));
    options("borders", ["recognised", "de-facto"]
      .map((b) => [b, w(`borders.name.${b}`)]));
    options("colour", ["class", "year", "count"]
      .map((c) => [c, w(c === "class" ? c : `colour.${c}`)]));
    // The presets speak of the atlas's own table under its own focus.
    $("preset").parentElement.hidden = !Object.keys(atlas.data.presets).length;
    options("preset", [["", w("custom")], ...Object.keys(atlas.data.presets)
      .map((p) => [p, w(`preset.${p}`)])]);
  }

  function choose(preset) {
    if (!preset) return move(first(), last());
    return atlas.set({ preset, end: atlas.data.presets[preset].end,
      start: `${atlas.data.span[0]}-01-01` });
  }

  /* The years of the table are the ends of the handles. */
  function span() {
    const [low, high] = atlas.data.span;
    for (const id of ["first", "last", "first-year", "last-year"]) {
      $(id).min = low;
      $(id).max = high;
    }
  }

  function load() {
    span();
    // A handle pushes the other along: two handles on one year never block.
    $("first").addEventListener("input", () => {
      if (timer) stop();
      const year = Number($("first").value);
      move(year, Math.max(year, last()));
    });
    $("last").addEventListener("input", () => {
      if (timer) stop();
      const year = Number($("last").value);
      move(Math.min(year, first()), year);
    });
    for (const id of ["first", "last"]) $(id).addEventListener("keydown", keys);
    $("first-year").addEventListener("change", () => move(
      Number($("first-year").value) || atlas.data.span[0], last()));
    $("last-year").addEventListener("change", () => move(first(),
      Number($("last-year").value) || atlas.data.span[1]));
    $("play").addEventListener("click", play);
    for (const name of ["basis", "borders", "colour", "lang"]) {
      $(name).addEventListener("change", () => atlas.set({ [name]: $(name).value }));
    }
    $("preset").addEventListener("change", () => choose($("preset").value));
    $("reset").addEventListener("click", () => atlas.map.reset());
    $("zoom-in").addEventListener("click", () => atlas.map.zoom(1));
    $("zoom-out").addEventListener("click", () => atlas.map.zoom(-1));
    $("controls").addEventListener("submit", (event) => event.preventDefault());
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") atlas.select("", "");
    });
  }

  return { load, draw, label, span };
})();
