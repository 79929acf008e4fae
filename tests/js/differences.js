/* Where the page's scripts and the library differ: one function for each kind of case.

   The cases are what the tests of tests/page write. Runs under Node.js and, on a machine
   without it, in the browser: plain functions, nothing imported. */
"use strict";
const differences = {};

/* One line for each case in which the two say different things. */
const told = (cases) => ({ compared: cases.length,
  differing: cases.filter(([, script, library]) => JSON.stringify(script) !== JSON.stringify(library))
    .map(([about, script, library]) => `${about}:\nscript  ${JSON.stringify(script)}\n`
      + `library ${JSON.stringify(library)}`) });

const range = (view) => `${view.start}..${view.end}, ${view.basis}`;

differences.counting = {
  /* One treaty by itself: its class, and what it adds to each count. */
  treaties: ({ counting }, { treaties, views, expected }) => told(views.flatMap(
    (view, v) => treaties.map((treaty, t) => {
      const { standings, counts } = counting.state([treaty], view);
      const [code] = treaty.partners;
      const found = [standings.get(code)?.key ?? "none", counts.countries, counts.possible,
        counts.confirmed, counts.not_confirmed];
      return [`${treaty.id} in ${range(view)}`, found, expected[v][t]];
    }),
  )),

  /* The one status of a treaty at the end of a day, and the field that dates it. */
  statuses: ({ counting }, { treaties, days, expected }) => told(days.flatMap(
    (day, d) => treaties.map((treaty, t) => {
      const { key, field } = counting.statusOf(treaty, day);
      return [`${treaty.id} on ${day}`, [key, field], expected[d][t]];
    }),
  )),

  /* The class of countries that no treaty colours, by what their table covers. */
  coverages: (atlas, coverages) => told(coverages.flatMap(
    ({ data, codes, views, expected }) => {
      atlas.data = { ...atlas.data, ...data };
      return views.map((view, v) => {
        atlas.view = view;
        return [`${JSON.stringify(data)} in ${range(view)}`,
          codes.map((code) => atlas.counting.keyOf(code)), expected[v]];
      });
    },
  )),

  /* Whole tables: every country's class, number and first year, and every count. */
  tables: ({ counting }, tables) => told(tables.flatMap(
    ({ name, treaties, grouped, views, expected }) => {
      const opened = grouped ? counting.open(grouped) : null;
      return views.map((view, v) => {
        const { standings, counts } = counting.state(treaties, view, opened);
        const listed = [...standings].map(([code, s]) => [code, s.key, s.number,
          s.first ? s.first[2].slice(0, 4) : null]);
        if (grouped || !view.focus) listed.sort((a, b) => (a[0] < b[0] ? -1 : 1));
        return [`${name} in ${range(view)}`, [counts, listed],
          [expected[v].counts, expected[v].standings]];
      });
    },
  )),
};

/* Whose each area was on the last day of a view. */
differences.counting.land = (atlas, { data, uids, views, expected }) => {
  atlas.data = { ...atlas.data, ...data };
  return told(views.map((view, v) => [range(view),
    uids.map((uid) => atlas.counting.landOf(uid, view)), expected[v]]));
};

differences.link = {
  /* What a link asks for, and what of it is ignored or changed. */
  read: (atlas, { data, links }) => {
    atlas.data = { ...atlas.data, ...data };
    return told(links.map(({ link, view, notices }) => {
      const read = atlas.link_to_view.read(`#${link}`);
      const listed = read.notices.map((n) => [n.key, n.field, n.value, n.allowed]);
      return [link, [{ ...data.view, ...read.changes }, listed.sort()], [view, notices]];
    }));
  },

  /* How a view is written; and that the page reads what it has written. */
  written: (atlas, { data, views }) => {
    atlas.data = { ...atlas.data, ...data };
    return told(views.flatMap(({ view, query }) => {
      atlas.view = view;
      const text = atlas.link_to_view.write();
      const { changes, notices } = atlas.link_to_view.read(`#${text}`);
      return [[`written: ${query}`, text, query],
        [`read back: ${query}`, [{ ...data.view, ...changes }, notices], [view, []]]];
    }));
  },
};

differences.strings = {
  /* The title and the headline of a view. */
  views: (atlas, { data, views }) => {
    atlas.data = { ...atlas.data, ...data };
    atlas.words.load(atlas.data);
    return told(views.map(({ view, counts, title, headline }) => {
      atlas.view = view;
      return [`${view.lang}, ${range(view)}`,
        [atlas.words.title(view), atlas.words.headline(view, counts)], [title, headline]];
    }));
  },

  /* Numbers with their nouns, dates, words of the data: [function, arguments, text]. */
  sentences: (atlas, { data, calls }) => {
    atlas.data = { ...atlas.data, ...data };
    atlas.words.load(atlas.data);
    return told(calls.map(([lang, name, values, text]) => {
      atlas.view = { ...data.view, lang };
      return [`${lang}: ${name}(${JSON.stringify(values)})`, atlas.words[name](...values),
        text];
    }));
  },
};

differences.topology = {
  /* Every area with the points of its rings. */
  areas: (atlas, { texts, areas }) => {
    const read = atlas.topology.read(texts).areas;
    return told(Object.entries(areas).map(([uid, expected], i) => [uid,
      [read[i].uid, read[i].latlngs], [uid, expected]]));
  },

  /* Every line of each class. */
  lines: (atlas, { texts, lines }) => {
    const read = atlas.topology.read(texts).lines;
    return told(read.flatMap(({ kind, latlngs }) => latlngs.map((line, i) => [
      `${kind} ${i} of ${latlngs.length}`, [latlngs.length, line],
      [lines[kind].length, lines[kind][i]]])));
  },
};

differences.acts = {
  /* What happened between two days: each list of acts as [country, treaty]. */
  comparisons: (atlas, { treaties, pairs, expected }) => told(pairs.map(([one, other], i) => {
    const found = atlas.comparison.compare(treaties, one, other);
    const acts = (of) => of.map(({ code, t, field }) => [code, t.id, field]);
    const { first, last, certain } = found;
    return [`${one} with ${other}`, [first, last, acts(certain.in_force),
      acts(certain.terminated), acts(certain.signed), acts(found.possible)], expected[i]];
  })),

  /* The stretches of a treaty's life up to a day, and the fewest days it waited. */
  lives: (atlas, { treaties, days, expected }) => told(days.flatMap((day, d) => treaties.map(
    (treaty, t) => [`${treaty.id} on ${day}`, [atlas.timeline.stretches(treaty, day),
      atlas.timeline.waited(treaty, day)], expected[d][t]],
  ))),
};
