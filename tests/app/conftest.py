"""What every test of the app without a browser shares."""

import functools

import pytest
from streamlit.components.v2 import manifest_scanner


@pytest.fixture(scope="session", autouse=True)
def _one_look_at_the_installed_packages():
    """Each ``AppTest`` looks through all of them for components; they do not change.

    A server does so once. It was most of the time of a visit: a quarter of a second.
    """
    scan = manifest_scanner.scan_component_manifests
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            manifest_scanner, "scan_component_manifests", functools.cache(scan)
        )
        yield
