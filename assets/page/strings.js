/* The strings of assets/strings, filled in as geo/presentation/strings.py and captions.py
   do: titles, counts, years. */
"use strict";
atlas.words = (() => {
  /** @type {Fixed["words"]} */
  let words = {};
  /** @type {Fixed["nouns"]} */
  let nouns = {};

  /** @type {(text: string, values: Record<string, unknown>) => string} */
  const fill = (text, values) => text.replace(/\{(\w+)\}/g,
    (all, name) => (name in values ? String(values[name]) : all));

  /** @type {(lang: Language) => number}
      The payload has its strings in the order of the languages. */
  const place = (lang) => atlas.data.choices.lang.indexOf(lang);

  /** @type {Atlas["words"]["word"]} */
  const word = (key, values = {}, lang = atlas.view.lang) =>
    fill(Object.hasOwn(words, key) ? words[key][place(lang)] : key, values);

  /** @type {Atlas["words"]["term"]} */
  const term = (value) => {
    const terms = atlas.data.terms[atlas.view.lang];
    return Object.hasOwn(terms, value) ? terms[value] : value.replaceAll("_", " ");
  };

  /** @type {Map<Language, Intl.PluralRules>} Of each language: they take long to make. */
  const plurals = new Map();

  /** @type {Atlas["words"]["counted"]} */
  function counted(number, noun, possible = 0) {
    const { lang } = atlas.view;
    const forms = nouns[noun][lang];
    const rules = plurals.get(lang) ?? new Intl.PluralRules(lang);
    plurals.set(lang, rules);
    const form = forms[rules.select(number)];
    const extra = possible ? ` (+${possible})` : "";
    return word("list.count", { a: `${number}${extra}`, b: form || forms.other });
  }

  /** @type {Atlas["words"]["name"]} */
  const name = (code) => {
    const names = atlas.data.units[code]?.name ?? atlas.data.former?.names[code];
    return names ? names[atlas.view.lang] : code;
  };

  /** @type {Atlas["words"]["day"]} */
  const day = (iso, form = "label") => shown(iso, form);

  /** @type {(text: string, form: DateForm) => string}
      A date at its own precision, as PartialDate.show() of geo/model/dates.py words it. */
  function shown(text, form) {
    if (text.includes("/")) {
      const inner = form === "when" ? "label" : form;
      return text.split("/").map((end) => (end === ".." ? end : shown(end, inner))).join(" / ");
    }
    if (text.includes("–")) {  // of a group: the earliest and the latest day
      return text.split("–").map((end) => shown(end, "compact")).join(" – ");
    }
    const bare = text.replace(/[?~%X]+$/, "");
    if (bare !== text) {
      return text.includes("X") ? text : shown(bare, form) + text.slice(bare.length);
    }
    const patterns = atlas.data.dates[atlas.view.lang][form];
    const [year, month, day] = text.split("-");
    const months = day ? patterns.months_of_day : patterns.months;
    const values = { year, day: String(Number(day)), month: months[Number(month) - 1] };
    return fill(day ? patterns.day : month ? patterns.month : patterns.year, values);
  }

  /** The years of a view, by themselves and within a title. */
  const PLAIN = { one: "years.one", range: "years.range", to_day: "years.to_day" };
  const IN_TITLE = { one: "title.years.one", range: "title.years.range",
    to_day: "title.years.to_day" };

  /** @type {Atlas["words"]["years"]} */
  function years(view, keys = PLAIN) {
    const first = view.start.slice(0, 4);
    const last = view.end.slice(0, 4);
    if (!view.end.endsWith("-12-31")) {
      return word(keys.to_day, { first, day: day(view.end) });
    }
    return word(first === last ? keys.one : keys.range, { first, last });
  }

  /** @type {Atlas["words"]["sentence"]}
      A sentence that depends on the table, in the reader's language. */
  const sentence = (key) => atlas.data.sentences[atlas.view.lang][key];

  /** @type {Atlas["words"]["title"]} */
  const title = (view) => word(`title.${view.basis}`, {
    focus: sentence("focus"), subject: sentence("subject"), years: years(view, IN_TITLE),
  });

  /** @type {Atlas["words"]["headline"]} */
  function headline(view, counts) {
    const { confirmed, not_confirmed, possible } = counts;
    if (view.basis === "in-force" && !confirmed && !possible) {
      return word(`headline.in-force.none${not_confirmed ? "" : ".signed"}`, { not_confirmed });
    }
    return word(`headline.${view.basis}`, {
      countries: counted(counts.countries, "country", possible),
      instruments: counted(counts.instruments, "instrument"),
      confirmed: word(`headline.signed.confirmed${[".none", ".one"][confirmed] ?? ""}`,
        { number: confirmed }),
      not_confirmed,
      one_source: oneSource(counts),
    });
  }

  /** @type {Atlas["words"]["aside"]}
      " (medium confidence)": what stands in brackets behind a value; nothing for nothing. */
  const aside = (text) => (text ? word("list.aside", { a: "", b: text }) : "");

  /** @type {(counts: Counts) => string} */
  function oneSource({ one_source: number, confirmed }) {
    if (!number) return "";
    const every = number === 1 ? ".one" : ".all";
    return aside(word(`headline.one_source${number === confirmed ? every : ""}`, { number }));
  }

  /** @type {Atlas["words"]["local"]}
      A text of the tables: one string, or one for each language. */
  const local = (text) => (text && typeof text === "object"
    ? text[atlas.view.lang] ?? Object.values(text)[0] : text || "");

  /** @type {Atlas["words"]["withLanguage"]}
      The same, marked where it is in another language than the page. What a reader's own
      table says is in no language that we know. */
  function withLanguage(text) {
    if (!text || typeof text !== "object" || atlas.view.lang in text || atlas.data.own) {
      return local(text);
    }
    const [[lang, content]] = Object.entries(text);
    return atlas.node("span", { lang, dir: "auto", class: "foreign" }, content);
  }

  /** @type {Atlas["words"]["doubt"]}
      The same after a value that is held with less than high confidence. */
  const doubt = (level) => aside(level && level !== "high"
    ? word("doubt", { level: term(level) }) : "");

  /** @type {Atlas["words"]["listed"]}
      Items with the mark of the language between them; a Russian date has its full stop. */
  const listed = (items, mark = "list.comma") => items.join(word(mark, { a: "", b: "" }))
    .replace(/(?<=\p{L})\.\.(?=\s|$)/gu, ".");

  /** @type {Atlas["words"]["paired"]}
      "Confidence: high", with the colon of the language. */
  const paired = (label, text) => word("list.pair", { a: label, b: text });

  /** @type {Atlas["words"]["date"]}
      A date at its own precision, or that no source was found. */
  const date = (partial, form = "label") => (partial
    ? shown(partial[0], form) : word("unknown"));

  /** @type {Atlas["words"]["load"]} */
  function load(data) {
    words = data.words;
    nouns = data.nouns;
  }

  return { word, sentence, term, counted, name, years, title, headline, date, load, day,
    local, withLanguage, aside, doubt, listed, paired };
})();
