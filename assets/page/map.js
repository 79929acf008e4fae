/* The drawn world: Leaflet polygons from the topology, restyled by class.

   Geometry is decoded once. A change of years touches only the shapes whose class
   changes, by swapping a CSS class; colours and hatches live in the style sheet. */
"use strict";
atlas.map = (() => {
  const { cutOf, owner } = atlas.land;
  /** @type {import("leaflet").Map} */
  let leaflet;
  /** @type {import("leaflet").Polyline[]} */
  let outlines = [];           // the context layers drawn
  /** @type {import("leaflet").Polyline} */
  let ring;
  /** @type {Shape[]} */
  const shapes = [];
  /** @type {Map<string, Shape>} */
  const primary = new Map();   // country code -> the shape that takes the focus
  /** @type {Map<string, Shape>} */
  const byUid = new Map();

  /* From below. Each is a drawing of its own, so that a step of the years paints and
     rasterises the areas whose class it changes, and not the coasts and the rest of the land. */
  const PANES = ["land", "parties", "lines", "marks"];

  /** @template {import("leaflet").Path} T
      @param {T} layer
      @returns {{ getElement(): SVGElement } & T}
      The layer, drawn: from now on it has an element. */
  const onMap = (layer) => /** @type {any} */ (layer.addTo(leaflet));

  /** @type {(latlngs: LatLngs[][], className: string, interactive: boolean, pane: string) => Area} */
  const polygon = (latlngs, className, interactive, pane) => onMap(L.polygon(latlngs, {
    stroke: false, fillOpacity: 1, smoothFactor: 0, noClip: true, className, interactive, pane,
  }));

  /** @type {(uid: string, unit: Unit) => boolean}
      Whether an area may need a hatch, or a step of the years may change its class. */
  function mayChange(uid, unit) {
    const { begun, coverage, former, partners, unread } = atlas.data;
    if (coverage !== null || unit.disputed) return true;  // any may be outside of a coverage
    const land = former?.land[uid] ?? [];
    return [...unit.owner ?? [uid], ...land.map(([code]) => code)]
      .some((code) => begun[code] || partners.includes(code) || unread.includes(code));
  }

  /** @type {(uid: string, latlngs: LatLngs[][]) => void} */
  function add(uid, latlngs) {
    const unit = atlas.data.units[uid];
    const fill = polygon(latlngs, "unit", true, mayChange(uid, unit) ? "parties" : "land");
    /** @type {Shape} */
    const shape = { uid, unit, latlngs, fill, hatch: null, dot: null, key: "", code: "",
      step: "", over: "", parts: [], cut: "" };
    fill.getElement().dataset.uid = uid;
    watch(fill, shape);
    shapes.push(shape);
    byUid.set(uid, shape);
    if ((unit.iso ?? uid) === uid) primary.set(uid, shape);
  }

  /** @type {Atlas["map"]["listen"]}
      An area outside of Leaflet's own drawing: that of the inset. */
  function listen(area, shape) {
    area.addEventListener("click", () => atlas.select(owner(shape), shape.uid));
    area.addEventListener("mousemove",
      (event) => atlas.tip.show(shape, /** @type {MouseEvent} */ (event)));
    area.addEventListener("mouseleave", atlas.tip.hide);
  }

  /** @type {(layer: Drawn, shape: Shape) => void} */
  function watch(layer, shape) {
    layer.on("click", (event) => {
      L.DomEvent.stopPropagation(event);
      const near = nearest(event.originalEvent) || shape;
      atlas.select(owner(near), near.uid);
    });
    layer.on("mousemove", (event) => {
      L.DomEvent.stopPropagation(event);
      atlas.tip.show(nearest(event.originalEvent) || shape, event.originalEvent);
    });
    layer.on("mouseout", () => atlas.tip.hide());
  }

  const REACH = 12;            // pixels: half of the least target of WCAG 2.2
  const FINGER = 22;

  /** @type {(latlngs: LatLngs[][]) => NonNullable<Shape["box"]>} The box of the widest part. */
  const widest = (latlngs) => latlngs.map(([ring]) => atlas.places.box(ring))
    .reduce((a, b) => (b[2] - b[0] > a[2] - a[0] ? b : a));

  /** @type {(shape: Shape) => NonNullable<Shape["box"]>} */
  const boxOf = (shape) => (shape.box ??= widest(shape.latlngs));

  /** @type {(shape: Shape) => number}
      The greater side of a country on the screen. */
  function extentOf(shape) {
    const [west, south, east, north] = boxOf(shape);
    return Math.max(east - west, north - south) * 2 ** leaflet.getZoom();
  }

  /** @type {(event: MouseEvent) => Shape | null}
      The small country with a treaty whose point is nearest to the pointer, in reach. */
  function nearest(event) {
    const at = leaflet.mouseEventToContainerPoint(event);
    const touched = /** @type {PointerEvent} */ (event).pointerType === "touch";
    let least = touched ? FINGER : REACH;
    /** @type {Shape | null} */
    let closest = null;
    for (const code of coloured()) {
      const shape = shapeOf(code);
      if (!shape || extentOf(shape) > 4 * REACH) continue;
      const away = leaflet.latLngToContainerPoint(anchor(code)).distanceTo(at);
      if (away <= least) {
        least = away;
        closest = shape;
      }
    }
    return closest;
  }

  /** @type {Atlas["map"]["anchor"]} */
  function anchor(code) {
    const shape = shapeOf(code);
    if (!shape) return [0, 0];
    if (!shape.anchor) {
      const [y, x] = atlas.places.room(ringsIn(shape), 0);
      shape.anchor = [y, x];
    }
    return shape.anchor;
  }

  /** @type {(shape: Shape) => LatLngs[]}
      The rings of an area's largest part; what is cut from it is a hole. */
  function ringsIn(shape) {
    const own = (shape.rings ??= atlas.places.largest(shape.latlngs));
    return [...own, ...cutOf(shape).flatMap((part) => part.latlngs.map(([ring]) => ring))];
  }

  /** @type {Atlas["map"]["tip"]} */
  function tip(code, event) {
    const shape = shapeOf(code);
    if (shape) atlas.tip.show(shape, event);
  }

  /** @type {Atlas["map"]["ringsOf"]} */
  function ringsOf(code) {
    const shape = shapeOf(code);
    return shape ? ringsIn(shape) : null;
  }

  /* A hatch polygon for each area that may need one; a new table has new partners. */
  function hatches() {
    for (const shape of shapes) {
      if (shape.hatch || !mayChange(shape.uid, shape.unit)) continue;
      if (shape.fill.options.pane === "land") lift(shape);
      const className = shape.unit.disputed ? "hatch over-disputed" : "hatch";
      shape.hatch = polygon(shape.latlngs, className, false, "parties");
      shape.cut = "";
      shape.hatch.getElement().setAttribute("aria-hidden", "true");
    }
    for (const { hatch } of shapes) hatch?.bringToFront();
  }

  /** @type {(shape: Shape) => void} An area that did not change, and now may. */
  function lift(shape) {
    shape.fill.remove().options.pane = "parties";
    onMap(shape.fill).getElement().dataset.uid = shape.uid;
    shape.key = "";            // a new element has no class yet
  }

  /** @type {(lines: Topology["lines"]) => void}
      Hatches and dots lie above all fills; dots above the lines too. */
  function overlays(lines) {
    hatches();
    /** @type {Record<string, import("leaflet").Polyline>} */
    const drawnLines = {};
    for (const { kind, latlngs } of lines.filter((one) => one.kind !== "past")) {
      const line = onMap(L.polyline(latlngs, {
        className: `line ${kind}`, interactive: false, smoothFactor: 0, noClip: true, pane: "lines",
      }));
      line.getElement().setAttribute("aria-hidden", "true");
      drawnLines[kind] = line;
    }
    atlas.land.load(lines, byUid, drawnLines);
    ring = L.polyline([], { className: "ring", pane: "marks", interactive: false, smoothFactor: 0 });
    ring.addTo(leaflet);
  }

  /** @type {(code: string) => Shape | undefined}
      The shape that stands for a country: none where it has no area on that day. */
  function shapeOf(code) {
    const { former } = atlas.data;
    const shape = primary.get(former?.seats[code] ?? code);
    return former && shape && owner(shape) !== code ? undefined : shape;
  }

  /** @type {(code: string, shape: Shape) => string}
      The country that a country's main shape stands for on that day. */
  const standsFor = (code, shape) => {
    const whose = owner(shape);
    return atlas.data.former?.seats[whose] === code ? whose : code;
  };

  /** @type {Atlas["map"]["stepOf"]}
      The step of the view's scale, as geo/presentation/scale.py has it. */
  function stepOf(standing) {
    const { colour, basis } = atlas.view;
    const scale = atlas.data.scales[colour];
    if (!scale || !standing || !atlas.counting.COUNTED[basis].includes(standing.key)) return "";
    const value = colour === "count" ? standing.number
      : standing.first && Number(standing.first[2].slice(0, 4));
    if (!value) return "";
    const step = scale.bounds.findIndex((bound) => value <= bound);
    return `${colour === "count" ? "n" : "y"}-${step < 0 ? scale.bounds.length - 1 : step}`;
  }

  /** @type {Atlas["map"]["keyOf"]}
      The class of a country: by its treaties, or by what changed where that is shown. */
  function keyOf(code, standing) {
    const changed = atlas.comparison.on() && code !== atlas.data.focus
      ? atlas.comparison.keyOf(code) : "";
    return changed || atlas.counting.keyOf(code, standing);
  }

  /* The countries that are coloured, in the order to walk them. */
  const coloured = () => (atlas.comparison.on() ? atlas.comparison.codes()
    : [...atlas.state.standings.keys()]);

  /** @type {Atlas["map"]["draw"]} */
  function draw(state) {
    atlas.land.dotted();
    for (const shape of shapes) {
      if (shape.parts.length) atlas.land.cut(shape);
      const code = owner(shape);
      const standing = state.standings.get(code);
      const key = keyOf(code, standing);
      const step = atlas.comparison.on() ? "" : stepOf(standing);
      const hatch = shape.unit.disputed ? "over-disputed"
        : `h-${atlas.unnamed(code) ? "unnamed" : key}`;
      if (shape.key === key && shape.code === code && shape.step === step
          && shape.over === hatch) continue;
      Object.assign(shape, { key, code, step, over: hatch });
      const element = shape.fill.getElement();
      element.setAttribute("class", `unit leaflet-interactive c-${key} ${step}`);
      element.dataset.code = code;
      element.dataset.key = key;
      if (shape.unit.part) element.style.display = atlas.counting.landOf(shape.uid, atlas.view) ? "" : "none";
      shape.hatch?.getElement().setAttribute("class", `hatch ${hatch}`);
      shape.dot?.getElement().setAttribute("class", `dot c-${key} ${step}`);
      atlas.inset.paint(shape);
    }
    if (atlas.legend.only) dim();
    else atlas.labels.show();
  }

  const VANISHING = 9;         // pixels: a country with a treaty has a ring below

  /* Rings around the countries with a treaty that nobody would see at this zoom. */
  function dots() {
    const marked = new Set(coloured());
    for (const [uid, shape] of primary) {
      const code = standsFor(uid, shape);
      const needsDot = shapeOf(code) && marked.has(code) && extentOf(shape) < VANISHING;
      if (needsDot && !shape.dot) {
        shape.dot = onMap(L.circleMarker(anchor(code), { radius: 5, interactive: false, pane: "marks",
          className: `dot c-${shape.key} ${shape.step}` }));
        shape.dot.getElement().setAttribute("aria-hidden", "true");
      } else if (!needsDot && shape.dot) {
        shape.dot.remove();
        shape.dot = null;
      }
    }
  }

  /** @type {Atlas["map"]["describe"]}
      What a reader does not see move: names, the order to walk, dots and outlines. */
  function describe(state) {
    dots();
    name(state);
    drawLayers();
    places();
  }

  /* The names, and the inset, whose names the map then leaves out. */
  function places() {
    const size = leaflet.getSize();
    const [west, , east] = atlas.data.extent;
    atlas.inset.describe((east - west) * 2 ** leaflet.getZoom() <= size.x * 1.02, size.x);
    atlas.labels.place();
  }

  /** @type {(state: State) => void}
      Partners of this state are focusable, named and walked in order of signature. */
  function name(state) {
    const order = coloured().filter(shapeOf);
    const marked = new Set(order);
    for (const [uid, shape] of primary) {
      const code = standsFor(uid, shape);
      const element = handle(shape);
      const standing = shapeOf(code) && state.standings.get(code);
      if (marked.has(code)) {
        element.setAttribute("role", "button");
        element.setAttribute("tabindex", code === (atlas.map.current || order[0])
          ? "0" : "-1");
        element.setAttribute("aria-label", standing && !atlas.comparison.on()
          ? atlas.card.summary(code, standing) : atlas.comparison.tip(code));
      } else if (element.hasAttribute("role")) {
        for (const a of ["role", "tabindex", "aria-label"]) element.removeAttribute(a);
      }
    }
    atlas.map.order = order;
    if (!order.includes(atlas.map.current)) {
      atlas.map.current = "";
      const shape = shapeOf(order[0]);
      if (shape) handle(shape).setAttribute("tabindex", "0");
    }
  }

  /** @type {(shape: Shape) => SVGElement} */
  const handle = (shape) => shape.fill.getElement();

  /** @type {Atlas["map"]["focus"]} */
  function focus(code) {
    const shape = shapeOf(code);
    if (!shape) return;
    for (const other of primary.values()) {
      if (handle(other).hasAttribute("tabindex")) handle(other).tabIndex = -1;
    }
    atlas.map.current = code;
    handle(shape).tabIndex = 0;
    handle(shape).focus({ preventScroll: true });
  }

  /* The country of the shape that an event is about. */
  /** @type {(event: Event) => string | undefined} */
  const codeOf = (event) => (event.target instanceof SVGElement
    ? event.target.dataset.code : undefined);

  /** @type {(event: KeyboardEvent) => void} */
  function walk(event) {
    const code = codeOf(event);
    if (!code) return;
    const { order } = atlas.map;
    const at = order.indexOf(code);
    /** @type {Record<string, number>} */
    const steps = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1,
      ArrowUp: at - 1, Home: 0, End: order.length - 1 };
    if (event.key in steps) {
      event.preventDefault();
      focus(order[(steps[event.key] + order.length) % order.length]);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      atlas.select(code, code, true);
    }
  }

  /* Context layers are outlines: they never hide a class. */
  function drawLayers() {
    for (const line of outlines) line.remove();
    outlines = [];
    atlas.view.layers.forEach((key, i) => {
      const members = atlas.counting.members(atlas.data.layers[key], atlas.view);
      for (const firm of [true, false]) {
        const lines = shapes.filter((s) => members.get(s.code) === firm)
          .flatMap((s) => s.latlngs.map((part) => [...part[0], part[0][0]]));
        if (!lines.length) continue;
        const line = onMap(L.polyline(lines, { interactive: false, smoothFactor: 0, pane: "marks",
          className: `layer layer-${i % 4}${firm ? "" : " tentative"}` }));
        line.getElement().setAttribute("aria-hidden", "true");
        outlines.push(line);
      }
    });
    ring.bringToFront();
  }

  /** @type {Atlas["map"]["zoomTo"]} */
  function zoomTo(uid) {
    const own = shapes.filter((s) => s.uid === uid || owner(s) === uid);
    const box = own.reduce((b, s) => b.extend(s.fill.getBounds()), L.latLngBounds([]));
    if (box.isValid()) atlas.frame.show(box);
  }

  /** @type {Atlas["map"]["outline"]}
      Around a country; around a state of several areas, and not around each of them. */
  function outline(code) {
    ring.setLatLngs(atlas.land.edge(shapes.filter((s) => code && owner(s) === code)));
  }

  /* Those of another class than the legend's row that was chosen step back. */
  function dim() {
    const { only } = atlas.legend;
    for (const { fill, hatch, dot, key } of shapes) {
      const back = only !== "" && key !== only
        && !["none", "not-covered", "not-a-state", "focus"].includes(key);
      for (const layer of [fill, hatch, dot]) {
        layer?.getElement().classList.toggle("back", back);
      }
    }
    atlas.labels.show();
  }

  /** @type {Atlas["map"]["load"]} */
  function load(map) {
    leaflet = atlas.map.leaflet = map;
    // Leaflet rounds to whole pixels, and a coast becomes a staircase where a pixel of
    // the page has several of the screen.
    leaflet.latLngToLayerPoint = (at) => {
      const point = leaflet.project(L.latLng(at)).subtract(leaflet.getPixelOrigin());
      return L.point(Math.round(point.x * 10) / 10, Math.round(point.y * 10) / 10);
    };
    const { topology } = atlas.data;
    const { areas, parts, lines } = atlas.topology.read(topology);
    const antarctica = areas.find(({ uid }) => uid === "ATA");
    atlas.frame.load(leaflet, antarctica && widest(antarctica.latlngs)[3]);
    atlas.patterns();
    for (const pane of PANES) leaflet.createPane(pane);
    for (const { uid, latlngs } of areas) add(uid, latlngs);
    for (const { uid, latlngs } of parts) add(uid, latlngs);
    overlays(lines);
    atlas.inset.load(shapes);
    const container = leaflet.getContainer();
    container.addEventListener("keydown", walk);
    container.addEventListener("focusin", (event) => {
      const code = codeOf(event) || "";
      outline(code || atlas.view.country);
      const shape = shapeOf(code);
      if (!shape || !shape.fill.getElement().matches(":focus-visible")) return;
      const at = leaflet.latLngToContainerPoint(anchor(code));
      const { left, top } = container.getBoundingClientRect();
      atlas.tip.show(shape, { clientX: left + at.x, clientY: top + at.y });
    });
    container.addEventListener("focusout", () => {
      outline(atlas.view.country);
      atlas.tip.hide();
    });
    leaflet.on("click", (event) => {
      const near = nearest(event.originalEvent);
      atlas.select(near ? owner(near) : "", near ? near.uid : "");
    });
    leaflet.on("mousemove", (event) => {
      const near = nearest(event.originalEvent);
      if (near) atlas.tip.show(near, event.originalEvent);
      else atlas.tip.hide();
    });
    leaflet.on("moveend zoomend", () => {
      if (!atlas.state || atlas.frame.resetting() || !leaflet.getSize().x) return;
      dots();
      places();
    });
    atlas.gestures.load(leaflet);
    atlas.frame.watch();
  }

  /** @type {Atlas["map"]["countryOf"]} */
  const countryOf = (uid) => {
    const shape = byUid.get(uid);
    return shape ? owner(shape) : uid;
  };

  return { load, draw, describe, countryOf, hatches, keyOf, listen, anchor, dots, places,
    has: (code) => Boolean(shapeOf(code)), ringsOf, tip, dim, stepOf, focus, outline, zoomTo,
    order: [], current: "", leaflet: /** @type {any} */ (null) };
})();
