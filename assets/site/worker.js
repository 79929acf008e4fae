/* Reads a table with Python in this worker: the program of the atlas, unchanged, under
   Pyodide. Everything is fetched from the site; the policy of the page allows no other
   address, so that a table cannot leave the computer. */
import { loadPyodide } from "./pyodide/pyodide.mjs";

const here = new URL(".", import.meta.url).href;
const fetched = self.fetch.bind(self);
let loaded = 0;
let python;
let reader;

/* Counts what is loaded, for the progress the reader sees. */
self.fetch = async (...asked) => {
  const answer = await fetched(...asked);
  if (!answer.ok || !answer.body) return answer;
  const counted = new TransformStream({
    transform(part, to) {
      loaded += part.length;
      self.postMessage({ kind: "loaded", bytes: loaded });
      to.enqueue(part);
    },
  });
  const { status, headers } = answer;
  return new Response(answer.body.pipeThrough(counted), { status, headers });
};

async function start(lang) {
  const [started, archive] = await Promise.all([
    loadPyodide({ indexURL: `${here}pyodide/` }),
    fetch(`${here}atlas.zip`),
  ]);
  if (!archive.ok) throw new TypeError("atlas.zip");
  started.unpackArchive(await archive.arrayBuffer(), "zip", { extractDir: "/atlas" });
  started.runPython("import sys; sys.path.insert(0, '/atlas')");
  const module = started.pyimport("geo.export.in_browser");
  reader = module.Reader(lang);
  self.postMessage({ kind: "fields", fields: JSON.parse(reader.fields()) });
  return started;
}

function product(kind, focus) {
  const made = reader.product(kind, focus);
  const bytes = made.toJs();
  made.destroy();
  return bytes;
}

const jobs = {
  read: ({ bytes, name }) =>
    ({ kind: "report", report: JSON.parse(reader.read(bytes, name)) }),
  choose: ({ header, field }) =>
    ({ kind: "report", report: JSON.parse(reader.choose(header, field)) }),
  draw: ({ focus }) => ({
    kind: "drawn",
    html: product("html", focus),
    csv: product("csv", focus),
    problems: product("problems", focus),
  }),
};

self.onmessage = async ({ data }) => {
  try {
    python ??= start(data.lang);
    await python;
    self.postMessage({ kind: "ready" });
    self.postMessage({ ...jobs[data.job](data), job: data.number });
  } catch (error) {
    const missing = error instanceof TypeError || !reader;
    console.error(error);
    self.postMessage({ kind: "failed", missing });
  }
};
