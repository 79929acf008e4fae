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

  /** @type {(t: Treaty, name: DateField | "") => string} */
  function field(t, name) {
    return name && t[name]
      ? atlas.words.date(t[name]) + atlas.words.doubt(t.confidence[name]) : "";
  }

  /** @type {(treaties: Treaty[]) => string}
      "In force, 20 Dec 2023": each class of the treaties with the dates of that class. */
  function classed(treaties) {
    const { view } = atlas;
    /** @type {Map<ClassKey, string[]>} */
    const dates = new Map(atlas.law.PRECEDENCE[view.basis].map((key) => [key, []]));
    for (const t of treaties) {
      const key = atlas.law.classify(t, view);
      dates.get(key)?.push(field(t, atlas.law.datedBy(t, key, view)));
    }
    return [...dates].filter(([, found]) => found.length)
      .map(([key, found]) => [label(key), found.filter(Boolean).join("; ")]
        .filter(Boolean).join(", ")).join("; ");
  }

  /** @type {Atlas["card"]["summary"]}
      "Brazil: Signed, 14 May 2010": the name a screen reader hears. */
  function summary(code, standing) {
    const { number } = standing;
    // Of a large table the listed treaties may not be those that decide the class.
    const said = number > 3 || atlas.data.ledger
      ? [label(standing.key), number ? atlas.words.counted(number, "instrument") : "",
        `${w("first_signed")} ${atlas.words.date(standing.first)}`].filter(Boolean).join(", ")
      : classed(standing.treaties);
    const star = atlas.unnamed(code) ? `, ${w("not_named")}` : "";
    return `${atlas.words.name(code)}: ${said}${star}`;
  }

  /** @type {Atlas["card"]["claim"]} */
  function claim(uid) {
    const unit = atlas.data.units[uid];
    return unit && unit.claim ? unit.claim[atlas.view.lang] : "";
  }

  /** @type {Atlas["card"]["title"]} */
  function title(t) {
    const own = t.title[atlas.view.lang];
    if (!own[0]) return w("no_title");
    const ours = own[1] ? ` (${w("translated")})` : "";
    return `${own[0]}${ours}${atlas.words.doubt(own[2])}`;
  }

  /** @type {Atlas["card"]["status"]}
      "In force since 20 Dec 2023": the one status of a treaty, whatever the basis; the
      wording is that of treaty_status in geo/presentation/strings.py. */
  function status(t) {
    const found = atlas.law.statusOf(t, atlas.view.end);
    const dated = field(t, found.field);
    const said = dated ? w(`status.${found.key}`, { date: dated })
      : w(`status.${found.key}.undated`);
    const more = t.unsigned || atlas.data.said_of_status.includes(t.status);
    return more ? `${said} (${atlas.words.term(t.status)})` : said;
  }

  /** @type {(code: string, standing?: Standing) => Child[]}
      A country's class beside its name: the status of its strongest treaty, which may not
      be among those listed of a large table. */
  function standingOf(code, standing) {
    if (!standing || atlas.data.ledger) {
      const key = atlas.law.keyOf(code, standing);
      return [atlas.legend.swatch(key), label(key)];
    }
    const { key, t } = atlas.law.strongest(standing.treaties, atlas.view.end);
    return [atlas.legend.swatch(key), status(t)];
  }

  /** @type {(list: HTMLElement, key: string, value?: string, confidence?: string) => void} */
  function fact(list, key, value, confidence) {
    if (!value) return;
    const extra = confidence ? node("span", { class: "confidence" },
      ` · ${w("confidence")}: ${atlas.words.term(confidence)}`) : null;
    list.append(node("dt", {}, w(key)), node("dd", {}, value, extra));
  }

  /** @type {(s: Source) => HTMLElement} */
  function source(s) {
    const value = local(s.value);
    const differs = s.stance === "conflicts" ? `${w("conflicts")}: ${value}. ` : "";
    const bound = s.stance === "not-after" ? `${w("not_after")} ${value}. ` : "";
    const copy = s.archived ? [" ", link(s.archived, w("archived"))] : [];
    return node("li", {}, link(s.url, s.publisher || s.url),
      ` (${[s.language, s.kind && atlas.words.term(s.kind)].filter(Boolean).join(", ")}) · ${atlas.words.term(s.field)}. `,
      differs, bound, local(s.note), ...copy);
  }

  /** @type {(code: string) => HTMLElement[]}
      The answer for a country that no treaty of the view colours. */
  function absent(code) {
    const others = atlas.data.treaties.filter((t) => t.partners.includes(code));
    const heading = others.length ? [node("p", {}, w("card.outside"))] : [];
    return [node("p", {}, w("card.none")), ...heading,
      ...others.slice(-MOST).map((t) => treaty(t, code))];
  }

  const MOST = 20;             // treaties a card has room for

  /** @type {(t: Treaty, code: string) => HTMLElement} */
  function treaty(t, code) {
    const facts = node("dl");
    fact(facts, "signed", atlas.words.date(t.signed), t.confidence.signed);
    fact(facts, "place", local(t.place) || w("unknown"), t.confidence.place);
    fact(facts, "in_force", atlas.words.date(t.in_force), t.confidence.in_force);
    fact(facts, "status", [status(t), local(t.status_note)].filter(Boolean).join(": "));
    fact(facts, "signatories", local(t.signatories) || w("unknown"),
      t.confidence.signatories);
    fact(facts, "approval", local(t.approval), t.confidence.approval);
    fact(facts, "notes", local(t.notes));
    const sources = node("details", {}, node("summary", {},
      `${w("sources")}: ${t.sources.length}`), node("ul", {}, ...t.sources.map(source)));
    const row = node("button", { type: "button" }, w("to_row"));
    row.addEventListener("click", () => atlas.table.reveal(t.id));
    // Without a focal country the card must say with whom.
    const other = atlas.data.focus ? [] : t.partners.filter((c) => c !== code);
    return node("section", {}, node("h3", {}, title(t)),
      other.length ? node("p", {}, `${w("with")} ${atlas.words.name(other[0])}`) : "", facts, sources,
      node("p", { class: "links" }, row));
  }

  /** @type {(standing: Standing, code: string) => HTMLElement[]}
      The latest treaties of a country, and how many there are. */
  function treaties(standing, code) {
    const shown = standing.treaties.slice(-MOST);
    const all = Math.max(standing.number, standing.treaties.length);
    const note = all > shown.length
      ? [node("p", {}, w("listed.card", { shown: shown.length, all }))] : [];
    return [...note, ...shown.map((t) => treaty(t, code))];
  }

  /** @type {{ code: string, uid: string } | null} */
  let open = null;             // the card that is shown
  let content = "";            // all that the card depends on, as text

  /** @type {Atlas["card"]["show"]}
      Open the card of a country, or of an area nobody's treaty covers. */
  function show(code, uid, takeFocus = false) {
    open = { code, uid };
    draw();
    atlas.element("card").hidden = false;
    if (takeFocus) atlas.element("card").querySelector("h2")?.focus();
  }

  /* Fill the open card, unless it would say what it says already: the sources that a
     reader has unfolded, and the focus, stay where they are. */
  function draw() {
    if (!open) return;
    const { code, uid } = open;
    const standing = atlas.state.standings.get(code);
    const wanted = JSON.stringify([code, uid, atlas.view.lang, atlas.unnamed(code),
      standing && [standing.key, standing.number,
        standing.treaties.map((t) => [t.id, status(t)])]]);
    if (wanted === content) return;
    content = wanted;
    fill(code, uid, standing);
  }

  /** @type {(code: string, uid: string, standing?: Standing) => void} */
  function fill(code, uid, standing) {
    const card = atlas.element("card");
    const named = code ? atlas.words.name(code) : atlas.words.name(uid);
    const close = node("button", { type: "button", class: "close",
      "aria-label": w("close") }, "×");
    close.addEventListener("click", () => atlas.select("", ""));
    const star = standing && atlas.unnamed(code) ? `${w("not_named")}. ` : "";
    const zoom = node("button", { type: "button" }, w("zoom_to"));
    zoom.addEventListener("click", () => atlas.map.zoomTo(uid));
    const number = standing && !atlas.data.focus
      ? atlas.words.counted(standing.number, "instrument") : "";
    const remarks = [number, star, claim(uid)].filter(Boolean);
    card.replaceChildren(close, node("h2", { tabindex: "-1" }, named),
      node("p", { class: "standing" }, ...standingOf(code, standing)),
      ...remarks.map((text) => node("p", {}, text)),
      node("p", { class: "links" }, zoom),
      ...(standing ? treaties(standing, code) : []),
      ...(atlas.law.keyOf(code, standing) === "none" && code ? absent(code) : []));
  }

  function hide() {
    const card = atlas.element("card");
    open = null;
    content = "";
    const had = card.contains(document.activeElement);
    card.hidden = true;
    card.replaceChildren();
    return had;
  }

  return { show, draw, hide, summary, claim, label, status, title };
})();

atlas.tip = (() => {
  /** @type {Atlas["tip"]["show"]} */
  function show(shape, event) {
    const tip = atlas.element("tip");
    const code = shape.code;
    const standing = atlas.state.standings.get(code);
    const named = code ? atlas.words.name(code) : atlas.words.name(shape.uid);
    const claim = atlas.card.claim(shape.uid);
    tip.textContent = standing ? atlas.card.summary(code, standing)
      : `${named}: ${atlas.card.label(shape.key)}`;
    if (claim) tip.textContent += `. ${claim}`;
    tip.hidden = false;
    const box = atlas.element("map-frame").getBoundingClientRect();
    const room = { x: box.width - tip.offsetWidth - 4, y: box.height - tip.offsetHeight };
    const x = Math.max(4, Math.min(event.clientX - box.left + 14, room.x));
    const y = event.clientY - box.top + 16;
    tip.style.left = `${x}px`;
    tip.style.top = `${y > room.y ? y - 24 - tip.offsetHeight : y}px`;
  }

  const hide = () => { atlas.element("tip").hidden = true; };
  return { show, hide };
})();
