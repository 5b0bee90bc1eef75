"""The declarations name what is there, and the page says what they say."""

import pytest

from accounts.permissions import ENTITIES
from accounts.tenancy import TenantModel
from spreadsheets import documentation
from spreadsheets.sheets import SHEETS, Sheet
from spreadsheets.sheets.kinds import READ, WRITE

BESIDES = {"availability", "job", "frozen", "import", "approval", "comment", "dated"}
"""Entities without a sheet: hours have their own, the others are about one timetable's way."""


def test_every_entity_has_a_sheet() -> None:
    assert {sheet.entity for sheet in SHEETS.values()} == set(ENTITIES) - BESIDES


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_columns_lead_to_fields_and_sheets_that_there_are(sheet: Sheet) -> None:
    assert issubclass(sheet.model, TenantModel)
    names = [column.name for column in sheet.columns]
    assert len(names) == len(set(names))
    assert {name for key in sheet.keys for name in key} <= set(names)
    for column in sheet.columns:
        sheet.model_field(column)
        if column.to:
            assert column.to in SHEETS
            # What surrounds a reference is read before it.
            assert not column.within or names.index(column.within) < names.index(column.name)
        else:
            assert column.kind in READ
            assert column.kind in WRITE


def test_sheets_come_after_those_that_they_name() -> None:
    order = list(SHEETS)
    for sheet in SHEETS.values():
        for column in sheet.columns:
            if column.to:
                assert order.index(column.to) <= order.index(sheet.name)


def test_the_page_of_sheets_says_what_they_say() -> None:
    written = documentation.FILE.read_text()
    assert written == documentation.document(), "run `manage.py write_sheets`"
