from typing import Any

import pytest

from campus.models import Term
from courses.clock import Clock
from courses.compile import compile_term
from courses.models import Class
from timetables.documents import solution_document
from timetables.models import Attendance, Placement, Timetable, TimetableState
from timetables.services import ResultRefusedError
from timetables.tests.problem import problem_document, result_document, stored

pytestmark = pytest.mark.django_db
CLOCK = Clock.of(problem_document())


def test_a_result_becomes_rows_on_the_institutions_clock(timetable: Timetable) -> None:
    lecture = Placement.objects.get(timetable=timetable, cls__external_id="phy-1")
    assert (lecture.start_minute, lecture.length_minutes) == (480, 50)
    assert lecture.room is not None
    assert lecture.room.name == "Hall 1"
    assert Attendance.objects.filter(timetable=timetable).count() == 3
    assert timetable.state == TimetableState.DRAFT
    assert (timetable.total, timetable.hard) == (7, 0)


def test_the_solution_document_comes_back_as_it_was_stored(
    term: Term, timetable: Timetable
) -> None:
    problem = compile_term(term)
    document = solution_document(timetable, problem)
    given = result_document()["solution"]
    assert document["students"] == given["students"]
    # The compiled term may have a finer or coarser clock than the problem it came from.
    back = Clock.of(problem)
    for entry in document["classes"]:
        expected = next(e for e in given["classes"] if e["id"] == entry["id"])
        assert back.minute_of(entry["start"]) == CLOCK.minute_of(expected["start"])
        assert back.minutes(entry["length"]) == CLOCK.minutes(expected["length"])
        assert (entry["weeks"], entry["days"]) == (expected["weeks"], expected["days"])
        assert entry["room"] == expected["room"]


def test_a_class_deleted_since_is_left_out_of_the_stored_result(term: Term) -> None:
    Class.objects.get(external_id="his-1").delete()
    timetable = stored(term, "Late", result_document(), CLOCK)
    assert [p.cls.external_id for p in timetable.placements.all()] == ["phy-1"]


@pytest.mark.parametrize(
    "change",
    [
        {"classes": [{"id": "?", "weeks": "1", "days": "1", "start": 0, "length": 1}]},
        {"classes": result_document()["solution"]["classes"] * 2},
        {"students": {"s1": ["phy-1", "phy-1"]}},
        {"students": {"s1": [["phy-1"]]}},
    ],
)
def test_a_result_that_does_not_fit_stores_nothing(term: Term, change: dict[str, Any]) -> None:
    result = result_document()
    result["solution"].update(change)
    with pytest.raises(ResultRefusedError):
        stored(term, "Odd", result, CLOCK)
    assert not Timetable.objects.exists()
    assert not Placement.objects.exists()
