/* The page inside another: `embed=1` in the link leaves title, map, strip, legend and a line
   that names the source; the page around is told the height. */
"use strict";
atlas.embed = (() => {
  const $ = atlas.element;
  let on = false;

  /** @type {() => string} This page without its view. */
  const base = () => location.href.split("#")[0];

  /** @type {(query: string) => string}
      The view as a link that names the version of the data it was made with. */
  function pinned(query) {
    const version = atlas.data.own ? "" : `data=${atlas.data.version[atlas.view.lang]}`;
    return [query, version].filter(Boolean).join("&");
  }

  /** @type {(query: string) => string}
      The frame for another page: where that page allows a script it has the height of what
      it shows, else one that fits most widths. */
  function code(query) {
    const file = location.pathname.split("/").pop() || "map.html";
    const address = location.protocol.startsWith("http") ? base() : encodeURI(file);
    const { share } = atlas.host;
    // The app serves the page of a view at an address of its own.
    const src = share ? `${share.page}#embed=1`
      : `${address}#${["embed=1", pinned(query)].filter(Boolean).join("&")}`;
    return `<iframe src="${src.replaceAll("&", "&amp;")}" title="${atlas.words.word("app")}"`
      + ' loading="lazy" style="width: 100%; aspect-ratio: 17 / 12; border: 0"></iframe>\n'
      + '<script>addEventListener("message", (e) => { for (const f of document.'
      + 'querySelectorAll("iframe")) if (f.contentWindow === e.source && e.data.treatyAtlas)'
      + ' { f.style.height = e.data.treatyAtlas + "px"; f.style.aspectRatio = "auto"; } });'
      + "<\/script>";
  }

  /** @type {Atlas["embed"]["draw"]} */
  function draw() {
    const query = atlas.link_to_view.write(atlas.present.shared());
    const link = pinned(query);
    const { share } = atlas.host;
    // The app's own address does not hold a comparison; that of its page does.
    const app = share && (atlas.comparison.on() && share.page
      ? `${share.page}#compare=1` : share.link);
    $("address").textContent = app ?? (link ? `${base()}#${link}` : base());
    $("embed").textContent = code(query);
    // A reader's own table is at no address.
    for (const part of [$("embed-label"), $("embed-note"), $("embed"), $("copy-embed"),
      $("present")]) {
      part.hidden = share?.page === "";
    }
    if (!on) return;
    const full = query ? `${base()}#${query}` : base();
    $("source").replaceChildren(
      atlas.node("a", { href: full, target: "_blank", rel: "noopener" },
        atlas.words.word("app")),
      `. ${atlas.words.word("embed.source", { version: atlas.data.version[atlas.view.lang],
        as_of: atlas.words.day(atlas.data.as_of) })}`);
  }

  /** @type {(button: HTMLButtonElement) => Promise<void>}
      A browser that lets no page write its clipboard gets the text marked. */
  async function copy(button) {
    const source = $(/** @type {"address" | "citation" | "embed"} */ (button.dataset.copies));
    let said = "copied";
    try {
      await navigator.clipboard.writeText(source.textContent);
    } catch {
      getSelection()?.selectAllChildren(source);
      said = "copy.marked";
    }
    button.textContent = atlas.words.word(said);
    atlas.write($("live"), atlas.words.word(said));
  }

  /* The panel of links as it is opened: in sight, and nothing of it copied yet. */
  function open() {
    const panel = $("share").querySelector("div");
    if ($("share").open) panel?.scrollIntoView({ block: "nearest" });
    else for (const button of buttons()) button.textContent = atlas.words.word("copy");
  }

  /** @type {() => NodeListOf<HTMLButtonElement>} */
  const buttons = () => document.querySelectorAll("[data-copies]");

  function load() {
    $("share").addEventListener("toggle", open);
    for (const button of buttons()) button.addEventListener("click", () => void copy(button));
    on = new URLSearchParams(location.hash.slice(1)).has("embed") && !atlas.host.hosted;
    if (!on) return;
    document.documentElement.classList.add("embed");
    if (window.parent === window) return;
    let height = 0;
    new ResizeObserver(() => {
      const now = Math.ceil(document.body.getBoundingClientRect().height);
      if (now === height) return;
      height = now;
      window.parent.postMessage({ treatyAtlas: height }, "*");
    }).observe(document.body);
  }

  return { load, draw, on: () => on };
})();
