"""Tables for a spreadsheet."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What makes a spreadsheet take a cell for a formula (OWASP, CSV injection); the wide ones do in East Asian editions."""


def as_csv(rows: Iterable[Sequence[str | int]]) -> bytes:
    """Rows as a file: UTF-8 with a mark and semicolons, as Excel opens it in Finnish and Swedish. Words stay words, never a formula."""
    written = StringIO()
    csv.writer(written, delimiter=";").writerows([_harmless(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _harmless(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULAS) else cell
