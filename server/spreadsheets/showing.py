"""How values look in cells: in exports, and beside each other in a dry run."""

from typing import Any

from campus.models import Term
from spreadsheets.files import writing
from spreadsheets.files.cells import unguard
from spreadsheets.lookups import Lookups
from spreadsheets.sheets import Column
from spreadsheets.sheets.kinds import WRITE, Surroundings, join_list


def cell_of(column: Column, value: Any, lookups: Lookups, about: Surroundings) -> Any:
    """A stored value as a cell; of references, the value is a key or a list of keys."""
    if value is None:
        return None
    if column.is_list:
        return join_list([lookups[column.to].text(key) for key in value])
    if column.is_reference:
        return lookups[column.to].text(value)
    return WRITE[column.kind](value, about)


def text_of(column: Column, value: Any, lookups: Lookups, about: Surroundings) -> str:
    """The same for people to read."""
    return unguard(writing.text_of(cell_of(column, value, lookups, about)))


def surroundings(lookups: Lookups, values: dict[str, Any], term: Any) -> Surroundings:
    """`values` by source; `term` is a key, or None."""
    row = lookups["terms"].rows.get(term) if term is not None else None
    return Surroundings(row if isinstance(row, Term) else None, values)
