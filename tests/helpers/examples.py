"""How many examples a property is tried on: a fifth of them in ``make quick``."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

QUICK = "quick"
SHARE = 5


def load_profiles() -> None:
    """Make the profiles known; ``--hypothesis-profile`` chooses the second."""
    # A property says what holds, not how fast: a busy machine must not fail it.
    how = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
    settings.register_profile("untimed", **how)
    most = settings.get_profile("untimed").max_examples
    settings.register_profile(QUICK, max_examples=most // SHARE, **how)
    settings.load_profile("untimed")


def examples(number: int, **how: object) -> settings:
    """The settings of a property that the whole suite tries on so many examples."""
    is_quick = settings.get_current_profile_name() == QUICK
    return settings(max_examples=number // SHARE if is_quick else number, **how)
