/* How the page remembers and shares its view: the hash of its address when it stands
   alone, messages when the app hosts it. */
"use strict";
atlas.link_to_view = (() => {
  const BASIS = ["signed", "in-force"];
  const COLOURS = ["class", "year", "count"];
  const BORDERS = ["recognised", "de-facto"];
  const DAY = /^\d{4}-\d{2}-\d{2}$/;

  /* The fields that differ from the document's first view, as in geo/view.py. */
  function write() {
    const { view, data } = atlas;
    const plain = data.view;
    const end = view.end.endsWith("-12-31") ? view.end.slice(0, 4) : view.end;
    const params = new URLSearchParams();
    if (view.preset) params.set("preset", view.preset);
    else if (view.start !== plain.start || view.end !== plain.end) {
      params.set("years", `${view.start.slice(0, 4)}..${end}`);
    }
    for (const name of ["basis", "colour", "borders", "lang", "country"]) {
      if (view[name] !== plain[name]) params.set(name, view[name]);
    }
    if (String(view.layers) !== String(plain.layers)) {
      params.set("layers", view.layers.join(","));
    }
    return params.toString().replaceAll("%2C", ",");
  }

  function years(text) {
    const [low, high] = atlas.data.span;
    const match = /^(\d{4})(?:\s*(?:\.\.|-|–|,)\s*(\d{4}))?$/.exec(text.trim());
    if (!match) return null;
    let [a, b] = [match[2] ? Number(match[1]) : low, Number(match[2] || match[1])];
    const reversed = a > b;
    if (reversed) [a, b] = [b, a];
    const clamp = (y) => Math.min(Math.max(y, low), high);
    return { start: `${clamp(a)}-01-01`, end: `${clamp(b)}-12-31`,
      changed: reversed || a < low || b > high };
  }

  /* Read a hash; whatever is wrong keeps its default and is named in `ignored`. */
  function read(text) {
    const params = new URLSearchParams(text.replace(/^[?#]/, "").slice(0, 2000));
    const changes = {};
    const ignored = [];
    const one = (name, allowed) => {
      const value = params.get(name);
      if (value === null) return;
      if (allowed(value)) changes[name] = value;
      else ignored.push(`${name}=${value.slice(0, 40)}`);
    };
    one("basis", (v) => BASIS.includes(v));
    one("borders", (v) => BORDERS.includes(v));
    one("colour", (v) => COLOURS.includes(v));
    one("lang", (v) => ["en", "ru"].includes(v));
    if (params.has("layers")) {
      const names = params.getAll("layers").join(",").split(",").filter(Boolean);
      const there = (n) => Object.hasOwn(atlas.data.layers, n);
      changes.layers = [...new Set(names.filter(there))];
      ignored.push(...names.filter((n) => !there(n))
        .map((n) => `layers=${n.slice(0, 40)}`));
    }
    one("country", (v) => Object.hasOwn(atlas.data.units, v));
    const preset = params.get("preset");
    if (preset && Object.hasOwn(atlas.data.presets, preset)) {
      Object.assign(changes, { preset,
        start: `${atlas.data.span[0]}-01-01`, end: atlas.data.presets[preset].end });
    } else if (preset) ignored.push(`preset=${preset.slice(0, 40)}`);
    else if (params.has("years")) {
      const range = years(params.getAll("years").join(".."));
      if (range) Object.assign(changes, { start: range.start, end: range.end });
      if (!range || range.changed) ignored.push(`years=${params.get("years").slice(0, 40)}`);
    }
    return { changes, ignored };
  }

  /* Whether a message from the app has the shape of a view. */
  function valid(view) {
    return view && DAY.test(view.start) && DAY.test(view.end)
      && BASIS.includes(view.basis) && BORDERS.includes(view.borders)
      && ["en", "ru"].includes(view.lang) && COLOURS.includes(view.colour)
      && typeof view.country === "string" && typeof view.preset === "string"
      && Array.isArray(view.layers)
      && view.layers.every((n) => Object.hasOwn(atlas.data.layers, n));
  }

  return { write, read, valid };
})();

/* Streamlit's component messages: render from the app, setComponentValue to it.
   The app drops what comes before it listens, and shows no frame it has not heard of:
   the page says that it is ready until a first render answers, and its height until
   the frame has it.
   A change made here carries a number; the app echoes the last number it has applied,
   so that an answer to an older change never undoes a newer one. */
atlas.host = (() => {
  const address = new URLSearchParams(location.search).get("streamlitUrl");
  const hosted = window.parent !== window && address !== null;
  let origin = "";
  let number = 0;
  let pending = null;
  let height = 0;
  let key = "";
  let request = 0;
  let answered = false;
  const AGAIN = 200;

  const post = (type, more) => window.parent.postMessage(
    { isStreamlitMessage: true, type, ...more }, origin);

  /* Which table the app speaks of: the page's own has no key. A reader's own table is
     asked for, and comes as a message: it is in no file a server could give away. The
     app names the request it has heard: an answer without the table was lost on the way,
     and is asked for again. */
  function showing(wanted, args) {
    if (wanted === key) return true;
    const table = wanted === "" ? atlas.shipped : args.data;
    if (table) {
      key = wanted;
      request = 0;
      number = Math.max(number, args.ack || 0);
      atlas.show(table, args.view);
    }
    if (!table && (!request || args.heard === request)) {
      request = performance.timeOrigin + performance.now();
      post("streamlit:setComponentValue", { value: { need: wanted, request },
        dataType: "json" });
    }
    return Boolean(table);
  }

  function render(args) {
    if (typeof args?.table === "string" && !showing(args.table, args)) return;
    if (typeof args?.ack === "number" && args.ack >= number && !pending
        && atlas.link_to_view.valid(args.view)) {
      number = Math.max(number, args.ack);
      atlas.set(args.view, true);
    }
    document.documentElement.dataset.theme = args?.dark ? "dark" : "light";
  }

  function send() {
    pending = null;
    number += 1;
    post("streamlit:setComponentValue", { value: { number, view: atlas.view },
      dataType: "json" });
  }

  // Steps of a drag or of Play are told once they pause: the app follows, the page
  // does not wait for it.
  function tell() {
    clearTimeout(pending);
    pending = setTimeout(send, 150);
  }

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

  function load() {
    if (!hosted) return;
    try {
      origin = new URL(address).origin;
    } catch {
      return;
    }
    document.documentElement.classList.add("hosted");
    addEventListener("message", (event) => {
      if (event.source !== window.parent || event.origin !== origin) return;
      if (event.data?.type !== "streamlit:render") return;
      answered = true;
      render(event.data.args);
      measure();
    });
    announce();
    new ResizeObserver(measure).observe(document.documentElement);
  }

  return { load, tell, hosted };
})();
