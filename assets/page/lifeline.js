/* The life of a treaty as a line: signed, in force, ended, the last day shown, with the
   days between. Where no source gives an entry into force it ends in dots and "?". */
"use strict";
atlas.lifeline = (() => {
  const { svg } = atlas;
  const [LEFT, RIGHT, AT] = [8, 312, 30];

  /** @type {(day: Day) => number} */
  const time = (day) => Date.parse(`${day}T00:00:00Z`);

  /** @type {(d: PartialDate) => boolean} */
  const exact = (d) => d[1] === d[2];

  /** @type {(a: PartialDate, b: Day) => string}
      The days between, where both are known to the day. */
  function days(a, b) {
    return exact(a) ? atlas.words.counted(
      Math.round((time(b) - time(a[1])) / 86400000), "day") : "";
  }

  /** @type {(x: number, y: number, text: string) => SVGElement}
      A text that stays inside the picture. */
  function label(x, y, text) {
    // A letter of Chinese, Japanese or Korean is as wide as two of Latin.
    const wide = text.replace(/[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]/g, "mm").length;
    const half = wide * 2.9;
    const anchor = x - half < 0 ? "start" : x + half > 320 ? "end" : "middle";
    const at = anchor === "start" ? 0 : anchor === "end" ? 320 : x;
    return svg("text", { x: at, y, "text-anchor": anchor }, text);
  }

  /** @type {(from: number, to: number, key: string) => SVGElement} */
  const line = (from, to, key) => svg("path", { d: `M${from} ${AT}H${to}`,
    class: `life-${key}` });

  /** @type {(x: number, key: string) => SVGElement} */
  const mark = (x, key) => svg("circle", { cx: x, cy: AT, r: 6, class: `dot c-${key}` });

  /** @type {Atlas["lifeline"]} */
  function drawn(t) {
    const { word: w, date } = atlas.words;
    const end = atlas.view.end < atlas.data.as_of ? atlas.view.end : atlas.data.as_of;
    if (t.unsigned || !t.signed || t.signed[1] > end) return null;
    const start = time(t.signed[1]);
    const span = Math.max(time(end) - start, 1);
    // A tenth before the signature, where there was nothing.
    const first = LEFT + 0.1 * (RIGHT - LEFT);
    /** @type {(day: Day) => number} */
    const at = (day) => Math.round(first + ((time(day) - start) / span) * (RIGHT - first));
    const entry = t.in_force && t.in_force[1] <= end ? t.in_force : null;
    const over = t.terminated && t.terminated[1] <= end ? t.terminated : null;
    const stop = over ? at(over[1]) : RIGHT;
    /** @type {Child[]} */
    const parts = [line(LEFT, first, "none")];
    const says = [w("life.signed", { date: date(t.signed, "when") })];
    if (entry) {
      const between = exact(entry) ? days(t.signed, entry[1]) : "";
      says.push(between ? w("life.later", { days: between })
        : w("life.in_force", { date: date(entry, "when") }));
      parts.push(line(first, at(entry[1]), "not-confirmed"),
        line(at(entry[1]), stop, "in-force"), mark(at(entry[1]), "in-force"),
        label(at(entry[1]), 14, says[1]));
    } else {
      const waiting = days(t.signed, end);
      says.push(waiting ? `? ${w("life.waiting", { days: waiting })}` : "?");
      parts.push(line(first, stop, "unknown"), label(stop, 14, says[1]));
    }
    if (over) {
      says.push(w("life.ended", { date: date(over, "when") }));
      parts.push(line(stop, RIGHT, "ended"), mark(stop, "ended"), label(stop, 52, says[2]));
    }
    for (const day of (t.approvals || []).filter((d) => d[1] <= end)) {
      parts.push(svg("path", { d: `M${at(day[2])} ${AT - 9}v18`, class: "life-tick" },
        svg("title", {}, atlas.words.local(t.approval_by_one_side))));
      says.push(atlas.words.local(t.approval_by_one_side));
    }
    parts.push(mark(first, "not-confirmed"), label(first, over && stop < 200 ? 14 : 52, says[0]),
      label(RIGHT, over ? 64 : 52, atlas.words.day(end)));
    return svg("svg", { class: "life", viewBox: "0 0 320 66", role: "img",
      "aria-label": atlas.words.paired(w("life.label"),
        atlas.words.listed(says, "list.semicolon")) }, ...parts);
  }

  return drawn;
})();
