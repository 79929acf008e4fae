"""Every address is tried once and said with its place; none leads where it must not."""

import csv
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from geo import storage
from geo.cli import links, main
from geo.cli.links import Link
from geo.tables import schema


class Site(BaseHTTPRequestHandler):
    """A site with a page, a page that moved, one that is gone and one behind a lock."""

    def do_GET(self):
        code = {"/page": 200, "/moved": 301, "/locked": 403, "/inside": 302}
        self.send_response(code.get(self.path, 404))
        if self.path == "/moved":
            self.send_header("Location", "/page")
        if self.path == "/inside":
            self.send_header("Location", "file:///etc/passwd")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        """Keep the test's output quiet."""


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def verdicts(*urls: str, local: bool = True) -> list[tuple[str, str]]:
    replies = links.try_all([Link(u, (("x", 1),)) for u in urls], links.outward(local))
    return [(a.verdict, a.code) for a in replies]


def test_every_address_of_the_package_is_listed_once_with_its_places():
    raw = schema.contents(storage.DATA).raw
    links_of_package = links.links(raw)
    urls = [link.url for link in links_of_package]
    assert len(urls) == len(set(urls))
    assert {row["url"] for row in raw.rows("sources")} <= set(urls)
    for row in raw.rows("events"):
        assert set(row["sources"].split(" | ")) <= set(urls)
    (chapter,) = [
        x for x in links_of_package if x.url.startswith("https://pircenter.org/en/edi")
    ]
    assert len(chapter.where) > 1
    assert chapter.where[0][0] == "sources.csv"


def test_what_an_address_answers_is_said(site):
    pages = [f"{site}/{name}" for name in ("page", "moved", "nowhere", "locked")]
    assert verdicts(*pages) == [
        ("answers", "200"),
        ("moved", "200"),
        ("gone", "404"),
        ("refused", "403"),
    ]


def test_where_a_page_moved_is_in_the_report(site):
    url = f"{site}/moved"
    (answer,) = links.try_all([Link(url, (("a", 2),))], links.outward(local=True))
    (row,) = csv.DictReader(links.report([answer]).decode().splitlines())
    assert (row["url"], row["now_at"]) == (url, f"{site}/page")
    assert (row["verdict"], row["where"]) == ("moved", "a line 2")


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "javascript:alert(1)", "ftp://example.org/", "https://"],
)
def test_what_is_no_web_address_is_not_tried(url):
    assert verdicts(url) == [("not tried", "no-address")]


def test_no_address_leads_into_a_local_network(site):
    texts = [("not tried", "local-network")]
    assert verdicts(f"{site}/page", local=False) == texts
    assert verdicts("http://localhost/", local=False) == texts


def test_a_redirection_to_a_file_is_not_followed(site):
    assert verdicts(f"{site}/inside") == [("refused", "302")]


@pytest.mark.parametrize("url", ["http://[", "http://a b/", "http://127.0.0.1:1/"])
def test_a_bad_address_is_an_answer_and_no_exception(url):
    ((verdict, _),) = verdicts(url)
    assert verdict in ("no answer", "not tried")


def test_letters_of_other_scripts_are_written_in_percent():
    assert links._ascii("https://sdil.ac.ir/قانون?a=1%20b").isascii()
    assert links._ascii("https://a.org/x%20y") == "https://a.org/x%20y"


def test_the_command_writes_the_report_and_a_lost_page_is_no_problem(
    monkeypatch, tmp_path, capsys, site
):
    dead = Link(f"{site}/nowhere", (("sources.csv", 2),))
    monkeypatch.setattr(links, "links", lambda _: [dead])
    outward = links.outward
    monkeypatch.setattr(links, "outward", lambda: outward(local=True))
    target = tmp_path / "links.csv"
    assert main.run(["check", "--links", "-o", str(target)]) == 0
    text = capsys.readouterr().out
    assert f"sources.csv line 2: gone (404): {site}/nowhere" in text
    assert "gone: 1 of 1" in text
    assert "gone" in target.read_text(encoding="utf-8")


def test_links_are_of_a_package_and_not_of_a_table(tmp_path, capsys):
    table = tmp_path / "mine.csv"
    table.write_text("country,date\nCuba,2014\n", encoding="utf-8")
    assert main.run(["check", "--links", "--table", str(table)]) == 2
    assert "--links" in capsys.readouterr().err
