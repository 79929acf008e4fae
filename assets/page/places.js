/* Where in a country its name and its hit area belong, and how wide it is there.

   Works on rings of [y, x] on the grid of the topology: north is up, so is a greater y. */
"use strict";
atlas.places = (() => {
  const LINES = 13;            // horizontals on which a ring is looked at

  /** @type {(ring: LatLngs) => [number, number, number, number]} west, south, east, north */
  const box = (ring) => ring.reduce(([w, s, e, n], [y, x]) => [Math.min(w, x),
    Math.min(s, y), Math.max(e, x), Math.max(n, y)],
  [Infinity, Infinity, -Infinity, -Infinity]);

  /** @type {(latlngs: LatLngs[][]) => LatLngs[]}
      The part of a country that covers most: its outer ring and its holes. */
  function largest(latlngs) {
    /** @param {LatLngs[]} part */
    const size = ([ring]) => Math.abs(ring.reduce((sum, [y, x], i) => {
      const [v, u] = ring[(i + 1) % ring.length];
      return sum + x * v - u * y;
    }, 0));
    return latlngs.reduce((best, part) => (size(part) > size(best) ? part : best));
  }

  /** @type {(rings: LatLngs[], y: number) => [number, number][]}
      Where a horizontal runs inside the rings: from west to east. */
  function inside(rings, y) {
    /** @type {number[]} */
    const cuts = [];
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
        const [a, b] = [ring[i], ring[j]];
        if ((a[0] > y) !== (b[0] > y)) {
          cuts.push(a[1] + ((y - a[0]) / (b[0] - a[0])) * (b[1] - a[1]));
        }
      }
    }
    cuts.sort((a, b) => a - b);
    return cuts.flatMap((x, i) => (i % 2 ? [] : [/** @type {[number, number]} */ (
      [x, cuts[i + 1] ?? x])]));
  }

  /** @type {Atlas["places"]["room"]}
      The middle of the widest place for a text of that height: [y, x, width]. */
  function room(rings, height) {
    const [, south, , north] = box(rings[0]);
    const half = height / 2;
    /** @type {[number, number, number]} */
    let best = [0, 0, 0];
    let most = -1;
    for (let i = 1; i < LINES; i += 1) {
      const y = south + ((north - south) * i) / LINES;
      const [low, middle, high] = [y - half, y, y + half].map((at) => inside(rings, at));
      for (const [west, east] of middle) {
        // Of the lines above and below, the piece that shares most with this one.
        /** @type {(one: [number, number], other: [number, number][]) => [number, number]} */
        const shared = (one, other) => other
          .map(([w, e]) => /** @type {[number, number]} */ (
            [Math.max(w, one[0]), Math.min(e, one[1])]))
          .reduce((a, b) => (b[1] - b[0] > a[1] - a[0] ? b : a), [0, 0]);
        const [w, e] = half ? shared(shared([west, east], low), high) : [west, east];
        const away = Math.abs(y - (south + north) / 2) / (north - south || 1);
        const score = (e - w) * (1 - 0.7 * away);
        if (score > most) {
          most = score;
          best = [y, (w + e) / 2, e - w];
        }
      }
    }
    return best;
  }

  /** @type {Atlas["places"]["edge"]}
      The edge of what several rings cover, as lines: where two of them run along each other
      is no edge. */
  function edge(rings) {
    /** @type {(a: [number, number], b: [number, number]) => string} */
    const edgeKey = (a, b) => (a[0] < b[0] || (a[0] === b[0] && a[1] < b[1])
      ? `${a},${b}` : `${b},${a}`);
    /** @type {(ring: LatLngs) => [number, number][][]} */
    const steps = (ring) => ring.map((at, i) => [at, ring[(i + 1) % ring.length]])
      .filter(([a, b]) => String(a) !== String(b));
    /** @type {Map<string, number>} */
    const times = new Map();
    for (const ring of rings) {
      for (const [a, b] of steps(ring)) times.set(edgeKey(a, b), (times.get(edgeKey(a, b)) ?? 0) + 1);
    }
    /** @type {LatLngs[]} */
    const lines = [];
    for (const ring of rings) {
      /** @type {LatLngs | null} */
      let line = null;
      for (const [a, b] of steps(ring)) {
        if ((times.get(edgeKey(a, b)) ?? 0) % 2 === 0) line = null;
        else if (line) line.push(b);
        else lines.push(line = [a, b]);
      }
    }
    return lines;
  }

  return { box, edge, largest, room };
})();
