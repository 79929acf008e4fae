"""Brackets, colons and commas between texts are those of the language.

``（…）``, ``：``, ``、`` in Chinese, ``،`` in Arabic, a no-break space before a French
colon: :mod:`geo.presentation.strings` and ``atlas.words`` have them, nobody else.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.model.languages import LANGUAGES
from geo.presentation import strings
from geo.storage import ROOT

#: Where texts for a reader are put together.
WHERE = ("presentation", "figures", "page", "app", "cli", "export/brief", "export/site")
MODULES = [p for folder in WHERE for p in sorted((ROOT / "geo" / folder).rglob("*.py"))]
MODULES += [ROOT / "geo/export/in_browser.py", ROOT / "geo/model/treaties.py"]
SCRIPTS = sorted((ROOT / "assets/page").glob("*.js"))
TEMPLATES = sorted((ROOT / "assets/site").glob("*.html"))

_JOINT = re.compile(r"[,;:.]\s+|\s*\(\s*")
_AFTER = re.compile(r"[,;:] |\. | \(|\)$|\)\. ")
_BEFORE = re.compile(r".*([,;:] | \(|\. )$", re.DOTALL)

#: What is no text for a reader of one language: CSS, headers of HTTP, the metadata and
#: citations of a file, which are English, a list of codes that may be typed, the help.
WRITTEN = {
    "citations.py": "citations in the formats of reference managers",
    "machines.py": "what search engines and models read",
    "feed.py": "the feed's identifiers",
    "stylesheet.py": "CSS",
    "topology_text.py": "borders as text",
    "matrix_table.py": "CSS",
    "fonts.py": "CSS",
    "save.py": "metadata",
    "document.py": "a Content-Security-Policy",
    "bundle.py": "a Content-Security-Policy",
    "templates.py": "CSS",
    "pages.py": "a Content-Security-Policy",
    "endpoints.py": "headers of HTTP, choices to type",
    "fact_pages.py": "headers of HTTP, choices to type",
    "options.py": "choices to type, the help",
    "user_table.py": "the help",
    "links.py": "the report, a file in English",
    "link.js": "choices to type",
}
#: Single texts of modules that also speak to a reader.
TEXTS = {
    "animation.py": {". ", "; "},  # metadata
    "figure_form.py": {", "},  # years as they are typed
    "widgets.py": {" (", ")"},  # equal labels, told apart
    "your_data.py": {")", ", "},  # CSS
    "strings.py": {")"},  # "19 (+1)": a number and what is only possible
    "strings.js": {" (+"},
}


#: A place of a script's template, which may hold another template; the template.
_PLACE = re.compile(r"\$\{(?:[^`{}]|`[^`]*`|\{[^}]*\})*\}")
_TEMPLATE = re.compile(rf"`((?:[^`$]|\$(?!\{{)|{_PLACE.pattern})*)`")


def joints(path: Path) -> Iterator[str]:
    """The marks that a module of Python puts between two texts by itself."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            mark = getattr(node.func.value, "value", None)
            is_joint = isinstance(mark, str) and _JOINT.fullmatch(mark)
            if node.func.attr == "join" and is_joint:
                yield mark
        if isinstance(node, ast.JoinedStr):
            for place, part in enumerate(node.values):
                text = part.value if isinstance(part, ast.Constant) else ""
                ends = place + 1 == len(node.values)
                if (place and _AFTER.match(text)) or (
                    not ends and _BEFORE.fullmatch(text)
                ):
                    yield text


def joints_of_script(path: Path) -> Iterator[str]:
    """The same of a script: in its templates, and where it joins texts."""
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text("utf-8"), flags=re.DOTALL)
    yield from re.findall(r'join\("([,;:.] )"\)', text)
    for template in _TEMPLATE.findall(text):
        plain = _PLACE.sub("\0", template)
        if "<" not in plain and "calc(" not in plain and "url(" not in plain:
            yield from re.findall(r"\0([,;:] | \(|\. )", plain)


def speaking(paths: list[Path]) -> list[Path]:
    return [path for path in paths if path.name not in WRITTEN]


def test_what_is_left_out_exists():
    names = {path.name for path in (*MODULES, *SCRIPTS)}
    assert {*WRITTEN, *TEXTS} <= names


@pytest.mark.parametrize("path", speaking(MODULES), ids=lambda path: path.name)
def test_a_module_takes_its_marks_from_the_language(path):
    left_out = TEXTS.get(path.name, ())
    assert [joint for joint in joints(path) if joint not in left_out] == []


@pytest.mark.parametrize("path", speaking(SCRIPTS), ids=lambda path: path.name)
def test_a_script_takes_its_marks_from_the_language(path):
    left_out = TEXTS.get(path.name, ())
    assert [joint for joint in joints_of_script(path) if joint not in left_out] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_takes_its_marks_from_the_language(path):
    text = re.sub(r"<style.*?</style>", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert re.findall(r"\}\}(?:, |: |; | \()|(?:, |: |; |\()\{\{|%\}, ", text) == []


def test_a_mark_of_its_own_would_be_seen(tmp_path):
    module, script = tmp_path / "m.py", tmp_path / "m.js"
    module.write_text('a = f"{b} ({c})"\nd = ", ".join(e)\nf = f"{g}: {h}"\n', "utf-8")
    assert sorted(joints(module)) == [" (", ")", ", ", ": "]
    script.write_text('const a = `${b} (${c})`;\nlet d = e.join(", ");\n', "utf-8")
    assert sorted(joints_of_script(script)) == [" (", ", "]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_marks_of_a_language(lang):
    listed = strings.listed("ab", lang)
    said = (listed, strings.paired("a", "b", lang), "a" + strings.aside("b", lang))
    chinese, arabic = ("a、b", "a：b", "a（b）"), ("a، b", "a: b", "a (b)")
    french = ("a, b", "a\u00a0: b", "a (b)")
    usual = ("a, b", "a: b", "a (b)")
    assert said == {"zh": chinese, "ar": arabic, "fr": french}.get(lang, usual)
    assert strings.aside("", lang) == ""
    assert strings.sentences(("a", "b"), lang) == {"zh": "a。b。"}.get(lang, "a. b.")
    dated = strings.sentences(("27 июля 2023 г.", "b"), "ru")
    assert dated == "27 июля 2023 г. b."
    assert strings.word("list.pair", "en", a="years", b="2010..2026") == (
        "years: 2010..2026"
    )
    in_a_row = strings.listed(("a.", "b."), lang, "sentence")
    assert in_a_row == {"zh": "a.b."}.get(lang, "a. b.")
