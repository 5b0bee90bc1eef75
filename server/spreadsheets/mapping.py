"""What the tables of a file are, and what their columns mean: proposed, then said."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from accounts.tenancy import current_institution
from spreadsheets.files.cells import Cell
from spreadsheets.files.reading import Table
from spreadsheets.models import Heading
from spreadsheets.sheets import SHEETS, Column, Sheet
from spreadsheets.sheets.kinds import text_of

HEADER_LINES = 10
"""The line of headings is looked for in the first lines."""
SAMPLES = 3
LONGEST = 200
ALIKE = 0.82

Proposal = dict[str, Any]
Remembered = Mapping[str, Mapping[str, str]]


def remembered() -> dict[str, dict[str, str]]:
    """What the institution's earlier files called columns, by sheet."""
    found: dict[str, dict[str, str]] = {}
    for sheet, heading, column in Heading.objects.values_list("sheet", "heading", "column"):
        found.setdefault(sheet, {})[heading] = column
    return found


def remember(tables: Sequence[Proposal]) -> None:
    """Keep what columns were said to mean, for the next file with these headings."""
    rows = {}
    for table in tables:
        sheet = SHEETS.get(table["sheet"] or "")
        if sheet is None:
            continue
        for heading, column in zip(table["headings"], table["columns"], strict=True):
            key = plain(heading)
            if key and (column or key not in _names(sheet)):
                rows[sheet.name, key] = column or ""
    Heading.objects.bulk_create(
        [
            Heading(
                institution_id=current_institution(), sheet=sheet, heading=key, column=column
            )
            for (sheet, key), column in rows.items()
        ],
        update_conflicts=True,
        unique_fields=["institution", "sheet", "heading"],
        update_fields=["column", "updated_at"],
    )


def propose(table: Table, sheet: str | None, known: Remembered) -> Proposal:
    """A table with its line of headings, the sheet that it likely is, and its columns."""
    about, line = _recognised(table, sheet, known)
    cells = table.rows[line] if line < len(table.rows) else []
    headings = [text_of(cell)[:LONGEST] for cell in cells]
    columns, sure = (
        columns_of(about, headings, known.get(about.name, {}))
        if about
        else ([None] * len(headings), [""] * len(headings))
    )
    filled = [row for row in table.rows[line + 1 :] if any(cell != "" for cell in row)]
    return {
        "name": table.name[:LONGEST],
        "sheet": about.name if about else None,
        "header": line,
        "rows": len(filled),
        "headings": headings,
        "columns": columns,
        "sure": sure,
        "samples": [_sample(row, len(headings)) for row in filled[:SAMPLES]],
    }


def renamed(table: Proposal, sheet: str | None, known: Remembered) -> Proposal:
    """The proposal for the same table as another sheet."""
    about = SHEETS.get(sheet or "")
    columns, sure = (
        columns_of(about, table["headings"], known.get(about.name, {}))
        if about
        else ([None] * len(table["headings"]), [""] * len(table["headings"]))
    )
    return {**table, "sheet": about.name if about else None, "columns": columns, "sure": sure}


def _sample(row: Sequence[Cell], width: int) -> list[str]:
    texts = [text_of(cell)[:60] for cell in row[:width]]
    return texts + [""] * (width - len(texts))


def _recognised(table: Table, name: str | None, known: Remembered) -> tuple[Sheet | None, int]:
    """The sheet whose columns the first lines name best, and the line that does so."""
    lines = [
        (number, [text_of(cell)[:LONGEST] for cell in row])
        for number, row in enumerate(table.rows[:HEADER_LINES])
        if any(cell != "" for cell in row)
    ]
    if not lines:
        return SHEETS.get(name or ""), 0
    titled = SHEETS.get(name or "") or _titled(table.name)
    candidates = [titled] if titled else list(SHEETS.values())
    best: tuple[float, int, Sheet | None] = (0, -lines[0][0], None)
    for sheet in candidates:
        for number, headings in lines:
            found, _ = columns_of(sheet, headings, known.get(sheet.name, {}))
            named = [column for column in found if column]
            # Of sheets that share columns it is the one that the headings fill.
            rank = len(named) + len(named) / (2 * len(sheet.columns))
            if rank > best[0] and (titled or _has_key(sheet, named)):
                best = (rank, -number, sheet)
    return best[2] or titled, -best[1]


def _has_key(sheet: Sheet, named: Sequence[str]) -> bool:
    return (
        any(
            all(name in named or sheet.by_name[name].chosen for name in key)
            for key in sheet.keys
        )
        and len(named) > 1
    )


def _titled(title: str) -> Sheet | None:
    wanted = plain(title)
    own = {plain(each): s for s in SHEETS.values() for each in (s.name, s.title)}
    aliases = {plain(each): sheet for sheet in SHEETS.values() for each in sheet.aliases}
    return own.get(wanted) or aliases.get(wanted)


def columns_of(
    sheet: Sheet, headings: Sequence[str], known: Mapping[str, str]
) -> tuple[list[str | None], list[str]]:
    """The column that each heading means, or None, and why: exact, remembered, similar, ""."""
    names = _names(sheet)
    columns: list[str | None] = [None] * len(headings)
    sure = [""] * len(headings)
    used: set[str] = set()

    def take(place: int, name: str, why: str) -> None:
        if name in sheet.by_name and (name not in used or sheet.by_name[name].is_list):
            columns[place], sure[place] = name, why
            used.add(name)

    keys = [plain(heading) for heading in headings]
    for place, key in enumerate(keys):
        if known.get(key):
            take(place, known[key], "remembered")
    for place, key in enumerate(keys):
        bare = re.sub(r" \d+$", "", key)
        found = names.get(key) or names.get(bare)
        is_one = key == bare or key in names or (found and sheet.by_name[found].is_list)
        if columns[place] is None and known.get(key) != "" and found and is_one:
            take(place, found, "exact")
    for place, key in enumerate(keys):
        if columns[place] is None and len(key) > 2 and known.get(key) != "":
            ratio, name = max(
                (SequenceMatcher(None, key, each).ratio(), column)
                for each, column in names.items()
            )
            if ratio >= ALIKE:
                take(place, name, "similar")
    return columns, sure


def _names(sheet: Sheet) -> dict[str, str]:
    """Every name of each column, the columns' own first."""
    own = {plain(column.name): column.name for column in sheet.columns}
    sources = {
        plain(c.source.removesuffix("_ids")): c.name for c in sheet.columns if not c.surrounds
    }
    aliases = {plain(alias): c.name for c in sheet.columns for alias in c.aliases}
    return {**sources, **aliases, **own}


def plain(text: str) -> str:
    """A heading without what people write differently: case, points, lines."""
    return " ".join(re.findall(r"\w+", text.casefold().replace("_", " ")))[:LONGEST]


def said(table: Proposal) -> tuple[Sheet, list[Column | None]] | None:
    """The sheet and columns of a table; None for one that is left out."""
    sheet = SHEETS.get(table["sheet"] or "")
    if sheet is None:
        return None
    return sheet, [sheet.by_name.get(name or "") for name in table["columns"]]
