/* The language of the document around the app, for a screen reader: the app's server writes
   it at the first load, this script after a change. It is the one script of the app. */
export default ({ data }) => {
  if (/^[a-z]{2,3}$/.test(data.lang)) document.documentElement.lang = data.lang;
};
