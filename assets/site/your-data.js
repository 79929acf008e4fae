/* The page "Your data" of the site: hands a file to the worker that reads it, and shows
   what it says. A cell is only ever text here. */
const form = document.getElementById("own");
const report = document.getElementById("report");
const progress = document.getElementById("progress");
const said = document.getElementById("said");
const focus = document.getElementById("focus");
const draw = document.getElementById("draw");
const words = form.dataset;
const made = new Map();
let worker;
let lastJob = 0;             // its number
let lastReading = 0;         // that of the last job that reports how the table is read
let fields = [];
let name = "table";

function element(tag, text = "") {
  const node = document.createElement(tag);
  node.textContent = text;
  return node;
}

function say(text, share = null) {
  said.textContent = text;
  progress.hidden = share === null;
  if (share !== null) progress.value = share;
}

/* Started from a blob: such a worker has the policy of this page. */
function start() {
  const address = new URL("worker.js", import.meta.url).href;
  const source = new Blob([`import ${JSON.stringify(address)};`], { type: "text/javascript" });
  const started = new Worker(URL.createObjectURL(source), { type: "module" });
  // What it has said before it was ended may come after that.
  started.onmessage = ({ data }) => { if (worker === started) answers[data.kind](data); };
  started.onerror = () => { if (worker === started) answers.failed({ missing: true }); };
  return started;
}

function ask(job, text, more = {}) {
  worker ??= start();
  lastJob += 1;
  if (job !== "draw") lastReading = lastJob;
  say(text, null);
  document.documentElement.dataset.state = "busy";
  worker.postMessage({ job, number: lastJob, lang: words.lang, ...more });
}

const answers = {
  loaded: ({ bytes }) => say(words.loading, Math.min(1, bytes / Number(words.bytes))),
  fields: (data) => { fields = data.fields; },
  ready: () => say(words.reading),
  // What was asked later will say what holds then.
  report: (data) => {
    if (data.job !== lastReading) return;
    show(data.report);   // which may ask for the map
    if (data.job === lastJob) idle("read");
  },
  drawn: (data) => {
    if (data.job !== lastJob) return;
    offer(data);
    idle("drawn");
  },
  failed: ({ missing }) => {
    worker?.terminate();
    worker = undefined;
    say(missing ? words.missing : words.failed);
    idle("failed");
  },
};

function idle(state) {
  progress.hidden = true;
  document.documentElement.dataset.state = state;
}

function show(told) {
  forget();
  report.hidden = Boolean(told.refused);
  say(told.refused ?? "");
  if (told.refused) return;
  document.getElementById("drawn").textContent = told.drawn;
  document.getElementById("why").replaceChildren(
    ...told.why_not.map((text) => element("li", text)));
  document.getElementById("doubts").replaceChildren(
    ...told.doubts.map((text) => element("p", text)));
  draw.disabled = !told.valid;
  if (told.doubts.length) draw.textContent = draw.dataset.doubtful;
  else draw.textContent = draw.dataset.usual;
  focus.replaceChildren(...told.parties.map(([code, title]) => new Option(title, code)),
    new Option(focus.dataset.none, "none"));
  columns(told.columns);
  problems(told);
  if (told.valid && !told.doubts.length) drawn();
}

function columns(listed) {
  const rows = listed.map(({ header, field, cells }) => {
    const row = document.createElement("tr");
    const choice = document.createElement("select");
    choice.setAttribute("aria-label", header);
    choice.append(...fields.map(([key, title]) => new Option(title, key, false, key === field)));
    choice.onchange = () => ask("choose", words.reading, { header, field: choice.value });
    const head = element("th", header);
    head.scope = "row";
    const chosen = document.createElement("td");
    chosen.append(choice);
    row.append(head, chosen, ...cells.map((cell) => element("td", cell)));
    return row;
  });
  document.getElementById("columns").replaceChildren(...rows);
}

function problems(told) {
  const rows = told.problems.map((problem) => {
    const row = document.createElement("tr");
    row.append(...Object.values(problem).map((value) => element("td", String(value))));
    return row;
  });
  document.querySelector("#listed tbody").replaceChildren(...rows);
  document.getElementById("listed").hidden = !rows.length;
  document.getElementById("clean").hidden = Boolean(rows.length);
  document.getElementById("more").textContent = told.more;
}

const drawn = () => ask("draw", words.drawing, { focus: focus.value });

function offer(data) {
  forget();
  say("");
  const types = { html: "text/html", csv: "text/csv", problems: "text/csv" };
  for (const [key, type] of Object.entries(types)) {
    const address = URL.createObjectURL(new Blob([data[key]], { type }));
    made.set(key, address);
    const link = document.getElementById(key);
    link.href = address;
    if (key === "html") link.download = `${name}.html`;
  }
  document.getElementById("files").hidden = false;
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts allow-downloads allow-popups");
  frame.title = document.getElementById("drawn").textContent;
  frame.srcdoc = new TextDecoder().decode(data.html);
  document.getElementById("map").replaceChildren(frame);
}

function forget() {
  made.forEach((address) => URL.revokeObjectURL(address));
  made.clear();
  document.getElementById("files").hidden = true;
  document.getElementById("map").replaceChildren();
}

draw.dataset.usual = draw.textContent;
draw.onclick = drawn;
focus.onchange = drawn;
// A browser tells of a change alone: the file chosen last may be chosen again.
document.getElementById("file").onclick = ({ target }) => { target.value = ""; };
document.getElementById("file").onchange = async ({ target }) => {
  const [file] = target.files;
  if (!file) return;
  name = file.name.replace(/\.[^.]*$/, "") || "table";
  ask("read", words.loading, { bytes: new Uint8Array(await file.arrayBuffer()), name: file.name });
};
form.onsubmit = (event) => event.preventDefault();
form.hidden = false;
