/* Who says so: the page of a fact on the site, or its claims in the card. */
"use strict";
atlas.facts = (() => {
  const { node } = atlas;

  /** @type {(key: string) => Fact | undefined} */
  const fact = (key) => atlas.data.facts.find(({ name }) => name === key);

  /** @type {Atlas["facts"]["claims"]} */
  function claims(t, key) {
    const { fields = [] } = fact(key) || {};
    return t.sources.filter((s) => fields.includes(s.field));
  }

  /* Where the site is. A page that was saved from it no longer stands beside the rest. */
  function site() {
    const beside = /\/map\/(index\.html)?$/.test(location.pathname);
    return beside || /^https?:/.test(atlas.data.site) ? atlas.data.site : "";
  }

  /** @type {(lang: Language) => string} Where the site has its pages in a language. */
  const folder = (lang) => (lang === "en" ? "" : `${lang}/`);

  /** @type {Atlas["facts"]["maps"]}
      The maps of the site in other languages: each with its address for a view. */
  const maps = () => (site() ? Object.entries(atlas.data.elsewhere ?? {}) : []).map(
    ([lang, name]) => ({ lang, name, address: `${site()}${folder(lang)}map/index.html` }));

  /** @type {Atlas["facts"]["address"]}
      As page_path in geo/export/site/fact.py has it; blank where no site is known. */
  function address(t, key) {
    const { lang } = atlas.view;
    const claimed = claims(t, key).map((s) => s.field);
    const [field] = [`${key}_${lang}`, ...claimed].filter((f) => claimed.includes(f));
    const name = field || (fact(key)?.asked ? key : "");
    if (!site() || atlas.data.own || !name) return "";
    return `${site()}${folder(lang)}facts/${t.id.toLowerCase()}/${name}/index.html`;
  }

  /** @type {(t: Treaty, key: string) => void} Unfold the claims of a fact in the card. */
  function unfold(t, key) {
    const details = /** @type {HTMLDetailsElement | null} */ (atlas.element("card")
      .querySelector(`[data-treaty="${CSS.escape(t.id)}"] [data-fact="${key}"]`));
    if (!details) return;
    details.open = true;
    details.scrollIntoView({ block: "nearest" });
    details.querySelector("summary")?.focus({ preventScroll: true });
  }

  /** @type {Atlas["facts"]["who"]} */
  function who(t, key, code) {
    const text = atlas.words.word("site.who_says");
    const label = `${text} ${atlas.words.paired(atlas.words.word(key), atlas.words.name(code))}`;
    const page = address(t, key);
    if (page) return node("a", { class: "who", href: page, "aria-label": label }, text);
    if (!claims(t, key).length) return "";
    const button = node("button", { type: "button", class: "who", "aria-label": label }, text);
    button.addEventListener("click", () => {
      if (atlas.view.country !== code) atlas.select(code, code);
      unfold(t, key);
    });
    return button;
  }

  return { claims, maps, address, who };
})();
