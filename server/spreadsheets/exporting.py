"""Sheets as files: what is stored, or nothing but headings for a template."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.serializers import UUIDField

from accounts.models import Membership
from accounts.permissions import reach
from audit.services import view_of
from config.errors import Refused
from spreadsheets.files.cells import LONGEST
from spreadsheets.files.writing import Sheet as Page
from spreadsheets.files.writing import write_csv, write_xlsx
from spreadsheets.lookups import Lookups
from spreadsheets.reach import visible
from spreadsheets.sheets import SHEETS, Column, Sheet
from spreadsheets.sheets.kinds import join_list, split_list
from spreadsheets.showing import cell_of, surroundings
from spreadsheets.stored import list_values

ROWS = 2000


def export(request: Request, member: Membership, names: Sequence[str], kind: str) -> bytes:
    """The rows of these sheets that the member may see and the query's filters show.

    Raises Refused: one_sheet_in_csv.
    """
    sheets = [SHEETS[name] for name in names] or _readable(member)
    if kind == "csv" and len(sheets) != 1:
        raise Refused("one_sheet_in_csv", "A CSV file holds one sheet: name it.", field="sheet")
    lookups = Lookups()
    pages = (
        _page(sheet, _shown(sheet, request, member), lookups)
        for sheet in SHEETS.values()
        if sheet in sheets
    )
    return write_csv(next(pages)) if kind == "csv" else write_xlsx(pages)


def template(names: Sequence[str], kind: str) -> bytes:
    """Files to fill in: headings, with what each means beside it in a workbook.

    Raises Refused: one_sheet_in_csv.
    """
    if kind == "csv" and len(names) != 1:
        raise Refused("one_sheet_in_csv", "A CSV file holds one sheet: name it.", field="sheet")
    pages = [
        Page(
            sheet.title,
            [c.name for c in sheet.columns],
            [],
            [note(sheet, c) for c in sheet.columns],
        )
        for sheet in SHEETS.values()
        if sheet.name in names or not names
    ]
    return write_csv(pages[0]) if kind == "csv" else write_xlsx(pages)


def note(sheet: Sheet, column: Column) -> str:
    """What a column holds, in words."""
    said = [column.help] if column.help else []
    if column.to:
        said.append(f"An id or name of: {SHEETS[column.to].title.lower()}.")
    options = choices(sheet, column)
    if options:
        said.append(f"One of: {', '.join(options)}.")
    if sheet.is_required(column):
        said.append("Needed.")
    return " ".join(said)


def choices(sheet: Sheet, column: Column) -> list[str]:
    """The values that a column takes, where they are few."""
    if column.kind != "choice":
        return []
    found = getattr(sheet.model_field(column), "flatchoices", None) or ()
    return [str(value) for value, _ in found]


def _readable(member: Membership) -> list[Sheet]:
    return [s for s in SHEETS.values() if reach(member, "view", s.entity) is not None]


def _shown(sheet: Sheet, request: Request, member: Membership) -> QuerySet[Any, Any]:
    """The rows that the sheet's own list (or its owners') shows for the query."""
    rows: QuerySet[Any, Any] = visible(sheet, member)
    owner: Any = (
        sheet.model._meta.get_field(sheet.part_of).related_model if sheet.part_of else None
    )
    filtered = _filtered(owner or sheet.model, request)
    if filtered is not None:
        path = f"{sheet.part_of}__in" if owner else "pk__in"
        rows = rows.filter(**{path: filtered.order_by().values("pk")})
    elif owner is None and view_of(sheet.model) is None:
        # Without a list of its own: by the rows that its columns name.
        for column in sheet.columns:
            value = request.query_params.get(column.name) if column.is_reference else None
            if value:
                rows = rows.filter(**{column.source: UUIDField().run_validation(value)})
    term = request.query_params.get("term")
    if owner and term and "term" in sheet.by_name and sheet.by_name["term"].chosen:
        rows = rows.filter(**{sheet.by_name["term"].source: term})
    return rows.order_by("pk")


def _filtered(model: Any, request: Request) -> QuerySet[Any, Any] | None:
    found = view_of(model)
    ignored = {"sheet", "format", "page", "page_size"}
    if found is None or not any(
        value for name, value in request.query_params.items() if name not in ignored
    ):
        return None
    view = found(action="list", request=request, format_kwarg=None, args=(), kwargs={})
    rows: QuerySet[Any, Any] = view.filter_queryset(view.get_queryset())
    return rows


def _page(sheet: Sheet, rows: QuerySet[Any, Any], lookups: Lookups) -> Page:
    if any(column.is_list for column in sheet.columns):
        # Lists may take more than one column: how many is known when all are there.
        cells = list(_cells(sheet, rows, lookups))
        widths = [
            max((len(row[n]) for row in cells), default=1) for n in range(len(sheet.columns))
        ]
        headings = [
            name if part == 0 else f"{name} {part + 1}"
            for column, width in zip(sheet.columns, widths, strict=True)
            for name in [column.name]
            for part in range(width)
        ]
        flat = (
            [
                part
                for parts, width in zip(row, widths, strict=True)
                for part in (*parts, *[None] * (width - len(parts)))
            ]
            for row in cells
        )
        return Page(sheet.title, headings, flat)
    plain = ([parts[0] for parts in row] for row in _cells(sheet, rows, lookups))
    return Page(sheet.title, [column.name for column in sheet.columns], plain)


def _cells(
    sheet: Sheet, rows: QuerySet[Any, Any], lookups: Lookups
) -> Iterator[list[list[Any]]]:
    """Each row's cells, by column; a list that is too long for one has several."""
    plain = [column for column in sheet.columns if not column.is_list]
    paths = [column.source for column in plain]
    whole = {c.name: list_values(c) for c in sheet.columns if c.is_list}
    for found in rows.values_list("pk", *paths).iterator(ROWS):
        values = dict(zip(paths, found[1:], strict=True))
        term = values.get(sheet.by_name["term"].source) if "term" in sheet.by_name else None
        about = surroundings(lookups, values, term)
        cells = [
            _parts(cell_of(column, whole[column.name].get(found[0], []), lookups, about))
            if column.is_list
            else [cell_of(column, values[column.source], lookups, about)]
            for column in sheet.columns
        ]
        if sheet.pair is not None:
            # Both ways between two rooms are one row: the same, however it is stored.
            one, other = (list(sheet.by_name).index(name) for name in sheet.pair)
            cells[one], cells[other] = sorted((cells[one], cells[other]))
        yield cells


def _parts(text: str) -> list[str]:
    if len(text) <= LONGEST:
        return [text]
    parts: list[list[str]] = [[]]
    length = 0
    for item in split_list(text):
        length += len(item) + 6
        if length > LONGEST:
            parts.append([])
            length = len(item) + 6
        parts[-1].append(item)
    return [join_list(part) for part in parts]
