"""What is agreed on or published stays as it is, in whatever way a row is written."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import Institution
from campus.models import Student
from courses.models import Class
from timetables.models import Attendance, Placement, Timetable, TimetableState
from timetables.services.copying import copy
from timetables.tests.ways import brought_to

pytestmark = pytest.mark.django_db
STATES = [state for state in TimetableState if state != TimetableState.DRAFT]


def now() -> None:
    """Have the database look at what it looks at when a transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def refused(write: Callable[[], object]) -> str:
    """The rule by which the database refuses to write."""

    @transaction.atomic
    def written() -> None:
        write()
        now()

    with pytest.raises(IntegrityError) as error:
        written()
    cause = error.value.__cause__
    return str(getattr(cause, "diag").constraint_name)  # noqa: B009  psycopg's own


@pytest.mark.parametrize("state", STATES)
def test_a_timetable_begins_as_a_draft(timetable: Timetable, state: TimetableState) -> None:
    row = Timetable(term=timetable.term, name="x", total=0, hard=0, state=state)
    assert refused(row.save) == "timetable_begins"
    row.institution_id = timetable.institution_id
    assert refused(lambda: Timetable.objects.bulk_create([row])) == "timetable_begins"


@pytest.mark.parametrize("state", STATES)
def test_only_a_drafts_rows_are_written(
    tenant: Institution, timetable: Timetable, state: TimetableState
) -> None:
    draft = copy(timetable.pk)
    rows = Placement.objects.filter(timetable=timetable)
    lecture = rows.get(cls__external_id="phy-1")
    new = Class.objects.create(
        term=timetable.term, subpart=lecture.cls.subpart, name="PHY 2", external_id="phy-2"
    )
    placement = Placement(
        institution=tenant,
        timetable=timetable,
        cls=new,
        weeks="1101",
        days="10100",
        start_minute=480,
        length_minutes=50,
    )
    attendance = Attendance(
        institution=tenant, timetable=timetable, cls=new, student=Student.objects.all()[0]
    )
    brought_to(timetable, state)
    attended = Attendance.objects.filter(timetable=timetable)
    placed_there = Placement.objects.filter(timetable=draft, cls=lecture.cls)
    placed_there.delete()
    for write in (
        lambda: Placement.objects.bulk_create([placement]),
        lambda: Attendance.objects.bulk_create([attendance]),
        lambda: rows.update(start_minute=600),
        lambda: rows.filter(cls=lecture.cls).update(timetable=draft),
        lambda: Placement.objects.filter(timetable=draft).update(cls=new, timetable=timetable),
        lambda: attended.filter(student__external_id="s2").update(cls=new),
        lambda: rows.delete(),
    ):
        assert refused(write) == "only_drafts"


def test_a_class_may_go_and_its_place_with_it(timetable: Timetable) -> None:
    brought_to(timetable, TimetableState.PUBLISHED)
    Class.objects.get(external_id="his-1").delete()
    now()
    assert timetable.placements.count() == 1


def test_a_draft_is_written_and_removed(timetable: Timetable) -> None:
    timetable.placements.update(start_minute=600)
    timetable.delete()
    now()
    assert not Placement.objects.exists()
