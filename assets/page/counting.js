/* The counting rules in the browser.

   The same rules as geo/model/counting.py, which is the reference: tests compare
   the two for every year and basis. Dates are [text, earliest, latest] with ISO days,
   which compare as strings. */
"use strict";
atlas.counting = (() => {
  /** @type {Record<Basis, ClassKey[]>}
      Strongest first: a country with two instruments takes the class of the stronger. */
  const PRECEDENCE = {
    signed: ["signed", "ended", "state-ended", "possible"],
    "in-force": ["in-force", "not-confirmed", "possible", "not-yet", "ended",
      "state-ended"],
  };
  /** @type {Record<Basis, ClassKey[]>} */
  const COUNTED = { signed: ["signed", "ended", "state-ended"],
    "in-force": ["in-force"] };

  /** @type {StatusKey[]} Strongest first. */
  const STATUSES = [...PRECEDENCE["in-force"], "planned", "none"];

  /** @type {(d: PartialDate, view: Period) => boolean} */
  const within = (d, view) => view.start <= d[1] && d[2] <= view.end;
  /** @type {(d: PartialDate, view: Period) => boolean} */
  const touches = (d, view) => d[1] <= view.end && view.start <= d[2];
  /** @type {(t: Profile, view: Period) => boolean} */
  const ended = (t, view) => t.terminated !== null && t.terminated[2] <= view.end;

  /** @type {(t: Profile, view: Period) => boolean}
      A party is no more, in a view that shows former states as such. */
  const stateEnded = (t, view) => Boolean(t.end) && view.former === "own"
    && String(t.end) <= view.end;

  /** @type {(t: Profile, view: Period) => boolean}
      A source says it ended, but does not place the end before or after the view. */
  const mayHaveEnded = (t, view) =>
    (t.terminated === null ? t.over : t.terminated[1] <= view.end);

  /** @type {(t: Profile, view: Period) => ClassKey} */
  function bySignature(t, view) {
    if (t.signed === null || !touches(t.signed, view)) return "none";
    if (!within(t.signed, view)) return "possible";
    if (ended(t, view)) return "ended";
    return stateEnded(t, view) ? "state-ended" : "signed";
  }

  /** @type {(t: Profile, view: Period) => ClassKey} */
  function byEntryIntoForce(t, view) {
    const entry = t.in_force;
    if (entry === null || entry[1] > view.end) {
      if (t.signed === null || !touches(t.signed, view)) return "none";
      const certain = within(t.signed, view);
      if (entry !== null && !certain) return "none";
      if (entry !== null) return stateEnded(t, view) ? "state-ended" : "not-yet";
      if (ended(t, view)) return "ended";
      if (certain && stateEnded(t, view)) return "state-ended";
      const undatedEnd = t.terminated === null && t.over;
      return certain && !undatedEnd ? "not-confirmed" : "possible";
    }
    if (!touches(entry, view)) return "none";
    if (ended(t, view)) return "ended";
    if (!within(entry, view)) return "possible";
    if (stateEnded(t, view)) return "state-ended";
    return mayHaveEnded(t, view) ? "possible" : "in-force";
  }

  /** @type {Atlas["counting"]["classify"]} */
  function classify(t, view) {
    if (t.unsigned) return "none";
    return view.basis === "signed" ? bySignature(t, view) : byEntryIntoForce(t, view);
  }

  /** @type {Atlas["counting"]["datedBy"]}
      The field that dates the class a treaty has in a view; blank where none does. */
  function datedBy(t, key, view) {
    if (key === "signed" || key === "not-confirmed") return "signed";
    if (key === "in-force" || key === "not-yet") return "in_force";
    if (key === "ended") return "terminated";
    if (key !== "possible") return "";
    const entry = t.in_force;
    if (view.basis === "signed" || entry === null || entry[1] > view.end) return "signed";
    if (!within(entry, view)) return "in_force";
    return t.terminated === null ? "" : "terminated";
  }

  /** @type {Atlas["counting"]["statusOf"]}
      The one status of a treaty at the end of a day, whatever the basis of the view, as
      geo/model/status.py has it. */
  function statusOf(t, day) {
    if (t.unsigned) return { key: "planned", field: "" };
    /** @type {Period} */
    const view = { start: "0001-01-01", end: day, basis: "in-force",
      former: atlas.view?.former ?? "own" };
    const key = classify(t, view);
    if (key === "none" && t.signed !== null && t.signed[1] <= day) {
      return { key: "possible", field: "signed" };
    }
    return { key, field: datedBy(t, key, view) };
  }

  /** @type {Atlas["counting"]["strongest"]}
      Of several statuses that of the strongest treaty. */
  function strongest(treaties, day) {
    /** @type {(status: TreatyStatus) => number} */
    const rank = ({ key }) => STATUSES.indexOf(key);
    return treaties.map((t) => ({ ...statusOf(t, day), t }))
      .reduce((best, one) => (rank(one) < rank(best) ? one : best));
  }

  /** @type {(t: Profile, view: View) => boolean} */
  const confirmed = (t, view) =>
    t.in_force !== null && t.in_force[2] <= view.end && !ended(t, view)
    && !mayHaveEnded(t, view) && !stateEnded(t, view);

  /** @type {Atlas["counting"]["state"]}
      What a view shows: code -> {key, treaties, number, first}, in order of signature
     (the payload's order), and the counts. A large table comes grouped by dates: the
     rules are asked once for each profile of dates, and `treaties` are the listed ones
     only. */
  function state(treaties, view, grouped = null) {
    const counted = COUNTED[view.basis];
    /** @type {State["standings"]} */
    const standings = new Map();
    /** @type {Tally} */
    const instruments = {};
    /** @type {Set<string>} */
    const single = new Set();    // confirmed by a treaty that one source alone states
    /** @type {Set<string>} */
    const several = new Set();   // confirmed by a treaty that more than one source states
    let unverified = 0;
    let apart = 0;               // of former states that the view leaves out
    for (const t of treaties) {
      if (t.by) t.partners = t.by[view.former];
      const key = classify(t, view);
      if (key === "none") continue;
      if (!t.partners.length) {
        if (t.by?.own.length) apart += 1;
        continue;
      }
      if (!grouped) {
        instruments[key] = (instruments[key] || 0) + 1;
        if (t.in_force === null) unverified += 1;
      }
      const certain = !grouped && confirmed(t, view);
      for (const code of t.partners) {
        let s = standings.get(code);
        if (!s) {
          s = { key, status: "none", treaties: [], number: 0, first: t.signed };
          standings.set(code, s);
        }
        s.treaties.push(t);
        if (counted.includes(key)) s.number += 1;
        if (PRECEDENCE[view.basis].indexOf(key) < PRECEDENCE[view.basis].indexOf(s.key)) s.key = key;
        if (certain) (t.one_source ? single : several).add(code);
      }
    }
    if (grouped) return tally(grouped, view, standings);
    for (const s of standings.values()) s.status = strongest(s.treaties, view.end).key;
    const alone = [...single].filter((code) => !several.has(code)).length;
    const confirmations = { all: alone + several.size, single: alone };
    return { standings, counts: count(standings, instruments, confirmations, unverified,
      apart, view) };
  }

  /** @type {(standings: State["standings"], instruments: Tally,
      confirmations: { all: number, single: number }, unverified: number, apart: number,
      view: View) => Counts} */
  function count(standings, instruments, confirmations, unverified, apart, view) {
    /** @type {Tally} */
    const numbers = {};
    for (const { key } of standings.values()) numbers[key] = (numbers[key] || 0) + 1;
    /** @param {Tally} of */
    const sum = (of) => COUNTED[view.basis].reduce((n, key) => n + (of[key] || 0), 0);
    return {
      countries: sum(numbers),
      instruments: sum(instruments),
      possible: numbers.possible || 0,
      confirmed: confirmations.all,
      one_source: confirmations.single,
      not_confirmed: numbers["not-confirmed"] || 0,
      unverified,
      apart,
    };
  }

  /** @type {(grouped: OpenGroups, view: View, listed: State["standings"]) => State}
      The counts of a large table, by numbers rather than by objects. */
  function tally(grouped, view, listed) {
    const { codes, profiles, rows } = grouped;
    const parties = grouped.parties[view.former];
    const ranks = PRECEDENCE[view.basis];
    const counted = COUNTED[view.basis];
    const best = new Uint8Array(codes.length).fill(ranks.length);
    const number = new Uint32Array(codes.length);
    const sure = new Uint8Array(codes.length);
    const status = new Uint8Array(codes.length).fill(STATUSES.length - 1);
    /** @type {(PartialDate | null)[]} */
    const first = new Array(codes.length).fill(null);
    /** @type {Tally} */
    const instruments = {};
    let unverified = 0;
    let apart = 0;
    profiles.forEach((profile, i) => {
      const key = classify(profile, view);
      if (key === "none") return;
      const rank = ranks.indexOf(key);
      const add = counted.includes(key) ? 1 : 0;
      const certain = confirmed(profile, view);
      const strength = STATUSES.indexOf(statusOf(profile, view.end).key);
      const list = profile.end ? rows[i].filter((pair) => parties[pair].length) : rows[i];
      if (profile.end) {
        apart += rows[i].filter((pair) => !parties[pair].length
          && grouped.parties.own[pair].length).length;
      }
      instruments[key] = (instruments[key] || 0) + list.length;
      if (profile.in_force === null) unverified += list.length;
      for (const pair of list) {
        for (const code of parties[pair]) {
          if (rank < best[code]) best[code] = rank;
          if (strength < status[code]) status[code] = strength;
          number[code] += add;
          // 1: one source alone states it; 2: by another treaty, more than one does.
          if (certain) sure[code] |= profile.one_source ? 1 : 2;
          const earliest = first[code];
          if (profile.signed && (!earliest || profile.signed[2] < earliest[2])) {
            first[code] = profile.signed;
          }
        }
      }
    });
    const places = codes.map((code, i) => ({ code, i })).filter(({ i }) => best[i] < ranks.length);
    /** @type {(of: { i: number, code: string }) => string} */
    const place = ({ i, code }) => `${first[i]?.[2] ?? "9999"} ${code}`;
    places.sort((a, b) => (place(a) < place(b) ? -1 : 1));
    const standings = new Map(places.map(({ code, i }) => [code, { key: ranks[best[i]],
      status: STATUSES[status[i]], treaties: listed.get(code)?.treaties || [], number: number[i], first: first[i] }]));
    const confirmations = { all: sure.reduce((n, one) => n + Number(one > 0), 0),
      single: sure.reduce((n, one) => n + Number(one === 1), 0) };
    return { standings,
      counts: count(standings, instruments, confirmations, unverified, apart, view) };
  }

  /** @type {Atlas["counting"]["open"]}
      The grouped treaties of the payload, decoded once: see geo/page/payload.py. */
  function open(grouped) {
    // A pair with a former state has its successors behind a stroke.
    const codes = [...new Set(grouped.pairs.flatMap((pair) => pair.split(/[ |]/)))]
      .filter(Boolean).sort();
    const place = new Map(codes.map((code, i) => [code, i]));
    /** @type {(low: number | string, high: number | string) => PartialDate | null} */
    const date = (low, high) => (low ? [String(low === high ? low : `${low}–${high}`),
      typeof low === "string" ? low : `${String(low).padStart(4, "0")}-01-01`,
      typeof high === "string" ? high : `${String(high).padStart(4, "0")}-12-31`] : null);
    /** @type {(chosen: (pair: string) => string) => number[][]} */
    const numbered = (chosen) => grouped.pairs.map((pair) => chosen(pair).split(" ")
      .filter(Boolean).map((code) => place.get(code) ?? 0));
    return {
      codes,
      parties: { own: numbered((pair) => pair.split("|")[0]),
        successor: numbered((pair) => pair.split("|").at(-1) ?? ""),
        drop: numbered((pair) => (pair.includes("|") ? "" : pair)) },
      profiles: grouped.profiles.map((p) => ({ signed: date(p[0], p[1]),
        in_force: date(p[2], p[3]), terminated: date(p[4], p[5]),
        unsigned: Boolean(p[6]), over: Boolean(p[7]), one_source: Boolean(p[8]),
        end: typeof p[9] === "number" ? `${p[9]}-12-31` : p[9] })),
      rows: grouped.rows.map((steps) => {
        let at = 0;
        return Uint32Array.from(steps, (step) => (at += step));
      }),
    };
  }

  /** @type {Atlas["counting"]["members"]}
      Who is in a layer on the last day shown: code -> whether the role is firm. */
  function members(layer, view) {
    const partners = new Map();
    for (const [code, , since, until, firm] of layer.members) {
      if (since && since > view.end) continue;
      if (until && until <= view.end) continue;
      partners.set(code, firm || partners.get(code) || false);
    }
    return partners;
  }

  /** @type {Atlas["counting"]["leavesOut"]}
      Whether a country without a row is not covered, rather than without a treaty: the
      rule of geo/model/coverage.py. */
  function leavesOut(code, view) {
    const { coverage, focus } = atlas.data;
    if (!coverage || !code) return false;
    const [start, end] = [view.start, view.end].map((day) => Number(day.slice(0, 4)));
    const { years, party, states } = coverage;
    if (years && !(years[0] <= start && end <= years[1])) return true;
    if (party && focus && party !== focus && party !== code) return true;
    return states !== null && !states.some(([state, first, last]) =>
      state === code && first <= end && start <= last);
  }

  /** @type {Atlas["counting"]["keyOf"]}
      How a country is drawn: by its status, whatever is counted; by its class where that
      is less certain, or where the colours are those of a scale. One named only in rows
      that were not read has its own, and one that the table does not cover. */
  function keyOf(code, standing) {
    if (code && code === atlas.data.focus) return "focus";
    if (standing && atlas.view.basis === "signed" && standing.key !== "possible"
        && !atlas.data.scales[atlas.view.colour]) return standing.status;
    if (standing) return standing.key;
    if (atlas.data.unread.includes(code)) return "unread";
    if (leavesOut(code, atlas.view)) return "not-covered";
    return atlas.data.begun[code] > atlas.view.end ? "not-a-state" : "none";
  }

  /** @type {Atlas["counting"]["landOf"]}
      The state whose an area was at the end of a view, where it is another's today: the
      rule of geo/model/territory.py. */
  function landOf(uid, view) {
    if (!atlas.data.former || view.former !== "own") return "";
    return (atlas.data.former.land[uid] || [])
      .find(([, first, last]) => first <= view.end && view.end < last)?.[0] || "";
  }

  return { state, classify, datedBy, statusOf, strongest, members, open, keyOf, leavesOut, landOf,
    COUNTED, PRECEDENCE };
})();
