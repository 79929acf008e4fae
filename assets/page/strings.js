/* The strings of assets/strings, filled in as geo/presentation/strings.py does: titles, counts, years. */
"use strict";
atlas.words = (() => {
  /** @type {Fixed["words"]} */
  let words = {};
  /** @type {Fixed["nouns"]} */
  let nouns = {};

  /** @type {(lang: Language) => number}
      The payload has its strings and dates in the order of the languages. */
  const place = (lang) => atlas.data.choices.lang.indexOf(lang);

  /** @type {Atlas["words"]["word"]} */
  const word = (key, values = {}, lang = atlas.view.lang) =>
    (Object.hasOwn(words, key) ? words[key][place(lang)] : key)
      .replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));

  /** @type {Atlas["words"]["term"]} */
  const term = (value) => {
    const terms = atlas.data.terms[atlas.view.lang];
    return Object.hasOwn(terms, value) ? terms[value] : value.replaceAll("_", " ");
  };

  /** @type {Atlas["words"]["counted"]} */
  function counted(number, noun, possible = 0) {
    const forms = nouns[noun][atlas.view.lang];
    const form = forms[new Intl.PluralRules(atlas.view.lang).select(number)];
    return `${number}${possible ? ` (+${possible})` : ""} ${form || forms.other}`;
  }

  /** @type {Atlas["words"]["name"]} */
  const name = (code) => {
    const unit = atlas.data.units[code];
    return unit ? unit.name[atlas.view.lang] : code;
  };

  /** @type {Atlas["words"]["day"]} */
  function day(iso) {
    const [y, m, d] = iso.split("-").map(Number);
    return `${d} ${atlas.data.months[atlas.view.lang][m - 1]} ${y}`;
  }

  /** @type {Atlas["words"]["years"]} */
  function years(view) {
    const first = view.start.slice(0, 4);
    const last = view.end.slice(0, 4);
    if (!view.end.endsWith("-12-31")) {
      return word("years.to_day", { first, day: day(view.end) });
    }
    return word(first === last ? "years.one" : "years.range", { first, last });
  }

  /** @type {Atlas["words"]["said"]}
      A sentence that depends on the table, in the reader's language. */
  const said = (key) => atlas.data.said[atlas.view.lang][key];

  /** @type {Atlas["words"]["title"]} */
  const title = (view) => word(`title.${view.basis}`, {
    focus: said("focus"), subject: said("subject"), years: years(view),
  });

  /** @type {Atlas["words"]["headline"]} */
  const headline = (view, counts) => word(`headline.${view.basis}`, {
    countries: counted(counts.countries, "country", counts.possible),
    instruments: counted(counts.instruments, "instrument"),
    confirmed: counts.confirmed,
    not_confirmed: counts.not_confirmed,
    one_source: counts.one_source
      ? ` ${word("headline.one_source", { number: counts.one_source })}` : "",
  });

  /** @type {Atlas["words"]["local"]}
      A text of the tables: one string, or one for each language. */
  const local = (text) => (text && typeof text === "object" ? text[atlas.view.lang] : text || "");

  /** @type {Atlas["words"]["doubt"]}
      " (medium confidence)" after a value that is held with less than high. */
  const doubt = (level) => (level && level !== "high"
    ? ` (${word("doubt", { level: term(level) })})` : "");

  /** @type {Atlas["words"]["date"]}
      A date at its own precision, or that no source was found. */
  const date = (partial) => (partial
    ? partial[3 + place(atlas.view.lang)] ?? partial[0] : word("unknown"));

  /** @type {Atlas["words"]["load"]} */
  function load(data) {
    words = data.words;
    nouns = data.nouns;
  }

  return { word, said, term, counted, name, years, title, headline, date, load, day,
    local, doubt };
})();
