"""A table written the way the intake reads it back, for round trips."""

from collections.abc import Iterable

from geo.export import formats
from geo.model.treaties import Treaty

#: The columns of :func:`write`, which the intake knows by these names.
WRITTEN = (
    *("id", "party_a", "party_b", "signed", "in_force", "terminated", "status"),
    *("title_en", "title_ru", "title_original", "title_original_lang"),
    *("instrument_type", "signed_place", "text_url", "status_note", "notes"),
)


def write(treaties: Iterable[Treaty]) -> bytes:
    """Treaties as a CSV table that the intake takes back as they are."""
    rows = [{c: str(getattr(t, c) or "") for c in WRITTEN} for t in treaties]
    return formats.as_csv(WRITTEN, rows)
