/* The map for a lecture: the whole window, what it shows and from which data, the year in
   large figures, the names of the countries that signed in it; the keys of a clicker; at the
   end a slide with the address.
   A button, the key F, or `present` in the link starts it. */
"use strict";
atlas.present = (() => {
  const $ = atlas.element;
  const root = document.documentElement;
  const PACES = [3200, 2400, 1600, 1100, 700];   // milliseconds to a year
  let pace = 2;
  let ended = false;
  /** @type {View | null} */
  let before = null;           // the view to come back to
  let compared = false;        // whether that view was a comparison
  let range = [0, 0];          // the years of that view, which are shown
  let ownWindow = false;       // whether the window was opened for the lecture alone
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;

  const year = atlas.lastYear;

  /** @type {() => string[]} Whose treaties are dated in the year shown. */
  const newNames = () => [...new Set(atlas.data.treaties
    .filter((t) => !t.unsigned && t.signed && Number(t.signed[2].slice(0, 4)) === year())
    .flatMap((t) => t.partners))].map(atlas.words.name);

  function draw() {
    for (const part of [$("slide"), $("slide-about")]) part.hidden = !before;
    $("slide-end").hidden = !before || !ended;
    if (!before) return;
    $("slide-about").replaceChildren(atlas.node("b", {}, atlas.words.title(atlas.view)),
      atlas.node("br"), atlas.words.sentence("citation"));
    $("slide-year").textContent = String(year());
    $("slide-names").textContent = atlas.words.listed(newNames());
    const { site } = atlas.data;
    const address = location.protocol.startsWith("http")
      ? location.href.split("#")[0] : /^https?:/.test(site) ? site : "";
    $("slide-end").replaceChildren(
      atlas.node("p", {}, atlas.words.headline(atlas.view, atlas.state.counts)),
      atlas.node("p", {}, atlas.words.sentence("citation")),
      address ? atlas.node("p", {}, address) : "");
  }

  /** @param {number} to */
  function show(to) {
    const [low, high] = range;
    ended = to > high;
    const end = atlas.clamp(to, low, high);
    atlas.set({ start: `${low}-01-01`, end: `${end}-12-31`, preset: "", country: "" });
    if (ended) pause();
    draw();
    // On a phone the names take their room from the map, which has the right size in the
    // same step, not in the next frame.
    atlas.frame.fit();
  }

  function pause() {
    clearInterval(timer);
    timer = undefined;
  }

  function play() {
    pause();
    timer = setInterval(() => show(year() + 1), PACES[pace]);
  }

  /** @param {number} by */
  function speed(by) {
    pace = atlas.clamp(pace + by, 0, PACES.length - 1);
    if (timer) play();
  }

  /** @type {Atlas["present"]["start"]} */
  function start() {
    if (atlas.host.hosted) {
      // The app's frame is too small for a lecture: the page has a window of its own.
      if (atlas.host.share?.page) window.open(`${atlas.host.share.page}#present=1`);
      return;
    }
    if (before) return;
    before = atlas.view;
    // Its years run from one handle to the other: a comparison shows both at once.
    compared = atlas.comparison.on();
    atlas.comparison.turn(false);
    range = [atlas.firstYear(), atlas.lastYear()];
    root.classList.add("presenting");
    // A link cannot ask for the whole screen; a key or a click can, where it is allowed.
    if (navigator.userActivation?.isActive) root.requestFullscreen?.().catch(() => {});
    show(range[0]);
    atlas.remember();
  }

  function stop() {
    if (!before) return;
    pause();
    root.classList.remove("presenting");
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
    const { start: from, end, preset, country } = before;
    before = null;
    draw();
    atlas.set({ start: from, end, preset, country });
    atlas.comparison.turn(compared);
    atlas.frame.fit();
    atlas.remember();
    // The view the reader came from is still open, in the window this one came from.
    if (ownWindow) window.close();
    $("present").focus();
  }

  /** @type {Record<string, () => void>} */
  const KEYS = {
    ArrowRight: () => show(year() + 1),
    ArrowLeft: () => show(ended ? year() : year() - 1),
    Home: () => show(range[0]),
    End: () => show(range[1]),
    " ": () => (timer ? pause() : play()),
    "+": () => speed(1),
    "-": () => speed(-1),
    Escape: stop,
    f: stop,
  };

  /** @type {(event: KeyboardEvent) => void} */
  function key(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!before) {
      if (event.key.toLowerCase() === "f" && !target.closest("input, select")) start();
      return;
    }
    /** @type {Record<string, string>} */
    const same = { PageDown: "ArrowRight", PageUp: "ArrowLeft", ArrowDown: "ArrowRight",
      ArrowUp: "ArrowLeft", F: "f", "=": "+" };
    const act = KEYS[same[event.key] || event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  function load() {
    $("present").addEventListener("click", start);
    document.addEventListener("keydown", key, { capture: true });
    // The whole screen is left by the browser's own Escape as well.
    document.addEventListener("fullscreenchange", () => {
      if (!document.fullscreenElement) stop();
    });
    if (!new URLSearchParams(location.hash.slice(1)).has("present")) return;
    ownWindow = window.opener !== null;
    start();
  }

  /** @type {Atlas["present"]["shared"]}
      A slide is a moment of the years that are presented: a link opens all of them. */
  const shared = () => (before
    ? { ...atlas.view, start: before.start, end: before.end, preset: before.preset }
    : atlas.view);

  return { load, start, draw, shared, on: () => before !== null };
})();
