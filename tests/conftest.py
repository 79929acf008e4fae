"""The shipped package, and a toy one with every kind of row the law speaks of."""

import gc
from collections.abc import Callable
from datetime import date

import pytest

from geo.model.dates import PartialDate
from geo.model.package import Package, span_of
from geo.model.treaties import Source, Stance, Status, Treaty
from geo.model.view import Span
from geo.tables import load
from tests.helpers.browser import (
    app_context,  # noqa: F401
    app_log,  # noqa: F401
    app_tab,  # noqa: F401
    app_url,  # noqa: F401
    browser,  # noqa: F401
    checked_page,  # noqa: F401
    checked_tab,  # noqa: F401
    offline,  # noqa: F401
    offline_context,  # noqa: F401
    own_page,  # noqa: F401
    page,  # noqa: F401
    page_file,  # noqa: F401
)
from tests.helpers.examples import load_profiles
from tests.helpers.killed import halfway  # noqa: F401
from tests.helpers.kinds import (
    pytest_collection_modifyitems,  # noqa: F401
    pytest_runtest_protocol,  # noqa: F401
)
from tests.helpers.scripts import compare  # noqa: F401
from tests.helpers.sites import site_folder  # noqa: F401

load_profiles()

#: Tests that share what is slow to start, each group in one process: a running app,
#: a built site. Every other file stays whole for the sake of what its tests share.
_GROUPS = {
    "app": ("tests/browser/test_app.py", "tests/browser/test_your_data.py"),
    "site": (
        "tests/browser/test_site.py",
        "tests/browser/test_who_says_so.py",
        "tests/export/site/",
    ),
}


def pytest_collection_finish() -> None:
    """What is imported by now stays: the garbage collector need not walk it again.

    It did so at every figure, a tenth of the time of the figures' tests.
    """
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Where several processes share the tests: which of them stay together.

    Marks (``--dist loadgroup``) would not do: xdist 3.8 loses them under pytest 9.2
    (github.com/pytest-dev/pytest-xdist, #1386).
    """
    from xdist.scheduler import LoadFileScheduling

    class Together(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            for name, files in _GROUPS.items():
                if nodeid.startswith(files):
                    return name
            return super()._split_scope(nodeid)

    # In the order of the files: by number of tests the longest would come last.
    config.option.loadscopereorder = False
    return Together(config, log)


@pytest.fixture(scope="session")
def package() -> Package:
    return load.load_package()


@pytest.fixture(scope="session")
def span(package) -> Span:
    return package.span


def treaty(
    partner: str = "CUB",
    signed: str = "",
    in_force: str = "",
    terminated: str = "",
    **fields: object,
) -> Treaty:
    """One treaty with the focal country; dates as a table has them, "" is unknown."""
    days = {"signed": signed, "in_force": in_force, "terminated": terminated}
    dates = {k: PartialDate.parse(text) for k, text in days.items() if text}
    fields = {"id": f"RUS-{partner}", "status": Status.SIGNED, **fields}
    return Treaty(party_a="RUS", party_b=partner, **dates, **fields)


@pytest.fixture(scope="session")
def make() -> Callable[..., Treaty]:
    return treaty


@pytest.fixture(scope="session")
def toy() -> Package:
    """Every precision, every fate, two instruments with one country (CUB)."""
    claim = Source(
        "DAY/signed/1",
        "DAY",
        "signed",
        "2011-03-04",
        Stance.SUPPORTS,
        "https://example.org/day",
    )
    rows = (
        treaty("BRA", "2011-03-04", "2012-05-06", id="DAY", sources=(claim,)),
        treaty("IND", "2013-07", "2014-08", id="MONTH"),
        treaty("CHN", "2015", "2016", id="YEAR"),
        treaty("VNM", "2012-01-31", id="UNKNOWN"),
        treaty("CUB", "2011", "2012", "2014-06-30", id="TERMINATED"),
        treaty("CUB", "2016-02-01", id="SECOND"),
        treaty("IRN", "2012", "2013", "2016-11", id="REPLACED", status=Status.REPLACED),
        treaty("SRB", "2015-01-01", id="PLANNED", status=Status.PLANNED),
        treaty("MMR", id="UNDATED"),
    )
    return Package(rows, (), (), (), "toy", date(2018, 6, 30), span_of(rows, 2018))
