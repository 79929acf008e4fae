/* Where the law of the page's script and that of the library differ.

   `cases` is what tests/test_law_in_script.py writes. Runs under node and, on a machine
   without it, in the browser: plain functions, nothing imported. */
"use strict";

/* One treaty by itself: its class, and what it adds to each count. */
function differencesOfTreaties(law, { treaties, views, expected }) {
  const said = [];
  let compared = 0;
  views.forEach((view, v) => treaties.forEach((treaty, t) => {
    const { standings, counts } = law.state([treaty], view);
    const [code] = treaty.partners;
    const found = [standings.get(code)?.key ?? "none", counts.countries, counts.possible,
      counts.confirmed, counts.not_confirmed];
    compared += 1;
    if (String(found) !== String(expected[v][t])) {
      said.push(`${treaty.id} in ${view.start}..${view.end}, ${view.basis}: `
        + `script ${found}, library ${expected[v][t]}`);
    }
  }));
  return { compared, said };
}

/* Whole tables: every country's class, number and first year, and every count. */
function differencesOfTables(law, tables) {
  const said = [];
  let compared = 0;
  for (const { name, treaties, ledger, views, expected } of tables) {
    const opened = ledger ? law.open(ledger) : null;
    views.forEach((view, v) => {
      const { standings, counts } = law.state(treaties, view, opened);
      const listed = [...standings].map(([code, s]) => [code, s.key, s.number,
        s.first ? s.first[2].slice(0, 4) : null]);
      if (ledger) listed.sort((a, b) => (a[0] < b[0] ? -1 : 1));
      const found = JSON.stringify([counts, listed]);
      const wanted = JSON.stringify([expected[v].counts, expected[v].standings]);
      compared += 1;
      if (found !== wanted) {
        said.push(`${name} in ${view.start}..${view.end}, ${view.basis}:\n`
          + `script  ${found}\nlibrary ${wanted}`);
      }
    });
  }
  return { compared, said };
}
