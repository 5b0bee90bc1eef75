"""The file that was imported once more, with a column that says what is wrong with a row."""

from collections.abc import Iterator
from typing import Any

from spreadsheets.files.cells import Cell
from spreadsheets.files.reading import Table, read_file
from spreadsheets.files.writing import Sheet as Page
from spreadsheets.files.writing import write_csv, write_xlsx
from spreadsheets.models import Import, ImportFile, ImportPiece
from spreadsheets.outcome import unpack
from spreadsheets.sheets.kinds import text_of

HEADING = "What is wrong"


def copy_with_errors(found: Import, *, only_errors: bool) -> bytes:
    """A copy in the format of the file; its last column holds each row's errors.

    Raises Refused (what reading the file refuses).
    """
    content = bytes(ImportFile.objects.get(of=found).content)
    tables = [table for table in read_file(content, found.name).tables if table.rows]
    said = _errors(found)
    pages = (
        _page(table, about["header"], said.get(number, {}), only_errors)
        for number, (table, about) in enumerate(zip(tables, found.tables, strict=True))
        if said.get(number) or not only_errors
    )
    if found.kind == "csv":
        page = next(pages, None) or Page(found.name, [HEADING], [])
        return write_csv(page)
    return write_xlsx(pages)


def _page(table: Table, header: int, said: dict[int, str], only_errors: bool) -> Page:
    width = max(map(len, table.rows))
    headings = [text_of(cell) for cell in _wide(table.rows[header], width)]

    def rows() -> Iterator[list[Any]]:
        for number, row in enumerate(table.rows[header + 1 :], header + 2):
            if number in said or not only_errors:
                yield [*_wide(row, width), said.get(number, "")]

    return Page(table.name, [*headings, HEADING], rows())


def _wide(row: list[Cell], width: int) -> list[Any]:
    # Written back as they were read: a guard is set anew.
    cells = [text_of(cell) if isinstance(cell, str) else cell for cell in row]
    return cells + [""] * (width - len(cells))


def _errors(found: Import) -> dict[int, dict[int, str]]:
    said: dict[int, dict[int, str]] = {}
    pieces = ImportPiece.objects.filter(of=found, kind="error").order_by("table", "number")
    for piece in pieces:
        for finding in unpack(piece.content):
            said.setdefault(piece.table, {})[finding["row"]] = "; ".join(
                f"{error['column']}: {error['detail']}" if error["column"] else error["detail"]
                for error in finding["errors"]
            )
    return said
