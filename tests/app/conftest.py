"""Every test of the app shares what a visit takes."""

from tests.helpers.visits import one_look_at_the_packages  # noqa: F401
