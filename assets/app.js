/* The language of the document around the app, for a screen reader: the app's server writes
   it at the first load, this script after a change. And another view starts at its top: a
   button at the end of one would leave the reader at the end of the next. And it is noted
   which view the reader has turned to until that is there: a message of the page inside
   names it (host.js). It is the one script of the app. */
let page;
const { dataset } = document.documentElement;

addEventListener("click", (event) => {
  // With these keys the view opens in another tab or window.
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element && event.target.closest("nav a[href]");
  if (link && link.pathname !== location.pathname) dataset.turnedTo = link.pathname;
}, true);

export default ({ data }) => {
  if (/^[a-z]{2,3}$/.test(data.lang)) document.documentElement.lang = data.lang;
  if (page !== undefined && page !== data.page) {
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
    delete dataset.turnedTo;
  }
  page = data.page;
};
