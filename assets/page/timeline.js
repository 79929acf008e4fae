/* Life-lines: a row per treaty, from signature to entry into force, and dots to a "?" where
   no source gives one. The stretches are those of geo/model/lifelines.py. */
"use strict";
atlas.timeline = (() => {
  const { node } = atlas;
  const $ = atlas.element;
  const ORDERS = ["date", "status", "waited"];
  const MOST = 300;            // rows a browser lays out without a pause
  let order = ORDERS[0];

  /** @type {(day: Day) => number} Days since 1970. */
  const number = (day) => Date.parse(`${day}T00:00:00Z`) / 86400000;

  /** @type {(date: PartialDate | null | undefined, day: Day) => PartialDate | null} */
  const until = (date, day) => (date && date[1] <= day ? date : null);

  /** @type {Atlas["timeline"]["stretches"]} */
  function stretches(t, day) {
    /** @param {PartialDate | null} date */
    const end = (date) => (date ? [date[2], day].sort()[0] : "");
    const [signed, entry, over] = [t.signed, t.in_force, t.terminated]
      .map((date) => end(until(date, day)));
    const stop = over || day;
    /** @type {[string, Day, Day][]} */
    const found = [];
    if (signed) found.push([t.in_force ? "waiting" : "unknown", signed, [entry || stop, stop].sort()[0]]);
    if (entry) found.push([t.over && !t.terminated ? "maybe-ended" : "in-force", entry, stop]);
    if (over) found.push(["ended", over, day]);
    return found.filter(([, a, b]) => a < b);
  }

  /** @type {Atlas["timeline"]["waited"]}
      The fewest days from signature to entry into force, or to the day. */
  function waited(t, day) {
    const signed = until(t.signed, day);
    if (!signed || signed[1] === "0001-01-01") return null;
    const over = until(t.terminated, day);
    const none = over ? [day, over[1]].sort()[0] : day;
    const [first, last] = t.in_force ? [t.in_force[1], t.in_force[2]] : [none, none];
    if (first === "0001-01-01" || last === "9999-12-31") return null;
    return Math.max(number(first) - number(signed[2]), 0);
  }

  /* The treaties whose signature, or entry into force, may lie within the years. */
  /** @type {(day: Day) => Treaty[]} */
  const listed = (day) => atlas.data.treaties.filter((t) => {
    const dated = t.signed || t.in_force;
    return !t.unsigned && t.partners.length > 0 && dated && dated[1] <= day && dated[2] >= atlas.view.start;
  });

  /** @type {(treaties: Treaty[], day: Day) => Treaty[]} The payload is in order of date. */
  function sorted(treaties, day) {
    const ranks = atlas.counting.PRECEDENCE["in-force"];
    /** @param {Treaty} t */
    const rank = (t) => (order === "status"
      ? (ranks.indexOf(/** @type {ClassKey} */ (atlas.counting.statusOf(t, day).key)) + 99) % 99
      : -(waited(t, day) ?? -1));
    return order === "date" ? treaties
      : treaties.map((t, i) => ({ t, i })).sort((a, b) => rank(a.t) - rank(b.t) || a.i - b.i)
        .map(({ t }) => t);
  }

  /** @type {(t: Treaty, day: Day) => PartialDate[]} */
  const approvals = (t, day) => (t.approvals || []).filter((d) => d[1] <= day);

  /** @type {(t: Treaty, day: Day, at: (day: Day) => string) => HTMLElement} */
  function lane(t, day, at) {
    const { words } = atlas;
    /** @type {(name: string, from: Day, to?: Day) => HTMLElement} */
    const part = (name, from, to) => {
      const line = node("i", { class: name });
      line.style.left = at(from);
      if (to) line.style.right = `calc(100% - ${at(to)})`;
      return line;
    };
    /** @type {[string, PartialDate | null][]} */
    const acts = [["not-confirmed", until(t.signed, day)], ["in-force", until(t.in_force, day)],
      ["ended", until(t.terminated, day)]];
    const found = stretches(t, day);
    const unknown = found.find(([kind]) => kind === "unknown");
    const mark = unknown ? part("doubt", unknown[2]) : null;
    if (mark) mark.textContent = "?";
    const ticks = approvals(t, day).map((d) => part("tick", d[2]));
    for (const tick of ticks) tick.title = words.local(t.approval_by_one_side);
    return node("div", { class: "lane", "aria-hidden": "true" },
      ...found.map(([kind, a, b]) => part(`stretch ${kind}`, a, b)), ...ticks, mark,
      ...acts.map(([key, d]) => d && part(`act c-${key}`, d[2] < day ? d[2] : day)));
  }

  /** @type {(t: Treaty, day: Day, at: (day: Day) => string) => HTMLElement} */
  function row(t, day, at) {
    const code = t.partners[0];
    const name = node("button", { type: "button" }, t.partners.map(atlas.words.name).join(" – "));
    name.addEventListener("click", () => {
      atlas.select(code, code, true);
      atlas.element("card").scrollIntoView({ block: "nearest" });
    });
    // A reader who does not see the tick hears of it.
    const heard = approvals(t, day).length ? node("b", { class: "quiet" },
      `. ${atlas.words.local(t.approval_by_one_side)}`) : "";
    return node("li", {}, name, lane(t, day, at), node("span", {}, atlas.card.status(t), heard));
  }

  function draw() {
    const { view, data, words } = atlas;
    const day = view.end < data.as_of ? view.end : data.as_of;
    const treaties = data.grouped ? [] : listed(day);
    $("lives").hidden = !treaties.length || treaties.length > MOST;
    if ($("lives").hidden) return;
    const dates = treaties.flatMap((t) => [t.signed, t.in_force])
      .flatMap((d) => (d && d[2] > "0002" ? [d[2]] : []));
    const first = number(`${dates.sort()[0].slice(0, 4)}-01-01`);
    const span = Math.max(number(day) - first, 1) / (innerWidth > 600 ? 0.97 : 0.94);   // room for a "?"
    /** @type {(at: Day) => string} */
    const at = (one) => `${Math.min(100, Math.max(0, (100 * (number(one) - first)) / span)).toFixed(2)}%`;
    const years = Math.max(span / 365.25, 1);
    // A year takes 40 pixels; beside the lines stand names and words.
    const lanes = Math.max($("lives").clientWidth * (innerWidth > 600 ? 0.5 : 0.7), 200);
    const room = Math.min(12, lanes / 40);
    const step = [1, 2, 5, 10, 20, 50, 100].find((n) => years / n <= room) || 200;
    const axis = node("div", { class: "lane axis", "aria-hidden": "true" });
    for (let y = Number(dates[0].slice(0, 4)); y <= Number(day.slice(0, 4)); y += 1) {
      if (y % step) continue;
      const label = node("small", {}, String(y));
      label.style.left = at(`${String(y).padStart(4, "0")}-01-01`);
      axis.append(label);
    }
    const choice = node("select", { "aria-label": words.word("lives.order") },
      ...ORDERS.map((one) => node("option", { value: one }, words.word(`lives.${one}`))));
    choice.value = order;
    choice.addEventListener("change", () => {
      order = choice.value;
      draw();
      $("lives").querySelector("select")?.focus();
    });
    const legend = treaties.some((t) => approvals(t, day).length)
      ? [node("i", { class: "tick", "aria-hidden": "true" }), words.word("lifelines.approval")] : [];
    $("lives").replaceChildren(
      node("h2", {}, words.word("lifelines.title", { focus: words.sentence("focus"),
        subject: words.sentence("subject") })), node("p", {}, choice, ...legend), axis,
      node("ol", {}, ...sorted(treaties, day).map((t) => row(t, day, at))));
  }

  return { draw, stretches, waited };
})();
