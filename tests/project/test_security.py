"""Nothing that comes in becomes more than it is: links, hashes, queries, the page."""

from __future__ import annotations

import ast
import random
import threading
import time
import tomllib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geo.app import endpoints
from geo.app.endpoints import Refused, Request, Response
from geo.model.counting import state
from geo.model.view import (
    BORDERS,
    COLOURS,
    FIELDS,
    LANGUAGES,
    PRESETS,
    Basis,
    Choices,
    from_params,
)
from geo.tables import load
from tests.project.test_layers import ROOT

SPAN = load.load_package().span
KNOWN = [code for code, _ in load.load_package().parties]
MAY_BE_NAMED = Choices(countries=KNOWN, parties=KNOWN, layers=["BRICS"])
NAMES = [*FIELDS, *("size", "dpi", "labels", "grey", "title", "table", "utm_source")]

#: What people who look for a hole try first.
HOSTILE = (
    "<script>window.intruder=1</script>",
    "'\"><img src=x onerror=window.intruder=1>",
    "javascript:alert(1)",
    "../../../../etc/passwd",
    "file:///etc/passwd",
    "%00",
    "\x00\x1b[2J",
    "\r\nSet-Cookie: a=b",
    "{{7*7}}${7*7}",
    "__proto__",
    "constructor",
    "toString",
    "=1+1",
    "\u202egpj.exe",
    "٢٠١٠..٢٠١٦",
    "9" * 400,
    "2010..",
    "..",
    "-1..1e9",
    "ı",
    "\ud83d",
)
values = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=60),
    st.sampled_from([*LANGUAGES, *COLOURS, *BORDERS, *PRESETS, *Basis]).map(str),
    st.sampled_from(["none", "BRA", "2012", "2010..2016", "BRICS"]),
)


# --- the code ---

#: Calls that turn text into markup, code or objects: no module of the product has one.
FORBIDDEN = {"eval", "exec", "__import__"}
MODULES = {"pickle", "marshal", "shelve", "dill", "ctypes"}


@pytest.mark.parametrize(
    "path", [ROOT / "app.py", *(ROOT / "geo").rglob("*.py")], ids=lambda p: p.stem
)
def test_no_text_is_made_into_markup_code_or_objects(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            flags = {k.arg for k in node.keywords}
            assert not flags & {"unsafe_allow_html", "unsafe_allow_javascript", "shell"}
            assert getattr(node.func, "id", "") not in FORBIDDEN
        if isinstance(node, ast.Import):
            assert not {a.name.partition(".")[0] for a in node.names} & MODULES
        if isinstance(node, ast.ImportFrom):
            assert (node.module or "").partition(".")[0] not in MODULES


def test_the_app_has_one_script_and_it_is_a_file_of_the_project():
    """A component of Streamlit may bring HTML and script: one does, a constant."""
    found = []
    for path in [ROOT / "app.py", *(ROOT / "geo").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            assert not called.endswith((".components.v1.html", ".components.v1.iframe"))
            found += [
                (path.name, called, k.arg, ast.unparse(k.value))
                for k in node.keywords
                if called.endswith(".v2.component")
            ]
    script = "(ASSETS / 'app.js').read_text(encoding='utf-8')"
    assert found == [("main.py", "st.components.v2.component", "js", script)]


def test_what_may_be_uploaded_is_what_is_read():
    text = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    settings = tomllib.loads(text)
    assert settings["server"]["maxUploadSize"] == 50
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["server"].get("enableXsrfProtection", True)


# --- links ---


@example({"layers": ["BRICS", "x"], "basis": "in-force", "country": "BRA"})
@given(st.dictionaries(st.sampled_from(NAMES), st.one_of(values, st.lists(values))))
def test_whatever_a_link_says_it_is_a_view_or_a_notice(params):
    view, notices = from_params(params, SPAN, MAY_BE_NAMED)
    assert view.basis in Basis
    assert view.lang in LANGUAGES
    assert view.borders in BORDERS
    assert view.colour in COLOURS
    assert view.focus in ("", *KNOWN) and view.country in ("", *KNOWN)
    assert set(view.layers) <= {"BRICS"}
    assert SPAN.first <= view.start.year <= view.end.year
    assert all(notice.field in FIELDS for notice in notices)
    treaties = load.load_package().treaties
    counts = state(treaties, view).counts
    assert 0 <= counts.countries <= 2 * counts.instruments <= 2 * len(treaties)
    again, _ = from_params(view.params(SPAN), SPAN, MAY_BE_NAMED)
    assert again == view


def answer_of(path: str, query: str) -> Response | Request:
    try:
        return endpoints.ask(path, query)
    except Refused as refused:
        return refused.response


pairs = st.lists(st.tuples(st.sampled_from(NAMES), values), max_size=6)
queries = st.one_of(
    st.text(max_size=2100), pairs.map(lambda p: "&".join(f"{n}={v}" for n, v in p))
)


@given(st.sampled_from(list(endpoints.PRODUCTS)), queries)
def test_an_address_is_answered_or_refused_in_plain_text(path, query):
    answer = answer_of(path, query)
    if isinstance(answer, Request):
        assert answer.address.isascii()
        assert endpoints.ask(path, answer.address.partition("?")[2]) == answer
        return
    assert answer.status in (400, 414)
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    for name, value in answer.headers.items():
        assert (name + value).isascii() and (name + value).isprintable()


# --- the page ---

_PIECES = ["years", "basis", "lang", "country", "layers", "focus", "=", "&", "#", "%"]


def _hashes(number: int) -> list[str]:
    chance = random.Random(9)
    hashes = [f"{name}={text}" for name in FIELDS for text in HOSTILE]
    for _ in range(number):
        parts = chance.choices([*_PIECES, *HOSTILE, "2010..2016", "BRA"], k=6)
        hashes.append("".join(parts))
    return hashes


@pytest.mark.browser
def test_no_hash_breaks_the_page_or_becomes_part_of_it(offline, page_file):
    page = offline.open(page_file)
    before = page.evaluate("document.querySelectorAll('script, img, iframe').length")
    results = page.evaluate(
        """async (hashes) => {
          const odd = [];
          for (const hash of hashes) {
            location.hash = hash;
            await new Promise((done) => setTimeout(done, 4));
            const { basis, lang, start, end } = atlas.view;
            const day = /^\\d{4}-\\d{2}-\\d{2}$/;
            if (!["signed", "in-force"].includes(basis) || !["en", "ru"].includes(lang)
                || !day.test(start) || !day.test(end) || start > end) odd.push(hash);
          }
          return odd;
        }""",
        [text.encode("utf-8", "replace").decode() for text in _hashes(150)],
    )
    assert results == []
    assert offline.errors == []
    assert page.evaluate("window.intruder") is None
    after = page.evaluate("document.querySelectorAll('script, img, iframe').length")
    assert after == before
    page.evaluate("location.hash = 'years=2010..2016'")
    page.wait_for_function("atlas.view.end === '2016-12-31'")


#: Each way out of a page, and into it; {url} is a server that counts who calls.
WAYS = {
    "picture": "new Image().src = '{url}i'",
    "script": "add('script', {{ src: '{url}s' }})",
    "inline script": "add('script', {{ textContent: 'window.intruder = 1' }})",
    "sheet": "add('link', {{ rel: 'stylesheet', href: '{url}c' }})",
    "style": "add('style', {{ textContent: '@import \"{url}y\"' }})",
    "frame": "add('iframe', {{ src: '{url}f' }})",
    "object": "add('object', {{ data: '{url}o' }})",
    "fetch": "fetch('{url}h').catch(() => 0)",
    "beacon": "navigator.sendBeacon('{url}b')",
    "socket": "try {{ new WebSocket('{url}w'.replace('http', 'ws')) }} catch {{}}",
    "form": "add('form', {{ action: '{url}p', method: 'post' }}).submit()",
    "font": "new FontFace('x', 'url({url}t)').load().catch(() => 0)",
    "worker": "try {{ new Worker('{url}k') }} catch {{}}",
    "code": "setTimeout('window.intruder = 1')",
}


class _Counts(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.calls.append(self.path)
        self.send_response(200)
        self.end_headers()

    do_POST = do_GET

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def listening():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Counts)
    server.calls = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def await_calls(listening, at_least: int) -> None:
    """Wait until that many of the ways have reached the server.

    The browser sends a request when it comes to it, on a busy machine seconds
    after the script that asked for it.
    """
    deadline = time.monotonic() + 20
    while (number := len({call[1:2] for call in listening.calls})) < at_least:
        assert time.monotonic() < deadline, f"{number} of {at_least} ways led out"
        time.sleep(0.05)


@pytest.mark.browser
@pytest.mark.parametrize("policy", [True, False], ids=["the page", "a page without"])
def test_nothing_gets_out_of_the_page(
    browser, page_file, listening, tmp_path, policy: bool
):
    """The same ways lead out of a page that has no policy: so the test can fail."""
    open_page = tmp_path / "open.html"
    open_page.write_text("<!doctype html><title>no policy</title><body>", "utf-8")
    path: Path = page_file if policy else open_page
    url = f"http://127.0.0.1:{listening.server_address[1]}/"
    listening.calls.clear()
    context = browser.new_context()
    page = context.new_page()
    page.goto(path.as_uri())
    page.evaluate(
        """() => { window.add = (tag, values) => {
          const made = Object.assign(document.createElement(tag), values);
          document.body.append(made);
          return made;
        }; }"""
    )
    # The form last: it leaves the page.
    ways = {name: way for name, way in WAYS.items() if name != "form"}
    for way in [*ways.values(), WAYS["form"]]:
        page.evaluate("(way) => { " + way.format(url=url) + " }", None)
    if policy:
        # That nothing comes can only be waited for. The page without a policy,
        # which runs the same ways, is where the test shows that they lead out.
        page.wait_for_timeout(1000)
        assert listening.calls == []
        assert page.evaluate("window.intruder") is None
        assert page.url.startswith("file:")
    else:
        await_calls(listening, at_least=9)
    context.close()
