"""What nobody states follows from the term, the course, and who teaches."""

from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from accounts.models import Department, Institution
from campus.models import Holiday, InstructorPreference, InstructorUnavailability, Term
from courses.compile import compile_term
from courses.fill import fill_term
from courses.models import (
    Class,
    CohortOffering,
    CourseRequest,
    Part,
    Pin,
    RequestAlternative,
    RoomOption,
    TimeOption,
)
from courses.tests.terms import (
    make_class,
    make_course,
    make_feature,
    make_instructor,
    make_room,
    make_term,
)
from horarium_contracts import schema

pytestmark = pytest.mark.django_db


@pytest.fixture
def term(tenant: Institution) -> Term:
    return make_term()


def compiled(cls: Class) -> dict[str, Any]:
    """The class as the document has it, its times in minutes."""
    document = compile_term(cls.term)
    unit, start = document["time"]["slot_minutes"], document["time"]["day_start"]
    [entry] = [
        entry
        for course in document["courses"]
        for config in course["configs"]
        for subpart in config["subparts"]
        for entry in subpart["classes"]
        if entry["id"] == cls.external_id
    ]
    entry["starts"] = {start + time["start"] * unit for time in entry["times"]}
    entry["lengths"] = {time["length"] * unit for time in entry["times"]}
    entry["days"] = {time["days"] for time in entry["times"]}
    return dict(entry)


def test_three_hours_of_lectures_are_three_meetings_around_lunch(term: Term) -> None:
    make_room("R1")
    entry = compiled(make_class(make_course(term, lecture_hours=3)))
    assert entry["lengths"] == {60}
    assert entry["starts"] == {60 * hour for hour in (9, 10, 11, 12, 14, 15, 16)}
    assert "10101" in entry["days"]
    assert {days.count("1") for days in entry["days"]} == {3}


def test_a_lab_is_one_block_of_several_hours(term: Term) -> None:
    make_room("L1", type="lab")
    entry = compiled(make_class(make_course(term, practical_hours=3), Part.LAB))
    assert entry["lengths"] == {180}
    assert entry["starts"] == {9 * 60, 10 * 60, 14 * 60}


def test_hours_may_be_shorter_than_their_periods(tenant: Institution) -> None:
    make_room("L1", type="lab")
    term = make_term(hour_minutes=50, teaching_start=600, teaching_end=900)
    entry = compiled(make_class(make_course(term, practical_hours=2), Part.LAB))
    assert entry["lengths"] == {110}
    assert entry["starts"] == {600, 660}


def test_a_week_of_holidays_has_no_meeting_and_a_single_day_only_loses_its_own(
    term: Term,
) -> None:
    make_room("R1")
    Holiday.objects.create(
        term=term, name="Harvest", first_day=date(2026, 8, 10), last_day=date(2026, 8, 16)
    )
    Holiday.objects.create(
        term=term, name="Founder's day", first_day=date(2026, 8, 3), last_day=date(2026, 8, 3)
    )
    entry = compiled(make_class(make_course(term, lecture_hours=1)))
    weeks = {time["days"]: time["weeks"] for time in entry["times"]}
    assert weeks["10000"] == "0011"
    assert weeks["01000"] == "1011"


def test_instructors_are_taught_around_and_what_they_mind_costs(term: Term) -> None:
    make_room("R1")
    cls = make_class(make_course(term, lecture_hours=1))
    lecturer = make_instructor("Lecturer PHY-03", cls, research_day=4)
    hours = {"term": term, "instructor": lecturer, "weeks": "1111", "length_minutes": 240}
    InstructorUnavailability.objects.create(days="11111", start_minute=9 * 60, **hours)
    InstructorPreference.objects.create(days="10000", start_minute=13 * 60, penalty=3, **hours)
    entry = compiled(cls)
    assert entry["starts"] == {60 * hour for hour in (14, 15, 16)}
    assert "00001" not in entry["days"]
    assert {time["penalty"] for time in entry["times"] if time["days"] == "10000"} == {3}
    assert {time["penalty"] for time in entry["times"] if time["days"] != "10000"} == {0}


def test_rooms_are_large_enough_equipped_and_allowed(term: Term) -> None:
    offering = make_course(term, lecture_hours=1)
    beamer = make_feature("Projector", offering.course)
    other = Department.objects.create(name="History")
    make_room("Small", 20, beamer)
    make_room("Plain", 40)
    make_room("Own", 40, beamer, department=offering.course.department)
    make_room("Foreign", 40, beamer, department=other)
    make_room("Lent", 40, beamer, department=other, shared=True)
    make_room("Lab", 40, beamer, type="lab")
    make_room("Everybody's", 90, beamer)
    entry = compiled(make_class(offering))
    assert {room["id"]: room["penalty"] for room in entry["rooms"]} == {
        "Own": 0,
        "Lent": 1,
        "Everybody's": 1,
    }


def test_one_who_cannot_climb_steps_gets_rooms_without(term: Term) -> None:
    make_room("Up")
    make_room("Down", accessible=True)
    cls = make_class(make_course(term, lecture_hours=1))
    make_instructor("Lecturer PHY-03", cls, needs_accessible=True)
    assert [room["id"] for room in compiled(cls)["rooms"]] == ["Down"]


def test_what_is_stated_stays_and_a_pin_is_all_there_is(term: Term) -> None:
    rooms = [make_room(name) for name in ("R1", "R2", "R3")]
    cls = make_class(make_course(term, lecture_hours=1))
    for start in (600, 660):
        TimeOption.objects.create(
            cls=cls, weeks="1111", days="10000", start_minute=start, length_minutes=50
        )
    RoomOption.objects.create(cls=cls, room=rooms[1], penalty=2)
    entry = compiled(cls)
    assert (entry["starts"], entry["lengths"]) == ({600, 660}, {50})
    assert [room["id"] for room in entry["rooms"]] == ["R2"]
    Pin.objects.create(
        term=term,
        cls=cls,
        room=rooms[2],
        weeks="1111",
        days="00100",
        start_minute=615,
        length_minutes=50,
    )
    entry = compiled(cls)
    assert (entry["starts"], entry["days"]) == ({615}, {"00100"})
    assert [room["id"] for room in entry["rooms"]] == ["R3"]


def test_requests_are_met_by_rank_as_far_as_there_are_seats(tenant: Institution) -> None:
    from campus.models import Student

    term = make_term()
    make_room("R1")
    first, second = (make_course(term, code, lecture_hours=1) for code in ("A", "B"))
    make_class(first, limit=1)
    make_class(second)
    students = [Student.objects.create(name=f"Student {n}", external_id=f"{n}") for n in "12"]
    for student in students:
        request = CourseRequest.objects.create(
            term=term, student=student, offering=first, rank=1
        )
        RequestAlternative.objects.create(request=request, offering=second)
    taken = sorted(entry["courses"] for entry in compile_term(term)["students"])
    assert taken == [["A"], ["B"]]


def test_expected_students_of_a_cohort_are_placeholders(term: Term) -> None:
    from campus.models import Cohort, Programme

    make_room("R1")
    offering = make_course(term, lecture_hours=1)
    make_class(offering)
    programme = Programme.objects.create(name="Physics", department=Department.objects.get())
    cohort = Cohort.objects.create(
        name="Y1", external_id="Y1", programme=programme, headcount=2, max_day_minutes=240
    )
    CohortOffering.objects.create(cohort=cohort, offering=offering)
    document = compile_term(term)
    assert document["students"] == [
        {"id": "Y1/1", "courses": ["PHY-1"]},
        {"id": "Y1/2", "courses": ["PHY-1"]},
    ]
    [load] = document["constraints"]
    assert (load["kind"], load["required"], load["derived_from"]) == (
        "MaxDayLoad",
        True,
        "cohort:Y1",
    )
    assert load["parameters"] == {"slots": 240 // document["time"]["slot_minutes"]}


def test_all_of_it_comes_back_from_its_document(
    tenant: Institution, make_institution: Any
) -> None:
    from accounts.models import School
    from accounts.tenancy import tenant_context
    from campus.models import Cohort, Programme, Student
    from courses.models import ClassAlternative, Requisite

    term = make_term(hour_minutes=50, teaching_days="11110")
    Holiday.objects.create(
        term=term, name="Harvest", first_day=date(2026, 8, 10), last_day=date(2026, 8, 11)
    )
    one, two = (make_course(term, code, lecture_hours=2, practical_hours=2) for code in "AB")
    feature = make_feature("Benches", one.course, part="lab")
    Requisite.objects.create(course=two.course, required=one.course, kind="prerequisite")
    department = Department.objects.get()
    department.school = School.objects.create(name="Science", external_id="sci")
    department.save()
    make_room("R1", 40, accessible=True)
    make_room("L1", 40, feature, type="lab", department=department, shared=True)
    lecture, lab = make_class(one, needs_accessible=True), make_class(one, Part.LAB)
    make_class(two)
    lecturer = make_instructor(
        "Lecturer PHY-01", lecture, max_week_minutes=600, max_day_minutes=200, research_day=2
    )
    ClassAlternative.objects.create(cls=lab, instructor=lecturer)
    hours = {"weeks": "1111", "days": "10000", "start_minute": 540, "length_minutes": 60}
    InstructorUnavailability.objects.create(term=term, instructor=lecturer, **hours)
    Pin.objects.create(term=term, cls=lab, **{**hours, "length_minutes": 110})
    programme = Programme.objects.create(
        name="Physics", external_id="bsc", department=department
    )
    cohort = Cohort.objects.create(
        name="Y1", external_id="Y1", programme=programme, headcount=2
    )
    CohortOffering.objects.create(cohort=cohort, offering=one)
    student = Student.objects.create(name="Student S1", external_id="S1", cohort=cohort)
    CourseRequest.objects.create(term=term, student=student, offering=two, rank=1)
    document = compile_term(term)
    Draft202012Validator(schema("problem")).validate(document)
    assert document["institution"]["classes"]["A-lab-1"]["derived"] == ["times", "rooms"]

    elsewhere = make_institution(tenant.name)
    with tenant_context(elsewhere.id):
        again = compile_term(fill_term(elsewhere, document))
    assert again == document
