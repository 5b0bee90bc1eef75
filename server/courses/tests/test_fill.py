"""A problem document becomes rows, wholly or not at all."""

import pytest

from accounts.models import Department, Institution
from accounts.tenancy import tenant_context
from campus.models import Instructor, Room, RoomTravel, Student, Term
from config.errors import Refused
from courses.fill import fill_term
from courses.models import Class, Constraint, TimeOption
from courses.tests.documents import competition, university

pytestmark = pytest.mark.django_db


def test_slots_become_minutes_of_the_institutions_clock(tenant: Institution) -> None:
    term = fill_term(tenant, competition())
    time = TimeOption.objects.filter(cls__external_id="M1").first()
    assert time is not None
    assert (time.start_minute, time.length_minutes) == (8 * 60, 50)
    constraint = Constraint.objects.get(term=term, kind="MaxBreaks")
    assert constraint.parameters == {"breaks": 1, "slots": 30}


def test_what_a_competition_file_names_exists_only_in_its_term(tenant: Institution) -> None:
    first, second = fill_term(tenant, competition()), fill_term(tenant, competition())
    assert first.self_contained
    assert Room.objects.filter(external_id="R1").count() == 2
    assert not Room.objects.filter(term=None).exists()
    assert (first.external_id, second.external_id) == ("tiny", "tiny-2")
    assert second.problem_name == "tiny"


def test_a_university_becomes_the_institutions_own_rows(tenant: Institution) -> None:
    fill_term(tenant, university())
    room = Room.objects.get(external_id="R2")
    assert room.term is None
    assert room.department == Department.objects.get(external_id="mat")
    student = Student.objects.get(external_id="S1")
    assert student.cohort is not None
    assert student.cohort.name == "B.Sc. 1"
    cls = Class.objects.get(external_id="M2")
    assert cls.parent == Class.objects.get(external_id="M1")
    assert list(cls.instructors.all()) == [Instructor.objects.get(external_id="mat-1")]


def test_travel_that_follows_from_coordinates_is_not_stored(tenant: Institution) -> None:
    fill_term(tenant, university())
    assert not RoomTravel.objects.exists()


def test_travel_other_than_the_coordinates_say_is_stored(tenant: Institution) -> None:
    document = university()
    document["rooms"][0]["travel"] = {"R2": 5}
    fill_term(tenant, document)
    assert RoomTravel.objects.get().minutes == 25


def test_travel_between_places_without_coordinates_is_stored_by_room(
    tenant: Institution,
) -> None:
    document = university()
    for building in document["institution"]["buildings"]:
        del building["x"], building["y"]
    fill_term(tenant, document)
    (way,) = RoomTravel.objects.values_list(
        "room__external_id", "other__external_id", "minutes"
    )
    assert way == ("R1", "R2", 10)


def test_a_second_term_brings_the_institutions_rows_up_to_date(tenant: Institution) -> None:
    fill_term(tenant, university())
    document = university()
    document["rooms"][1]["capacity"] = 99
    del document["institution"]["term"]["first_day"]
    fill_term(tenant, document)
    room = Room.objects.get(external_id="R2")
    assert (room.capacity, room.version) == (99, 2)
    assert Room.objects.get(external_id="R1").version == 1


def test_derived_constraints_are_left_out(tenant: Institution) -> None:
    term = fill_term(tenant, university())
    assert [c.kind for c in Constraint.objects.filter(term=term)] == ["MaxBreaks", "Precedence"]


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (
            ("courses", 0, "configs", 0, "subparts", 0, "classes", 0, "parent"),
            "M9",
            "unknown_id",
        ),
        (("institution", "instructors", 0, "classes"), ["M9"], "unknown_id"),
        (("institution", "term", "first_day"), "soon", "not_a_date"),
        (("rooms", 0, "capacity"), 10**10, "value_out_of_range"),
        (("time", "weeks"), 10**6, "value_out_of_range"),
    ],
)
def test_a_document_that_contradicts_itself_stores_nothing(
    institution: Institution, path: tuple[str | int, ...], value: object, code: str
) -> None:
    document = university()
    place: object = document
    for step in path[:-1]:
        place = place[step]  # type: ignore[index]
    place[path[-1]] = value  # type: ignore[index]
    with pytest.raises(Refused) as refused:
        fill_term(institution, document)
    assert refused.value.code == code
    with tenant_context(institution.id):
        assert not Term.objects.exists()
        assert not Department.objects.exists()


def test_hours_of_another_number_of_weeks_store_nothing(tenant: Institution) -> None:
    document = university()
    hours = {"weeks": "1" * 59, "days": "1", "start": 0, "length": 1, "penalty": 1}
    document["institution"]["instructors"][0]["preferences"] = [hours]
    with pytest.raises(Refused) as refused:
        fill_term(tenant, document)
    assert refused.value.code == "hours_do_not_fit_term"
    assert not Term.objects.exists()
