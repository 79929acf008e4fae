/* Whose an area is on the last day of the view: the borders of the time. The
   rule is that of geo/model/territory.py. */
"use strict";
atlas.land = (() => {
  /** @type {{ kind: string, latlngs: LatLngs, areas: string[] }[]} */
  let borders = [];
  /** @type {Map<string, Shape>} */
  let byUid = new Map();
  /** @type {Record<string, import("leaflet").Polyline>} */
  let drawnLines = {};

  /** @type {(shape: Shape) => string}
      Whose an area is: in the borders of the time, where the table has former states. */
  const owner = (shape) => atlas.counting.landOf(shape.uid, atlas.view)
    || (shape.unit.owner ? shape.unit.owner[
      atlas.data.choices.borders.indexOf(atlas.view.borders)] : shape.uid);

  /** @type {(shape: Shape) => Shape[]} The parts of an area that are another state's. */
  const cutOf = (shape) => shape.parts.filter((part) => {
    const whose = atlas.counting.landOf(part.uid, atlas.view);
    return whose && whose !== owner(shape);
  });

  /* An area without its parts that are another state's: hatched, named and reached so. */
  /** @type {Atlas["land"]["cut"]} */
  function cut(shape) {
    const parts = cutOf(shape);
    const uids = parts.map((part) => part.uid).join(" ");
    if (uids === shape.cut) return;
    shape.cut = uids;
    shape.anchor = undefined;
    // Where two polygons of one path lie over each other, there is none.
    shape.hatch?.setLatLngs([...shape.latlngs, ...parts.flatMap((part) => part.latlngs)]);
  }

  /** @type {Atlas["land"]["edge"]} */
  function edge(areas) {
    const own = areas.filter((s) => !areas.some((whole) => whole.parts.includes(s)));
    const cuts = own.flatMap(cutOf);
    const rings = own.flatMap((s) => s.latlngs);
    return own.length + cuts.length > 1
      ? atlas.places.edge([...rings, ...cuts.flatMap((s) => s.latlngs)].flat())
      : rings.map(([outer]) => [...outer, outer[0]]);
  }

  let drawnKinds = "";         // as what each line is drawn

  /* Borders inside a state of the time are dotted as those inside one of today. */
  function dotted() {
    const kinds = borders.map(({ kind, areas }) => {
      if (!atlas.data.former) return kind;
      const [one, other] = areas.map((uid) => byUid.get(uid))
        .map((shape) => shape && atlas.counting.landOf(shape.uid, atlas.view));
      if (kind === "past") return one === other ? kind : "border";
      return one && one === other ? "inner" : kind;
    });
    if (drawnKinds === String(kinds)) return;
    drawnKinds = String(kinds);
    for (const [cls, line] of Object.entries(drawnLines)) {
      line.setLatLngs(borders.filter((_, i) => kinds[i] === cls).map((one) => one.latlngs));
    }
  }

  /** @type {Atlas["land"]["load"]} */
  function load(lines, areas, drawn) {
    byUid = areas;
    drawnLines = drawn;
    borders = lines.flatMap(({ kind, latlngs, areas: sides }) => latlngs
      .map((line, i) => ({ kind, latlngs: line, areas: sides[i] })));
    drawnKinds = String(borders.map(({ kind }) => kind));
    for (const { areas: sides } of borders.filter((one) => one.kind === "past")) {
      const [part, whole] = sides.map((uid) => byUid.get(uid));
      if (part && whole) whole.parts = [part];
    }
  }

  return { load, owner, cutOf, cut, edge, dotted };
})();
