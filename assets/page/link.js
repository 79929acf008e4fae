/* How the page remembers and shares its view: the hash of its address, as
   geo/model/view.py spells and reads it. */
"use strict";
atlas.link_to_view = (() => {
  const DAY = /^\d{4}-\d{2}-\d{2}$/;
  const YEARS = /^(\d{4})(?:\s*(?:\.\.|-|–|,)\s*(\d{4}(?:-\d{2}-\d{2})?))?$/;

  /* The fields of a view that have few values: the payload lists them. */
  const CHOICES = /** @type {const} */ (["basis", "colour", "borders", "lang"]);

  /** @type {Atlas["link_to_view"]["write"]}
      The fields that differ from the document's first view. */
  function write() {
    const { view, data } = atlas;
    const plain = data.view;
    const end = view.end.endsWith("-12-31") ? view.end.slice(0, 4) : view.end;
    const params = new URLSearchParams();
    if (view.preset) params.set("preset", view.preset);
    else if (view.start !== plain.start || view.end !== plain.end) {
      params.set("years", `${view.start.slice(0, 4)}..${end}`);
    }
    /** @param {"basis" | "colour" | "borders" | "lang" | "country"} name */
    const choose = (name) => {
      if (view[name] !== plain[name]) params.set(name, view[name]);
    };
    choose("basis");
    choose("colour");
    choose("borders");
    if (String(view.layers) !== String(plain.layers)) {
      params.set("layers", view.layers.join(","));
    }
    choose("lang");
    choose("country");
    return params.toString().replaceAll("%2C", ",");
  }

  /** @type {(text: string) => { start: Day, end: Day, changed: boolean } | null}
      "2010..2016", "2010..2024-04-15", or the state at the end of one year. */
  function years(text) {
    const [low, high] = atlas.data.span;
    const match = YEARS.exec(text);
    if (!match) return null;
    let end = match[2] || match[1];
    if (end.length === 4) end += "-12-31";
    if (!isDay(end)) return null;
    const last = Number(end.slice(0, 4));
    let first = match[2] ? Number(match[1]) : Math.min(low, last);
    const reversed = first > last;
    if (reversed) {
      end = `${match[1]}-12-31`;
      first = last;
    }
    /** @param {number} y */
    const clamp = (y) => Math.min(Math.max(y, low), high);
    const year = Number(end.slice(0, 4));
    if (clamp(year) !== year) end = `${clamp(year)}-12-31`;
    return { start: `${clamp(first)}-01-01`, end,
      changed: reversed || clamp(first) !== first || clamp(year) !== year };
  }

  /** @type {(text: string) => boolean}
      Whether there is such a day: the 30th of February is none. */
  function isDay(text) {
    const day = new Date(`${text}T00:00:00Z`);
    return DAY.test(text) && text >= "0001" && !Number.isNaN(day.getTime())
      && day.toISOString().startsWith(text);
  }

  /** @type {Atlas["link_to_view"]["read"]}
      Read a hash; whatever is wrong keeps its default and is named in `ignored`. */
  function read(text) {
    const { choices, layers, presets, span, units } = atlas.data;
    const params = new URLSearchParams(text.replace(/^[?#]/, "").slice(0, 2000));
    /** @type {Partial<View>} */
    const changes = {};
    /** @type {string[]} */
    const ignored = [];
    /** @param {string} name */
    const all = (name) => params.getAll(name).map((v) => v.trim()).filter(Boolean);
    /** @param {string} name */
    const one = (name) => (params.getAll(name).at(-1) || "").trim();
    /** @type {(name: string, value: string) => void} */
    const refuse = (name, value) => { ignored.push(`${name}=${value.slice(0, 40)}`); };
    for (const name of CHOICES) {
      const value = choices[name].find((known) => known === one(name));
      if (value) Object.assign(changes, { [name]: value });
      else if (one(name)) refuse(name, one(name));
    }
    const country = one("country").toUpperCase();
    if (Object.hasOwn(units, country) && units[country].iso === country) {
      changes.country = country;
    } else if (country) refuse("country", one("country"));
    if (params.has("layers")) {
      const names = params.getAll("layers").join(",").split(",").filter(Boolean);
      /** @param {string} name */
      const known = (name) => Object.hasOwn(layers, name);
      changes.layers = [...new Set(names.filter(known))];
      for (const name of names.filter((n) => !known(n))) refuse("layers", name);
    }
    const preset = one("preset");
    if (Object.hasOwn(presets, preset)) {
      const period = { start: `${span[0]}-01-01`, end: presets[preset].end };
      return { changes: { ...changes, preset, ...period }, ignored };
    }
    if (preset && preset !== "latest") refuse("preset", preset);
    const asked = all("years").join("..");
    const range = years(asked);
    if (range) Object.assign(changes, { start: range.start, end: range.end });
    if (asked && (!range || range.changed)) refuse("years", asked);
    return { changes, ignored };
  }

  /** @type {Atlas["link_to_view"]["valid"]}
      Whether a message from the app has the shape of a view. */
  function valid(view) {
    return view && DAY.test(view.start) && DAY.test(view.end)
      && CHOICES.every((name) => atlas.data.choices[name].includes(view[name]))
      && typeof view.country === "string" && typeof view.preset === "string"
      && Array.isArray(view.layers)
      && view.layers.every((/** @type {string} */ n) => Object.hasOwn(atlas.data.layers, n));
  }

  return { write, read, valid };
})();
