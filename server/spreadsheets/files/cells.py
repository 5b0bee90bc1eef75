"""What a cell holds, and how texts are kept from being taken for formulas."""

from datetime import date, datetime, time, timedelta

from timetables.exports.xlsx import FORMULA_STARTS

Cell = str | int | float | bool | date | datetime | time | timedelta
LONGEST = 32_000
"""Characters in a cell; Excel takes 32,767."""


def guard(text: str) -> str:
    """The text with a quote before it, if a spreadsheet could take it for a formula.

    Quotes that stand before such a start are counted in, so that `unguard` undoes it exactly.
    """
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_STARTS) else text


def unguard(text: str) -> str:
    """The text that `guard` was given."""
    if text.startswith("'") and text.lstrip("'").startswith(FORMULA_STARTS):
        return text[1:]
    return text
