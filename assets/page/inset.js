/* A second, larger map of the Caucasus and Central Asia, where the world is shown whole and
   many signatories crowd there. */
"use strict";
atlas.inset = (() => {
  const { svg } = atlas;
  const AROUND = ["ARM", "AZE", "GEO", "KGZ", "TJK", "TKM", "UZB"];
  const CROWD = 7;             // signatories from which the inset is drawn
  const ROOM = 640;            // pixels of the map below which it would cover countries
  /** @type {Map<Shape, SVGElement>} */
  const drawn = new Map();
  /** @type {Box} west, south, east, north, on the grid */
  let region = [0, 0, 0, 0];
  const WIDTH = 300;           // of the drawing, in units of its hatches
  const EDGE = 3;              // of them, between a name and the frame
  let scale = 1;
  /** @type {Set<string>} The countries that have their name here. */
  let named = new Set();

  /** @typedef {[number, number, number, number]} Box */

  /** @type {(a: Box, b: Box) => boolean} */
  const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

  /** @type {(at: [number, number]) => [number, number]}
      A point of the grid in the drawing, where y grows downwards. */
  const point = ([y, x]) => [(x - region[0]) * scale, (region[3] - y) * scale];

  /** @type {(line: LatLngs) => string} */
  const outline = (line) => `M${line.map((at) => point(at).map((n) => n.toFixed(1)).join(","))
    .join("L")}Z`;

  /** @type {(shapes: Shape[]) => void} */
  function load(shapes) {
    const own = shapes.filter((s) => AROUND.includes(s.uid))
      .flatMap((s) => s.latlngs.map(([ring]) => atlas.places.box(ring)));
    region = own.reduce((a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1]),
      Math.max(a[2], b[2]), Math.max(a[3], b[3])]);
    const [w, s, e, n] = region;
    scale = WIDTH / (e - w);
    const land = svg("g", {});
    for (const shape of shapes) {
      const parts = shape.latlngs.filter(([ring]) => meet(atlas.places.box(ring), region));
      if (!parts.length) continue;
      const d = parts.flatMap((part) => part.map(outline)).join("");
      const area = svg("g", {}, svg("path", { d }), svg("path", { d }));
      drawn.set(shape, area);
      atlas.map.listen(area, shape);
      land.append(area);
    }
    atlas.element("inset").append(svg("svg", { viewBox: `0 0 ${WIDTH} ${Math.round((n - s) * scale)}`,
      "aria-hidden": "true" }, land, svg("g", { class: "inset-names" })));
  }

  /** @type {Atlas["inset"]["paint"]} */
  function paint(shape) {
    const area = drawn.get(shape);
    if (!area) return;
    const [fill, hatch] = area.children;
    fill.setAttribute("class", `unit c-${shape.key} ${shape.step}`);
    hatch.setAttribute("class", `hatch ${shape.over} inset-hatch`);
  }

  /** @typedef {{ code: string, text: string, box: Box }} Name */

  /** @type {(size: number) => Name[]}
      The names that have room in letters of a size, at the points of their countries; the
      next moved off the one before by a line at most: farther away it would stand on a
      neighbour. */
  function placed(size) {
    const height = 1.2 * size;
    const bottom = (region[3] - region[1]) * scale;
    /** @type {Name[]} */
    const names = [];
    for (const code of codes()) {
      const [x, y] = point(atlas.map.anchor(code));
      const text = atlas.words.name(code);
      const half = atlas.labels.width(text, size) / 2 + 0.2 * size;
      const most = half + EDGE;
      /** @type {(across: number, down: number) => Box} */
      const at = (across, down) => {
        const middle = Math.min(Math.max(x + across * half, most), WIDTH - most);
        const top = y + (down - 0.5) * height;
        return [middle - half, top, middle + half, top + height];
      };
      const box = [0, 1, -1].flatMap((down) => [0, 0.6, -0.6, 1.1, -1.1]
        .map((across) => at(across, down))).find((one) => one[1] > 0 && one[3] < bottom
          && !names.some((other) => meet(one, other.box)));
      if (box) names.push({ code, text, box });
    }
    return names;
  }

  /* Ten pixels where it is small, and more on the wall of a lecture; fewer pixels, too, where
     long names would leave one without a place. */
  function names() {
    const box = atlas.element("inset");
    const wide = box.clientWidth || WIDTH;
    const pixel = WIDTH / wide;
    const least = 10 * pixel;
    const number = codes().length;
    let size = Math.min(Math.max(wide / 21, 10), 18) * pixel;
    let found = placed(size);
    while (found.length < number && size > least) {
      size = Math.max(size - pixel, least);
      found = placed(size);
    }
    named = new Set(found.map(({ code }) => code));
    box.querySelector(".inset-names")?.replaceChildren(...found.map(({ text, box: at }) => {
      const [left, top, right, bottom] = at;
      return svg("g", {},
        svg("rect", { x: left, y: top, width: right - left, height: bottom - top }),
        svg("text", { x: (left + right) / 2, y: top + 0.94 * size, "font-size": size }, text));
    }));
  }

  /* The countries of the view whose point lies in the region. */
  const codes = () => atlas.map.order.filter((code) => {
    const [y, x] = atlas.map.anchor(code);
    return x > region[0] && x < region[2] && y > region[1] && y < region[3];
  });

  /** @type {Atlas["inset"]["describe"]} */
  function describe(whole, width) {
    const crowd = [...drawn.keys()].filter((s) => s.code !== atlas.data.focus
      && s.key !== "none" && s.key !== "not-covered" && s.code === s.uid);
    // As one state they do not crowd.
    const apart = AROUND.every((uid) => atlas.map.countryOf(uid) === uid);
    const visible = apart && whole && width >= ROOM && crowd.length >= CROWD;
    const box = atlas.element("inset");
    box.hidden = !visible;
    named.clear();
    if (!visible) return;
    // The legend lies at the foot of the frame, over the map or under it.
    box.style.bottom = `${atlas.element("key").offsetHeight + 12}px`;
    names();
  }

  return { load, paint, describe, has: (code) => named.has(code) };
})();
