/* Nothing selected: the countries of the view with their status, in order of date. */
"use strict";
atlas.list = (() => {
  const { node } = atlas;
  const MOST = 300;            // rows a browser lays out without a pause

  /** @type {(code: string, standing: Standing) => HTMLElement} */
  function row(code, standing) {
    const key = atlas.counting.keyOf(code, standing);
    const text = atlas.data.grouped
      ? atlas.words.listed([atlas.card.label(key), atlas.words.counted(standing.number, "instrument")])
      : atlas.card.status(atlas.counting.strongest(standing.treaties, atlas.view.end).t);
    const number = atlas.data.focus || atlas.data.grouped ? ""
      : atlas.words.counted(standing.number, "instrument");
    const button = node("button", { type: "button", "data-code": code },
      atlas.legend.swatch(key), node("b", {}, atlas.words.name(code)), node("span", {},
        atlas.words.listed([number, text].filter(Boolean), "list.semicolon")));
    button.addEventListener("click", () => atlas.select(code, code, true));
    button.addEventListener("mouseenter", () => atlas.map.outline(code));
    button.addEventListener("mouseleave", () => atlas.map.outline(atlas.view.country));
    return node("li", {}, button);
  }

  /** @type {() => HTMLElement} Which data these are and where it is said how to cite them,
      on the first screen too. A reader's own table is named in the title. */
  function edition() {
    const cite = node("button", { type: "button", class: "who" }, atlas.words.word("cite"));
    cite.addEventListener("click", (event) => {
      event.stopPropagation();   // a click elsewhere closes an open menu
      const share = /** @type {HTMLDetailsElement} */ (atlas.element("share"));
      share.open = true;
      share.querySelector("summary")?.focus();
    });
    const text = atlas.data.own ? "" : `${atlas.words.word("embed.source", {
      version: atlas.data.version[atlas.view.lang],
      as_of: atlas.words.day(atlas.data.as_of) })} `;
    return node("p", { class: "edition" }, text, cite);
  }

  /* How many rows lie below the edge of the list; a click shows them. */
  const more = node("p", { class: "more", "aria-hidden": "true" });

  function drawMore() {
    const list = atlas.element("list");
    const { bottom } = list.getBoundingClientRect();
    const below = list.scrollHeight > list.clientHeight ? [...list.querySelectorAll("li")]
      .filter((row) => row.getBoundingClientRect().bottom > bottom).length : 0;
    more.hidden = !below;
    atlas.write(more, `↓ ${atlas.words.word("page.below", { number: below })}`);
  }

  function load() {
    const list = atlas.element("list");
    more.addEventListener("click",
      () => list.scrollBy(0, list.clientHeight - 2 * more.offsetHeight));
    list.addEventListener("scroll", drawMore, { passive: true });
    new ResizeObserver(drawMore).observe(list);
  }

  /** @type {Atlas["list"]["draw"]} */
  function draw() {
    atlas.element("list").replaceChildren(...atlas.comparison.on() ? atlas.comparison.list()
      : countries(), more);
    drawMore();
  }

  /** @type {() => HTMLElement[]} */
  function countries() {
    const { only } = atlas.legend;
    const rows = [...atlas.state.standings]
      .filter(([code, s]) => !only || atlas.counting.keyOf(code, s) === only);
    // Without a focal country the question is who has the most.
    if (!atlas.data.focus) rows.sort(([a, s], [b, o]) => o.number - s.number || (a < b ? -1 : 1));
    return [
      node("h2", {}, atlas.words.word("page.signatories")), edition(),
      rows.length ? node("ol", {}, ...rows.slice(0, MOST).map(([code, s]) => row(code, s)))
        : node("p", {}, atlas.words.word("empty")),
    ];
  }

  return { load, draw };
})();
