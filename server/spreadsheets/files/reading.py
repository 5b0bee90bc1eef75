"""From a file's bytes to tables: rows of cells, with blank rows in their places.

Workbooks are read by calamine, which lays a sheet out as a rectangle, expands nothing and
resolves no entity; what it is given has been measured before.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, load_workbook

from config.errors import Refused, upload_too_large
from spreadsheets.files import limits
from spreadsheets.files.cells import Cell

Row = list[Cell]
SEPARATORS = ",;\t|"


@dataclass(frozen=True)
class Table:
    """One sheet of a workbook, or a whole CSV file. `row(0)` is its first line."""

    name: str
    rows: list[Row]


@dataclass(frozen=True)
class Reading:
    """The tables of a file, its kind (csv or xlsx), and how its text was read."""

    tables: list[Table]
    kind: str
    encoding: str = ""
    separator: str = ""


def read_file(content: bytes, name: str) -> Reading:
    """The tables of a file, by its content; `name` names the table of a CSV file.

    Raises Refused: upload_too_large, empty_file, not_a_spreadsheet, too_large,
    sheet_too_large, too_many_rows_in_file, file_protected, entity_refused.
    """
    if len(content) > limits.FILE_BYTES:
        raise upload_too_large(limits.FILE_BYTES)
    if not content.strip():
        raise Refused("empty_file", "The file is empty.", field="file")
    if content.startswith(b"PK"):
        reading = Reading(_workbook(content), "xlsx")
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        # A protected workbook, or one of the format before 2007: neither is a zip.
        raise Refused(
            "file_protected",
            "This is an old or protected workbook: save it as .xlsx without a password.",
            field="file",
        )
    else:
        reading = _text(content, name)
    if sum(len(table.rows) for table in reading.tables) > limits.ROWS:
        raise Refused(
            "too_many_rows_in_file",
            f"At most {limits.ROWS} rows.",
            field="file",
            limit=limits.ROWS,
        )
    return reading


def _workbook(content: bytes) -> list[Table]:
    _measure(content)
    try:
        with load_workbook(io.BytesIO(content)) as book:
            return list(_sheets(book))
    except (CalamineError, ValueError, OSError) as error:
        raise _unreadable(str(error)) from error


def _sheets(book: CalamineWorkbook) -> Iterator[Table]:
    for about in book.sheets_metadata:
        if about.typ is SheetTypeEnum.WorkSheet:
            sheet = book.get_sheet_by_name(about.name)
            top, left = sheet.start or (0, 0)
            # Empty lines before the first are left out: counted in, numbers are the file's.
            before: list[Row] = [[] for _ in range(min(top, limits.ROWS))]
            rows = [[""] * left + row for row in sheet.iter_rows()]
            yield Table(about.name, before + rows)


_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,3})(\d{1,7})["']""")
_ODD_PLACE = re.compile(rb"""\sr\s*=\s*["'](?![A-Za-z]{0,3}\d{1,7}["'])""")


def _measure(content: bytes) -> None:
    """Refuse what would not fit into memory, and XML that declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if (
                len(entries) > limits.ENTRIES
                or sum(entry.file_size for entry in entries) > limits.UNPACKED_BYTES
                or any(entry.file_size > limits.ENTRY_BYTES for entry in entries)
            ):
                raise _too_large("too_large", "The workbook is too large unpacked.")
            if "xl/workbook.xml" not in archive.namelist():
                raise _unreadable("no workbook inside")
            for entry in entries:
                if not entry.filename.startswith("xl/media/"):
                    with archive.open(entry) as part:
                        # A directory may lie about sizes.
                        text = part.read(limits.ENTRY_BYTES + 1)
                    if len(text) > limits.ENTRY_BYTES:
                        raise _too_large("too_large", "The workbook is too large unpacked.")
                    _measure_part(text)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise _unreadable(str(error)) from error
    except Exception as error:
        if isinstance(error, Refused):
            raise
        raise _unreadable("damaged") from error  # zlib's and lzma's own errors


def _measure_part(text: bytes) -> None:
    if b"<!DOCTYPE" in text[:4096] or b"<!ENTITY" in text:
        raise Refused("entity_refused", "The file declares XML entities.", field="file")
    if text.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in text[:100]:
        raise _unreadable("not in UTF-8")
    if b"<sheetData" not in text and b":sheetData" not in text:
        return
    if _ODD_PLACE.search(text):
        raise _unreadable("a cell's place makes no sense")
    widest, lowest = 1, 1
    for letters, digits in set(_PLACE.findall(text)):
        lowest = max(lowest, int(digits))
        if letters:
            widest = max(widest, _column(letters))
    cells = text.count(b"<c") if widest == 1 else 0
    if widest * lowest > limits.CELLS or cells > limits.CELLS or widest > limits.COLUMNS:
        raise _sheet_too_large()


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _too_large(code: str, detail: str) -> Refused:
    return Refused(code, detail, status=413, field="file")


def _sheet_too_large() -> Refused:
    columns, cells = limits.COLUMNS, limits.CELLS
    return Refused(
        "sheet_too_large",
        f"A sheet may have {columns} columns and {cells:,} cells, up to its last one in use.",
        status=413,
        field="file",
        columns=columns,
        cells=cells,
    )


def _unreadable(why: str) -> Refused:
    return Refused(
        "not_a_spreadsheet",
        f"This is no spreadsheet that can be read: {why[:100]}.",
        field="file",
    )


def _text(content: bytes, name: str) -> Reading:
    text, encoding = _decoded(content)
    first, _, rest = text.partition("\n")
    separator = ""
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        separator, text = first.strip()[4], rest
    separator = separator or _separator(text)
    try:
        rows: list[Row] = [
            [*line] for line in csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        ]
    except csv.Error as error:
        raise _unreadable(str(error)) from error
    if max((len(row) for row in rows), default=0) > limits.COLUMNS:
        raise _sheet_too_large()
    title = re.sub(r"\.\w+$", "", name) or "CSV"
    return Reading([Table(title, rows)], "csv", encoding, separator)


def _decoded(content: bytes) -> tuple[str, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in content:
        raise _unreadable("not a text")
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text, encoding.removesuffix("-sig")
    raise _unreadable("neither UTF-8, UTF-16 nor Windows-1252")


def _separator(text: str) -> str:
    """The separator that cuts the first lines into the most cells, equally many in each."""
    lines = [line for line in islice(io.StringIO(text), 20) if line.strip()]

    def widths(separator: str) -> list[int]:
        try:
            return [len(row) for row in csv.reader(lines, delimiter=separator)]
        except csv.Error:
            return [1]

    def rank(separator: str) -> tuple[int, int]:
        found = widths(separator) or [1]
        return (min(found), found[0])

    return max(SEPARATORS, key=rank)
