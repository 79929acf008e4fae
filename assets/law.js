/* The law of years in the browser.

   The same rules as geo/timeline.py, which is the reference: a browser test compares
   the two for every year and basis. Dates are [text, earliest, latest] with ISO days,
   which compare as strings. */
"use strict";
const atlas = {};

atlas.law = (() => {
  // Strongest first: a country with two instruments takes the class of the stronger.
  const PRECEDENCE = ["focus", "in-force", "signed", "not-confirmed", "not-yet",
    "ended", "possible", "none"];
  const COUNTED = { signed: ["signed", "ended"], "in-force": ["in-force"] };

  const within = (d, view) => view.start <= d[1] && d[2] <= view.end;
  const touches = (d, view) => d[1] <= view.end && view.start <= d[2];
  const ended = (t, view) => t.terminated !== null && t.terminated[2] <= view.end;

  function bySignature(t, view) {
    if (t.signed === null || !touches(t.signed, view)) return "none";
    if (!within(t.signed, view)) return "possible";
    return ended(t, view) ? "ended" : "signed";
  }

  function byEntryIntoForce(t, view) {
    const entry = t.in_force;
    if (entry === null || entry[1] > view.end) {
      if (t.signed === null || !touches(t.signed, view)) return "none";
      const certain = within(t.signed, view);
      if (entry !== null) return certain ? "not-yet" : "none";
      if (ended(t, view)) return "ended";
      return certain ? "not-confirmed" : "possible";
    }
    if (!touches(entry, view)) return "none";
    if (ended(t, view)) return "ended";
    const mayHaveEnded = t.terminated !== null && t.terminated[1] <= view.end;
    return mayHaveEnded || !within(entry, view) ? "possible" : "in-force";
  }

  function classify(t, view) {
    if (t.unsigned) return "none";
    return view.basis === "signed" ? bySignature(t, view) : byEntryIntoForce(t, view);
  }

  const confirmed = (t, view) =>
    t.in_force !== null && t.in_force[2] <= view.end && !ended(t, view);

  function count(standings, instruments, view) {
    const of = (keys) => [...standings.values()].filter((s) => keys.includes(s.key));
    const all = [...standings.values()];
    return {
      countries: of(COUNTED[view.basis]).length,
      instruments: COUNTED[view.basis]
        .reduce((sum, key) => sum + (instruments[key] || 0), 0),
      possible: of(["possible"]).length,
      confirmed: all.filter((s) => s.treaties.some((t) => confirmed(t, view))).length,
      not_confirmed: of(["not-confirmed"]).length,
      unverified: all.flatMap((s) => s.treaties)
        .filter((t) => t.in_force === null).length,
    };
  }

  /* What a view shows: code -> {key, treaties}, in order of signature (the payload's
     order), and the counts. */
  function state(treaties, view) {
    const standings = new Map();
    const instruments = {};
    for (const t of treaties) {
      const key = classify(t, view);
      if (key === "none") continue;
      instruments[key] = (instruments[key] || 0) + 1;
      const s = standings.get(t.partner);
      if (!s) standings.set(t.partner, { key, treaties: [t] });
      else {
        s.treaties.push(t);
        if (PRECEDENCE.indexOf(key) < PRECEDENCE.indexOf(s.key)) s.key = key;
      }
    }
    return { standings, counts: count(standings, instruments, view) };
  }

  return { state, COUNTED };
})();
