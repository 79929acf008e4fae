/* What the page's script says on the screen: names of countries, card, table.

   Runs in the browser on the page, and under node on a document that keeps only the
   text: see tests/page/test_screen_in_script.py. */
"use strict";

/* For each view, for each country shown: its name for a screen reader and the text of its
   card; and the rows of the table, the first being its heads. */
function readScreen(atlas, document, table, views) {
  const text = (node) => node.textContent.replace(/\s+/g, " ").trim();
  const { view, state } = atlas;
  const grouped = table.grouped ? atlas.counting.open(table.grouped) : null;
  Object.assign(atlas.data, table, { grouped });
  const read = views.map((asked) => {
    atlas.view = asked;
    atlas.state = atlas.counting.state(atlas.data.treaties, asked, grouped);
    const names = {};
    const cards = {};
    for (const [code, standing] of atlas.state.standings) {
      names[code] = atlas.card.summary(code, standing);
      atlas.card.show(code, code, false);
      cards[code] = [...document.querySelectorAll("#card p, #card summary")].map(text);
    }
    atlas.card.hide();
    atlas.table.draw();
    const rows = [...document.querySelectorAll("#table tr")]
      .map((row) => [...row.children].map(text));
    return { names, cards, rows };
  });
  atlas.view = view;
  atlas.state = state;
  return read;
}

/* A document of named boxes that keeps elements, attributes and text. */
function plainDocument() {
  class Node {
    constructor(tag, data = "") {
      Object.assign(this, { tag, data, children: [], style: {} });
      this.classList = { contains: () => false, toggle: () => false, remove() {} };
    }
    get textContent() { return this.data + this.children.map((c) => c.textContent).join(""); }
    set textContent(data) { this.data = data; this.children = []; }
    get firstChild() { return this.children[0]; }
    append(...more) {
      this.children.push(...more.map((c) => (c instanceof Node ? c : new Node("", String(c)))));
    }
    replaceChildren(...more) { this.textContent = ""; this.append(...more); }
    all(tags) {
      return this.children.flatMap((c) => [...(tags.includes(c.tag) ? [c] : []), ...c.all(tags)]);
    }
    querySelector(tag) { return this.all([tag])[0] || new Node(tag); }
    contains() { return false; }
    setAttribute() {}
    addEventListener() {}
    focus() {}
  }
  const boxes = new Map();
  const getElementById = (id) => boxes.get(id) || boxes.set(id, new Node("div")).get(id);
  return {
    getElementById,
    createElement: (tag) => new Node(tag),
    createElementNS: (_, tag) => new Node(tag),
    createTextNode: (data) => new Node("", data),
    querySelectorAll: (found) => {
      const [id] = /\w+/.exec(found);
      return getElementById(id).all(found.split(/[ ,]+/).filter((part) => !part.startsWith("#")));
    },
  };
}

if (typeof module !== "undefined") {
  const fs = require("node:fs");
  const path = require("node:path");
  const { data, views } = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
  const folder = path.join(__dirname, "../../assets/page");
  const source = ["atlas", "counting", "strings", "lifeline", "facts", "card", "legend", "table"]
    .map((name) => fs.readFileSync(path.join(folder, `${name}.js`), "utf8")).join("\n");
  const document = plainDocument();
  const atlas = Function("document", "location", `${source}\nreturn atlas;`)(document,
    { pathname: "/map.html" });
  Object.assign(atlas, { data, view: views[0], unnamed: () => false });
  atlas.words.load(data);
  process.stdout.write(JSON.stringify(readScreen(atlas, document, data.table, views)));
}
