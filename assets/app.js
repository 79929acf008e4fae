/* The language of the document around the app, for a screen reader: the app's server writes
   it at the first load, this script after a change. And another view starts at its top: a
   button at the end of one would leave the reader at the end of the next. It is the one
   script of the app. */
let page;
export default ({ data }) => {
  if (/^[a-z]{2,3}$/.test(data.lang)) document.documentElement.lang = data.lang;
  if (page !== undefined && page !== data.page)
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  page = data.page;
};
