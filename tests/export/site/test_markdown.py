"""What becomes of the documents: pages that are safe, and a feed with true dates."""

from datetime import date
from xml.etree import ElementTree

import pytest

from geo.export.site import feed, markdown, pages
from geo.storage import DATA
from tests.helpers.sites import Parts

LINKS = {"gaps.md": "gaps/index.html"}


def html(text: str) -> str:
    return str(markdown.render(text, LINKS).html)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "a <b onclick='x()'>b</b>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](file:///etc/passwd)",
        "[x](//evil.example/)",
        "![x](https://evil.example/pixel.png)",
        "[x][1]\n\n[1]: vbscript:x",
        '| a |\n|---|\n| <td style="x"> |',
        "```html\n<script>alert(1)</script>\n```",
    ],
)
def test_nothing_in_a_document_runs_or_loads(text):
    parts = Parts(html(text))
    tags = {tag for tag, _ in parts.elements}
    assert not tags & {"script", "img", "b", "iframe", "style"}
    for _, attributes in parts.elements:
        assert not {"style", "src", "onclick", "onerror"} & set(attributes)
        if "href" in attributes:
            assert attributes["href"].startswith("https://evil.example/pixel")


def test_a_link_leads_to_the_web_or_to_a_page_of_the_site():
    assert html("[x](https://a.example/)") == (
        '<p><a href="https://a.example/" rel="noopener">x</a></p>\n'
    )
    assert html("[`x`](gaps.md#how)") == (
        '<p><a href="gaps/index.html#how"><code>x</code></a></p>\n'
    )


def test_a_link_to_what_the_site_lacks_is_its_text():
    assert (
        html("see [*the* code](build.py), then")
        == "<p>see <em>the</em> code, then</p>\n"
    )


def test_a_title_is_taken_out_and_headings_have_anchors():
    document = markdown.render("# Title\n\n## One `two`\n\n### One two\n\n## Ж\n", {})
    assert document.title == "Title"
    assert [(h.level, h.anchor) for h in document.headings] == [
        (2, "one-two"),
        (3, "one-two-2"),
        (2, "ж"),
    ]
    assert [h.text for h in document.contents] == ["One two", "Ж"]
    assert "<h1" not in document.html


def test_a_table_scrolls_has_a_name_and_no_empty_heading():
    text = html("| | b |\n|---|--:|\n| 1 | 2 |\n\n| c |\n|---|\n")
    parts = Parts(text)
    regions = [a for a in parts.all("div") if a.get("role") == "region"]
    assert [a["aria-label"] for a in regions] == ["Table 1", "Table 2"]
    assert all(a["tabindex"] == "0" for a in regions)
    assert [a.get("class") for a in parts.all("th")] == ["number", None]
    assert all(a["scope"] == "col" for a in parts.all("th"))


def test_every_link_between_the_documents_leads_to_a_page():
    names = set(pages.DOCUMENTS.values())
    for _, name in names:
        text = (DATA / name).read_text(encoding="utf-8")
        before = text.count("](") - text.count("](http")
        html = markdown.render(text, pages.whole("https://a.example/"))
        assert str(html.html).count("https://a.example/") >= (before > 0), name


CHANGELOG = """# Changelog

## Unreleased

- not yet

## 0.2.0 (2027-01-31)

- **B** <b>x</b> and [gaps](gaps.md)

## 0.1.0 (2026-11-22)

First.
"""


def test_an_entry_of_the_feed_has_the_date_the_changelog_gives():
    first, second = feed.changes(CHANGELOG)
    assert (first.version, first.day) == ("0.2.0", date(2027, 1, 31))
    assert (second.version, second.day) == ("0.1.0", date(2026, 11, 22))
    assert second.text == "First."


def test_an_entry_without_a_date_is_in_no_feed():
    assert feed.changes("## Unreleased\n\n- x\n\n## 1.0.0\n\n- y\n") == []


def test_a_date_that_is_none_is_an_error():
    with pytest.raises(ValueError, match="day is out of range"):
        feed.changes("## 1.0.0 (2026-02-30)\n")


def test_the_shipped_changelog_dates_its_newest_version(package):
    entries = feed.changes((DATA / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert entries[0].version == package.version
    assert [e.day for e in entries] == sorted((e.day for e in entries), reverse=True)


def test_the_feed_is_dated_by_its_newest_entry(package):
    xml = feed.atom(package, feed.changes(CHANGELOG), "https://a.example/", "c/", {})
    atom = {"a": feed.ATOM}
    tree = ElementTree.fromstring(xml)
    assert tree.find("a:updated", atom).text == "2027-01-31T00:00:00Z"
    days = [e.find("a:updated", atom).text for e in tree.findall("a:entry", atom)]
    assert days == ["2027-01-31T00:00:00Z", "2026-11-22T00:00:00Z"]
    content = tree.find("a:entry/a:content", atom)
    assert content.get("type") == "html"
    assert "&lt;b&gt;x&lt;/b&gt;" in content.text
    assert "<a" not in content.text


def test_a_feed_without_entries_is_dated_by_the_data(package):
    xml = feed.atom(package, [], "https://a.example/", "c/", {})
    update = ElementTree.fromstring(xml).find(f"{{{feed.ATOM}}}updated")
    assert update.text == f"{package.as_of}T00:00:00Z"
