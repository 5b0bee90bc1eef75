"""Files are read as people and programs write them, and bombs go off nowhere."""

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import Refused
from spreadsheets.files import limits
from spreadsheets.files.cells import guard, unguard
from spreadsheets.files.reading import read_file
from spreadsheets.files.writing import Sheet, write_csv, write_xlsx

SHEET = (
    '<?xml version="1.0" encoding="UTF-8"?>%s<worksheet'
    ' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData>'
    "</worksheet>"
)


def workbook(rows: list[list[object]]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"default_date_format": "dd/mm/yy"}) as book:
        page = book.add_worksheet("Rooms")
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return target.getvalue()


def with_sheet(xml: str) -> bytes:
    """A workbook whose sheet is this document."""
    old = zipfile.ZipFile(io.BytesIO(workbook([["id"]])))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            is_sheet = name == "xl/worksheets/sheet1.xml"
            new.writestr(name, xml if is_sheet else old.read(name))
    return target.getvalue()


def code(content: bytes) -> str:
    with pytest.raises(Refused) as refusal:
        read_file(content, "file")
    return str(refusal.value.code)


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16"), ("cp1252", "cp1252")],
)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_text_is_read_in_any_usual_encoding_and_separator(
    encoding: str, said: str, separator: str
) -> None:
    text = (
        separator.join(["id", "name"]) + "\r\n" + separator.join(["1", "Café, groß"]) + "\r\n"
    )
    if separator == ",":
        text = text.replace("Café, groß", '"Café, groß"')
    reading = read_file(text.encode(encoding), "rooms.csv")
    assert reading.tables[0].rows == [["id", "name"], ["1", "Café, groß"]]
    assert (reading.encoding, reading.separator) == (said, separator)


def test_a_separator_that_the_first_line_names_is_taken() -> None:
    assert read_file(b"sep=;\na,b;c\n1;2\n", "x.csv").tables[0].rows == [
        ["a,b", "c"],
        ["1", "2"],
    ]


def test_cells_keep_their_types_and_lines_their_numbers() -> None:
    rows: list[list[object]] = [["id", "on"], [], ["", datetime(2026, 8, 3)], [1.5, True]]
    (table,) = read_file(workbook(rows), "x.xlsx").tables
    assert table.rows[2][1] in (date(2026, 8, 3), datetime(2026, 8, 3))
    assert table.rows[3] == [1.5, True]
    assert not any(cell != "" for cell in table.rows[1])


def test_a_sheet_of_two_far_corners_is_refused_before_it_is_laid_out() -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"/></row>'
    assert code(with_sheet(SHEET % ("", far))) == "sheet_too_large"
    assert code(with_sheet(SHEET % ("", far.replace('"', "'")))) == "sheet_too_large"
    hidden = far.replace("XFD1048576", "&#88;FD1048576")
    assert code(with_sheet(SHEET % ("", hidden))) == "not_a_spreadsheet"


def test_a_sheet_of_too_many_columns_is_refused_with_the_limit() -> None:
    with pytest.raises(Refused, match="500 columns") as refused:
        read_file(b"a," * 20_000, "wide.csv")
    assert refused.value.code == "sheet_too_large"
    assert refused.value.parameters["columns"] == limits.COLUMNS


def test_xml_that_declares_anything_is_refused() -> None:
    entity = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row>'
    assert code(with_sheet(SHEET % (entity, cell))) == "entity_refused"
    assert code(with_sheet(SHEET % ("<!DOCTYPE x>", ""))) == "entity_refused"


def test_what_is_too_large_unpacked_is_refused_before_it_is_unpacked() -> None:
    big = SHEET % ("", " " * (limits.ENTRY_BYTES + 1))
    assert code(with_sheet(big)) == "too_large"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for number in range(limits.ENTRIES + 1):
            archive.writestr(f"xl/{number}.xml", "")
    assert code(target.getvalue()) == "too_large"
    assert code(b"x" * (limits.FILE_BYTES + 1)) == "upload_too_large"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty_file"),
        (b"PK\x03\x04nothing", "not_a_spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file_protected"),
        (b"\x00\x01\x02", "not_a_spreadsheet"),
    ],
)
def test_what_is_no_spreadsheet_is_refused(content: bytes, expected: str) -> None:
    assert code(content) == expected


@settings(deadline=None)
@given(st.text(max_size=20))
def test_a_guard_is_undone_exactly(text: str) -> None:
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("write", [write_csv, lambda sheet: write_xlsx([sheet])])
def test_no_text_becomes_a_formula(write) -> None:  # type: ignore[no-untyped-def]
    starts = ["=1+1", "+1", "-1", "@x", "\tx", "'=x", "''=x"]
    content = write(Sheet("Rooms", ["name"], [[text] for text in starts]))
    (table,) = read_file(content, "rooms").tables
    assert [unguard(str(row[0])) for row in table.rows[1:]] == starts
    assert all(str(row[0]).startswith("'") for row in table.rows[1:])


@settings(deadline=None)
@given(st.binary(max_size=300), st.integers(0, 5000), st.booleans())
def test_damaged_files_are_refused_and_crash_nothing(
    noise: bytes, place: int, is_text: bool
) -> None:
    whole = b"id;name\n1;R1\n" if is_text else workbook([["id", "name"], ["1", "R1"]])
    place %= len(whole)
    for content in (whole[:place] + noise + whole[place + len(noise) :], whole[:place], noise):
        with suppress(Refused):
            read_file(content, "rooms.csv")
