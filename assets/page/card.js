/* What the page says of one country: a line under the pointer, and the card. */
"use strict";
atlas.card = (() => {
  const { node, link } = atlas;
  /** @type {Atlas["words"]["word"]} */
  const w = (key, values) => atlas.words.word(key, values);
  const { local } = atlas.words;
  /** @type {Atlas["card"]["label"]} */
  const label = (key) => atlas.data.classes.find((c) => c.key === key)
    ?.label[atlas.view.lang] ?? key;

  /** @type {(t: Treaty, name: DateField | "", form?: DateForm) => string} */
  function field(t, name, form) {
    return name && t[name]
      ? atlas.words.date(t[name], form) + atlas.words.doubt(t.confidence[name]) : "";
  }

  /** @type {Atlas["card"]["summary"]}
      "Brazil: In force since ..., 2 pages": the tooltip, and what a screen reader hears. The
      pages are those that say so, as on the card: not all that speak of the treaty. */
  function summary(code, standing) {
    const { number } = standing;
    // Of a large table the listed treaties may not be those that decide the class.
    const many = number > 3 || atlas.data.grouped;
    const { counted, date, listed, paired } = atlas.words;
    const pages = new Set(standing.treaties.flatMap(
      (t) => atlas.facts.claims(t, said(t)).map((s) => s.url)));
    const says = many
      ? [label(atlas.counting.keyOf(code, standing)),
        number ? counted(number, "instrument") : "",
        `${w("first_signed")} ${date(standing.first)}`]
      : [listed(standing.treaties.map(status), "list.semicolon"),
        pages.size ? counted(pages.size, "page") : ""];
    const star = atlas.unnamed(code) ? w("not_named") : "";
    return paired(atlas.words.name(code), listed([...says, star].filter(Boolean)));
  }

  /** @type {Atlas["card"]["claim"]} */
  function claim(uid) {
    const unit = atlas.data.units[uid];
    return unit && unit.claim ? unit.claim[atlas.view.lang] : "";
  }

  /** @type {Atlas["card"]["title"]} */
  function title(t) {
    const [text] = t.title[atlas.view.lang];
    return text ? text + remarks(t) : w("no_title");
  }

  /** @type {(t: Treaty) => string}
      What a reader must know of a title: whose words, how sure we are. */
  function remarks(t) {
    const [, note, level] = t.title[atlas.view.lang];
    const whose = note && w(note === "translated" ? "translated" : "translated.other");
    return atlas.words.aside(whose) + atlas.words.doubt(level);
  }

  /** @type {Atlas["card"]["titleWithLanguage"]}
      The title, marked where it is in another language than the page. */
  function titleWithLanguage(t) {
    const [text, , , lang] = t.title[atlas.view.lang];
    return lang && text ? node("span", {},
      atlas.words.withLanguage(/** @type {any} */ ({ [lang]: text })), remarks(t)) : title(t);
  }

  /** @type {(t: Treaty) => string} The fact that the status of a treaty is said by. */
  const said = (t) => atlas.counting.statusOf(t, atlas.view.end).field || "signed";

  /** @type {Atlas["card"]["status"]}
      "In force since 20 Dec 2023": the one status of a treaty, whatever the basis; the
      wording is that of treaty_status in geo/presentation/treaty_facts.py. */
  function status(t) {
    const current = atlas.counting.statusOf(t, atlas.view.end);
    const day = field(t, current.field, "when");
    const text = day ? w(`status.${current.key}`, { date: day })
      : w(`status.${current.key}.undated`);
    const more = t.unsigned || atlas.data.said_of_status.includes(t.status);
    return text + atlas.words.aside(more ? atlas.words.term(t.status) : "");
  }

  /** @type {(code: string, standing?: Standing) => Child[]}
      A country's class beside its name: the status of its strongest treaty, which may not
      be among those listed of a large table. */
  function standingOf(code, standing) {
    if (!standing || atlas.data.grouped) {
      const key = atlas.counting.keyOf(code, standing);
      return [atlas.legend.swatch(key), label(key)];
    }
    const { key, t } = atlas.counting.strongest(standing.treaties, atlas.view.end);
    return [atlas.legend.swatch(key), status(t)];
  }

  /** @type {(key: string, value: string | HTMLElement, claims: Source[], level?: string,
      page?: string) => HTMLElement}
      A fact: its value, how sure it is, its own claims behind it, and its page. */
  function fact(key, value, claims, level, page) {
    const sure = level && level !== "high" ? node("span", { class: "confidence" },
      ` · ${atlas.words.paired(w("confidence"), atlas.words.term(level))}`) : null;
    const summary = [node("span", { class: "of" }, w(key)), node("span", {}, value, sure)];
    const who = w("site.who_says");
    const more = page ? node("a", { class: "who", href: page }, who) : "";
    if (!claims.length) return node("p", { class: "fact" }, ...summary, more);
    return node("details", { class: "fact", "data-fact": key }, node("summary", {}, ...summary,
      node("small", { title: who }, String(claims.length))),
    node("ul", {}, ...claims.map(source)), more);
  }

  /** @type {(t: Treaty, field: string, code: string) => HTMLElement | string}
      Who says so, on how many pages, whether anybody contradicts, and how sure it is. */
  function evidence(t, field, code) {
    const claims = atlas.facts.claims(t, field);
    if (!claims.length) return "";
    const best = claims.find((s) => s.stance === "supports") || claims[0];
    const differ = claims.filter((s) => s.stance === "conflicts").length;
    const level = t.confidence[field];
    const pages = new Set(claims.map((s) => s.url)).size;
    // Where the date is not that of an entry into force, the line says whose it is.
    const whose = field === "signed" ? atlas.words.paired(w("signed"), "") : `${w("card.says")} `;
    return node("p", { class: "evidence" }, whose,
      link(best.url, best.publisher || best.url),
      stopped(atlas.words.aside(atlas.words.counted(pages, "page"))),
      differ ? w("card.differ", { number: differ }) : w("card.agree"),
      level ? node("span", {},
        atlas.words.listed(["", atlas.words.paired(w("confidence"), "")], "list.sentence"),
        node("b", {}, atlas.words.term(level)), stopped("").trimEnd()) : "",
      " ", atlas.facts.who(t, field, code));
  }

  /** @type {(text: string) => string}
      A sentence with the stop of the language, before the next one. */
  const stopped = (text) => atlas.words.listed([text, ""], "list.stop");

  /** @type {(s: Source) => HTMLElement} */
  function source(s) {
    const value = local(s.value);
    const { aside, listed, paired, term } = atlas.words;
    const differs = s.stance === "conflicts" ? stopped(paired(w("conflicts"), value)) : "";
    const bound = s.stance === "not-after" ? stopped(`${w("not_after")} ${value}`) : "";
    const copy = s.archived ? [" ", link(s.archived, w("archived"))] : [];
    return node("li", {}, link(s.url, s.publisher || s.url),
      aside(listed([s.language, s.kind && term(s.kind)].filter(Boolean))),
      stopped(` · ${term(s.field)}`),
      differs, bound, atlas.words.withLanguage(s.note), ...copy);
  }

  /** @type {(code: string, key: ClassKey) => HTMLElement[]}
      The answer for a country that no treaty of the view colours. */
  function absent(code, key) {
    const others = atlas.data.treaties.filter((t) => t.partners.includes(code));
    const heading = others.length ? [node("p", {}, w("card.outside"))] : [];
    const meaning = atlas.data.classes.find((look) => look.key === key)?.meaning;
    const text = key === "none" || !meaning ? w("card.none") : meaning[atlas.view.lang];
    return [node("p", {}, text), ...heading,
      ...others.slice(-MOST).map((t) => treaty(t, code))];
  }

  const MOST = 20;             // treaties a card has room for
  /* Facts whose text says by itself how sure we are, and is never blank: as COMPLETE in
     geo/presentation/treaty_facts.py. */
  const COMPLETE = ["status", "title"];

  /** @type {Atlas["card"]["value"]} */
  function value(t, name, form) {
    if (name === "title") return title(t);
    if (name === "status") return status(t);
    const field = /** @type {Record<string, any>} */ (t)[name];
    return Array.isArray(field) ? atlas.words.date(/** @type {any} */ (field), form) : local(field);
  }

  /** @type {(t: Treaty, name: string) => string | HTMLElement}
      The same for the card, which says of a text in another language which it is. */
  function valueWithLanguage(t, name) {
    const content = /** @type {Record<string, any>} */ (t)[name];
    if (name === "title") return titleWithLanguage(t);
    const isText = !COMPLETE.includes(name) && !Array.isArray(content);
    return isText ? atlas.words.withLanguage(content) : value(t, name);
  }

  /** @type {(t: Treaty, key: string, rest: Set<Source>) => Source[]}
      The claims behind a fact, which are then no longer among the rest. */
  function claimsOf(t, key, rest) {
    const claims = atlas.facts.claims(t, key);
    for (const claim of claims) rest.delete(claim);
    return claims;
  }

  /** @type {(t: Treaty, code: string, alone?: boolean) => HTMLElement} */
  function treaty(t, code, alone = false) {
    const rest = new Set(t.sources);
    const facts = atlas.data.facts.map(({ name: key, always }) => {
      const claims = claimsOf(t, key, rest);
      const note = key === "status" ? atlas.words.withLanguage(t.status_note) : "";
      const text = valueWithLanguage(t, key) || (always || claims.length ? w("unknown") : "");
      if (!text) return "";
      // A remark in another language is a sentence of its own.
      const between = typeof note === "string" ? atlas.words.paired("", "") : node("br");
      const shown = note ? node("span", {}, text, between, note) : text;
      return fact(key, shown, claims, t.confidence[key], atlas.facts.address(t, key));
    });
    const current = atlas.counting.statusOf(t, atlas.view.end);
    const row = node("button", { type: "button", class: "to-row" }, w("to_row"));
    row.addEventListener("click", () => atlas.table.reveal(t.id));
    // Without a focal country the card must say with whom.
    const other = atlas.data.focus ? [] : t.partners.filter((c) => c !== code);
    const nobody = current.key === "not-confirmed" ? node("p", { class: "evidence" },
      w("card.not_found"), " ", atlas.facts.who(t, "in_force", code)) : "";
    return node("section", { "data-treaty": t.id },
      alone ? "" : node("h3", {}, status(t)),
      nobody, evidence(t, said(t), code),
      other.length ? node("p", {}, `${w("with")} ${atlas.words.name(other[0])}`) : "",
      atlas.lifeline(t), ...facts,
      rest.size ? fact("card.claims", "", [...rest]) : "",
      node("p", { class: "links" }, row));
  }

  /** @type {(standing: Standing, code: string) => HTMLElement[]}
      The latest treaties of a country, and how many there are. */
  function treaties(standing, code) {
    const shown = standing.treaties.slice(-MOST);
    const all = Math.max(standing.number, standing.treaties.length);
    // Of a large table the page may hold no treaty of these years, only their dates.
    const count = shown.length ? w("listed.card", { shown: shown.length, all })
      : atlas.words.counted(all, "instrument");
    const note = all > shown.length ? [node("p", {}, count)] : [];
    return [...note, ...shown.map((t) => treaty(t, code, all === 1))];
  }

  /** @type {{ code: string, uid: string } | null} */
  let open = null;             // the card that is shown
  let content = "";            // all that the card depends on, as text

  /** @type {Atlas["card"]["show"]}
      Open the card of a country, or of an area nobody's treaty covers. */
  function show(code, uid, takeFocus = false) {
    open = { code, uid };
    draw();
    atlas.element("list").hidden = true;
    atlas.element("card").hidden = false;
    if (takeFocus) atlas.element("card").querySelector("h2")?.focus();
  }

  /* Fill the open card, unless it would say what it says already: the sources that a
     reader has unfolded, and the focus, stay where they are. */
  function draw() {
    if (!open) return;
    const { code, uid } = open;
    const standing = atlas.state.standings.get(code);
    const key = JSON.stringify([code, uid, atlas.view.lang, atlas.unnamed(code),
      standing && [standing.key, standing.number,
        standing.treaties.map((t) => [t.id, status(t)])]]);
    if (key === content) return;
    content = key;
    fill(code, uid, standing);
  }

  /** @type {(code: string, uid: string, standing?: Standing) => void} */
  function fill(code, uid, standing) {
    const card = atlas.element("card");
    const name = code ? atlas.words.name(code) : atlas.words.name(uid);
    const close = node("button", { type: "button", class: "close",
      "aria-label": w("close") }, "×");
    close.addEventListener("click", () => atlas.select("", ""));
    const star = standing && atlas.unnamed(code) ? stopped(w("not_named")) : "";
    const zoom = node("button", { type: "button", class: "to-place" }, w("zoom_to"));
    zoom.addEventListener("click", () => atlas.map.zoomTo(uid));
    const number = standing && !atlas.data.focus
      ? atlas.words.counted(standing.number, "instrument") : "";
    const remarks = [number, star, claim(uid)].filter(Boolean);
    const key = atlas.counting.keyOf(code, standing);
    const size = node("button", { type: "button", class: "sheet",
      "aria-label": w("page.sheet"), "aria-expanded": String(card.classList.contains("tall")) });
    size.addEventListener("click", () => size.setAttribute("aria-expanded",
      String(card.classList.toggle("tall"))));
    card.replaceChildren(size, close, node("h2", { tabindex: "-1" }, name),
      node("p", { class: `standing is-${standing ? standing.status : key}` },
        ...standingOf(code, standing)),
      ...remarks.map((text) => node("p", {}, text)),
      ...(standing ? treaties(standing, code) : []),
      ...(code && (key === "none" || key === "not-covered" || key === "not-a-state") ? absent(code, key) : []),
      node("p", { class: "links" }, zoom));
    card.scrollTop = 0;
  }

  function hide() {
    const card = atlas.element("card");
    open = null;
    content = "";
    card.classList.remove("tall");
    atlas.element("list").hidden = false;
    const had = card.contains(document.activeElement);
    card.hidden = true;
    card.replaceChildren();
    return had;
  }

  return { show, draw, hide, summary, claim, label, status, title, titleWithLanguage, value,
    COMPLETE };
})();

atlas.tip = (() => {
  /** @type {Atlas["tip"]["show"]} */
  function show(shape, event) {
    const tip = atlas.element("tip");
    const code = shape.code;
    const standing = atlas.state.standings.get(code);
    const name = code ? atlas.words.name(code) : atlas.words.name(shape.uid);
    const claim = atlas.card.claim(shape.uid);
    tip.textContent = standing ? atlas.card.summary(code, standing)
      : atlas.words.paired(name, atlas.card.label(shape.key));
    if (atlas.comparison.on()) tip.textContent = atlas.comparison.tip(code || shape.uid);
    if (claim) tip.textContent = atlas.words.listed([tip.textContent, claim], "list.stop");
    atlas.strip.light(code);
    tip.hidden = false;
    const box = atlas.element("map-frame").getBoundingClientRect();
    const room = { x: box.width - tip.offsetWidth - 4, y: box.height - tip.offsetHeight };
    const x = Math.max(4, Math.min(event.clientX - box.left + 14, room.x));
    const y = event.clientY - box.top + 16;
    tip.style.left = `${x}px`;
    tip.style.top = `${y > room.y ? y - 24 - tip.offsetHeight : y}px`;
  }

  function hide() {
    atlas.element("tip").hidden = true;
    atlas.strip.light(atlas.view.country);
  }
  return { show, hide };
})();
