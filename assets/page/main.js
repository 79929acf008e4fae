/* The page: one view, one state, and everything that draws them. */
"use strict";
/* Counted here, but not named by the list a preset is compared with. */
atlas.unnamed = (code) => {
  const preset = atlas.data.presets[atlas.view.preset];
  const standing = atlas.state.standings.get(code);
  return preset !== undefined && standing !== undefined && !preset.named.includes(code)
    && atlas.counting.COUNTED[atlas.view.basis].includes(standing.key);
};

/** @type {(view: View) => (keyof View)[]} */
const fields = (view) => /** @type {any} */ (Object.keys(view));

/** @type {(before: View, names: (keyof View)[]) => boolean}
    Whether the view differs from an earlier one in nothing but these. */
const changedOnly = (before, names) => fields(before)
  .every((k) => names.includes(k) || String(atlas.view[k]) === String(before[k]));

/* How the page shows its view: the rest of its address. */
const shownAs = () => [atlas.present.on() ? "present=1" : "",
  atlas.embed.on() ? "embed=1" : "", atlas.comparison.on() ? "compare=1" : ""];

/** @type {ReturnType<typeof setTimeout> | undefined} */
let writing;

/* The view in the page's address. */
atlas.remember = () => {
  clearTimeout(writing);
  try {
    const query = [atlas.link_to_view.write(atlas.present.shared()), ...shownAs()]
      .filter(Boolean).join("&");
    history.replaceState(null, "", query ? `#${query}` : location.pathname);
  } catch {
    // A sandboxed frame may not touch its address: the page works without.
  }
  atlas.embed.draw();
};

/* Change the view. Every control, link and message comes through here. */
atlas.set = (changes, fromHost = false) => {
  const before = atlas.view;
  atlas.view = { ...before, ...changes };
  if (changedOnly(before, [])) return;
  atlas.draw(before);
  if (atlas.host.hosted) {
    if (!fromHost) atlas.host.tell();
    return;
  }
  // A browser takes its time to write an address: of a drag it gets the end alone.
  clearTimeout(writing);
  if (atlas.moving()) writing = setTimeout(atlas.remember, PAUSE);
  else atlas.remember();
};

/* Select a country: its card opens; nothing selected closes it. */
atlas.select = (code, uid, takeFocus = false) => {
  const partner = Object.hasOwn(atlas.data.units, code)
    || Object.hasOwn(atlas.data.former?.names ?? {}, code)
    || atlas.data.partners.includes(code) ? code : "";
  atlas.tip.hide();
  atlas.strip.light(partner);
  if (!partner && !uid) {
    const had = atlas.card.hide();
    const back = atlas.view.country;
    atlas.set({ country: "" });
    atlas.map.outline("");
    if (had && back) atlas.map.focus(back);
    return;
  }
  atlas.set({ country: partner });
  if (!atlas.host.bare()) atlas.card.show(partner, uid, takeFocus);
  atlas.map.outline(partner);
};

/** @type {(id: TextElement, value: string) => void} */
const text = (id, value) => atlas.write(atlas.element(id), value);
/** @type {ReturnType<typeof setTimeout>[]} */
let rest = [];
let resting = true;
let stepped = 0;
const PAUSE = 160;           // milliseconds after which a handle no longer moves
const BELOW = 300;           // and after which what stands below the map follows

/* Whether a handle moves, or has moved a moment ago. */
atlas.moving = () => !resting;

/** @type {(title: string) => void} A line does not end within "2010–2026". */
function drawTitle(title) {
  atlas.element("title").replaceChildren(...title.split(/(\d+–\d+)/)
    .map((part, i) => (i % 2 ? atlas.node("span", { class: "years-of-title" }, part) : part)));
}

/** @type {(before: View | null) => void}
    What stands above the map, from which follows the room that is left for it. */
function drawAbove(before) {
  const { view, data, words } = atlas;
  if (!before || before.lang !== view.lang) {
    document.documentElement.lang = view.lang;
    document.documentElement.dir = data.direction[view.lang];
    atlas.controls.label();
    atlas.search.label();
  }
  atlas.controls.draw();
  drawTitle(words.title(view));
  text("headline", atlas.comparison.on() ? atlas.comparison.headline()
    : words.headline(view, atlas.state.counts));
}

const count = () => {
  atlas.state = atlas.counting.state(atlas.data.treaties, atlas.view, atlas.data.grouped);
};

atlas.draw = (before) => {
  // Which country is chosen changes no count and no colour.
  if (before && changedOnly(before, ["country"])) {
    atlas.map.outline(atlas.view.country);
    showCountry();
    return;
  }
  count();
  atlas.map.draw(atlas.state);
  drawAbove(before);
  // While a handle moves, each frame draws the map and the numbers; the names and the
  // legend follow once it rests, and then what stands below them, which takes longest.
  rest.forEach(clearTimeout);
  const dragged = before && changedOnly(before, ["start", "end"]);
  // The first step of a drag is one like any other: what follows at once is a movement.
  resting = !dragged || performance.now() - stepped > PAUSE;
  stepped = performance.now();
  if (dragged) rest = [setTimeout(() => settle(before), PAUSE), setTimeout(drawBelow, BELOW)];
  else {
    drawRest(before);
    drawBelow();
  }
};

/** @param {View} before */
function settle(before) {
  resting = true;
  drawRest(before);
  // A heading that was longer keeps its room: the map does not jump at the next drag.
  const heading = atlas.element("headline");
  heading.style.minHeight = `${heading.offsetHeight}px`;
  atlas.frame.fit();
}

function drawBelow() {
  atlas.table.draw();
  atlas.timeline.draw();
}

/** @type {(former: NonNullable<Data["former"]>) => string[]}
    What note() of geo/presentation/former.py says, on the day of the view. */
function formerNote({ named, names, ends, sentences: choices, land, caveats }) {
  const { view, words } = atlas;
  const { end, lang } = view;
  const sentences = named.length ? [choices[view.former][lang]
    .replace("{count}", String(atlas.state.counts.apart))] : [];
  if (view.former !== "own") {
    return sentences.length ? sentences : [words.word("former.today")];
  }
  const drawn = new Set(Object.keys(land).map((uid) => atlas.counting.landOf(uid, view)));
  const unnamed = Object.keys(names).filter((code) => drawn.has(code)
    && !named.includes(code) && !(atlas.data.begun[code] > end));
  if (unnamed.length) {
    sentences.push(words.word("former.unnamed", { names: words.listed(unnamed.map(words.name)) }));
  }
  const over = Object.keys(names).filter((code) => ends[code]?.slice(0, 4) === end.slice(0, 4)
    && !ends[code].endsWith("-01-01")  // the first day on which it was no more
    && (ends[code].length === 4 ? end.endsWith("-12-31") : ends[code] <= end));
  if (over.length) {
    sentences.push(words.word("former.ended",
      { names: words.listed(over.map((code) => words.name(code) + words.aside(words.day(ends[code])))) }));
  }
  /** @type {Map<string, string[]>} */
  const states = new Map();
  for (const [first, last, name, what] of caveats) {
    if (first > end || end >= last) continue;
    states.set(what[lang], [...states.get(what[lang]) ?? [], ...name[lang] ? [name[lang]] : []]);
  }
  for (const [what, whose] of states) {
    sentences.push(whose.length ? words.paired(words.listed(whose), what) : what);
  }
  return sentences;
}

/** @param {View | null} before */
function drawRest(before) {
  const { view, data, words } = atlas;
  atlas.map.describe(atlas.state);
  atlas.search.draw();
  atlas.legend.draw();
  atlas.map.dim();
  atlas.list.draw();
  if (!before || before.lang !== view.lang) atlas.strip.describe();
  atlas.comparison.draw();
  text("live", words.paired(words.years(view), String(atlas.element("headline").textContent)));
  const unnamed = [...atlas.state.standings.keys()].filter(atlas.unnamed);
  text("preset-note", unnamed.length ? `* ${words.word(`preset.${view.preset}.note`,
    { names: words.listed(unnamed.map(words.name)) })}` : "");
  const unplaced = [...atlas.state.standings.keys()].filter((code) => !atlas.map.has(code));
  text("undrawn", unplaced.length ? words.word("undrawn",
    { names: words.listed(unplaced.sort().map((code) => words.name(code) + words.aside(code))) }) : "");
  text("former-note", data.former ? words.listed(formerNote(data.former), "list.sentence") : "");
  text("reading", words.sentence("reading"));
  text("rule", words.sentence("rule"));
  text("made-from", words.sentence("made_from"));
  text("border-note", words.word(`borders.${view.borders}`));
  text("as-of", words.word(data.own ? "as_of.own" : "as_of", {
    // The data cannot speak of days after they were made.
    end: words.day(view.end < data.as_of ? view.end : data.as_of),
    version: data.version[view.lang], as_of: words.day(data.as_of),
    unverified: atlas.state.counts.unverified }));
  text("citation", words.sentence("citation"));
  text("cite", words.sentence("citation"));
  document.title = words.title(view);
  atlas.host.name();
  atlas.embed.draw();
  const moved = !before || before.country !== view.country;
  if (moved || data.former) atlas.map.outline(view.country);
  if (moved) showCountry();
  else if (!atlas.host.bare()) atlas.card.draw();
}

/* The card of the country that is chosen, or none. */
function showCountry() {
  const { country } = atlas.view;
  if (atlas.host.bare()) return;
  if (country) atlas.card.show(country, country);
  else atlas.card.hide();
}

/* The colours of a table's scales: a sheet of its own, replaced with the table. */
const palette = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, palette];

/* Show another table: the page's own at the start, a reader's when the app sends it. */
atlas.take = (table) => {
  const grouped = table.grouped ? atlas.counting.open(table.grouped) : null;
  atlas.data = { ...atlas.data, ...table, grouped };
  palette.replaceSync(table.palette);
};

/* A table that comes later than the page: everything that depends on it is made anew. */
atlas.show = (table, view) => {
  atlas.card.hide();
  atlas.take(table);
  atlas.map.hatches();
  atlas.view = { ...view };
  atlas.controls.span();
  atlas.draw(null);
  // Of dates alone, which have no acts, there is no comparison.
  if (atlas.data.grouped) atlas.comparison.turn(false);
};

/* Say what of a link, or of what was typed, was ignored, in the app's own sentences. */
atlas.tell = (notices) => {
  const notice = atlas.element("notice");
  notice.hidden = !notices.length;
  notice.textContent = atlas.words.listed(notices.map(({ key, ...values }) =>
    atlas.words.word(`notice.${key}`, values)), "list.sentence");
};

/** @type {(leaflet: import("leaflet").Map, changes: Partial<View>, notices: Notice[]) => void}
    Draw everything for the first time. */
function begin(leaflet, changes, notices) {
  atlas.view = { ...atlas.view, ...changes };
  atlas.embed.load();
  atlas.controls.load();
  atlas.search.load();
  atlas.list.load();
  // The map is fitted to the room it has in the end: each fit draws every shape anew.
  count();
  drawAbove(null);
  atlas.legend.draw();
  atlas.map.load(leaflet);
  atlas.comparison.load();
  /** @param {string} hash */
  const compares = (hash) => new URLSearchParams(hash.slice(1)).has("compare");
  atlas.comparison.turn(!atlas.host.hosted && compares(location.hash));
  atlas.draw(null);
  atlas.tell(notices);
  atlas.present.load();
  addEventListener("hashchange", () => {
    const next = atlas.link_to_view.read(location.hash);
    atlas.tell(next.notices);
    atlas.comparison.turn(compares(location.hash));
    atlas.set({ ...atlas.data.view, ...next.changes });
  });
  document.documentElement.dataset.ready = "yes";
}

atlas.start = (leaflet) => {
  const { table, ...fixed } = JSON.parse(atlas.element("atlas-data").textContent);
  atlas.data = fixed;
  atlas.shipped = table;
  atlas.take(atlas.shipped);
  atlas.words.load(atlas.data);
  atlas.view = { ...atlas.data.view };
  if (atlas.host.hosted) atlas.host.load((view) => begin(leaflet, view, []));
  else {
    const { changes, notices } = atlas.link_to_view.read(location.hash);
    begin(leaflet, changes, notices);
  }
};

atlas.start(window.map_atlas);
