"""What is exported and imported again is what it was, in every sheet."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Institution, Membership
from accounts.tenancy import tenant_context
from spreadsheets import exporting, services
from spreadsheets.files.reading import read_file
from spreadsheets.models import Import, ImportState
from spreadsheets.sheets import SHEETS
from spreadsheets.tests.institutions import make_everything, make_member
from timetables.models import Timetable, TimetableState
from timetables.tests.ways import brought_to

pytestmark = pytest.mark.django_db


RATINGS = ["ratings", "class-ratings"]


def export(member: Membership, names: list[str], kind: str = "xlsx") -> bytes:
    request: Any = SimpleNamespace(query_params={}, auth=member)
    return exporting.export(request, member, names, kind)


def tables(content: bytes) -> dict[str, Any]:
    """Rows by sheet, in any order: that of keys is that in which they were made."""
    return {
        table.name: [table.rows[0], *sorted(table.rows[1:], key=str)]
        for table in read_file(content, "").tables
    }


def run(member: Membership, content: bytes, name: str = "all.xlsx", **more: Any) -> Import:
    """The import of a file, as far as it goes."""
    found = services.import_create(
        member, content, name, more.pop("sheet", None), more.pop("term", None)
    )
    services.import_set(
        found, None, term=found.term, replace=more.pop("replace", False), row_by_row=False
    )
    services.import_ask(found, ImportState.CHECKING)
    assert found.state == ImportState.CHECKED, found.error
    if not any(each["error"] for each in found.summary):
        services.import_ask(found, ImportState.RUNNING)
    return found


def test_a_whole_institution_comes_back_in_another_one(
    institution: Institution, make_institution: Callable[[str], Institution]
) -> None:
    with tenant_context(institution.id):
        make_everything()
        member = make_member(institution)
        before = export(member, [])
        assert all(sheet.model.objects.exists() for sheet in SHEETS.values())
        stars = export(member, RATINGS)
        rest = export(member, [name for name in SHEETS if name not in RATINGS])
    other = make_institution("Second")
    with tenant_context(other.id):
        member = make_member(other)
        found = run(member, rest)
        assert [each for each in found.summary if each["error"]] == []
        # What is rated was published, which is nothing that a file does.
        brought_to(Timetable.objects.get(name="Past"), TimetableState.PUBLISHED)
        for done in (found, run(member, stars)):
            assert done.state == ImportState.DONE
        assert tables(export(member, [])) == tables(before)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_that_is_imported_again_changes_nothing(
    name: str, kind: str, tenant: Institution
) -> None:
    make_everything()
    member = make_member(tenant)
    found = run(
        member, export(member, [name], kind), f"{name}.{kind}", replace=True, sheet=name
    )
    (counts,) = found.summary
    assert counts["unchanged"] == SHEETS[name].model.objects.count()
    assert counts["added"] == counts["changed"] == counts["removed"] == counts["error"] == 0


NASTY = st.text(st.characters(exclude_categories=["C"]), max_size=12).map(str.strip)
STARTS = st.sampled_from(["", "=", "+", "-", "@", "'", "''=", ";", '"', ",", "1.0", "\n"])


@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(start=STARTS, nasty=NASTY)
def test_whatever_texts_hold_a_round_trip_loses_nothing(
    start: str, nasty: str, tenant: Institution
) -> None:
    """Of every sheet, as a workbook and as CSV."""
    with transaction.atomic():
        make_everything()
        member = make_member(tenant)
        for sheet in SHEETS.values():
            rows: Any = sheet.model.objects
            for number, row in enumerate(rows.all()):
                text = f"{start}{nasty}{number}".strip()
                names = {f.name for f in sheet.model._meta.concrete_fields} & {"name", "code"}
                rows.filter(pk=row.pk).update(external_id=text, **dict.fromkeys(names, text))
        found = run(member, export(member, []), replace=True)
        assert sum(each["unchanged"] for each in found.summary) == sum(
            sheet.model.objects.count() for sheet in SHEETS.values()
        )
        for name in SHEETS:
            content = export(member, [name], "csv")
            found = run(member, content, f"{name}.csv", replace=True, sheet=name)
            (counts,) = found.summary
            assert counts["unchanged"] == SHEETS[name].model.objects.count(), name
        transaction.set_rollback(True)
