/* The law of years in the browser.

   The same rules as geo/timeline.py, which is the reference: a browser test compares
   the two for every year and basis. Dates are [text, earliest, latest] with ISO days,
   which compare as strings. */
"use strict";
const atlas = {};

atlas.law = (() => {
  // Strongest first: a country with two instruments takes the class of the stronger.
  const PRECEDENCE = {
    signed: ["signed", "ended", "possible"],
    "in-force": ["in-force", "not-confirmed", "possible", "not-yet", "ended"],
  };
  const COUNTED = { signed: ["signed", "ended"], "in-force": ["in-force"] };

  const within = (d, view) => view.start <= d[1] && d[2] <= view.end;
  const touches = (d, view) => d[1] <= view.end && view.start <= d[2];
  const ended = (t, view) => t.terminated !== null && t.terminated[2] <= view.end;

  // A source says it ended, but does not place the end before or after the view.
  const mayHaveEnded = (t, view) =>
    (t.terminated === null ? t.over : t.terminated[1] <= view.end);

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
      const undatedEnd = t.terminated === null && t.over;
      return certain && !undatedEnd ? "not-confirmed" : "possible";
    }
    if (!touches(entry, view)) return "none";
    if (ended(t, view)) return "ended";
    return mayHaveEnded(t, view) || !within(entry, view) ? "possible" : "in-force";
  }

  function classify(t, view) {
    if (t.unsigned) return "none";
    return view.basis === "signed" ? bySignature(t, view) : byEntryIntoForce(t, view);
  }

  const confirmed = (t, view) =>
    t.in_force !== null && t.in_force[2] <= view.end && !ended(t, view)
    && !mayHaveEnded(t, view);

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
    const rank = (key) => PRECEDENCE[view.basis].indexOf(key);
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
        if (rank(key) < rank(s.key)) s.key = key;
      }
    }
    return { standings, counts: count(standings, instruments, view) };
  }

  /* Who is in a layer on the last day shown: code -> whether the role is firm. */
  function members(layer, view) {
    const found = new Map();
    for (const [code, , since, until, firm] of layer.members) {
      if (since && since > view.end) continue;
      if (until && until <= view.end) continue;
      found.set(code, firm || found.get(code) || false);
    }
    return found;
  }

  return { state, classify, members, COUNTED };
})();
