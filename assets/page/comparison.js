/* What changed between the two handles: after the last day of the first year, and up to the
   last day shown. The rule is that of geo/model/comparison.py. */
"use strict";
atlas.comparison = (() => {
  const { node } = atlas;
  const ACTS = /** @type {const} */ (["in_force", "terminated", "signed"]);
  let shown = false;
  /* A day to compare with in place of the first handle's year, as long as that stays. */
  const since = { day: "", start: "" };

  /* A change, from the strongest, and the class whose look it has. */
  /** @type {[Change, ClassKey][]} */
  const LOOKS = [["terminated", "ended"], ["in_force", "in-force"],
    ["signed", "not-confirmed"], ["possible", "possible"], ["stayed", "signed"]];
  const RANK = LOOKS.map(([change]) => change);

  /** @type {(day: Day, by: number) => Day} */
  const shifted = (day, by) => {
    const date = new Date(`${day}T00:00:00Z`);
    date.setUTCDate(date.getUTCDate() + by);
    return date.toISOString().slice(0, 10);
  };

  /** @type {(a: Act) => string} */
  const place = ({ code, t, field }) => `${(t[field] || ["", "", ""])[2]} ${code} ${t.id}`;

  /** @type {Atlas["comparison"]["compare"]} */
  function compare(treaties, one, other) {
    const [earlier, last] = [one, other].sort();
    const first = shifted(earlier, 1);
    /** @type {Comparison} */
    const found = { first, last, certain: { in_force: [], terminated: [], signed: [] },
      possible: [] };
    if (first > last) return found;
    for (const t of treaties) {
      // A former state that the view leaves out colours nobody.
      for (const field of t.unsigned || !t.partners.length ? [] : ACTS) {
        const dated = t[field];
        if (!dated || dated[1] > last || dated[2] < first) continue;
        const within = dated[1] >= first && dated[2] <= last;
        (within ? found.certain[field] : found.possible)
          .push({ code: t.partners[0], t, field });
      }
    }
    /** @type {(acts: Act[]) => Act[]} */
    const sorted = (acts) => acts.sort((a, b) => (place(a) < place(b) ? -1 : 1));
    for (const field of ACTS) sorted(found.certain[field]);
    sorted(found.possible);
    return found;
  }

  /* The last day of the first handle's year, and the last day shown. */
  const days = () => /** @type {[Day, Day]} */ (
    [since.day && since.start === atlas.view.start ? since.day
      : `${atlas.view.start.slice(0, 4)}-12-31`, atlas.view.end]);

  let known = "";
  /** @type {Comparison} */
  let found;
  /** @type {Map<string, Change>} */
  let changes = new Map();

  /* The comparison of this view, and the strongest change of each country. */
  function now() {
    const [one, other] = days();
    const key = [one, other, atlas.data.focus, atlas.data.treaties.length,
      atlas.view.former].join();
    if (key === known) return found;
    known = key;
    found = compare(atlas.data.treaties, one, other);
    changes = new Map();
    /** @type {(t: Treaty, change: Change) => void} */
    const add = (t, change) => {
      for (const code of t.partners) {
        const old = changes.get(code);
        if (!old || RANK.indexOf(change) < RANK.indexOf(old)) changes.set(code, change);
      }
    };
    for (const field of ACTS) for (const { t } of found.certain[field]) add(t, field);
    for (const { t } of found.possible) add(t, "possible");
    for (const t of atlas.data.treaties) {
      const { key: status } = atlas.counting.statusOf(t, one);
      if (["in-force", "not-confirmed", "not-yet"].includes(status)) add(t, "stayed");
    }
    return found;
  }

  /* "between 2011 and 2026", as captions.period of geo/presentation has it. */
  function period() {
    const { first, last } = now();
    const { word, day } = atlas.words;
    const whole = first.endsWith("-01-01") && last.endsWith("-12-31");
    const [a, b] = [first.slice(0, 4), last.slice(0, 4)];
    if (whole && a === b) return word("compare.in", { year: b });
    return whole ? word("compare.years", { first: a, last: b })
      : word("compare.days", { first: day(first), last: day(last) });
  }

  /** @param {Change} change */
  const label = (change) => atlas.words.word(`compare.${change}`, { period: period() });

  /* What a country is counted under: its strongest change, and what that leaves open. */
  /** @param {Change} change */
  const labelOfCountry = (change) => (["in_force", "signed", "stayed"].includes(change)
    ? atlas.words.word(`compare.legend.${change}`, { period: period() }) : label(change));

  /** @type {Atlas["comparison"]["keyOf"]} */
  function keyOf(code) {
    now();
    const change = changes.get(code);
    return LOOKS.find(([one]) => one === change)?.[1] ?? "none";
  }

  /** @type {Atlas["comparison"]["tip"]} */
  function tip(code) {
    now();
    const change = changes.get(code);
    return atlas.words.paired(atlas.words.name(code),
      change ? labelOfCountry(change) : atlas.card.label("none"));
  }

  /** @type {Atlas["comparison"]["headline"]} */
  function headline() {
    const { certain, first, last } = now();
    const { word, day, counted } = atlas.words;
    if (first > last) return word("compare.same");
    return word("compare.headline", { first: day(shifted(first, -1)),
      // The data cannot speak of days after they were made.
      last: day(last < atlas.data.as_of ? last : atlas.data.as_of),
      signed: counted(certain.signed.length, "instrument"),
      in_force: certain.in_force.length, terminated: certain.terminated.length });
  }

  /** @type {(a: Act, named: boolean) => HTMLElement} */
  function row({ code, t, field }, named) {
    const look = LOOKS.find(([one]) => one === field)?.[1] ?? "none";
    const date = atlas.words.date(t[field]) + atlas.words.doubt(t.confidence[field]);
    const act = named ? atlas.words.word(`compare.act.${field}`) : "";
    const button = node("button", { type: "button", "data-code": code },
      atlas.legend.swatch(named ? "possible" : look),
      node("b", {}, t.partners.map(atlas.words.name).join(" – ")),
      node("span", {}, atlas.words.listed([act, date].filter(Boolean))));
    button.addEventListener("click", () => atlas.select(code, code, true));
    return node("li", {}, button);
  }

  /** @type {Atlas["comparison"]["list"]} */
  function list() {
    const { certain, possible } = now();
    const groups = [.../** @type {const} */ (["in_force", "terminated", "signed"])
      .map((field) => /** @type {[Change, Act[]]} */ ([field, certain[field]])),
    /** @type {[Change, Act[]]} */ (["possible", possible])].filter(([, acts]) => acts.length);
    return groups.flatMap(([change, acts]) => [node("h2", {}, label(change)),
      node("ol", {}, ...acts.map((act) => row(act, change === "possible")))]);
  }

  /** @type {Atlas["comparison"]["legend"]} The changes, with the countries of each. */
  function legend() {
    now();
    const numbers = new Map();
    for (const change of changes.values()) numbers.set(change, (numbers.get(change) || 0) + 1);
    return LOOKS.filter(([change]) => numbers.has(change)).map(([change, key]) => node("li",
      {}, atlas.legend.swatch(key), labelOfCountry(change), " ", node("b", {}, String(numbers.get(change)))));
  }

  /** @type {Atlas["comparison"]["turn"]} */
  function turn(on, day = "") {
    const wanted = on && !atlas.data.grouped;
    const { start } = atlas.view;
    if (wanted === shown && since.day === day && (!day || since.start === start)) return;
    Object.assign(since, { day, start });
    shown = wanted;
    atlas.legend.only = "";
    document.documentElement.classList.toggle("comparing", shown);
    if (atlas.state) atlas.draw(null);
  }

  function load() {
    const button = atlas.element("compare");
    button.addEventListener("click", () => {
      turn(!shown);
      // The app's title says what the map shows.
      if (atlas.host.hosted) atlas.host.tell();
      else atlas.remember();
    });
  }

  /* The button says whether it is on; a table of dates alone has no acts to list. */
  function draw() {
    const button = atlas.element("compare");
    button.hidden = Boolean(atlas.data.grouped) || atlas.data.span[0] === atlas.data.span[1];
    button.setAttribute("aria-pressed", String(shown));
  }

  return { compare, keyOf, tip, headline, list, legend, turn, load, draw, on: () => shown,
    codes: () => { now(); return [...changes.keys()]; } };
})();
