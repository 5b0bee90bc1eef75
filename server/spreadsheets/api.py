"""Spreadsheets in the API: what sheets there are, exports, templates, imports."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.permissions import RolePermission, member_of, narrow
from accounts.versions import IF_MATCH, refuse_stale, refuse_stale_tag
from accounts.viewsets import EntityViewSet
from campus.models import Term
from config.errors import Refused, upload_too_large
from spreadsheets import exporting, selectors, services
from spreadsheets import serializers as forms
from spreadsheets.copying import copy_with_errors
from spreadsheets.files.limits import FILE_BYTES
from spreadsheets.files.writing import CSV
from spreadsheets.models import BUSY, Import, ImportFile, ImportState
from spreadsheets.sheets import SHEETS
from timetables.exports import XLSX

_FILE_TYPES = {(200, kind): OpenApiTypes.BINARY for kind in (XLSX, "text/csv")}


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    types = {"csv": CSV, "xlsx": XLSX}
    answer = HttpResponse(content, content_type=types[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer


class SheetsView(APIView):
    """What files may hold."""

    entity = "import"
    permission_classes = [IsAuthenticated, RolePermission]

    @extend_schema(operation_id="sheets_list", responses=forms.SheetSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Every sheet with its columns, in the order in which they are read."""
        documents = [forms.sheet_document(sheet) for sheet in SHEETS.values()]
        return Response(forms.SheetSerializer(documents, many=True).data)


class TemplateView(APIView):
    """Files to fill in."""

    entity = "import"
    permission_classes = [IsAuthenticated, RolePermission]

    @extend_schema(
        operation_id="sheets_template",
        parameters=[forms.FilesQuerySerializer],
        responses=_FILE_TYPES,
    )
    def get(self, request: Request) -> HttpResponse:
        """The headings of these sheets, each with what it means."""
        asked = _asked(forms.FilesQuerySerializer, request)
        names, kind = sorted(asked["sheet"]), asked["format"]
        content = exporting.template(names, kind)
        return _file(content, kind, names[0] if len(names) == 1 else "template")


class ExportView(APIView):
    """What is stored, as files that can be imported again."""

    entity = "import"
    permission_classes = [IsAuthenticated, RolePermission]

    @extend_schema(
        operation_id="sheets_export",
        parameters=[forms.FilesQuerySerializer],
        responses=_FILE_TYPES,
    )
    def get(self, request: Request) -> HttpResponse:
        """The rows that one may see; other parameters filter as in the sheet's own list."""
        asked = _asked(forms.FilesQuerySerializer, request)
        names, kind = sorted(asked["sheet"]), asked["format"]
        content = exporting.export(request, member_of(request), names, kind)
        return _file(content, kind, names[0] if len(names) == 1 else "institution")


class SheetImportViewSet(EntityViewSet[Import]):
    """Imports: upload a file, say what its columns mean, check, run, and undo if need be."""

    entity = "import"
    asks = {
        **EntityViewSet.asks,
        "check": "change",
        "run": "change",
        "undo": "change",
    }
    serializer_class = forms.SheetImportSerializer
    filterset_fields = ["external_id", "state"]
    search_fields = ["name"]
    ordering_fields = ["created_at", "name"]
    ordering = ["-id"]
    parser_classes = [MultiPartParser, JSONParser]

    def rows(self) -> QuerySet[Import]:
        return selectors.imports()

    @extend_schema(
        request={"multipart/form-data": forms.SheetImportCreateSerializer},
        responses={201: forms.SheetImportSerializer},
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take a CSV or Excel file in; the answer proposes what its columns mean."""
        form = forms.SheetImportCreateSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        given = form.validated_data
        file = given["file"]
        if file.size > FILE_BYTES:
            raise upload_too_large(FILE_BYTES)
        member = member_of(request)
        made = services.import_create(
            member, file.read(), file.name, given.get("sheet"), self._term(given.get("term"))
        )
        return Response(self.get_serializer(made).data, status=201)

    def perform_update(self, serializer: serializers.BaseSerializer[Import]) -> None:
        found: Any = serializer.instance
        values = serializer.validated_data
        refuse_stale(self.request, found, values.get("version"))
        services.import_set(
            found,
            values.get("said"),
            term=self._term(values.get("term", found.term)),
            replace=values.get("replace", found.replace),
            row_by_row=values.get("row_by_row", found.row_by_row),
            accept=values.get("accept", found.accept),
        )

    def perform_destroy(self, instance: Import) -> None:
        """Forget the file and what was found; what was imported stays."""
        if instance.state in BUSY:
            raise Refused("import_busy", "It is being worked on.", status=409)
        instance.delete()

    def _term(self, term: Term | None) -> Term | None:
        if term is not None:
            visible = narrow(Term.objects.all(), member_of(self.request), "view", "term")
            if not visible.filter(pk=term.pk).exists():
                raise Refused("does_not_exist", "There is no such term.", field="term")
        return term

    @extend_schema(request=None, responses=forms.SheetImportSerializer, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"])
    def check(self, request: Request, pk: str) -> Response:
        """Find out what the import would do, and write nothing."""
        return self._step(ImportState.CHECKING)

    @extend_schema(request=None, responses=forms.SheetImportSerializer, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"])
    def run(self, request: Request, pk: str) -> Response:
        """Write what the dry run found."""
        return self._step(ImportState.RUNNING)

    @extend_schema(request=None, responses=forms.SheetImportSerializer, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> Response:
        """Take back all that the import changed, where one may still change all of it."""
        return self._step(ImportState.UNDOING)

    def _step(self, step: ImportState) -> Response:
        found = self.get_object()
        refuse_stale_tag(self.request, found)
        services.import_ask(member_of(self.request), found, step)
        return Response(self.get_serializer(found).data)

    @extend_schema(
        parameters=[forms.FindingsQuerySerializer],
        responses=forms.RowFindingsSerializer,
        filters=False,
    )
    @action(detail=True, methods=["get"], pagination_class=None, filter_backends=[])
    def findings(self, request: Request, pk: str) -> Response:
        """What the last step found about the rows of a table, a page at a time."""
        found = self.get_object()
        asked = _asked(forms.FindingsQuerySerializer, request)
        counts: dict[str, Any] = next(
            (s for s in found.summary if s["table"] == asked["table"]), {}
        )
        rows = selectors.findings(
            found, asked["table"], asked["kind"], asked["page"], asked["page_size"]
        )
        answer = {
            "count": counts.get(asked["kind"], 0),
            "results": [forms.finding_document(row) for row in rows],
        }
        return Response(forms.RowFindingsSerializer(answer).data)

    @extend_schema(parameters=[forms.CopyQuerySerializer], responses=_FILE_TYPES, filters=False)
    @action(detail=True, methods=["get"], pagination_class=None, filter_backends=[])
    def copy(self, request: Request, pk: str) -> HttpResponse:
        """The file once more, with a column that says what is wrong with each row."""
        found = self.get_object()
        asked = _asked(forms.CopyQuerySerializer, request)
        if not ImportFile.objects.filter(of=found).exists():
            raise Refused("file_gone", "The file is not kept any more.", status=409)
        content = copy_with_errors(found, only_errors=asked["only_errors"])
        return _file(content, found.kind, "errors" if asked["only_errors"] else "checked")


def _asked(form: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    read = form(data=request.query_params)
    read.is_valid(raise_exception=True)
    return dict(read.validated_data)
