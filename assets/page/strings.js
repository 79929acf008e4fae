/* The strings of geo/words.py, filled in: titles, counts, years. */
"use strict";
atlas.words = (() => {
  let words = {};
  let nouns = {};

  const word = (key, values = {}) =>
    (words[key] ? words[key][atlas.view.lang === "ru" ? 1 : 0] : key)
      .replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));

  const term = (value) => (atlas.view.lang === "ru" && atlas.data.terms[value])
    || value.replaceAll("_", " ");

  function counted(number, noun, possible = 0) {
    const forms = nouns[noun][atlas.view.lang];
    const form = forms[new Intl.PluralRules(atlas.view.lang).select(number)];
    return `${number}${possible ? ` (+${possible})` : ""} ${form || forms.other}`;
  }

  const name = (code) => {
    const unit = atlas.data.units[code];
    return unit ? unit.name[atlas.view.lang] : code;
  };

  function day(iso) {
    const [y, m, d] = iso.split("-").map(Number);
    return `${d} ${atlas.data.months[atlas.view.lang][m - 1]} ${y}`;
  }

  function years(view) {
    const first = view.start.slice(0, 4);
    const last = view.end.slice(0, 4);
    const [one, several] = view.lang === "ru" ? [" г.", " гг."] : ["", ""];
    if (!view.end.endsWith("-12-31")) return `${first} – ${day(view.end)}${one}`;
    return first === last ? `${last}${one}` : `${first}–${last}${several}`;
  }

  /* A sentence that depends on the table, in the reader's language. */
  const said = (key) => atlas.data.said[atlas.view.lang][key];

  const title = (view) => word(`title.${view.basis}`, {
    focus: said("focus"), subject: said("subject"), years: years(view),
  });

  const headline = (view, counts) => word(`headline.${view.basis}`, {
    countries: counted(counts.countries, "country", counts.possible),
    instruments: counted(counts.instruments, "instrument"),
    confirmed: counts.confirmed,
    not_confirmed: counts.not_confirmed,
    one_source: counts.one_source
      ? ` ${word("headline.one_source", { number: counts.one_source })}` : "",
  });

  /* A text of the tables: one string, or one for each language. */
  const local = (text) => (text && typeof text === "object" ? text[atlas.view.lang] : text || "");

  /* " (medium confidence)" after a value that is held with less than high. */
  const doubt = (level) => (level && level !== "high"
    ? ` (${word("doubt", { level: term(level) })})` : "");

  /* A date at its own precision, or that no source was found. */
  const date = (partial) =>
    (partial ? partial[atlas.view.lang === "ru" ? 4 : 3] : word("unknown"));

  function load(data) {
    words = data.words;
    nouns = data.nouns;
  }

  return { word, said, term, counted, name, years, title, headline, date, load, day,
    local, doubt };
})();
