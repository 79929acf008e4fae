/* The controls: two handles on one track, Play, basis, borders, colour, language. */
"use strict";
atlas.controls = (() => {
  const $ = atlas.element;
  const w = atlas.words.word;
  const reduced = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  const HANDLES = /** @type {const} */ (["first", "last"]);
  const CHOICES = /** @type {const} */ (["basis", "borders", "former", "colour", "lang"]);

  const { firstYear: first, lastYear: last } = atlas;

  /** @type {(a: number, b: number) => void} */
  function move(a, b) {
    const [low, high] = atlas.data.span;
    atlas.set({ start: `${atlas.clamp(Math.min(a, b), low, high)}-01-01`,
      end: `${atlas.clamp(Math.max(a, b), low, high)}-12-31`, preset: "" });
  }

  /** @type {(id: "first" | "last") => void}
      A year that was typed: what of it cannot be shown is said, as of a link. */
  function type(id) {
    const [low, high] = atlas.data.span;
    const box = $(`${id}-year`);
    const field = w(id === "first" ? "from_year" : "to_year");
    const value = box.value.trim();
    const year = value === "" ? (id === "first" ? low : high) : Number(value);
    const shown = atlas.clamp(year, low, high);
    const [a, b] = id === "first" ? [shown, last()] : [first(), shown];
    const allowed = `${low}–${high}`;
    /** @type {Notice[]} */
    const notices = [];
    if (!Number.isInteger(year)) notices.push({ key: "bad", field, value, allowed });
    else {
      if (year < low || year > high) notices.push({ key: "outside", field, value, allowed });
      move(a, b);
      if (a > b) {
        notices.push({ key: "reversed", field: w("years"), value: `${a}–${b}`,
          allowed: `${first()}–${last()}` });
      }
    }
    box.value = String(id === "first" ? first() : last());
    atlas.tell(notices);
  }

  /** @type {(handle: HTMLInputElement, event: KeyboardEvent) => void} */
  function keys(handle, event) {
    /** @type {Record<string, number>} */
    const steps = { PageUp: 5, PageDown: -5 };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    handle.value = String(Number(handle.value) + step);
    handle.dispatchEvent(new Event("input"));
  }

  // The whole animation takes about eight seconds, whatever the number of years.
  function play() {
    const high = atlas.data.span[1];
    if (timer) {
      stop();
      return;
    }
    if (last() >= high) move(first(), first());
    const years = Math.max(high - first(), 1);
    const pace = atlas.clamp(8000 / years, reduced() ? 900 : 120, 1200);
    timer = setInterval(() => {
      if (last() >= high) stop();
      else move(first(), last() + 1);
    }, pace);
    draw();
  }

  function stop() {
    clearInterval(timer);
    timer = undefined;
    draw();
  }

  function draw() {
    const { view, state } = atlas;
    const countries = atlas.words.counted(state.counts.countries, "country",
      state.counts.possible);
    const description = atlas.words.listed([`${first()} ${w("to")} ${last()}`, countries]);
    for (const id of HANDLES) {
      const year = String(id === "first" ? first() : last());
      $(id).value = year;
      $(id).setAttribute("aria-valuetext", description);
      if (document.activeElement !== $(`${id}-year`)) $(`${id}-year`).value = year;
    }
    atlas.strip.draw();
    atlas.write($("play"), timer ? "❚❚" : "▶");
    $("play").setAttribute("aria-label", w(timer ? "pause" : "play"));
    $("play").setAttribute("aria-pressed", String(Boolean(timer)));
    for (const name of CHOICES) $(name).value = view[name];
    $("preset").value = view.preset;
  }

  /** @type {(select: HTMLSelectElement, pairs: string[][]) => void} */
  function options(select, pairs) {
    select.replaceChildren(...pairs.map(([value, text]) => atlas.node("option",
      { value }, text)));
  }

  /** @param {string} selector */
  const marked = (selector) =>
    /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(selector));

  function label() {
    for (const node of marked("[data-word]")) {
      node.textContent = w(node.dataset.word ?? "");
    }
    for (const node of marked("[data-label]")) {
      node.setAttribute("aria-label", w(node.dataset.label ?? ""));
    }
    if (atlas.host.hosted) {
      // The app's frame is too small for a lecture: see present.js.
      const name = w("present.start") + atlas.words.aside(w("present.tab"));
      $("present").title = name;
      $("present").setAttribute("aria-label", name);
    }
    $("search").placeholder = `${w("search")}…`;
    const { basis, borders, former, colour, lang } = atlas.data.choices;
    options($("basis"), basis.map((b) => [b, w(`basis.${b}`)]));
    options($("borders"), borders.map((b) => [b, w(`borders.name.${b}`)]));
    options($("former"), former.map((f) => [f, w(`former.name.${f}`)]));
    $("former").labels[0].hidden = !atlas.data.former || !Object.keys(atlas.data.former.land).length;
    options($("colour"), colour.map((c) => [c, w(c === "class" ? c : `colour.${c}`)]));
    options($("lang"), [...lang.map((l) => [l, w("language.name", {}, l)]),
      ...atlas.facts.maps().map((map) => [map.lang, map.name])]);
    // The presets speak of the atlas's own table under its own focus.
    $("preset").labels[0].hidden = !Object.keys(atlas.data.presets).length;
    options($("preset"), [["", w("custom")], ...Object.keys(atlas.data.presets)
      .map((p) => [p, w(`preset.${p}`)])]);
  }

  /** @param {string} preset */
  function choose(preset) {
    if (!preset) return move(first(), last());
    return atlas.set({ preset, end: atlas.data.presets[preset].end,
      start: `${atlas.data.span[0]}-01-01` });
  }

  /* The years of the table are the ends of the handles. */
  function span() {
    const [low, high] = atlas.data.span;
    for (const input of HANDLES.flatMap((id) => [$(id), $(`${id}-year`)])) {
      input.min = String(low);
      input.max = String(high);
    }
  }

  function load() {
    span();
    atlas.strip.load();
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
    for (const id of HANDLES) {
      $(id).addEventListener("keydown", (event) => keys($(id), event));
    }
    for (const id of HANDLES) $(`${id}-year`).addEventListener("change", () => type(id));
    $("play").addEventListener("click", play);
    for (const name of CHOICES) {
      $(name).addEventListener("change", () => {
        const { value } = $(name);
        const map = atlas.facts.maps().find((m) => name === "lang" && m.lang === value);
        if (!map) return atlas.set({ [name]: value });
        // The same view on the map of that language: an address leaves out its own.
        const { lang } = atlas.data.view;
        return location.assign(
          `${map.address}#${atlas.link_to_view.write({ ...atlas.view, lang })}`);
      });
    }
    $("preset").addEventListener("change", () => choose($("preset").value));
    $("reset").addEventListener("click", () => atlas.frame.home());
    $("zoom-in").addEventListener("click", () => atlas.frame.zoom(1));
    $("zoom-out").addEventListener("click", () => atlas.frame.zoom(-1));
    $("to-lives").addEventListener("click", () => {
      $("lives").scrollIntoView();
      $("lives").querySelector("select")?.focus({ preventScroll: true });
    });
    $("to-table").addEventListener("click", () => {
      $("table").scrollIntoView();
      $("table").querySelector("button")?.focus({ preventScroll: true });
    });
    for (const menu of /** @type {HTMLDetailsElement[]} */ ([$("share"), $("layer-box")])) {
      // A menu closes with a click elsewhere, and with Escape.
      document.addEventListener("click", (event) => {
        if (!menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
      });
    }
    $("controls").addEventListener("submit", (event) => event.preventDefault());
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      const menu = [$("share"), $("layer-box")].find((one) => one.open);
      if (!menu) atlas.select("", "");
      else {
        menu.open = false;
        menu.querySelector("summary")?.focus();
      }
    });
  }

  return { load, draw, label, span, move };
})();
