/* Streamlit's component messages: render from the app, setComponentValue to it.
   The app drops what comes before it listens, and shows no frame it has not heard of:
   the page says that it is ready until a first render answers, and its height until
   the frame has it.
   A change made here carries a number; the app echoes the last number it has applied,
   so that an answer to an older change never undoes a newer one. */
"use strict";
atlas.host = (() => {
  const address = new URLSearchParams(location.search).get("streamlitUrl");
  const hosted = window.parent !== window && address !== null;
  let origin = "";
  let number = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pending;
  let height = 0;
  let key = "";
  let request = 0;
  let sent = 0;
  let answered = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let asking;
  const AGAIN = 200;
  const PATIENCE = 5000;       // milliseconds in which a table that was asked for comes

  /** @type {(type: string, more: object) => void} */
  const post = (type, more) => window.parent.postMessage(
    { isStreamlitMessage: true, type, ...more }, origin);

  /* Where the app is, and the path of the view that the reader has turned to while it is
     at another: Streamlit joins a click and a message that come together into one run, of
     the view that the last of them names, and forgets the other. A view that comes after
     the click on the next sets the address back. */
  function whereabouts() {
    try {
      const { document: app, location: { pathname: at } } = window.parent;
      const { turnedTo = "" } = app.documentElement.dataset;
      return { at, turned: turnedTo === at ? "" : turnedTo };
    } catch {
      return {};               // a host of another origin
    }
  }

  /** @type {(value: object) => number}
      Tell the app something, and when: Streamlit tells the last message again with each
      of its own, and the app may have lost it meanwhile. */
  function answer(value) {
    sent = Math.max(performance.timeOrigin + performance.now(), sent + 0.01);
    post("streamlit:setComponentValue",
      { value: { ...value, sent, ...whereabouts() }, dataType: "json" });
    return sent;
  }

  /** @type {(wanted: string) => void}
      A request is lost where the reader turns the page before the app has heard it: it
      is made again until the table is there. */
  function ask(wanted) {
    clearTimeout(asking);
    request = answer({ need: wanted });
    asking = setTimeout(() => ask(wanted), PATIENCE);
  }

  /** @type {(wanted: string, args: HostArguments) => boolean}
      Which table the app speaks of: the page's own has no key. A reader's own table is
     asked for, and comes as a message: it is in no file a server could give away. The
     app names the request it has heard: an answer without the table was lost on the way,
     and is asked for again. */
  function showing(wanted, args) {
    const table = wanted === "" ? atlas.shipped : args.data;
    if (wanted === key || table) clearTimeout(asking);
    if (wanted === key) return true;
    if (table) {
      key = wanted;
      request = 0;
      number = Math.max(number, args.ack || 0);
      atlas.show(table, args.view);
    }
    if (!table && (!request || args.heard === request)) ask(wanted);
    return Boolean(table);
  }

  /** @type {(parties: [string, string][] | undefined) => void}
      Whose treaties are shown: the app has every table of the atlas, the page one. */
  function offer(parties) {
    if (!parties) return;
    const choice = atlas.element("focus");
    atlas.element("focus-choice").hidden = parties.length < 2;
    atlas.element("focus-note").hidden = true;
    choice.replaceChildren(...parties.map(([value, text]) => atlas.node("option",
      { value }, text)));
    choice.value = atlas.data.focus;
  }

  /** @type {(part: HostArguments["shows"]) => void}
      A view of the app shows the map, the life-lines with the card beside them, a
      comparison, or the card alone. */
  function shows(part = "map") {
    const { dataset } = document.documentElement;
    if (dataset.shows === part) return;
    dataset.shows = part;
    if (part === "lives") atlas.element("list").parentElement?.before(atlas.element("lives"));
  }

  /* Whether the app has last asked for a comparison. */
  let asked = false;

  /** @type {(args: HostArguments) => void}
      The app asks for a comparison on its view of that name alone. On its map the reader
      turns one on and off with the button: an answer without one must not end it. */
  function compare({ shows: part, since }) {
    const asks = part === "compare";
    if (asks || asked) atlas.comparison.turn(asks, since);
    asked = asks;
  }

  /** @type {(view: Partial<View>) => void} */
  let begin;
  let begun = false;

  /** @type {(args: HostArguments | undefined, theme: HostTheme | undefined) => void}
      Of the theme Streamlit tells each change at once, also one of the reader's device;
      the app would hear of it with its next run alone. */
  function render(args, theme) {
    // What of the page is shown, and how wide, is known from now on: until then, nothing
    // is drawn that would be drawn anew.
    const { classList, dataset } = document.documentElement;
    classList.toggle("whole", Boolean(args?.whole));
    dataset.theme = theme?.base === "dark" ? "dark" : "light";
    shows(args?.shows);
    if (!begun) {
      begun = true;
      begin(args && !args.table && atlas.link_to_view.valid(args.view) ? args.view : {});
    }
    if (typeof args?.table === "string" && !showing(args.table, args)) return;
    if (typeof args?.ack === "number" && args.ack >= number && !pending
        && atlas.link_to_view.valid(args.view)) {
      number = Math.max(number, args.ack);
      atlas.set(args.view, true);
      if (args.shows) compare(args);
    }
    offer(args?.parties);
    if (args?.share) {
      atlas.host.share = args.share;
      atlas.embed.draw();
    }
  }

  /** @param {Partial<View>} changes */
  function send(changes = {}) {
    pending = undefined;
    number += 1;
    answer({ number, view: { ...atlas.view, ...changes }, compares: atlas.comparison.on() });
  }

  // Steps of a drag or of Play are told once they pause: the app follows, the page
  // does not wait for it.
  function tell() {
    clearTimeout(pending);
    pending = setTimeout(() => send(), 150);
  }

  /** @param {number} wanted */
  const fits = (wanted) => Math.abs(wanted - innerHeight) <= 1;

  // A hidden frame has no height, and says none: a frame of no height stays hidden.
  function measure() {
    const now = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (!answered || !now || (now === height && fits(now))) return;
    height = now;
    post("streamlit:setFrameHeight", { height });
  }

  function announce() {
    if (!answered) post("streamlit:componentReady", { apiVersion: 1 });
    measure();
    if (!answered || !height || !fits(height)) setTimeout(announce, AGAIN);
  }

  /* The frame by what it shows: Streamlit calls it by the name of a function. */
  function name() {
    if (!hosted) return;
    try {
      const frame = /** @type {HTMLIFrameElement} */ (window.frameElement);
      if (frame.title !== document.title) frame.title = document.title;
    } catch {
      // A frame of another origin has a title of its own.
    }
  }

  /** @type {Atlas["host"]["load"]} */
  function load(first) {
    begin = first;
    try {
      origin = new URL(address ?? "").origin;
    } catch {
      begin({});
      return;
    }
    document.documentElement.classList.add("hosted");
    // The app has a bar of its own: search, language and share stand beside the choices.
    atlas.element("compare").parentElement?.append(...[...document.querySelectorAll(
      ".find, #present, .bar > label, #share")]);
    atlas.element("focus").addEventListener("change",
      () => send({ focus: atlas.element("focus").value }));
    name();
    addEventListener("message", (event) => {
      if (event.source !== window.parent || event.origin !== origin) return;
      if (event.data?.type !== "streamlit:render") return;
      answered = true;
      const { args, theme } = event.data;
      render(args?.message ? JSON.parse(args.message) : args, theme);
      measure();
    });
    announce();
    new ResizeObserver(measure).observe(document.documentElement);
  }

  /* Whether the app around shows the card itself. */
  const bare = () => hosted && !document.documentElement.classList.contains("whole");

  return { load, tell, name, hosted, bare, share: /** @type {Share | null} */ (null) };
})();
