"""Each fact has an address in the app: for a reader and for a program."""

from __future__ import annotations

import json

import pytest

from geo.app import fact_pages
from geo.model.languages import LANGUAGES
from geo.model.treaty_fields import FACTS, FIELDS, behind, of_treaty
from tests.app.test_routes import request
from tests.helpers.sites import Parts


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_fact_of_every_treaty_says_who_says_so(package, lang):
    for treaty in package.treaties:
        for field in of_treaty(treaty):
            path, _, query = fact_pages.address(treaty, field, lang).partition("?")
            _, name, wanted = path.split("/")
            page = fact_pages.respond(name, wanted, query)
            assert page.status == 200
            assert page.headers["Content-Language"] == lang
            parts = Parts(page.content.decode())
            for claim in treaty.claims(field.name):
                if claim.url.startswith("http"):
                    assert claim.url in parts.links


def test_a_program_is_given_the_value_and_its_claims(package):
    reply = request("/facts/rus-ind-2016/in_force.json")
    assert (reply.status, reply.headers["content-type"]) == (200, "application/json")
    held = json.loads(reply.content)
    assert (held["value"], held["confidence"]) == ("2017-01-22", "medium")
    tag = reply.headers["etag"]
    again = request("/facts/rus-ind-2016/in_force.json", if_none_match=tag)
    assert (again.status, again.content) == (304, b"")


def test_a_page_leads_back_to_the_country_and_to_the_other_language():
    reply = request("/facts/rus-ind-2016/in_force", "lang=ru")
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    links = Parts(reply.content.decode()).links
    assert "../../?lang=ru&country=IND" in links
    assert "?lang=en" in links and "in_force.json" in links
    assert b"<script" not in reply.content


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/facts/rus-ind-2016/nothing", "", 404),
        ("/facts/rus-xyz-2016/in_force", "", 404),
        ("/facts/..%2f..%2fetc/passwd", "", 404),
        ("/facts/rus-ind-2016/in_force", "lang=xx", 400),
        ("/facts/rus-ind-2016/in_force", "years=2010", 400),
    ],
)
def test_what_is_no_fact_is_refused_in_a_sentence(path, query, status):
    reply = request(path, query)
    assert reply.status == status
    assert reply.headers["content-type"].startswith("text/plain")
    assert reply.content.decode().count("\n") == 1


def test_a_card_names_the_field_behind_each_of_its_facts(package):

    treaty = package.get("RUS-ZWE-2023")
    named = {key: behind(key, treaty) for key in FACTS}
    assert named["place"] is FIELDS["signed_place"]
    assert named["in_force"] is FIELDS["in_force"]
    assert named["notes"] is None
    assert all(field in of_treaty(treaty) for field in named.values() if field)
