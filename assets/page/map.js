/* The drawn world: Leaflet polygons from the topology, restyled by class.

   Geometry is decoded once. A change of years touches only the shapes whose class
   changes, by swapping a CSS class; colours and hatches live in the style sheet. */
"use strict";
atlas.map = (() => {
  const SVG = "http://www.w3.org/2000/svg";
  let leaflet;
  let bounds;
  let moved = false;           // by the reader, since the last reset
  let resetting = false;
  let outlines = [];           // the context layers drawn
  let ring;
  const shapes = [];           // {uid, layers: [fill, hatch, dot], key}
  const primary = new Map();   // country code -> the shape that takes the focus

  /* An arc written as an encoded polyline: see geo/arcs.py. */
  function decode(text) {
    const line = [];
    let at = 0;
    const next = () => {
      let rest = 0;
      let shift = 0;
      for (;;) {
        const group = text.charCodeAt(at) - 63;
        at += 1;
        rest |= (group & 31) << shift;
        shift += 5;
        if (group < 32) return rest & 1 ? ~(rest >> 1) : rest >> 1;
      }
    };
    for (let x = 0, y = 0; at < text.length;) {
      x += next();
      y += next();
      line.push([y, x]);
    }
    return line;
  }

  const joined = (arcs, indices) => indices.reduce((line, i) => {
    const arc = i >= 0 ? arcs[i] : arcs[~i].slice().reverse();
    return line.concat(line.length ? arc.slice(1) : arc);
  }, []);

  function pattern(defs, id, lines) {
    const node = document.createElementNS(SVG, "pattern");
    node.id = `hatch-${id}`;
    node.setAttribute("patternUnits", "userSpaceOnUse");
    node.setAttribute("width", "6");
    node.setAttribute("height", "6");
    // A halo under the lines of an overlay keeps them readable on any fill.
    for (const ink of id in atlas.data.overlays ? ["halo", `ink-${id}`] : [`ink-${id}`]) {
      for (const d of lines) {
        const path = document.createElementNS(SVG, "path");
        path.setAttribute("d", d);
        path.setAttribute("class", ink);
        node.append(path);
      }
    }
    defs.append(node);
  }

  // The same lines as matplotlib's hatches of geo/classes.py.
  const LINES = {
    "/": ["M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2"],
    "\\": ["M-1,5 l2,2 M0,0 l6,6 M5,-1 l2,2"],
    ".": ["M2,3 a1,1 0 1,0 2,0 a1,1 0 1,0 -2,0"],
    x: ["M0,6 l6,-6", "M0,0 l6,6"],
    "+": ["M0,3 h6", "M3,0 v6"],
    "-": ["M0,1.5 h6", "M0,4.5 h6"],
    "|": ["M1.5,0 v6", "M4.5,0 v6"],
  };

  function patterns() {
    const holder = document.createElementNS(SVG, "svg");
    holder.setAttribute("class", "patterns");
    holder.setAttribute("aria-hidden", "true");
    const defs = document.createElementNS(SVG, "defs");
    for (const c of atlas.data.classes) {
      if (c.hatch) pattern(defs, c.key, LINES[c.hatch]);
    }
    for (const [id, hatch] of Object.entries(atlas.data.overlays)) {
      pattern(defs, id, LINES[hatch]);
    }
    holder.append(defs);
    document.body.append(holder);
  }

  const polygon = (latlngs, className, interactive) => L.polygon(latlngs, {
    stroke: false, fillOpacity: 1, smoothFactor: 0, noClip: true, className, interactive,
  });

  function add(geometry, arcs) {
    const uid = geometry.id;
    const unit = atlas.data.units[uid];
    const parts = geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs;
    const latlngs = parts.map((part) => part.map((line) => joined(arcs, line)));
    const fill = polygon(latlngs, "unit", true).addTo(leaflet);
    const shape = { uid, unit, latlngs, fill, hatch: null, dot: null, key: "" };
    fill.getElement().dataset.uid = uid;
    listen(fill, shape);
    shapes.push(shape);
    if (unit.iso === uid) primary.set(uid, shape);
  }

  function listen(layer, shape) {
    layer.on("click", (event) => {
      L.DomEvent.stopPropagation(event);
      atlas.select(owner(shape), shape.uid);
    });
    layer.on("mousemove", (event) => atlas.tip.show(shape, event.originalEvent));
    layer.on("mouseout", () => atlas.tip.hide());
  }

  /* A hatch polygon for each area that may need one; a new table has new partners. */
  function hatches() {
    const partners = [...atlas.data.partners, ...atlas.data.unread];
    for (const shape of shapes) {
      if (shape.hatch || !(shape.unit.disputed || partners.includes(shape.unit.owner[0])
        || partners.includes(shape.unit.owner[1]))) continue;
      const className = shape.unit.disputed ? "hatch over-disputed" : "hatch";
      shape.hatch = polygon(shape.latlngs, className, false).addTo(leaflet);
      const element = shape.hatch.getElement();
      element.setAttribute("aria-hidden", "true");
      element.parentNode.querySelector("path.line")?.before(element);
    }
  }

  // Hatches and dots lie above all fills; dots above the lines too.
  function overlays() {
    hatches();
    for (const cls of ["inner", "coast", "border", "disputed"]) {
      const lines = atlas.data.topology.objects[cls].arcs;
      const arcs = atlas.arcs;
      L.polyline(lines.map((line) => joined(arcs, line)), {
        className: `line ${cls}`, interactive: false, smoothFactor: 0, noClip: true,
      }).addTo(leaflet).getElement().setAttribute("aria-hidden", "true");
    }
    for (const shape of shapes.filter((s) => s.unit.dot)) {
      const [x, y] = shape.unit.dot;
      shape.dot = L.circleMarker([y, x], { radius: 4 });
      shape.dot.addTo(leaflet);
      shape.dot.getElement().dataset.uid = shape.uid;
      listen(shape.dot, shape);
    }
    ring = L.polyline([], { className: "ring", interactive: false, smoothFactor: 0 });
    ring.addTo(leaflet);
  }

  const owner = (shape) => shape.unit.owner[atlas.view.borders === "de-facto" ? 1 : 0];

  /* The step of the view's scale, as geo/scale.py has it. */
  function stepOf(standing) {
    const { colour, basis } = atlas.view;
    const scale = atlas.data.scales[colour];
    if (!scale || !standing || !atlas.law.COUNTED[basis].includes(standing.key)) return "";
    const value = colour === "count" ? standing.number
      : standing.first && Number(standing.first[2].slice(0, 4));
    if (!value) return "";
    const step = scale.bounds.findIndex((bound) => value <= bound);
    return `${colour === "count" ? "n" : "y"}-${step < 0 ? scale.bounds.length - 1 : step}`;
  }

  function draw(state) {
    for (const shape of shapes) {
      const code = owner(shape);
      const standing = state.standings.get(code);
      const key = atlas.law.keyOf(code, standing);
      const step = stepOf(standing);
      const hatch = shape.unit.disputed ? "over-disputed"
        : `h-${atlas.unnamed(code) ? "unnamed" : key}`;
      if (shape.key === key && shape.code === code && shape.step === step
          && shape.over === hatch) continue;
      Object.assign(shape, { key, code, step, over: hatch });
      for (const layer of [shape.fill, shape.dot].filter(Boolean)) {
        const element = layer.getElement();
        element.setAttribute("class", `${layer === shape.dot ? "dot " : ""}unit`
          + ` leaflet-interactive c-${key} ${step}`);
        element.dataset.code = code;
        element.dataset.key = key;
      }
      shape.hatch?.getElement().setAttribute("class", `hatch ${hatch}`);
    }
  }

  /* What a reader does not see move: names, the order to walk, dots and outlines. */
  function describe(state) {
    for (const { dot, key } of shapes.filter((s) => s.dot)) {
      dot.setRadius(key === "none" ? 2 : 5);
    }
    name(state);
    drawLayers();
  }

  /* Partners of this state are focusable, named and walked in order of signature. */
  function name(state) {
    const order = [...state.standings.keys()].filter((code) => primary.has(code));
    for (const [code, shape] of primary) {
      const element = handle(shape);
      const standing = state.standings.get(code);
      if (standing) {
        element.setAttribute("role", "button");
        element.setAttribute("tabindex", code === (atlas.map.current || order[0])
          ? "0" : "-1");
        element.setAttribute("aria-label", atlas.card.summary(code, standing));
      } else if (element.hasAttribute("role")) {
        for (const a of ["role", "tabindex", "aria-label"]) element.removeAttribute(a);
      }
    }
    atlas.map.order = order;
    if (!order.includes(atlas.map.current)) {
      atlas.map.current = null;
      if (order.length) handle(primary.get(order[0])).setAttribute("tabindex", "0");
    }
  }

  const handle = (shape) => (shape.dot || shape.fill).getElement();

  function focus(code) {
    const shape = primary.get(code);
    if (!shape) return;
    for (const other of primary.values()) {
      if (handle(other).hasAttribute("tabindex")) handle(other).tabIndex = -1;
    }
    atlas.map.current = code;
    handle(shape).tabIndex = 0;
    handle(shape).focus({ preventScroll: true });
  }

  function walk(event) {
    const code = event.target.dataset?.code;
    if (!code) return;
    const { order } = atlas.map;
    const at = order.indexOf(code);
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
    for (const drawn of outlines) drawn.remove();
    outlines = [];
    atlas.view.layers.forEach((key, i) => {
      const members = atlas.law.members(atlas.data.layers[key], atlas.view);
      for (const firm of [true, false]) {
        const lines = shapes.filter((s) => members.get(s.code) === firm)
          .flatMap((s) => s.latlngs.map((part) => [...part[0], part[0][0]]));
        if (!lines.length) continue;
        const drawn = L.polyline(lines, { interactive: false, smoothFactor: 0,
          className: `layer layer-${i % 4}${firm ? "" : " tentative"}` });
        drawn.addTo(leaflet).getElement().setAttribute("aria-hidden", "true");
        outlines.push(drawn);
      }
    });
    ring.bringToFront();
  }

  function zoomTo(uid) {
    const own = shapes.filter((s) => s.uid === uid || owner(s) === uid);
    const box = own.reduce((b, s) => b.extend(s.fill.getBounds()), L.latLngBounds([]));
    if (!box.isValid()) return;
    const zoom = Math.min(leaflet.getBoundsZoom(box.pad(0.5)), leaflet.getMinZoom() + 5);
    leaflet.setView(box.getCenter(), zoom, { animate: false });
  }

  function outline(code) {
    const lines = shapes.filter((s) => code && owner(s) === code)
      .flatMap((s) => s.latlngs.map((part) => [...part[0], part[0][0]]));
    ring.setLatLngs(lines);
  }

  /* The whole world, at whatever size the frame has. */
  function reset() {
    resetting = true;
    leaflet.setMinZoom(-20).setMaxZoom(20).fitBounds(bounds, { animate: false });
    const home = leaflet.getZoom();
    leaflet.setMinZoom(home - 1).setMaxZoom(home + 8);
    resetting = false;
    moved = false;
  }

  function load(map) {
    leaflet = map;
    const { topology, extent } = atlas.data;
    bounds = L.latLngBounds([extent[1], extent[0]], [extent[3], extent[2]]);
    reset();
    leaflet.setMaxBounds(bounds.pad(0.3));
    patterns();
    atlas.arcs = topology.arcs.map(decode);
    for (const geometry of topology.objects.units.geometries) add(geometry, atlas.arcs);
    overlays();
    const container = leaflet.getContainer();
    container.addEventListener("keydown", walk);
    container.addEventListener("focusin", (event) => {
      outline(event.target.dataset?.code || atlas.view.country);
    });
    container.addEventListener("focusout", () => outline(atlas.view.country));
    leaflet.on("click", () => atlas.select("", ""));
    leaflet.on("zoomstart dragstart", () => { moved ||= !resetting; });
    // A window that changes its size keeps the whole world in sight, unless the
    // reader has moved the map.
    const fit = () => {
      leaflet.invalidateSize({ pan: false });
      if (!moved) reset();
    };
    new ResizeObserver(fit).observe(container);
    // Paper has one width: the map is drawn for it before the page is laid out.
    addEventListener("beforeprint", () => {
      document.documentElement.classList.add("printing");
      fit();
    });
    addEventListener("afterprint", () => {
      document.documentElement.classList.remove("printing");
      fit();
    });
  }

  const zoom = (by) => leaflet.setZoom(leaflet.getZoom() + by);

  return { load, draw, describe, hatches, stepOf, focus, outline, reset, zoom, zoomTo, order: [], current: null };
})();
