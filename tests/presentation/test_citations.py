"""One home for version and date: every citation follows the package."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
import yaml

from geo import storage
from geo.cli import main
from geo.presentation import captions, citations


@pytest.fixture
def later(package):
    """The package, one edition on."""
    return replace(package, version="2.10.0", as_of=date(2031, 2, 3))


def test_the_home_of_version_and_date_is_the_descriptor(package):
    meta = json.loads((storage.DATA / "datapackage.json").read_text(encoding="utf-8"))
    assert package.version == meta["version"]
    assert package.as_of.isoformat() == meta["as_of"]
    assert meta["created"].startswith(meta["as_of"])
    assert meta["licenses"][0]["name"] == citations.LICENCE
    assert meta["licenses"][0]["path"] == citations.LICENCE_URL


REMEDY = "run 'make gaps' after a new edition"


@pytest.mark.parametrize(
    ("name", "make"),
    [("CITATION.cff", citations.cff), (".zenodo.json", citations.zenodo)],
)
def test_the_citation_file_is_current(package, name, make):
    file_text = (storage.ROOT / name).read_text(encoding="utf-8")
    assert file_text == make(package), REMEDY


def test_a_reference_manager_reads_what_is_cited(package):
    (item,) = json.loads(citations.csl(package))
    assert (item["type"], item["version"]) == ("dataset", package.version)
    assert item["issued"]["date-parts"] == [
        [package.as_of.year, package.as_of.month, package.as_of.day]
    ]


@pytest.mark.parametrize(
    ("name", "lang"),
    [("README.md", "en"), ("data/README.md", "en"), ("data/README.ru.md", "ru")],
)
def test_a_readme_cites_the_current_edition(package, name, lang):
    sentence = " ".join((storage.ROOT / name).read_text(encoding="utf-8").split())
    assert citations.text(package, lang).strip() in sentence


def test_no_document_states_another_version(package):
    for name in ("README.md", "data/README.md", "data/gaps.md", "CITATION.cff"):
        text = (storage.ROOT / name).read_text(encoding="utf-8")
        versions = re.findall(r"[Vv]ersion\W+(\d+\.\d+\.\d+)", text)
        assert set(versions) <= {package.version, "1.2.0"}, name  # 1.2.0: CFF itself


def test_the_changelog_begins_with_the_current_edition(package):
    text = (storage.DATA / "CHANGELOG.md").read_text(encoding="utf-8")
    latest = re.search(r"^## (.+)$", text, re.MULTILINE).group(1)
    assert latest == f"{package.version} ({package.as_of})"


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_plain_citation_is_the_sentence_of_every_product(package, lang):
    text = citations.text(package, lang)
    assert text == captions.citation(package.version, package.as_of, lang) + "\n"


@pytest.mark.parametrize("kind", citations.FORMATS)
def test_every_format_follows_the_edition(later, kind):
    text = citations.FORMATS[kind](later, "en")
    assert "2.10.0" in text
    assert "2031" in text
    assert "0.1.0" not in text
    assert text.endswith("\n")


def test_the_citation_file_is_yaml_with_what_the_format_requires(later):
    cff = yaml.safe_load(citations.cff(later))
    assert cff["cff-version"] == "1.2.0"
    assert cff["version"] == "2.10.0"
    assert cff["date-released"] == "2031-02-03"
    assert cff["type"] == "dataset"
    assert cff["license"] == "CC-BY-4.0"
    assert cff["authors"] == [{"name": citations.AUTHOR}]
    assert {"message", "title", "keywords"} <= set(cff)


def test_bibtex_is_balanced_and_has_its_fields(later):
    entry = citations.bibtex(later)
    assert entry.startswith("@misc{treaty-atlas-2.10.0,\n")
    assert entry.count("{") == entry.count("}")
    fields = dict(re.findall(r"^  (\w+) = \{(.*)\},$", entry, re.MULTILINE))
    assert fields["year"] == "2031"
    assert fields["month"] == "2"
    assert fields["title"] == f"{{{citations.title()}}}"


def test_ris_is_one_tag_a_line_from_type_to_end(later):
    lines = citations.ris(later).splitlines()
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)
    assert lines[0] == "TY  - DATA"
    assert lines[-1] == "ER  - "
    assert "DA  - 2031/02/03" in lines


@pytest.mark.parametrize("version", ["1\nER  - ", '1"\nlicense: MIT', "1}@x{"])
def test_a_strange_version_stays_in_its_place(package, version):
    odd = replace(package, version=version)
    assert citations.ris(odd).count("\nER  - ") == 1
    assert yaml.safe_load(citations.cff(odd))["license"] == "CC-BY-4.0"
    assert citations.bibtex(odd).count("\n}") == 1
    assert citations.bibtex(odd).count("{") == citations.bibtex(odd).count("}")


@pytest.mark.parametrize("kind", citations.FORMATS)
def test_the_command_prints_the_citation(package, capsys, kind):
    assert main.run(["cite", "--format", kind]) == 0
    assert capsys.readouterr().out == citations.FORMATS[kind](package, "en")


def test_the_plain_citation_comes_in_russian_too(package, capsys):
    assert main.run(["cite", "--lang", "ru"]) == 0
    assert capsys.readouterr().out == citations.text(package, "ru")


@pytest.mark.command_line
def test_the_command_starts_without_heavy_libraries():
    code = "import sys, geo.cli.main; print('geopandas' in sys.modules)"
    command = [sys.executable, "-c", code]
    process = subprocess.run(command, cwd=storage.ROOT, capture_output=True, text=True)
    assert process.stdout.strip() == "False"
