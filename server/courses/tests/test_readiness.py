"""What is missing or contradictory is found before a generation fails over it."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import Department, Institution
from campus.models import (
    Cohort,
    InstructorUnavailability,
    Programme,
    RoomUnavailability,
    Student,
    Term,
)
from courses import readiness as readiness_package
from courses.fill import fill_term
from courses.models import (
    Class,
    CohortOffering,
    Constraint,
    ConstraintClass,
    CourseRequest,
    Enrolment,
    Part,
    Pin,
    Requisite,
    RoomOption,
    TimeOption,
)
from courses.readiness import Finding, Severity, blockers, readiness, sentences
from courses.tests.documents import competition, university
from courses.tests.terms import (
    make_class,
    make_course,
    make_feature,
    make_instructor,
    make_room,
    make_term,
)

pytestmark = pytest.mark.django_db

WEEK = {"weeks": "1111", "days": "11111", "start_minute": 0, "length_minutes": 1440}


@pytest.fixture
def term(tenant: Institution) -> Term:
    return make_term()


def found(term: Term, code: str) -> Finding:
    """The one finding of this code."""
    [finding] = [finding for finding in readiness(term) if finding.code == code]
    if finding.severity is Severity.BLOCKER:  # names what its sentence needs
        assert finding.as_error()["detail"].endswith(".")
    return finding


def test_a_term_without_classes_and_a_course_without_hours_are_blockers(term: Term) -> None:
    assert found(term, "no_classes").severity is Severity.BLOCKER
    make_room("R1")
    cls = make_class(make_course(term))
    assert (found(term, "class_without_hours").id, len(blockers(term))) == (cls.pk, 1)


def test_what_is_in_the_way_is_said_in_sentences(term: Term) -> None:
    make_room("R1", 40)
    make_class(make_course(term, "A", lecture_hours=1), limit=41)
    said = found(term, "class_larger_than_rooms").as_error()["detail"]
    assert said == "A-lecture-1 takes 41 students, and the largest room seats 40."


def test_every_blocker_has_a_sentence() -> None:
    folder = Path(readiness_package.__file__).parent
    sources = "".join(file.read_text() for file in folder.glob("*.py"))
    raised = set(re.findall(r'blocks\(\s*"(\w+)"', sources)) | {"lab_hours_short"}
    assert raised | {"room_hours_short"} == set(sentences._SENTENCES)


def test_a_sound_term_has_no_blocker(tenant: Institution) -> None:
    for document in (university(), competition()):
        assert blockers(fill_term(tenant, document)) == []


def test_a_class_says_why_it_gets_no_room(term: Term) -> None:
    make_room("R1", 40)
    make_class(make_course(term, "A", lecture_hours=1), limit=41)
    needy = make_course(term, "B", lecture_hours=1)
    make_feature("Organ", needy.course)
    make_class(needy)
    make_class(make_course(term, "C", practical_hours=1), Part.LAB)
    assert found(term, "class_larger_than_rooms").parameters == {"limit": 41, "largest": 40}
    assert found(term, "class_without_featured_room").parameters == {"features": ["Organ"]}
    assert found(term, "class_without_room").name == "C-lab-1"
    assert found(term, "feature_nowhere").name == "Organ"


def test_a_class_above_another_of_its_part_is_a_blocker_also_in_a_competition(
    term: Term,
) -> None:
    """What was stored before it was refused is said here, not by a generation that fails."""
    make_room("R1")
    course = make_course(term, "A", lecture_hours=1, tutorial_hours=1)
    first = make_class(course)
    make_class(course, Part.TUTORIAL, parent=first)
    assert "parent_beside" not in {finding.code for finding in readiness(term)}
    second = make_class(course, parent=first)
    for self_contained in (False, True):
        Term.objects.filter(pk=term.pk).update(self_contained=self_contained)
        finding = found(Term.objects.get(pk=term.pk), "parent_beside")
        assert (finding.severity, finding.id) == (Severity.BLOCKER, second.pk)
        assert finding.parameters == {"parent": first.name}


def test_instructors_hours_are_held_against_their_limits(term: Term) -> None:
    make_room("R1")
    classes = [make_class(make_course(term, code, lecture_hours=4)) for code in "AB"]
    row = make_instructor("L", *classes, max_week_minutes=420, max_day_minutes=60)
    assert found(term, "instructor_overloaded").parameters == {"hours": 8.0, "limit": 7.0}
    assert found(term, "instructor_days_too_short").parameters["days"] == 5
    InstructorUnavailability.objects.create(term=term, instructor=row, **WEEK)
    assert found(term, "instructor_never_free").id == row.pk
    away = [f for f in readiness(term) if f.code == "class_when_instructors_are_away"]
    assert [finding.count for finding in away] == [2, 2]


def test_a_class_whose_rooms_are_all_closed_is_found(term: Term) -> None:
    rooms = [make_room("R1"), make_room("R2")]
    make_class(make_course(term, "A", lecture_hours=1))
    for room in rooms:
        assert not [f for f in readiness(term) if f.code == "class_when_rooms_are_closed"]
        RoomUnavailability.objects.create(term=term, room=room, **WEEK)
    finding = found(term, "class_when_rooms_are_closed")
    assert (finding.severity, finding.name) == (Severity.BLOCKER, "A-lecture-1")
    assert finding.parameters == {"rooms": ["R1", "R2"]}


def test_pins_that_cannot_all_hold_are_found(term: Term) -> None:
    room = make_room("R1", 20)
    classes = [make_class(make_course(term, code, lecture_hours=1)) for code in "AB"]
    make_instructor("L", *classes)
    hours = {"weeks": "1111", "days": "10000", "start_minute": 600, "length_minutes": 60}
    Pin.objects.create(term=term, cls=classes[0], room=room, **hours)
    Pin.objects.create(term=term, cls=classes[1], **hours)
    RoomUnavailability.objects.create(term=term, room=room, **hours)
    assert found(term, "pins_of_one_instructor_overlap").parameters["other"] == "B-lecture-1"
    assert found(term, "pin_when_room_is_closed").parameters == {"room": "R1"}
    assert found(term, "pin_room_too_small").parameters["seats"] == 20


def bind(term: Term, kind: str, *classes: Class, required: bool = True) -> Constraint:
    row = Constraint.objects.create(term=term, kind=kind, required=required)
    for cls in classes:
        ConstraintClass.objects.create(constraint=row, cls=cls)
    return row


def lectures(term: Term, codes: str) -> list[Class]:
    return [make_class(make_course(term, code, lecture_hours=1)) for code in codes]


def test_classes_of_one_room_need_one_that_all_may_use(term: Term) -> None:
    rooms = [make_room("R1"), make_room("R2")]
    first, second = lectures(term, "AB")
    RoomOption.objects.create(cls=first, room=rooms[0])
    wish = bind(term, "SameRoom", first, second)
    assert blockers(term) == []
    RoomOption.objects.create(cls=second, room=rooms[1])
    finding = found(term, "same_room_without_room")
    assert (finding.entity, finding.id, finding.name) == ("constraint", wish.pk, str(wish))
    assert finding.parameters == {
        "kind": "SameRoom",
        "classes": ["A-lecture-1", "B-lecture-1"],
    }
    Constraint.objects.update(required=False)
    assert blockers(term) == []


@pytest.mark.parametrize(
    ("kind", "other", "contradict"),
    [
        ("SameDays", "DifferentDays", True),
        ("SameStart", "DifferentTime", True),
        ("Overlap", "SameAttendees", True),
        # At one hour on two days: a required constraint that can hold.
        ("SameTime", "NotOverlap", False),
        ("SameTime", "DifferentDays", False),
    ],
)
def test_constraints_that_say_the_opposite_of_the_same_classes_are_found(
    term: Term, kind: str, other: str, contradict: bool
) -> None:
    make_room("R1")
    first, second, third = lectures(term, "ABC")
    wish = bind(term, kind, first, second)
    bind(term, other, second, third)
    assert blockers(term) == []
    bind(term, other, third, second, first)
    if contradict:
        finding = found(term, "constraints_contradict")
        assert (finding.severity, finding.id) == (Severity.BLOCKER, wish.pk)
        assert finding.parameters == {
            "kind": kind,
            "other": other,
            "first": "A-lecture-1",
            "second": "B-lecture-1",
        }
    else:
        assert blockers(term) == []


def test_a_constraint_that_its_classes_can_keep_at_none_of_their_times_is_found(
    term: Term,
) -> None:
    make_room("R1")
    first, second, third = lectures(term, "ABC")
    wish = bind(term, "SameStart", first, third, second)
    for cls, start in ((first, 600), (second, 660), (second, 720)):
        TimeOption.objects.create(
            cls=cls, **{**WEEK, "start_minute": start, "length_minutes": 50}
        )
    finding = found(term, "constraint_never_holds")
    assert (finding.severity, finding.id) == (Severity.BLOCKER, wish.pk)
    assert finding.parameters == {
        "kind": "SameStart",
        "first": "A-lecture-1",
        "second": "B-lecture-1",
    }
    option = TimeOption.objects.filter(cls=second).earliest("start_minute")
    option.start_minute = 600
    option.save()
    assert blockers(term) == []


def test_of_a_constraint_that_contradicts_itself_often_it_is_told_once(term: Term) -> None:
    make_room("R1")
    classes = lectures(term, "ABC")
    bind(term, "SameDays", *classes)
    bind(term, "DifferentDays", *classes)
    assert found(term, "constraints_contradict").count == 1


def test_one_instructor_cannot_teach_two_classes_at_once(term: Term) -> None:
    make_room("R1")
    first, second = lectures(term, "AB")
    wish = bind(term, "SameTime", first, second)
    make_instructor("L", first, second)
    assert blockers(term) == []  # on two days
    bind(term, "SameDays", first, second)
    finding = found(term, "constraint_of_one_instructor")
    assert finding.id == wish.pk
    assert finding.parameters == {
        "kind": "SameTime",
        "first": "A-lecture-1",
        "second": "B-lecture-1",
        "instructor": "L",
    }
    hours: dict[str, Any] = {"days": "10000", "start_minute": 600, "length_minutes": 60}
    Constraint.objects.filter(kind="SameDays").delete()
    Pin.objects.create(term=term, cls=first, weeks="1100", **hours)
    option = TimeOption.objects.create(cls=second, weeks="0011", **hours)
    assert blockers(term) == []  # in other weeks
    option.weeks = "0111"
    option.save()
    assert found(term, "constraint_of_one_instructor").id == wish.pk


def test_classes_that_come_before_each_other_in_a_circle_are_found(term: Term) -> None:
    make_room("R1")
    first, second, third = lectures(term, "ABC")
    forth = bind(term, "Precedence", first, second, third)
    assert blockers(term) == []
    bind(term, "Precedence", third, first, required=False)
    assert blockers(term) == []
    back = bind(term, "Precedence", third, first)
    finding = found(term, "precedence_in_a_circle")
    assert finding.entity == "constraint"
    assert finding.id in {back.pk, forth.pk}
    names = finding.parameters["classes"]
    assert names[0] == names[-1]
    assert set(names) == {"A-lecture-1", "B-lecture-1", "C-lecture-1"}


def test_labs_that_are_asked_for_longer_than_the_week_are_named(term: Term) -> None:
    make_room("L1", type="lab")
    for code in ("A", "B", "C"):
        offering = make_course(term, code, practical_hours=3)
        for _ in range(4):
            make_class(offering, Part.LAB)
    short = found(term, "lab_hours_short").parameters
    # A day of eight hours has one for lunch.
    assert short == {
        "classes": 12,
        "rooms": 1,
        "needed": 36.0,
        "offered": 35.0,
        "names": ["L1"],
    }


def test_students_without_seats_are_counted(term: Term) -> None:
    make_room("R1")
    full, asked = (make_course(term, code, lecture_hours=1) for code in "AB")
    make_class(full, limit=1)
    make_class(asked, limit=1)
    for name in "12":
        student = Student.objects.create(name=name)
        Enrolment.objects.create(student=student, offering=full)
        CourseRequest.objects.create(term=term, student=student, offering=asked, rank=1)
    above, without = (
        found(term, code) for code in ("enrolled_above_limits", "requests_without_seats")
    )
    assert above.parameters == {"students": 2, "seats": 1}
    assert without.parameters == {"students": 1, "seats": 1}
    # Put right in the list of courses.
    courses = [("course", full.course_id), ("course", asked.course_id)]
    assert [(each.entity, each.id) for each in (above, without)] == courses


def test_a_cohorts_core_hours_fit_its_week(tenant: Institution) -> None:
    term = make_term(teaching_days="11000")
    make_room("R1")
    programme = Programme.objects.create(
        name="Physics", department=Department.objects.create(name="Physics", external_id="phy")
    )
    cohort = Cohort.objects.create(name="Y1", programme=programme)
    for code in ("A", "B"):
        offering = make_course(term, code, lecture_hours=8)
        make_class(offering)
        CohortOffering.objects.create(cohort=cohort, offering=offering)
    assert found(term, "cohort_hours_above_week").parameters == {"hours": 16.0, "limit": 14.0}


def test_prerequisites_in_a_circle_are_named(term: Term) -> None:
    one, two = (make_course(term, code).course for code in "AB")
    for course, required in ((one, two), (two, one)):
        Requisite.objects.create(course=course, required=required, kind="prerequisite")
    assert sorted(found(term, "prerequisites_in_a_circle").parameters["courses"]) == [
        "A",
        "A",
        "B",
    ]


def test_readiness_is_answered_over_http_in_a_fixed_number_of_queries(
    registrar: APIClient, tenant: Institution
) -> None:
    counts = []
    for size in (2, 60):
        term = make_term(external_id=f"t{size}", first_day=date(2026 + size, 8, 3))
        offering = make_course(term, f"A{size}")
        for _ in range(size):
            make_class(offering)
        with CaptureQueriesContext(connection) as queries:
            answer = registrar.get(f"/api/v1/terms/{term.pk}/readiness/")
        counts.append(len(queries))
    body: dict[str, Any] = answer.json()
    assert not body["ready"]
    first = [row for row in body["findings"] if row["code"] == "class_without_hours"]
    assert (len(first), first[0]["count"], first[0]["entity"]) == (50, 60, "class")
    assert counts[0] == counts[1]
