"""A cohort of which nobody is on record has a week, as its placeholders attend it."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from jsonschema import Draft202012Validator
from rest_framework.test import APIClient

from accounts.models import Institution
from campus.models import Cohort, Student, Term
from courses.clock import Clock
from courses.compile import compile_term
from courses.models import CohortOffering, Offering
from courses.placeholders import Placeholder
from horarium_contracts import schema
from timetables.documents import solution_document
from timetables.models import Attendance, Timetable
from timetables.selectors.differences import Differences
from timetables.services.copying import copy
from timetables.tests.problem import problem_document, result_document, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(term: Term) -> Cohort:
    """Three are expected who take both courses, and one of them is known."""
    row = Cohort.objects.get(external_id="bsc-1")
    Cohort.objects.update(headcount=3)
    for offering in Offering.objects.filter(term=term):
        CohortOffering.objects.create(cohort=row, offering=offering)
    return row


@pytest.fixture
def timetable(term: Term, cohort: Cohort) -> Timetable:
    result = result_document()
    attended = {"s1": ["phy-1"], "s2": ["phy-1"], "bsc-1/2": ["phy-1", "his-1"]}
    result["solution"]["students"] = {**attended, "bsc-1/3": ["his-1"], "gone/1": ["phy-1"]}
    return stored(term, "Variant 1", result, Clock.of(problem_document()))


def week(client: APIClient, timetable: Timetable, cohort: Cohort) -> dict[str, Any]:
    answer = client.get(
        f"/api/v1/timetables/{timetable.id}/meetings/", {"cohort": str(cohort.pk)}
    )
    return {meeting["name"]: meeting for meeting in answer.json()}


@pytest.mark.parametrize("id", ["bsc-1/2", "a/b/17"])
def test_a_placeholders_id_says_of_whom_it_is(id: str) -> None:
    found = Placeholder.of(id)
    assert found is not None
    assert found.id == id


@pytest.mark.parametrize("id", ["bsc-1", "bsc-1/", "bsc-1/x", "bsc-1/\u0662", "/9999999999"])
def test_other_ids_are_no_placeholders(id: str) -> None:
    assert Placeholder.of(id) is None


def test_a_cohorts_week_has_what_its_placeholders_attend(
    registrar: APIClient, timetable: Timetable, cohort: Cohort
) -> None:
    assert {id for id in compiled(timetable) if "/" in id} == {"bsc-1/2", "bsc-1/3"}
    found = week(registrar, timetable, cohort)
    assert {name: meeting["students"] for name, meeting in found.items()} == {
        "phy-1": 3,
        "his-1": 2,
    }
    history = found["his-1"]
    assert [one["name"] for one in history["cohorts"]] == ["BSc 1"]
    Student.objects.all().delete()
    assert week(registrar, timetable, cohort).keys() == {"phy-1", "his-1"}


def compiled(timetable: Timetable) -> list[str]:
    return [student["id"] for student in compile_term(timetable.term)["students"]]


def test_the_solution_comes_back_with_placeholders_and_so_does_its_copys(
    timetable: Timetable,
) -> None:
    draft = copy(timetable.pk)
    problem = compile_term(timetable.term)
    for row in (timetable, draft):
        document = solution_document(row, problem)
        assert document["students"] == {
            "s1": ["phy-1"],
            "s2": ["phy-1"],
            "bsc-1/2": ["phy-1", "his-1"],
            "bsc-1/3": ["his-1"],
        }
        Draft202012Validator(schema("solution")).validate(document)
    # Nobody is told of a difference who is not there.
    assert Differences(timetable, draft).students() == []


def test_a_place_in_a_class_is_a_students_or_a_cohorts(
    tenant: Institution, timetable: Timetable, cohort: Cohort
) -> None:
    rows = Attendance.objects.filter(cohort=cohort)
    for wrong in ({"student": Student.objects.all()[0]}, {"place": None}, {"place": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)
    twice = rows.filter(place=2)[0]
    again = Attendance(
        institution=tenant, timetable=timetable, cls=twice.cls, cohort=cohort, place=2
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()
