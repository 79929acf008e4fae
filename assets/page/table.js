/* The same rows as a table: every treaty of the view, sortable, linked with the map. */
"use strict";
atlas.table = (() => {
  const { node } = atlas;
  /** @type {Atlas["words"]["word"]} */
  const w = (key, values) => atlas.words.word(key, values);
  const { doubt } = atlas.words;
  const inTable = () => atlas.data.facts.filter((fact) => fact.in_table).map(({ name }) => name);
  const heads = () => ["country", ...inTable(), "sources"];
  const MOST = 500;            // rows a browser lays out without a pause
  let order = { column: "signed", down: false };

  /** @type {(code: string, t: Treaty) => string}
      Without a focal country a row has two of them. */
  const parties = (code, t) => [code, ...t.partners.filter((c) => c !== code)]
    .map(atlas.words.name).join(" – ");

  /** @type {(t: Treaty, name: string) => string}
      A fact under its heading, with our doubt about it. */
  const cell = (t, name) => (atlas.card.COMPLETE.includes(name) ? atlas.card.value(t, name)
    : (atlas.card.value(t, name, "compact") || w("unknown")) + doubt(t.confidence[name]));

  /** @typedef {{ code: string, t: Treaty } & Record<string, any>} Row */
  /** @type {(code: string, t: Treaty) => Row} */
  const row = (code, t) => ({
    code,
    t,
    country: parties(code, t),
    ...Object.fromEntries(inTable().map((name) => [name, cell(t, name)])),
    sources: t.sources.length,
  });

  /** @type {(r: Row) => string | number}
      A date sorts at the end of its period, an unknown one last. */
  const rank = (r) => ({
    signed: r.t.signed ? r.t.signed[2] : "9999",
    in_force: r.t.in_force ? r.t.in_force[2] : "9999",
    sources: r.sources,
  })[order.column] ?? r[order.column];

  /** @type {(rows: Row[]) => Row[]} */
  function sorted(rows) {
    const { compare } = new Intl.Collator(atlas.view.lang, { numeric: true });
    const sign = order.down ? -1 : 1;
    return rows.sort((a, b) => sign * compare(String(rank(a)), String(rank(b))));
  }

  /** @type {(r: Row) => Child[]}
      Who states the entry into force, else the signature: a page, or claims in the card. */
  function who({ t, code }) {
    const page = atlas.facts.who(t, "in_force", code) || atlas.facts.who(t, "signed", code);
    return page ? [" ", page] : [];
  }

  /** @type {(r: Row, column: string) => Child[]}
      A cell; a text of the data in another language than the page is marked. */
  function content({ t, ...r }, column) {
    if (column === "title") return [atlas.card.titleWithLanguage(t)];
    if (column !== "place" || !t.place) return [r[column]];
    return [atlas.words.withLanguage(t.place), doubt(t.confidence.place)];
  }

  /** @type {(r: Row) => HTMLElement} */
  function cells(r) {
    const name = node("button", { type: "button" }, r.country);
    name.addEventListener("click", () => atlas.select(r.code, r.code, true));
    const star = atlas.unnamed(r.code) ? " *" : "";
    return node("tr", { "data-code": r.code, id: `row-${r.t.id}` },
      node("th", { scope: "row" }, name, star),
      ...inTable().map((h) => node("td", {}, ...content(r, h), ...(h === "in_force" ? who(r) : []))),
      node("td", { class: "number" }, String(r.sources)));
  }

  /** @type {(column: string) => HTMLElement} */
  function head(column) {
    const on = order.column === column;
    const direction = order.down ? "descending" : "ascending";
    const button = node("button", { type: "button", title: w("sort",
      { column: w(column) }) }, w(column), on ? (order.down ? " ↓" : " ↑") : "");
    button.addEventListener("click", () => {
      order = { column, down: on && !order.down };
      draw();
      const buttons = [...atlas.element("table").querySelectorAll("th button")];
      /** @type {HTMLElement} */ (buttons[heads().indexOf(column)]).focus();
    });
    return node("th", { scope: "col", "data-column": column,
      "aria-sort": on ? direction : null }, button);
  }

  function draw() {
    const all = sorted([...atlas.state.standings].flatMap(([code, standing]) => standing
      .treaties.filter((t) => t.partners[0] === code).map((t) => row(code, t))));
    const rows = all.slice(0, MOST);
    const { instruments } = atlas.state.counts;
    const grouped = Boolean(atlas.data.grouped);
    atlas.element("listed").textContent = grouped || rows.length < all.length
      ? w(grouped ? "listed.many" : "listed.first", { shown: rows.length,
        all: grouped ? instruments : all.length }) : "";
    apart();
    atlas.element("table").replaceChildren(
      node("caption", {}, w("table")),
      node("thead", {}, node("tr", {}, ...heads().map(head))),
      node("tbody", {}, ...(rows.length ? rows.map(cells)
        : [node("tr", {}, node("td", { colspan: "7" }, w("empty")))])),
    );
  }

  /* What no year can show: planned, initialled, or without any date. */
  function apart() {
    const undated = atlas.data.treaties.filter((t) => t.unsigned || !(t.signed || t.in_force));
    const box = atlas.element("unplaced");
    box.hidden = !undated.length;
    atlas.element("unplaced-title").textContent = w("unplaced", { number: undated.length });
    atlas.element("unplaced-list").replaceChildren(...undated.slice(0, MOST).map((t) => node("li", {},
      atlas.words.paired(t.partners.map(atlas.words.name).join(" – "),
        atlas.card.title(t) + atlas.words.aside(atlas.words.term(t.status))))));
  }

  /** @type {Atlas["table"]["reveal"]} */
  function reveal(id) {
    const button = atlas.element(`row-${id}`)?.querySelector("button");
    if (!button) return;
    button.scrollIntoView({ block: "center" });
    button.focus({ preventScroll: true });
  }

  return { draw, reveal };
})();
