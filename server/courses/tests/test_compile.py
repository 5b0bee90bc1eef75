"""Rows become the problem document that is solved."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator

from accounts.models import Institution
from campus.models import Building, Room, RoomTravel, Student
from courses.compile import compile_term
from courses.fill import fill_term
from courses.models import (
    Class,
    ClassInstructor,
    Config,
    Constraint,
    Course,
    CourseRequest,
    Enrolment,
    Offering,
    Subpart,
    TimeOption,
)
from courses.tests.documents import competition, university
from horarium_contracts import schema

pytestmark = pytest.mark.django_db


def test_a_competition_file_comes_back_equal(tenant: Institution) -> None:
    assert compile_term(fill_term(tenant, competition())) == competition()


def test_a_university_comes_back_equal_with_nobody_named(tenant: Institution) -> None:
    """A document stays as it is for good: who is erased later must not be named in it."""
    expected = university()
    for instructor in expected["institution"]["instructors"]:
        assert instructor["name"] != instructor["id"]
        instructor["name"] = instructor["id"]
    assert compile_term(fill_term(tenant, university())) == expected


def test_the_document_follows_its_schema(tenant: Institution) -> None:
    for document in (competition(), university()):
        Draft202012Validator(schema("problem")).validate(
            compile_term(fill_term(tenant, document))
        )


def test_what_has_no_class_is_no_part_of_the_problem(tenant: Institution) -> None:
    """A course that is offered before it has classes, and students who take it or wish to."""
    term = fill_term(tenant, university())
    before = compile_term(term)
    cls = Class.objects.filter(term=term)[0]
    Subpart.objects.create(config=cls.subpart.config, part="tutorial")
    course = Course.objects.create(code="NEW-1", name="Something new")
    offering = Offering.objects.create(course=course, term=term)
    config = Config.objects.create(offering=offering)
    Subpart.objects.create(config=config, part="lab")
    student = Student.objects.all()[0]
    Enrolment.objects.create(student=student, offering=offering)
    CourseRequest.objects.create(student=student, offering=offering, term=term, rank=9)
    assert compile_term(term) == before


def test_an_edited_capacity_is_in_the_next_document(tenant: Institution) -> None:
    term = fill_term(tenant, competition())
    Room.objects.filter(external_id="R2").update(capacity=7)
    assert compile_term(term)["rooms"][1] == {"id": "R2", "capacity": 7}


def test_an_instructor_of_two_classes_cannot_be_in_both(tenant: Institution) -> None:
    term = fill_term(tenant, university())
    lecturer = ClassInstructor.objects.get(cls__external_id="P1").instructor
    ClassInstructor.objects.create(instructor=lecturer, cls=Class.objects.get(external_id="M3"))
    derived = [c for c in compile_term(term)["constraints"] if "derived_from" in c]
    assert [(c["derived_from"], c["classes"]) for c in derived] == [
        ("instructor:mat-1", ["M1", "M2"]),
        ("instructor:phy-1", ["P1", "M3"]),
    ]


def test_a_cohorts_core_classes_without_choice_cannot_clash(tenant: Institution) -> None:
    document = university()
    document["institution"]["courses"]["PHYS"]["type"] = "core"
    document["students"][1]["courses"].append("PHYS")
    term = fill_term(tenant, document)
    cohort = compile_term(term)["constraints"][1]
    assert cohort["derived_from"] == "cohort:bsc-1"
    # M2 and M3 are alternatives of one tutorial, so neither is certain.
    assert cohort["classes"] == ["M1", "P1"]
    assert cohort["required"]


def test_a_moved_building_changes_the_travel(tenant: Institution) -> None:
    term = fill_term(tenant, university())
    Building.objects.filter(external_id="B2").update(x=1500, y=2000)
    # 2500 m at 80 m a minute are 31.25 minutes, seven slots of five.
    assert compile_term(term)["travel"] == {"B1": {"B2": 7}}


def test_a_stated_way_stands_beside_the_places_even_where_it_takes_no_time(
    tenant: Institution,
) -> None:
    term = fill_term(tenant, university())
    one, other = (Room.objects.get(external_id=id) for id in ("R1", "R2"))
    RoomTravel.objects.create(room=one, other=other, minutes=0)
    document = compile_term(term)
    assert document["travel"] == {"B1": {"B2": 2}}
    assert document["rooms"][0]["travel"] == {"R2": 0}


def test_a_start_beside_the_grid_makes_it_finer_for_everything(tenant: Institution) -> None:
    term = fill_term(tenant, competition())
    TimeOption.objects.filter(cls__external_id="P1").update(start_minute=8 * 60 + 2)
    document = compile_term(term)
    assert document["time"]["slot_minutes"] == 1
    assert document["time"]["slots_per_day"] == 24 * 60
    classes = document["courses"][1]["configs"][0]["subparts"][0]["classes"]
    assert (classes[0]["times"][0]["start"], classes[0]["times"][0]["length"]) == (482, 50)
    assert document["constraints"][0]["parameters"] == {"breaks": 1, "slots": 30}
    assert document["rooms"][0]["travel"] == {"R2": 10}


def test_classes_of_a_constraint_keep_their_order(tenant: Institution) -> None:
    term = fill_term(tenant, competition())
    assert Constraint.objects.filter(term=term).count() == 2
    assert compile_term(term)["constraints"][0]["classes"] == ["P1", "M1"]


def test_the_number_of_queries_does_not_grow_with_the_term(tenant: Institution) -> None:
    small = fill_term(tenant, competition())
    document = competition()
    document["students"] += [
        {"id": f"X{number}", "courses": ["MATH", "PHYS"]} for number in range(200)
    ]
    large = fill_term(tenant, document)
    counts = []
    for term in (small, large):
        with CaptureQueriesContext(connection) as queries:
            compile_term(term)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 36
