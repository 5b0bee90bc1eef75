"""Every sheet, in the order in which they are read: what others name comes first."""

from spreadsheets.sheets.campus import PEOPLE, PLACES, TERMS, UNITS
from spreadsheets.sheets.courses import CATALOGUE, CLASSES, DEMAND
from spreadsheets.sheets.declaration import Column, Sheet
from spreadsheets.sheets.timetables import TIMETABLES

SHEETS: dict[str, Sheet] = {
    sheet.name: sheet
    for sheet in (
        *UNITS,
        *TERMS,
        *PLACES,
        *PEOPLE,
        *CATALOGUE,
        *CLASSES,
        *DEMAND,
        *TIMETABLES,
    )
}

__all__ = ["SHEETS", "Column", "Sheet"]
