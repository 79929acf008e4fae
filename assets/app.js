/* The language of the document around the app, for a screen reader: the app's server writes
   it at the first load, this script after a change. And another view starts at its top: a
   button at the end of one would leave the reader at the end of the next. And it is noted
   which view the reader has turned to until that is there: a message of the page inside
   names it (host.js). On a phone the menu lies over the view: it closes once a view is chosen,
   and is closed at the first load, where Streamlit would open it as it was left. The key F
   is the page's, also while the reader is outside of it. The document names the view
   whose run has come to its end: the app's tests wait for that. It is the one script of the
   app. */
let page;
const { dataset } = document.documentElement;
const NARROW = "(max-width: 767.98px)";   // Streamlit's menu covers the view

const closeMenu = () => document.querySelector(
  "[data-testid=stSidebarCollapseButton] button[aria-expanded=true]")?.click();

addEventListener("click", (event) => {
  // With these keys the view opens in another tab or window.
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element
    && event.target.closest(":is(nav, [data-testid=stSidebarNav]) a[href]");
  if (!link) return;
  if (link.pathname !== location.pathname) dataset.turnedTo = link.pathname;
  // After Streamlit has handled the click.
  if (matchMedia(NARROW).matches) setTimeout(closeMenu);
}, true);

addEventListener("popstate", () => { delete dataset.turnedTo; });

addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "f" || event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = "input, textarea, select, [contenteditable], [role=combobox]";
  if (event.target instanceof Element && event.target.closest(typing)) return;
  const inside = document.querySelector("iframe[src*=treaty_map]")?.contentDocument?.body;
  inside?.dispatchEvent(new KeyboardEvent("keydown", { key: "f", bubbles: true }));
});

export default ({ data }) => {
  if (/^[a-z]{2,3}$/.test(data.lang)) document.documentElement.lang = data.lang;
  if (page === undefined && matchMedia(NARROW).matches) closeMenu();
  if (page !== undefined && page !== data.page) {
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
    // An earlier view may arrive after the click on another one: the note stays.
    if (location.pathname === dataset.turnedTo) delete dataset.turnedTo;
  }
  page = data.page;
  dataset.view = page;
};
