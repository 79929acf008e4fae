/* How the page remembers and shares its view: the hash of its address, as
   geo/model/view.py spells and reads it. */
"use strict";
atlas.link_to_view = (() => {
  const DAY = /^\d{4}-\d{2}-\d{2}$/;
  const YEARS = /^(\d{4})(?:\s*(?:\.\.|-|–|,)\s*(\d{4}(?:-\d{2}-\d{2})?))?$/;

  /* The fields of a view that have few values: the payload lists them. */
  const CHOICES = /** @type {const} */ (["basis", "colour", "borders", "former", "lang"]);

  /* The fields of a view in a link. */
  const FIELDS = ["years", "preset", "basis", "focus", "colour", "borders", "former",
    "layers", "lang", "country"];

  /** @type {Atlas["link_to_view"]["write"]}
      The fields that differ from the document's first view. */
  function write(view = atlas.view) {
    const { data } = atlas;
    const plain = data.view;
    const end = view.end.endsWith("-12-31") ? view.end.slice(0, 4) : view.end;
    const params = new URLSearchParams();
    if (view.preset) params.set("preset", view.preset);
    else if (view.start !== plain.start || view.end !== plain.end) {
      params.set("years", `${view.start.slice(0, 4)}..${end}`);
    }
    /** @param {"basis" | "colour" | "borders" | "former" | "lang" | "country"} name */
    const choose = (name) => {
      if (view[name] !== plain[name]) params.set(name, view[name]);
    };
    choose("basis");
    choose("colour");
    choose("borders");
    choose("former");
    if (String(view.layers) !== String(plain.layers)) {
      params.set("layers", view.layers.join(","));
    }
    choose("lang");
    choose("country");
    return params.toString().replaceAll("%2C", ",");
  }

  /** @type {(text: string) => { start: Day, end: Day, changed: string[][] } | null}
      "2010..2016", "2010..2024-04-15", or the state at the end of one year. What was
      changed is the key of a notice and what is allowed. */
  function years(text) {
    const [low, high] = atlas.data.span;
    const match = YEARS.exec(text);
    if (!match) return null;
    let end = match[2] || match[1];
    if (end.length === 4) end += "-12-31";
    if (!isDay(end)) return null;
    const last = Number(end.slice(0, 4));
    let first = match[2] ? Number(match[1]) : Math.min(low, last);
    /** @type {string[][]} */
    const changed = [];
    if (first > last) {
      changed.push(["reversed", `${last}..${first}`]);
      end = `${match[1]}-12-31`;
      first = last;
    }
    /** @param {number} y */
    const clamp = (y) => atlas.clamp(y, low, high);
    const year = Number(end.slice(0, 4));
    if (clamp(year) !== year) end = `${clamp(year)}-12-31`;
    if (clamp(first) !== first || clamp(year) !== year) {
      changed.push(["outside", `${low}..${high}`]);
    }
    return { start: `${clamp(first)}-01-01`, end, changed };
  }

  /** @type {(text: string) => boolean}
      Whether there is such a day: the 30th of February is none. */
  function isDay(text) {
    const day = new Date(`${text}T00:00:00Z`);
    return DAY.test(text) && text >= "0001" && !Number.isNaN(day.getTime())
      && day.toISOString().startsWith(text);
  }

  /** @type {(params: URLSearchParams) => { notices: Notice[],
      refuse: (key: string, field: string, value: string, allowed?: string) => void }}
      The notices of a link; the fields without a value, or with two, at once. */
  function noticesOf(params) {
    /** @type {Notice[]} */
    const notices = [];
    /** @type {(key: string, field: string, value: string, allowed?: string) => void} */
    const refuse = (key, field, value, allowed = "") => {
      notices.push({ key, field, value: value.slice(0, 40), allowed });
    };
    for (const field of FIELDS.filter((name) => params.has(name))) {
      const values = params.getAll(field).map((v) => v.trim());
      const bare = field === "layers" ? values.map((v) => v.replace(/^[ ,]+|[ ,]+$/g, ""))
        : values;
      if (bare.includes("")) refuse("blank", field, "");
      else if (!["years", "layers"].includes(field) && new Set(values).size > 1) {
        refuse("twice", field, values.at(-1) ?? "");
      }
    }
    return { notices, refuse };
  }

  /** @type {(name: string) => boolean}
      Countries of the map may be selected, and those of the table. */
  const isCountry = (code) => atlas.data.partners.includes(code)
    || Object.hasOwn(atlas.data.former?.names ?? {}, code)
    || (Object.hasOwn(atlas.data.units, code) && (atlas.data.units[code].iso ?? code) === code);

  /** @type {Atlas["link_to_view"]["read"]}
      Read a hash; whatever is wrong keeps its default and has a notice. Of a link to a
      table that is not here nothing else can be judged. */
  function read(text) {
    const params = new URLSearchParams(text.replace(/^[?#]/, "").slice(0, 2000));
    const { changes, notices } = fields(params);
    const { own } = atlas.data;
    const table = (params.getAll("table").at(-1) || "").trim();
    if (table === "own" && !own) {
      return { changes, notices: [{ key: "own", field: "table", value: "", allowed: "" }] };
    }
    if (params.has("table") && !["own", "atlas"].includes(table)) {
      const key = table ? "bad" : "blank";
      notices.push({ key, field: "table", value: table.slice(0, 40), allowed: "atlas, own" });
    }
    // A link that was shared names the data it was made with.
    const made = (params.getAll("data").at(-1) || "").trim();
    const [allowed] = Object.values(atlas.data.version);
    if (made && !own && made !== allowed) {
      notices.push({ key: "data", field: "data", value: made.slice(0, 40), allowed });
    }
    return { changes, notices };
  }

  /** @type {(params: URLSearchParams) => LinkContent}
      The fields of a view. */
  function fields(params) {
    const { choices, focus, layers, presets, span } = atlas.data;
    /** @type {Partial<View>} */
    const changes = {};
    const { notices, refuse } = noticesOf(params);
    /** @param {string} name */
    const one = (name) => (params.getAll(name).at(-1) || "").trim();
    for (const name of CHOICES) {
      const value = choices[name].find((choice) => choice === one(name));
      if (value) Object.assign(changes, { [name]: value });
      else if (one(name)) refuse("bad", name, one(name), choices[name].join(", "));
    }
    const country = one("country").toUpperCase();
    if (isCountry(country)) changes.country = country;
    else if (country) refuse("unknown-country", "country", one("country"));
    // A page holds one table under one focal country.
    const code = one("focus").toLowerCase() === "none" ? "" : one("focus").toUpperCase();
    if (one("focus") && code !== focus) refuse("no-party", "focus", one("focus"));
    if (params.has("layers")) {
      const names = params.getAll("layers").join(",").split(",")
        .map((name) => name.trim()).filter(Boolean);
      /** @param {string} name */
      const isLayer = (name) => Object.hasOwn(layers, name);
      changes.layers = [...new Set(names.filter(isLayer))];
      for (const name of names.filter((n) => !isLayer(n))) {
        refuse("bad", "layers", name, Object.keys(layers).join(", "));
      }
    }
    const asked = params.getAll("years").map((v) => v.trim()).filter(Boolean);
    const preset = one("preset");
    if (Object.hasOwn(presets, preset)) {
      if (asked.length) refuse("fixed", "years", asked.join(" "));
      const period = { start: `${span[0]}-01-01`, end: presets[preset].end };
      return { changes: { ...changes, preset, ...period }, notices };
    }
    if (preset && choices.preset.includes(preset)) refuse("preset", "preset", preset);
    else if (preset && preset !== "latest") {
      refuse("bad", "preset", preset, [...choices.preset.slice(1), "latest"].join(", "));
    }
    const range = years(asked.join(".."));
    if (range) Object.assign(changes, { start: range.start, end: range.end });
    for (const [key, as] of range?.changed ?? []) refuse(key, "years", asked.join(".."), as);
    if (asked.length && !range) refuse("bad", "years", asked.join(" "), span.join(".."));
    return { changes, notices };
  }

  /** @type {Atlas["link_to_view"]["valid"]}
      Whether a message from the app has the shape of a view. */
  function valid(view) {
    return view && DAY.test(view.start) && DAY.test(view.end)
      && CHOICES.every((name) => /** @type {string[]} */ (
        atlas.data.choices[name]).includes(view[name]))
      && typeof view.country === "string" && typeof view.preset === "string"
      && Array.isArray(view.layers)
      && view.layers.every((/** @type {string} */ n) => Object.hasOwn(atlas.data.layers, n));
  }

  return { write, read, valid };
})();
