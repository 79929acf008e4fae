/* The strip of treaties: a dot for each, stacked by year, under the handles of the years.
   Of a large table it is a histogram. The two range inputs lie over it: they are what the
   keyboard moves and a screen reader reads. */
"use strict";
atlas.strip = (() => {
  const { node } = atlas;
  const $ = atlas.element;
  const MOST = 120;            // treaties that are drawn one by one
  /** @type {{ box: HTMLElement, year: number, t: Treaty }[]} */
  let dots = [];

  const { firstYear: first, lastYear: last } = atlas;

  /** @type {(t: Profile) => number}
      The year of the act that puts a treaty on the strip; 0 where it has no date. */
  const yearOf = (t) => Number((t.signed || t.in_force || ["", "", "0"])[2].slice(0, 4));

  /** @type {(year: number) => number} The middle of a year's column, 0 to 1. */
  const place = (year) => {
    const [low, high] = atlas.data.span;
    return (year - low + 0.5) / (high - low + 1);
  };

  /** @param {number} share */
  const part = (share) => `${(100 * share).toFixed(3)}%`;

  /** @type {(t: Treaty) => string} */
  const names = (t) => t.partners.map(atlas.words.name).join(" – ");

  /** @type {(t: Treaty) => HTMLElement} */
  function dot(t) {
    const box = node("button", { type: "button", class: "treaty", tabindex: "-1",
      title: atlas.words.paired(names(t), atlas.card.status(t)) }, node("i"), node("span", {}, names(t)));
    const code = t.partners[0] ?? "";
    box.dataset.code = code;
    box.addEventListener("click", () => atlas.select(code, code));
    box.addEventListener("mouseenter", () => atlas.map.outline(code));
    box.addEventListener("mouseleave", () => atlas.map.outline(atlas.view.country));
    return box;
  }

  /** @type {(columns: number) => HTMLElement[]} The years, as many as there is room for. */
  function years(columns) {
    const [low, high] = atlas.data.span;
    const step = [1, 2, 5, 10, 20, 50, 100].find((n) => columns * n >= 38) || 200;
    const labels = [];
    for (let y = low; y <= high; y += 1) {
      if (y % step && step > 1) continue;
      const label = node("small", {}, String(y));
      label.style.left = part(place(y));
      labels.push(label);
    }
    return labels;
  }

  const NARROWEST = 0.55;      // of its width that a name is set in

  /* A name that is wider than its place is set narrower; a much wider one is cut. */
  function narrow() {
    const spans = dots.map(({ box }) => /** @type {HTMLElement} */ (box.lastElementChild));
    // Beside the dot, and a gap before the next; a width is given in whole pixels.
    const widths = spans.map((span, i) => [dots[i].box.clientWidth - 17, span.scrollWidth + 1]);
    spans.forEach((span, i) => {
      const [room, width] = widths[i];
      if (width <= room || room < NARROWEST * width) return;
      span.style.flex = `0 0 ${width}px`;
      span.style.scale = `${(room / width).toFixed(3)} 1`;
    });
  }

  /** @type {(number: number, counts: Map<number, number>, bare: boolean) => HTMLElement[]}
      The totals that officials gave, as hollow rings, and a line that says so: under the
      pointer, or a finger, it says which total that is. */
  function totals(number, counts, bare) {
    const { official } = atlas.data;
    if (!official.length) return [];
    const usual = `○ ${atlas.words.word("strip.rings", {
      instruments: atlas.words.counted(number, "instrument") })}`;
    const note = node("span", { class: "official-note", dir: "auto" }, usual);
    // It ends before the first ring, and before the highest stack of dots in its row.
    const most = Math.max(...counts.values());
    const high = [...counts].filter(([, n]) => bare && n > most / 2).map(([year]) => year);
    note.style.width = `calc(${part(place(Math.min(official[0][0], ...high)))} - 1.5rem)`;
    return [note, ...official.map(([year, total, sentence]) => {
      const ring = node("span", { class: "official" }, node("i"), String(total));
      ring.style.left = part(place(year));
      ring.addEventListener("pointerenter",
        () => { note.textContent = sentence[atlas.view.lang]; });
      ring.addEventListener("pointerleave", () => { note.textContent = usual; });
      return ring;
    })];
  }

  /** @type {() => Map<number, number>} Year -> how many treaties. */
  function perYear() {
    const numbers = new Map();
    /** @type {(t: Profile, number: number) => void} */
    const add = (t, number) => {
      const year = yearOf(t);
      if (year && !t.unsigned) numbers.set(year, (numbers.get(year) || 0) + number);
    };
    const { grouped, treaties } = atlas.data;
    if (grouped) grouped.profiles.forEach((p, i) => add(p, grouped.rows[i].length));
    else for (const t of treaties) add(t, 1);
    return numbers;
  }

  /** @type {(counts: Map<number, number>) => HTMLElement[]} */
  function bars(counts) {
    const most = Math.max(...counts.values(), 1);
    return [...counts].map(([year, number]) => {
      const bar = node("div", { class: "bar-of-year", "data-year": year,
        title: atlas.words.paired(String(year), atlas.words.counted(number, "instrument")) });
      bar.style.left = part(place(year));
      bar.style.width = part(0.8 / (atlas.data.span[1] - atlas.data.span[0] + 1));
      bar.style.height = part(0.95 * (number / most));
      return bar;
    });
  }

  /** @type {Atlas["strip"]["describe"]}
      The dots anew: for another table, language or width. */
  function describe() {
    const box = $("dots");
    const width = box.clientWidth || 800;
    const [low, high] = atlas.data.span;
    const column = width / (high - low + 1);
    const counts = perYear();
    const number = [...counts.values()].reduce((a, b) => a + b, 0);
    dots = [];
    box.classList.toggle("bars", number > MOST);
    if (number > MOST) {
      box.replaceChildren(...bars(counts), ...years(column));
      draw();
      return;
    }
    const stacks = new Map();
    const taken = new Set();   // "year level"
    /** @type {number[]} */
    const levels = [];
    const rows = Math.max(...counts.values(), 3);
    const room = box.clientHeight - 42 || 86;
    // The totals of officials stand in a row above the names, where there are names.
    const above = atlas.data.official.length && room / (rows + 1) >= 14 ? 1 : 0;
    const row = Math.min(17, Math.max(5, room / (rows + above)));
    // The dot stands over its year; a name follows it.
    const bare = row < 14 || column < 46;
    box.classList.toggle("bare", bare);
    // A name of the last year stands beyond the middle of its column.
    $("track").style.marginRight = counts.has(high) && !bare ? "40px" : "";
    // Whole pixels: a dot of a part of one is wider than high on the screen.
    const across = bare ? Math.floor(atlas.clamp(0.95 * Math.min(row, column), 1, 11)) : 11;
    box.style.setProperty("--dot", `${across}px`);
    for (const t of atlas.data.treaties) {
      const year = yearOf(t);
      if (!year || t.unsigned || year < low || year > high) continue;
      const at = stacks.get(year) || 0;
      stacks.set(year, at + 1);
      const mark = dot(t);
      mark.style.left = `calc(${part(place(year))} - ${bare ? (column / 2).toFixed(1) : 6}px)`;
      mark.style.bottom = `${(38 + at * row).toFixed(1)}px`;
      mark.style.height = `${row.toFixed(1)}px`;
      dots.push({ box: mark, year, t });
      taken.add(`${year} ${at}`);
      levels.push(at);
    }
    dots.forEach(({ box: mark, year }, i) => {
      // A long name reaches into the next years where nothing is written there; a dot
      // without its name stands in the middle of its own.
      const free = (/** @type {number} */ n) => !bare && year + n <= high
        && !taken.has(`${year + n} ${levels[i]}`);
      const columns = free(1) ? free(2) ? 3 : 2 : 1;
      // It begins in the middle of its year, and ends with the last one.
      const most = Math.max(high - year + 0.5, 1);
      mark.style.width = `${(column * Math.min(columns, most)).toFixed(1)}px`;
    });
    box.replaceChildren(...dots.map((d) => d.box), ...totals(number, counts, bare), ...years(column));
    if (!bare) narrow();
    draw();
  }

  /** @type {Atlas["strip"]["draw"]}
      What a step of the years changes: the window, and each dot's status. */
  function draw() {
    const [low, high] = atlas.data.span;
    const half = 0.5 / (high - low + 1);
    $("window").style.left = part(place(first()) - half);
    $("window").style.width = part(place(last()) - place(first()) + 2 * half);
    $("track").style.setProperty("--half", part(half));
    for (const { box, year, t } of dots) {
      const within = year >= first() && year <= last();
      const { key } = atlas.counting.statusOf(t, atlas.view.end);
      const only = atlas.legend.only && atlas.legend.only !== key;
      box.className = `treaty c-${key}${within && !only ? "" : " apart"}`;
    }
    for (const bar of /** @type {NodeListOf<HTMLElement>} */ (
      $("dots").querySelectorAll(".bar-of-year"))) {
      const year = Number(bar.dataset.year);
      bar.classList.toggle("apart", year < first() || year > last());
    }
  }

  /** @type {Atlas["strip"]["light"]} The dots of the country under the pointer. */
  function light(code) {
    for (const { box, t } of dots) {
      box.classList.toggle("lit", code !== "" && t.partners.includes(code));
    }
  }

  /** @type {(event: PointerEvent) => void} The window between the handles is dragged. */
  function drag(event) {
    const [low, high] = atlas.data.span;
    const column = $("dots").clientWidth / (high - low + 1);
    const [a, b] = [first(), last()];
    const from = event.clientX;
    const box = $("window");
    box.setPointerCapture(event.pointerId);
    /** @param {PointerEvent} moved */
    const move = (moved) => {
      const by = Math.round((moved.clientX - from) / column);
      const shift = atlas.clamp(by, low - a, high - b);
      if (a + shift !== first()) atlas.controls.move(a + shift, b + shift);
    };
    box.addEventListener("pointermove", move);
    box.addEventListener("lostpointercapture",
      () => box.removeEventListener("pointermove", move), { once: true });
  }

  function load() {
    $("window").addEventListener("pointerdown", drag);
    let width = 0;
    new ResizeObserver(() => {
      if ($("dots").clientWidth === width || !atlas.state) return;
      width = $("dots").clientWidth;
      describe();
    }).observe($("dots"));
  }

  return { load, draw, describe, light };
})();
