"""How imports, and the sheets that there are, look in the API."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.viewsets import EntitySerializer
from campus.models import Term
from campus.serializers import BASE
from config.errors import ParametersField, ProblemItemSerializer
from spreadsheets.exporting import choices, note
from spreadsheets.models import Import
from spreadsheets.outcome import KINDS
from spreadsheets.progress import progress_of
from spreadsheets.services import KEPT
from spreadsheets.sheets import SHEETS, Column, Sheet

FORMATS = ["csv", "xlsx"]
SURE = ["exact", "remembered", "similar", "said", ""]


MOST_ACCEPTED = 2000
SHEET_NAMES = list(SHEETS)


class ColumnSerializer(serializers.Serializer[Any]):
    """`help` is English, as in the template; `to` names the sheet that a reference leads to."""

    name = serializers.CharField()
    kind = serializers.CharField()
    required = serializers.BooleanField()  # type: ignore[assignment]
    to = serializers.CharField()
    aliases = serializers.ListField(child=serializers.CharField())
    choices = serializers.ListField(child=serializers.CharField())
    help = serializers.CharField()


class SheetSerializer(serializers.Serializer[Any]):
    """What a file may hold: `keys` are the columns by which a row is found again."""

    name = serializers.CharField()
    title = serializers.CharField()
    help = serializers.CharField()
    entity = serializers.CharField()
    keys = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))
    columns = ColumnSerializer(many=True)


def sheet_document(sheet: Sheet) -> dict[str, Any]:
    def column_document(column: Column) -> dict[str, Any]:
        return {
            "name": column.name,
            "kind": column.kind,
            "required": sheet.is_required(column) and not column.chosen,
            "to": column.to,
            "aliases": list(column.aliases),
            "choices": choices(sheet, column),
            "help": note(sheet, column),
        }

    return {
        "name": sheet.name,
        "title": sheet.title,
        "help": sheet.help,
        "entity": sheet.entity,
        "keys": [list(key) for key in sheet.keys],
        "columns": [column_document(column) for column in sheet.columns],
    }


class TableSerializer(serializers.Serializer[Any]):
    """A table of the file. `header` is its line of headings, from 0; `sheet` what it is."""

    name = serializers.CharField(read_only=True)
    sheet = serializers.CharField(allow_null=True, read_only=True)
    header = serializers.IntegerField(read_only=True)
    rows = serializers.IntegerField(read_only=True)
    headings = serializers.ListField(child=serializers.CharField(), read_only=True)
    columns = serializers.ListField(
        child=serializers.CharField(allow_null=True), read_only=True,
        help_text="What each heading means, or null where it is left out.",
    )  # fmt: skip
    sure = serializers.ListField(
        child=serializers.ChoiceField(SURE, allow_blank=True), read_only=True,
        help_text="Why it is thought to mean that.",
    )  # fmt: skip
    samples = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField()), read_only=True
    )


class SaidSerializer(serializers.Serializer[Any]):
    """What a table is said to be (null: it is left out), and its columns likewise."""

    index = serializers.IntegerField(min_value=0)
    sheet = serializers.ChoiceField(SHEET_NAMES, required=False, allow_null=True)
    columns = serializers.ListField(
        child=serializers.CharField(allow_null=True), required=False, max_length=500
    )


class SummarySerializer(serializers.Serializer[Any]):
    table = serializers.IntegerField()
    sheet = serializers.CharField()
    added = serializers.IntegerField()
    changed = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    removed = serializers.IntegerField()
    error = serializers.IntegerField()


class ProgressSerializer(serializers.Serializer[Any]):
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    sheet = serializers.CharField()


class ImportErrorSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    detail = serializers.CharField()
    parameters = ParametersField()
    errors = ProblemItemSerializer(many=True)  # type: ignore[assignment]


class SheetImportSerializer(EntitySerializer[Import]):
    """An import. Its tables are said anew by writing `said`; that voids a dry run, as does
    accepting what it would break."""

    owner_name = serializers.SerializerMethodField()
    tables = TableSerializer(many=True, read_only=True)
    said = SaidSerializer(many=True, write_only=True, required=False)
    accept = serializers.ListField(
        child=serializers.CharField(max_length=200),
        required=False,
        max_length=MOST_ACCEPTED,
        help_text="What entries of timetables may break: the `key` in the errors of a dry run.",
    )
    summary = SummarySerializer(many=True, read_only=True)
    error = ImportErrorSerializer(read_only=True, allow_null=True)
    progress = serializers.SerializerMethodField()
    kept_until = serializers.SerializerMethodField()

    class Meta:
        model = Import
        fields = [
            *BASE,
            "name",
            "size",
            "kind",
            "encoding",
            "separator",
            "owner_name",
            "term",
            "state",
            "tables",
            "said",
            "replace",
            "row_by_row",
            "accept",
            "summary",
            "error",
            "progress",
            "finished_at",
            "undone_at",
            "kept_until",
        ]
        read_only_fields = [
            "external_id",
            "name",
            "size",
            "kind",
            "encoding",
            "separator",
            "state",
            "finished_at",
            "undone_at",
        ]

    def get_owner_name(self, row: Import) -> str:
        return row.owner.user.name if row.owner else ""

    @extend_schema_field(ProgressSerializer(allow_null=True))
    def get_progress(self, row: Import) -> Any:
        return progress_of(row.pk) if row.rung_at else None

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_kept_until(self, row: Import) -> Any:
        until = row.created_at + KEPT
        return until if until > timezone.now() else None


class SheetImportCreateSerializer(serializers.Serializer[Any]):
    """A CSV or Excel file; `sheet` says what it is, where that is known."""

    file = serializers.FileField()
    sheet = serializers.ChoiceField(SHEET_NAMES, required=False)
    term = serializers.PrimaryKeyRelatedField(
        queryset=Term.objects, required=False, help_text="for rows that name none"
    )


class ErrorSerializer(serializers.Serializer[Any]):
    column = serializers.CharField(allow_blank=True)
    code = serializers.CharField()
    detail = serializers.CharField()
    parameters = ParametersField()


class ChangeSerializer(serializers.Serializer[Any]):
    column = serializers.CharField()
    before = serializers.CharField(allow_blank=True)
    after = serializers.CharField(allow_blank=True)


class RowFindingSerializer(serializers.Serializer[Any]):
    """A row of the file: `row` is its line, from 1, or 0 for a stored row that it lacks."""

    row = serializers.IntegerField()
    key = serializers.CharField()
    changes = ChangeSerializer(many=True, help_text="Of a new row, from nothing.")
    errors = ErrorSerializer(many=True)  # type: ignore[assignment]


class RowFindingsSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    results = RowFindingSerializer(many=True)


class FindingsQuerySerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(KINDS)
    table = serializers.IntegerField(min_value=0, default=0)
    page = serializers.IntegerField(min_value=1, max_value=100_000, default=1)
    page_size = serializers.IntegerField(min_value=1, max_value=500, default=50)


class CopyQuerySerializer(serializers.Serializer[Any]):
    only_errors = serializers.BooleanField(default=False)


class FilesQuerySerializer(serializers.Serializer[Any]):
    """`sheet` may come several times; without it, all sheets that one may see."""

    sheet = serializers.MultipleChoiceField(choices=SHEET_NAMES, required=False, default=set)
    format = serializers.ChoiceField(FORMATS, default="xlsx")


def finding_document(finding: dict[str, Any]) -> dict[str, Any]:
    changes = [
        *((name, "", value) for name, value in finding.get("values", {}).items()),
        *((name, *both) for name, both in finding.get("changes", {}).items()),
    ]
    return {
        "row": finding["row"],
        "key": finding["key"],
        "changes": [
            {"column": name, "before": before, "after": after}
            for name, before, after in changes
        ],
        "errors": finding.get("errors", []),
    }
