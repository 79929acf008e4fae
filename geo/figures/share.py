"""What a picture for a social network says: the answer, who says so, whose work it is.

It is seen for a second and small: the chosen country comes first and is called out on
the map, and the notes are cut to the rule in one sentence, the day and the source.
"""

from __future__ import annotations

from geo.model import countries
from geo.model.status import strongest
from geo.model.treaties import Stance, Treaty
from geo.presentation import strings
from geo.presentation.scene import Scene
from geo.presentation.treaty_facts import treaty_status


def title(scene: Scene) -> str:
    """The chosen country with its status; without one, the title of the figure."""
    code, lang = scene.view.country, scene.lang
    if not code or code == scene.view.focus:
        return scene.figure_title
    name, treaty = countries.name(code, lang), _decisive(scene)
    if treaty is None:
        status = strings.word("share.none", lang)
    else:
        status = treaty_status(treaty, scene.view.end, lang, scene.view.former)
    if scene.view.focus:
        name = f"{scene.focus} – {name}"
    return strings.word("share.country", lang, name=name, status=status)


def headline(scene: Scene) -> str:
    """Who says so; without a chosen country, the counts."""
    return _sources(scene) or scene.headline


def notes(scene: Scene, has_map: bool = True) -> list[str]:
    """The rule in one sentence, what was not read, the day, the source's name.

    ``has_map``: whether there is a map, and borders to speak of.
    """
    borders = strings.word(f"share.borders.{scene.view.borders}", scene.lang)
    rule = strings.word("share.rule", scene.lang)
    sentences = (
        scene.former_choice,
        scene.reading_note,
        f"{rule} {borders}" if has_map else rule,
        scene.as_of,
        scene.citation,
    )
    return [note for note in sentences if note]


def _decisive(scene: Scene) -> Treaty | None:
    """The treaty that decides the status of the chosen country."""
    standing = scene.state.standings.get(scene.view.country)
    if standing is None:
        return None
    return strongest(standing.treaties, scene.view.end, scene.view.former)[0]


def _sources(scene: Scene) -> str:
    """Whose pages state the date of the status, and how many they are."""
    treaty, lang = _decisive(scene), scene.lang
    if treaty is None or scene.view.country == scene.view.focus:
        return ""
    field = "in_force" if treaty.in_force else "signed"
    claims = [c for c in treaty.claims(field) if c.stance is Stance.SUPPORTS]
    if not claims:
        return ""
    pages = strings.count_text(len({claim.url for claim in claims}), "page", lang)
    publisher = next((c.publisher for c in claims if c.publisher), "")
    key = "share.source" if publisher else "share.pages"
    return strings.word(key, lang, publisher=publisher, pages=pages)
