/* The areas and lines of the world, read from the texts of geo/page/topology_text.py. */
"use strict";
atlas.topology = (() => {
  const SIXES = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const KINDS = /** @type {const} */ (["inner", "coast", "border", "disputed", "past"]);

  /** @type {() => Map<string, number>} The characters that stand for a number. */
  function places() {
    const found = new Map();
    for (let code = 0x21; code < 0x200; code += 1) {
      const character = String.fromCharCode(code);
      if ((code < 0x7f || code > 0xa0) && !'"&<>\\'.includes(character)) {
        found.set(character, found.size);
      }
    }
    return found;
  }

  /** @type {(text: string) => (number: number) => number}
      A function that takes so many bits from the front. */
  function reader(text) {
    const values = Uint8Array.from(text, (character) => SIXES.indexOf(character));
    let at = 0;
    return (number) => {
      let found = 0;
      for (let i = 0; i < number; i += 1, at += 1) {
        found = found * 2 + ((values[Math.floor(at / 6)] >> (5 - (at % 6))) & 1);
      }
      return found;
    };
  }

  /** @type {(place: number) => [number, number]} The two numbers of a character. */
  function pair(place) {
    const root = Math.floor(Math.sqrt(place));
    const rest = place - root * root;
    return rest < root ? [rest, root] : [root, rest - root];
  }

  /** @type {(texts: TopologyTexts) => LatLngs[]} */
  function lines({ kinds, steps, bits }) {
    const known = places();
    const take = reader(bits);
    /** @param {number} length */
    const number = (length) => {
      if (!length) return 0;
      const negative = take(1);
      const size = 2 ** (length - 1) + take(length - 1);
      return negative ? -size : size;
    };
    let x = 0;
    let y = 0;
    return steps.split(" ").map((arc, i) => {
      /** @type {LatLngs} */
      const line = [];
      for (const character of arc) {
        const [wide, high] = pair(known.get(character) ?? 0);
        x += number(wide);
        y += number(high);
        line.push([y, x]);
      }
      const closed = kinds[i] !== kinds[i].toLowerCase();
      return closed ? [...line, line[0]] : line;
    });
  }

  /** @type {Atlas["topology"]["read"]} */
  function read(texts) {
    const arcs = lines(texts);
    let used = 0;
    /** @type {string[][]} The areas at the sides of each arc. */
    const sides = arcs.map(() => []);
    /** @type {(line: LatLngs, arc: LatLngs) => LatLngs} */
    const joined = (line, arc) => line.concat(line.length ? arc.slice(1) : arc);
    /** @type {(run: string, uid: string) => LatLngs} The arcs of a ring in their order. */
    const ring = (run, uid) => (run.match(/\.|[^,]+,/g) || []).reduce((line, token) => {
      const i = token === "." ? used : used - parseInt(token, 16);
      sides[i].push(uid);
      used += Number(i === used);
      return joined(line, token === "." ? arcs[i] : arcs[i].slice().reverse());
    }, /** @type {LatLngs} */ ([]));
    /** @type {(i: number) => LatLngs} */
    const numbered = (i) => (i < 0 ? arcs[~i].slice().reverse() : arcs[i]);
    const areas = Object.entries(texts.rings).map(([uid, text]) => (
      { uid, latlngs: text.split(";").map((part) => part.split(" ")
        .map((run) => ring(run, uid))) }));
    const parts = Object.entries(texts.parts || {}).map(([uid, polygons]) => ({ uid,
      latlngs: polygons.map((rings) => rings.map((run) => run.map(numbered)
        .reduce(joined, /** @type {LatLngs} */ ([])))) }));
    for (const [i, uids] of Object.entries(texts.past || {})) sides[Number(i)].push(...uids);
    const drawn = KINDS.map((kind) => {
      const found = arcs.map((_, i) => i).filter((i) => texts.kinds[i].toLowerCase() === kind[0]);
      return { kind, latlngs: found.map((i) => arcs[i]), areas: found.map((i) => sides[i]) };
    });
    return { areas, parts, lines: drawn };
  }

  return { read };
})();
