"""The matrix of who signed with whom, as a table sorted by any of its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.presentation.matrix import Matrix

if TYPE_CHECKING:
    import pandas as pd

#: Pixels: of a column of numbers under a code of three letters, and of the whole table.
_COLUMN, _HEIGHT = 56, 640


def show(matrix: Matrix, country: str, total: str) -> None:
    """Draw it: parties down, the same across, and the sum of each behind its name.

    ``country`` and ``total`` head the first two columns, which stay in sight.
    """
    columns = {
        country: st.column_config.TextColumn(pinned=True),
        total: st.column_config.NumberColumn(pinned=True, width=112),
    }
    names = zip(matrix.codes, matrix.names, strict=True)
    columns |= {
        code: st.column_config.NumberColumn(code, width=_COLUMN, help=name)
        for code, name in names
    }
    height = min(_HEIGHT, 38 + 35 * len(matrix.codes))
    st.dataframe(
        styled(matrix, country, total),
        hide_index=True,
        column_config=columns,
        height=height,
        placeholder="",
    )


def styled(matrix: Matrix, country: str, total: str):
    """The cells with the colours of their classes."""
    import pandas as pd

    codes = list(matrix.codes)
    numbers = [[matrix.numbers.get((a, b)) for b in codes] for a in codes]
    frame = pd.DataFrame(numbers, columns=codes, dtype="Int64")
    frame.insert(0, total, list(matrix.totals))
    frame.insert(0, country, list(matrix.names))
    styles = [
        f"background-color: {fill}; color: {ink}" for fill, ink in matrix.shades()
    ]

    def colour(cells: pd.DataFrame) -> pd.DataFrame:
        cell_styles = [
            ["" if n is None else styles[matrix.step(n)] for n in row]
            for row in numbers
        ]
        return pd.DataFrame(cell_styles, index=cells.index, columns=cells.columns)

    return frame.style.apply(colour, axis=None, subset=codes).format(
        na_rep="", subset=codes
    )
