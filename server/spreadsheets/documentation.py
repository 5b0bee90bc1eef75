"""The page docs/spreadsheets.md, from the declarations themselves."""

from collections.abc import Iterable
from pathlib import Path

from config.environment import REPOSITORY
from spreadsheets.exporting import note
from spreadsheets.sheets import SHEETS, Sheet

_INTRODUCTION = """\
Written by `manage.py write_sheets` from `server/spreadsheets/sheets/`, and checked by a test.
A CSV file holds one of these sheets, a workbook any of them; they are read in this order,
whatever theirs is. Columns are told by their names, those in brackets too, and by what an
institution said of earlier files. An empty cell empties a value; a column that is not there
leaves it as it is. Texts that begin like formulas have a quote before them."""
FILE: Path = REPOSITORY / "docs" / "spreadsheets.md"


def document() -> str:
    """The page as it is committed. `manage.py write_sheets` writes it."""
    return "\n".join([*_page(), ""])


def _page() -> Iterable[str]:
    yield "# Spreadsheets"
    yield ""
    yield from _INTRODUCTION.splitlines()
    for sheet in SHEETS.values():
        yield ""
        yield f"## {sheet.title}"
        yield ""
        yield from _sheet(sheet)


def _sheet(sheet: Sheet) -> Iterable[str]:
    keys = "; or ".join(", ".join(key) for key in sheet.keys)
    yield f"{sheet.help} Rows are found again by: {keys}.".strip()
    yield ""
    yield "| column | kind | what it holds |"
    yield "| --- | --- | --- |"
    for column in sheet.columns:
        aliases = f" ({', '.join(column.aliases)})" if column.aliases else ""
        yield f"| {column.name}{aliases} | {column.kind} | {note(sheet, column)} |"
