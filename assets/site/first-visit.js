/* The first visit: the browser's language decides where the site has it. Who comes from
   a page of the site, by an anchor or again has chosen, and stays. Without a script the
   site begins in English. */
"use strict";
(() => {
  try {
    const visited = sessionStorage.getItem("visited");
    sessionStorage.setItem("visited", "yes");
    if (visited || location.hash || document.referrer.startsWith(location.origin)) return;
  } catch {
    return; // no memory: nothing could keep the reader's own choice
  }
  const links = [...document.querySelectorAll("a.language[hreflang]")];
  for (const wanted of navigator.languages) {
    const [lang] = wanted.toLowerCase().split("-");
    if (lang === document.documentElement.lang) return;
    const link = links.find((each) => each.hreflang === lang);
    if (link) return location.replace(link.href);
  }
})();
