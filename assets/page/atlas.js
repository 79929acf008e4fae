/* The namespace of the page's scripts, and the few functions that make elements.

   The scripts are joined in the order of geo/page/document.py and share this one name;
   types.d.ts lists what each of them adds to it. */
"use strict";
/** @type {Atlas} */
// @ts-ignore: the scripts that follow add the rest.
const atlas = {};

/* The element of page.html with this id. */
atlas.element = (id) => /** @type {any} */ (document.getElementById(id));

/** @type {<E extends Element>(node: E, attributes: Attributes, children: Child[]) => E} */
function completed(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) node.setAttribute(name, String(value));
  }
  for (const child of children) {
    if (child !== null && child !== undefined && child !== "") node.append(child);
  }
  return node;
}

/* A new element. A child that is a string is set as text: a cell of the table is never
   markup. */
atlas.node = (tag, attributes = {}, ...children) =>
  completed(document.createElement(tag), attributes, children);

/* The same for an element of a drawing. */
atlas.svg = (tag, attributes = {}, ...children) =>
  completed(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes,
    children);

/* A link, made only from an http(s) address; anything else stays text. */
atlas.link = (url, text) => (/^https?:\/\//i.test(url)
  ? atlas.node("a", { href: url, rel: "noopener noreferrer nofollow",
    target: "_blank" }, text)
  : document.createTextNode(text));

/* The nearest number within bounds. */
atlas.clamp = (value, low, high) => Math.min(Math.max(value, low), high);

/* The years that are shown. */
atlas.firstYear = () => Number(atlas.view.start.slice(0, 4));
atlas.lastYear = () => Number(atlas.view.end.slice(0, 4));

/* The text of an element, set only where it changes: a browser lays out again whatever
   was set. */
atlas.write = (node, text) => {
  if (node.textContent !== text) node.textContent = text;
};
