"""A place that its class is not offered is a finding; what the engine may choose never is."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Department, Institution
from campus.models import Instructor, InstructorUnavailability, Room, Term
from courses.clock import Clock
from courses.compile import compile_term
from courses.compile.offers import offers_of
from courses.fill import fill_term
from courses.models import Class, Part, Pin, RoomOption, TimeOption
from courses.tests.documents import university
from courses.tests.terms import (
    make_class,
    make_course,
    make_feature,
    make_instructor,
    make_room,
    make_term,
)
from timetables.history import frozen
from timetables.models import FrozenDepartment, Placement, Timetable
from timetables.selectors import offered
from timetables.selectors.findings import findings

pytestmark = pytest.mark.django_db


def codes(timetable: Timetable, *classes: Class) -> set[str]:
    """What the classes (none: all) are told, of what they are offered."""
    found = findings(timetable, [cls.pk for cls in classes] or None)
    return {each.code for each in found} & {
        "time_not_offered",
        "length_not_offered",
        "room_not_offered",
        "room_missing",
        "off_its_pin",
        "instructor_away",
    }


def cls(name: str) -> Class:
    return Class.objects.get(external_id=name)


def put(timetable: Timetable, name: str, **fields: Any) -> None:
    Placement.objects.filter(timetable=timetable, cls__external_id=name).update(**fields)


@pytest.fixture
def derived(tenant: Institution) -> Term:
    """Nobody states a time or a room: two lectures, a tutorial, a lab that needs benches."""
    term = make_term()
    offering = make_course(term, lecture_hours=2, tutorial_hours=1, practical_hours=2)
    first = make_class(offering)
    make_class(offering, Part.TUTORIAL, limit=20)
    lab = make_class(offering, Part.LAB, limit=None)
    for name, seats in (("Small", 25), ("Large", 60)):
        make_room(name, seats)
    make_room("Lab 1", 30, make_feature("Benches", offering.course, part="lab"), type="lab")
    make_room("Lab 2", 30, type="lab")
    make_instructor("Lecturer PHY-01", first, research_day=2)
    other = make_instructor("Lecturer PHY-02", first)
    make_class(make_course(term, "PHY-2", lecture_hours=1), needs_room=False)
    Pin.objects.create(term=term, cls=lab, room=Room.objects.get(name="Lab 2"))
    hours = {"weeks": "1111", "days": "10000", "start_minute": 540, "length_minutes": 60}
    InstructorUnavailability.objects.create(term=term, instructor=other, **hours)
    return term


@pytest.fixture
def stated(tenant: Institution) -> Term:
    term = fill_term(tenant, university())
    hours = {"weeks": "1111", "days": "0100000", "start_minute": 3, "length_minutes": 11}
    Pin.objects.create(term=term, cls=cls("M3"), **hours)
    return term


@pytest.mark.parametrize("kind", ["derived", "stated"])
def test_no_option_of_the_compiled_problem_is_a_finding(
    kind: str, request: pytest.FixtureRequest
) -> None:
    term: Term = request.getfixturevalue(kind)
    problem = compile_term(term)
    clock = Clock.of(problem)
    timetable = Timetable.objects.create(term=term, name="Draft", total=0, hard=0)
    rooms: dict[str | None, Room] = {room.external_id: room for room in Room.objects.all()}
    subparts = [s for c in problem["courses"] for d in c["configs"] for s in d["subparts"]]
    tried = 0
    for entry in (each for subpart in subparts for each in subpart["classes"]):
        offered = entry["rooms"] if entry["needs_room"] else [{"id": None}]
        for number in range(max(len(entry["times"]), len(offered))):
            time = entry["times"][number % len(entry["times"])]
            Placement.objects.update_or_create(
                timetable=timetable,
                cls=cls(entry["id"]),
                defaults={
                    "room": rooms.get(offered[number % len(offered)]["id"]),
                    "weeks": time["weeks"],
                    "days": time["days"],
                    "start_minute": clock.minute_of(time["start"]),
                    "length_minutes": clock.minutes(time["length"]),
                },
            )
            assert codes(timetable, cls(entry["id"])) == set(), (entry["id"], time)
            tried += 1
    assert tried >= 6
    assert codes(timetable) == set()


@pytest.mark.parametrize("kind", ["derived", "stated"])
def test_every_other_place_is_one(kind: str, request: pytest.FixtureRequest) -> None:
    term: Term = request.getfixturevalue(kind)
    timetable = Timetable.objects.create(term=term, name="Draft", total=0, hard=0)
    name = "PHY-1-tutorial-1" if kind == "derived" else "M1"
    (time, *_) = _times(compile_term(term), name)
    room = Room.objects.get(name="Small" if kind == "derived" else "R1")
    place = Placement.objects.create(timetable=timetable, cls=cls(name), room=room, **time)
    for fields, expected in (
        ({}, set()),
        ({"start_minute": 3}, {"time_not_offered"}),
        ({"days": "11".ljust(term.days, "0")}, {"time_not_offered"}),
        ({"weeks": "1000"}, {"time_not_offered"}),
        ({"length_minutes": 55}, {"length_not_offered"}),
        ({"start_minute": 3, "length_minutes": 55}, {"time_not_offered", "length_not_offered"}),
        ({"room": None}, {"room_missing"}),
        ({"room": make_room("Store", 90, type="lab")}, {"room_not_offered"}),
    ):
        Placement.objects.filter(pk=place.pk).update(**{**time, "room": room, **fields})
        assert codes(timetable, cls(name)) == codes(timetable) == expected, fields


def test_a_finding_says_of_what_it_is(timetable: Timetable) -> None:
    put(timetable, "phy-1", start_minute=3, length_minutes=11)
    put(timetable, "phy-1", room=Room.objects.get(external_id="r2"))
    put(timetable, "his-1", start_minute=540)
    assert {each.sentence for each in findings(timetable, [cls("phy-1").pk])} == {
        "phy-1 meets at a time that is not among its times.",
        "phy-1 lasts longer or shorter than any of its times.",
        "Room 2 is not among the rooms of phy-1.",
    }
    assert findings(timetable, [cls("his-1").pk]) == []


def test_a_pin_is_an_offer_of_its_own(timetable: Timetable) -> None:
    """And what is off it, but among the class's own, is told once."""
    sunday = {"weeks": "1101", "days": "00001", "start_minute": 3, "length_minutes": 50}
    other = Room.objects.get(external_id="r2")
    put(timetable, "phy-1", room=other, **sunday)
    assert codes(timetable) == {"time_not_offered", "room_not_offered"}
    Pin.objects.create(term=timetable.term, cls=cls("phy-1"), room=other, **sunday)
    assert codes(timetable) == set()
    put(timetable, "phy-1", days="10100", start_minute=480, room_id=_room("r1"))
    assert codes(timetable) == {"off_its_pin"}


def test_who_is_away_is_told_once(timetable: Timetable) -> None:
    hours = {"weeks": "1111", "days": "10000", "start_minute": 480, "length_minutes": 30}
    person = Instructor.objects.get()
    InstructorUnavailability.objects.create(term=timetable.term, instructor=person, **hours)
    assert codes(timetable) == {"instructor_away"}


def test_where_a_department_is_frozen_is_an_offer_of_its_own(timetable: Timetable) -> None:
    put(timetable, "phy-1", start_minute=3)
    assert codes(timetable) == {"time_not_offered"}
    department = Department.objects.get(external_id="PHY")
    FrozenDepartment.objects.create(
        term=timetable.term, department=department, timetable=timetable
    )
    assert codes(timetable) == set()


def test_a_class_that_needs_no_room_is_offered_none(timetable: Timetable) -> None:
    RoomOption.objects.create(cls=cls("his-1"), room_id=_room("r2"))
    put(timetable, "his-1", room_id=_room("r2"))
    assert codes(timetable) == {"room_not_offered"}


def test_an_option_that_is_taken_away_makes_a_finding(timetable: Timetable) -> None:
    TimeOption.objects.filter(cls=cls("phy-1"), start_minute=480).delete()
    assert codes(timetable) == {"time_not_offered"}
    TimeOption.objects.filter(cls=cls("phy-1")).delete()
    # Nothing is stated any more, and of its hours nothing is known.
    assert codes(timetable) == {"time_not_offered"}


def test_a_class_that_is_removed_meanwhile_is_passed_over(
    timetable: Timetable, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(timetable, "phy-1", start_minute=3)
    put(timetable, "his-1", start_minute=3)
    gone = cls("his-1").pk

    def without(term: Term, classes: list[Any], fixed: Any) -> Any:
        return offers_of(term, [pk for pk in classes if pk != gone], fixed)

    monkeypatch.setattr(offered, "offers_of", without)
    assert [row.cls_id for _, row in offered.not_offered(timetable, None)] == [cls("phy-1").pk]


def test_of_a_frozen_department_the_classes_asked_for_are_read_alone(
    timetable: Timetable,
) -> None:
    for department in Department.objects.all():
        FrozenDepartment.objects.create(
            term=timetable.term, department=department, timetable=timetable
        )
    assert set(frozen(timetable.term)[1]) == {cls("phy-1").pk, cls("his-1").pk}
    assert set(frozen(timetable.term, [cls("phy-1").pk])[1]) == {cls("phy-1").pk}


def test_where_all_is_as_stated_one_query_more_says_so(timetable: Timetable) -> None:
    timetable = Timetable.objects.get(pk=timetable.pk)
    with CaptureQueriesContext(connection) as queries:
        findings(timetable)
    assert len(queries) == 2


def test_looking_at_one_class_reads_nothing_of_the_others(derived: Term) -> None:
    timetable = Timetable.objects.create(term=derived, name="Draft", total=0, hard=0)
    place = {"weeks": "1111", "days": "00001", "start_minute": 3, "length_minutes": 60}
    for each in Class.objects.filter(term=derived):
        Placement.objects.create(timetable=timetable, cls=each, **place)
    chosen = cls("PHY-2-lecture-1")
    with CaptureQueriesContext(connection) as queries:
        assert codes(timetable, chosen) == {"time_not_offered"}
    others = Class.objects.exclude(pk=chosen.pk)
    read = " ".join(query["sql"].replace("-", "") for query in queries)
    assert chosen.pk.hex in read
    assert not [each.name for each in others if each.pk.hex in read]


def _room(id: str) -> Any:
    return Room.objects.get(external_id=id).pk


def _times(problem: dict[str, Any], name: str) -> list[dict[str, Any]]:
    clock = Clock.of(problem)
    return [
        {
            "weeks": time["weeks"],
            "days": time["days"],
            "start_minute": clock.minute_of(time["start"]),
            "length_minutes": clock.minutes(time["length"]),
        }
        for course in problem["courses"]
        for config in course["configs"]
        for subpart in config["subparts"]
        for entry in subpart["classes"]
        if entry["id"] == name
        for time in entry["times"]
    ]
