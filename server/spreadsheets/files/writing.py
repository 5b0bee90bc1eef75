"""From tables to a file: CSV and Excel, in which no text of a user becomes a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import xlsxwriter

from spreadsheets.files.cells import LONGEST, guard

CSV = "text/csv; charset=utf-8"
TITLE = 31
"""Characters in the name of a sheet."""


@dataclass(frozen=True)
class Sheet:
    """`headings` and rows of values; a value that is None is an empty cell."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Any]]
    notes: Sequence[str] = field(default=())
    """Comments on the headings."""


def write_csv(sheet: Sheet) -> bytes:
    """UTF-8 with its mark, so that Excel reads it as such."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow([guard(heading) for heading in sheet.headings])
    writer.writerows([text_of(value) for value in row] for row in sheet.rows)
    return b"\xef\xbb\xbf" + target.getvalue().encode()


def text_of(value: Any) -> str:
    """A value as CSV shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return guard(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return value.isoformat() if isinstance(value, date | datetime | time) else str(value)


def write_xlsx(sheets: Iterable[Sheet]) -> bytes:
    """A workbook with a sheet for each; rows are written as they come."""
    target = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, {**options, "strings_to_numbers": False}) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.title[:TITLE])
            page.freeze_panes(1, 0)
            for column, heading in enumerate(sheet.headings):
                page.set_column(column, column, max(10, min(40, len(heading) + 4)))
                page.write_string(0, column, guard(heading), bold)
            for column, note in enumerate(sheet.notes):
                if note:
                    page.write_comment(0, column, note)
            for number, row in enumerate(sheet.rows, 1):
                for column, value in enumerate(row):
                    _write(page, number, column, value, day)
    return target.getvalue()


def _write(page: Any, row: int, column: int, value: Any, day: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str | bool | time | timedelta):
        page.write_string(row, column, text_of(value)[:LONGEST])
    elif isinstance(value, date):
        page.write_datetime(row, column, value, day)
    elif isinstance(value, float) and float(f"{value:.15G}") != value:
        # A number in a workbook has 15 digits.
        page.write_string(row, column, repr(value))
    else:
        page.write_number(row, column, value)
