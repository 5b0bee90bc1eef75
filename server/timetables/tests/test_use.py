"""What charts show of a timetable: rooms in use by hour, instructors by weekly hours."""

from typing import Any

import pytest

from accounts.models import Department
from campus.models import Instructor, Room
from timetables.models import Timetable

pytestmark = pytest.mark.django_db


def test_rooms_are_counted_by_hour_and_instructors_by_their_mean_week(
    registrar: Any, timetable: Timetable
) -> None:
    url = f"/api/v1/timetables/{timetable.pk}/use/"
    body = registrar.get(url).json()
    # Fifty minutes from eight on Monday and Wednesday, in one of two rooms; his-1 has none.
    assert body["rooms"] == 2
    assert body["hours"] == [
        {"day": 0, "hour": 8, "rooms": 1},
        {"day": 2, "hour": 8, "rooms": 1},
    ]
    # Two meetings of fifty minutes in three of four weeks: 75 minutes a week.
    assert [band["instructors"] for band in body["load"]] == [1, 0, 0, 0, 0, 0]
    assert body["load"][-1]["to_hours"] is None
    assert body["over_limit"] == 0
    Instructor.objects.update(max_week_minutes=74)
    assert registrar.get(url).json()["over_limit"] == 1


def test_a_department_sees_its_own_rooms_and_people_and_without_rooms_everybodys(
    registrar: Any, timetable: Timetable
) -> None:
    url = f"/api/v1/timetables/{timetable.pk}/use/"
    history = Department.objects.get(external_id="HIS")
    body = registrar.get(url, {"department": str(history.pk)}).json()
    assert (body["rooms"], body["rooms_of_department"]) == (2, False)
    assert sum(band["instructors"] for band in body["load"]) == 0
    Room.objects.filter(external_id="r2").update(department=history)
    body = registrar.get(url, {"department": str(history.pk)}).json()
    assert (body["rooms"], body["rooms_of_department"], body["hours"]) == (1, True, [])
