/* The names on the map: inside a country where there is room, else beside it with a line,
   none over another. As geo/figures/label_placement.py does it for a figure, with fewer
   places looked at, because a reader moves this map. */
"use strict";
atlas.labels = (() => {
  const MOST = 60;             // names: beyond, only those that fit inside
  const FAR = 110;             // pixels from a country to its name, at most; and at most
  const REACH = 0.14;          // so many widths of the map: further it is not read as its own
  const RASTER = 4;            // pixels to a cell of the mask of marked countries
  /** @type {SVGGElement | null} */
  let group = null;
  /** @type {Map<string, SVGElement>} */
  const labelsOf = new Map();
  /** @type {CanvasRenderingContext2D | null} */
  const ruler = typeof document.createElement("canvas").getContext === "function"
    ? document.createElement("canvas").getContext("2d") : null;

  /** @typedef {[number, number, number, number]} Box left, top, right, bottom */
  /** @typedef {{ code: string, text: string, w: number, h: number, x: number, y: number }} Item */

  /** @type {(a: Box, b: Box, gap?: number) => boolean} */
  const meet = (a, b, gap = 2) => a[0] < b[2] + gap && b[0] < a[2] + gap
    && a[1] < b[3] + gap && b[1] < a[3] + gap;

  /** @type {(p: number[], q: number[], r: number[]) => number} */
  const turn = (p, q, r) => (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);

  /** @type {(a: number[], b: number[], c: number[], d: number[]) => boolean} */
  const cross = (a, b, c, d) => turn(a, b, c) * turn(a, b, d) < 0
    && turn(c, d, a) * turn(c, d, b) < 0;

  /** @type {(a: number[], b: number[], box: Box) => boolean} */
  const through = (a, b, [l, t, r, m]) => cross(a, b, [l, t], [r, m])
    || cross(a, b, [l, m], [r, t]);

  /** @typedef {{ covered: (box: Box) => number, dark: (a: number[], b: number[]) => number }} Land */

  /** @type {(size: { x: number, y: number }, rings: number[][][], focal: number[][][]) => Land}
      How much of a box marked countries cover, 0 to 1; and how many pixels of a line lie on
      the focal country, where it is not seen. */
  function mask(size, rings, focal) {
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil(size.x / RASTER);
    canvas.height = Math.ceil(size.y / RASTER);
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    if (!pen) return { covered: () => 0, dark: () => 0 };
    pen.scale(1 / RASTER, 1 / RASTER);
    for (const ring of [...rings, ...focal]) {
      pen.fillStyle = focal.includes(ring) ? "#f00" : "#000";
      pen.beginPath();
      for (const [x, y] of ring) pen.lineTo(x, y);
      pen.fill();
    }
    const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
    /** @type {Land["dark"]} */
    const dark = (a, b) => {
      const steps = Math.ceil(Math.hypot(a[0] - b[0], a[1] - b[1]) / RASTER);
      let number = 0;
      for (let i = 0; i < steps; i += 1) {
        const [x, y] = [0, 1].map((k) => Math.floor((a[k] + ((b[k] - a[k]) * i) / steps) / RASTER));
        if (data[4 * (y * canvas.width + x)] > 127) number += RASTER;
      }
      return number;
    };
    /** @type {Land["covered"]} */
    const covered = ([l, t, r, b]) => {
      let marked = 0;
      let all = 0;
      for (let y = Math.floor(t / RASTER); y <= b / RASTER; y += 1) {
        for (let x = Math.floor(l / RASTER); x <= r / RASTER; x += 1) {
          all += 1;
          if (data[4 * (y * canvas.width + x) + 3] > 127) marked += 1;
        }
      }
      return all ? marked / all : 0;
    };
    return { covered, dark };
  }

  /** @type {(item: Item) => { away: number, box: Box }[]}
      Places around a country, the nearest first. */
  function around({ x, y, w, h }) {
    /** @type {{ away: number, box: Box }[]} */
    const spots = [];
    for (let away = 8; away <= FAR; away += 9) {
      for (let i = 0; i < 24; i += 1) {
        const angle = (i * Math.PI) / 12;
        const cx = x + Math.cos(angle) * (away + w / 2);
        const cy = y + Math.sin(angle) * (away + h / 2);
        spots.push({ away, box: [cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2] });
      }
    }
    return spots;
  }

  /** @typedef {{ box: Box, line: number[][] | null }} Place */

  /** @type {(item: Item, box: Box) => number[][]}
      From the nearest point of a name's edge to its country. */
  const leader = ({ x, y }, [l, t, r, b]) => [[atlas.clamp(x, l, r), atlas.clamp(y, t, b)],
    [x, y]];

  /** @type {(outside: Item[], places: Map<string, Place>, size: { x: number, y: number },
      land: Land, kept: Box[]) => void}
      The cheapest place for each name, twice: one placed early knows not of the later. */
  function beside(outside, places, size, land, fixed) {
    for (const round of [0, 1]) {
      for (const item of outside) {
        const old = places.get(item.code);
        places.delete(item.code);
        const others = [...places.values()];
        let least = Infinity;
        /** @type {Place | undefined} */
        let best;
        for (const { away, box } of around(item)) {
          // The line from a place is no shorter than this: the rest is dearer.
          if (away * 0.7 > least) break;
          if (box[0] < 2 || box[1] < 2 || box[2] > size.x - 2 || box[3] > size.y - 2) continue;
          if (others.some((o) => meet(box, o.box)) || fixed.some((o) => meet(box, o))) continue;
          const [from, to] = leader(item, box);
          const length = Math.hypot(from[0] - to[0], from[1] - to[1]);
          if (length >= least || length > size.x * REACH) continue;
          if (outside.some((o) => meet(box, [o.x, o.y, o.x, o.y], 3))) continue;
          // A line past another country's point would seem to be that country's.
          if (outside.some((o) => Math.max(Math.abs(o.x - item.x), Math.abs(o.y - item.y)) > 8
            && through(from, to, [o.x - 4, o.y - 4, o.x + 4, o.y + 4]))) continue;
          if (others.some((o) => through(from, to, o.box)
            || (o.line && (cross(from, to, o.line[0], o.line[1])
              || through(o.line[0], o.line[1], box))))) continue;
          // Nor is a name on the focal country, or beyond it, read as another's.
          const y = (box[1] + box[3]) / 2;
          if (item.code !== atlas.data.focus
            && land.dark(from, to) + land.dark([box[0], y], [box[2], y]) / 2 > 8) continue;
          const cost = length + 70 * land.covered(box);
          if (cost < least) {
            least = cost;
            best = { box, line: [from, to] };
          }
        }
        if (best || old) places.set(item.code, best || /** @type {Place} */ (old));
      }
    }
  }

  /** @type {Map<string, [number, number, number]>} Of one zoom: a map is moved often. */
  const rooms = new Map();
  let measured = 0;

  /** @type {(code: string, rings: LatLngs[], height: number) => [number, number, number]} */
  function room(code, rings, height) {
    if (measured !== height) rooms.clear();
    measured = height;
    const key = `${code} ${rings.length}`;
    const place = rooms.get(key) || atlas.places.room(rings, height);
    rooms.set(key, place);
    return place;
  }

  /** @type {() => Box[]} What lies over the map: the legend and the buttons. */
  function overlays() {
    const { left, top } = atlas.map.leaflet.getContainer().getBoundingClientRect();
    return [...document.querySelectorAll("#key, .map-buttons, #inset:not([hidden])")].map((over) => {
      const box = over.getBoundingClientRect();
      return [box.left - left, box.top - top, box.right - left, box.bottom - top];
    });
  }

  let lettersOfRuler = 0;      // pixels of the letters that the ruler is set to

  /** @type {Atlas["labels"]["width"]} */
  function width(text, letters) {
    if (!ruler) return 0.6 * letters * text.length;
    if (lettersOfRuler !== letters) {
      ruler.font = `${letters}px ${getComputedStyle(document.body).fontFamily}`;
      lettersOfRuler = letters;
    }
    return ruler.measureText(text).width;
  }

  /* Places for all names at this zoom, in this language. */
  function place() {
    const { leaflet, anchor, ringsOf } = atlas.map;
    const size = leaflet.getSize();
    if (!size.x || !size.y) return;    // a hidden frame has no size
    const origin = leaflet.containerPointToLayerPoint([0, 0]);
    const pixels = 2 ** leaflet.getZoom();
    const height = size.x < 500 ? 13 : size.x < 1500 ? 16 : 24;
    const letters = Math.round(height * 0.75);
    const codes = [...atlas.map.order, atlas.data.focus].filter(Boolean);
    /** @type {Map<string, Place>} */
    const places = new Map();
    /** @type {Item[]} */
    const outside = [];
    /** @type {number[][][]} */
    const rings = [];
    /** @type {number[][][]} */
    const focalRings = [];
    const focal = atlas.data.focus;
    for (const code of codes) {
      const own = ringsOf(code);
      if (!own) continue;
      /** @type {(at: [number, number]) => { x: number, y: number }} */
      const point = (at) => leaflet.latLngToContainerPoint(at);
      (code === focal ? focalRings : rings).push(own[0].map((at) => { const p = point(at); return [p.x, p.y]; }));
      if (atlas.inset.has(code)) continue;
      const text = atlas.words.name(code);
      const w = width(text, letters) + 8;
      const [y, x, wide] = room(code, own, height / pixels);
      const inner = point([y, x]);
      if (wide * pixels > w + 2) {
        const box = /** @type {Box} */ ([inner.x - w / 2, inner.y - height / 2,
          inner.x + w / 2, inner.y + height / 2]);
        if (![...places.values()].some((o) => meet(box, o.box))) places.set(code, { box, line: null });
      } else {
        const at = point(anchor(code));
        if (at.x > 0 && at.y > 0 && at.x < size.x && at.y < size.y) {
          outside.push({ code, text, w, h: height, x: at.x, y: at.y });
        }
      }
    }
    if (codes.length <= MOST) {
      // The focal country's name is in the title too: it takes what the others leave.
      outside.sort((a, b) => Number(a.code === focal) - Number(b.code === focal)
        || a.x - b.x || a.y - b.y);
      beside(outside, places, size, mask(size, rings, focalRings), overlays());
    }
    draw(places, origin, height);
  }

  /** @type {(places: Map<string, Place>, origin: { x: number, y: number }, height: number) => void} */
  function draw(places, origin, height) {
    const svg = atlas.map.leaflet.getPane("marks")?.querySelector("svg");
    if (!svg) return;
    group?.remove();
    labelsOf.clear();
    group = atlas.svg("g", { class: "names", "aria-hidden": "true", "font-size": Math.round(height * 0.75),
      transform: `translate(${origin.x} ${origin.y})` });
    /** @type {(value: number) => string} */
    const short = (value) => value.toFixed(1);
    for (const [code, { box, line }] of places) {
      const [l, t, r, b] = box;
      const parts = line ? [
        atlas.svg("path", { d: `M${line.flat().map(short).join(" ")}` }),
        atlas.svg("circle", { cx: short(line[1][0]), cy: short(line[1][1]), r: 2 })] : [];
      const label = atlas.svg("g", { class: line ? "name beside" : `name ${
        code === atlas.data.focus ? "focal" : "inside"}` }, ...parts,
      atlas.svg("rect", { x: short(l), y: short(t), width: short(r - l),
        height: short(b - t), rx: 3 }),
      atlas.svg("text", { x: short((l + r) / 2), y: short(b - height * 0.26) },
        atlas.words.name(code)));
      label.addEventListener("click", (event) => {
        event.stopPropagation();
        atlas.select(code, code);
      });
      label.addEventListener("mousemove", (event) => {
        event.stopPropagation();
        atlas.map.tip(code, event);
      });
      label.addEventListener("mouseleave", atlas.tip.hide);
      labelsOf.set(code, label);
      group.append(label);
    }
    svg.append(group);
    show();
  }

  /* While the years move, only whose countries are on the map. */
  function show() {
    const { standings } = atlas.state;
    for (const [code, label] of labelsOf) {
      const key = atlas.map.keyOf(code, standings.get(code));
      label.classList.toggle("away", ["none", "not-covered", "not-a-state"].includes(key)
        || Boolean(atlas.legend.only && atlas.legend.only !== key));
    }
  }

  return { place, show, width };
})();
