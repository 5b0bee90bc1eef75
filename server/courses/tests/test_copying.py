"""A term starts from the last one, with the parts of it that are kept."""

from datetime import date, timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Institution
from campus.models import Holiday, Room, Student, Term
from courses.compile import compile_term
from courses.copying import NAMES, term_copy
from courses.fill import fill_term
from courses.models import Class, Constraint, Enrolment, Pin
from courses.tests.documents import competition, university

pytestmark = pytest.mark.django_db


def without_names(document: dict[str, Any]) -> dict[str, Any]:
    document.pop("name")
    if "institution" in document:
        document["institution"].pop("term")
    return document


@pytest.mark.parametrize("document", [competition(), university()], ids=["file", "university"])
def test_a_whole_copy_compiles_to_the_same_problem(
    tenant: Institution, document: dict[str, Any]
) -> None:
    term = fill_term(tenant, document)
    new = term_copy(term, name="Spring", first_day=date(2027, 1, 4), parts=NAMES)
    assert without_names(compile_term(new)) == without_names(compile_term(term))
    assert not {c.pk for c in new.classes.all()} & {c.pk for c in term.classes.all()}


def test_a_competitions_copy_has_rooms_and_students_of_its_own(tenant: Institution) -> None:
    term = fill_term(tenant, competition())
    new = term_copy(term, name="Again", parts=NAMES)
    term.delete()
    assert Room.objects.filter(term=new).count() == 2
    assert Student.objects.filter(term=new).count() == 3


def test_what_is_not_kept_stays_behind_and_holidays_move(tenant: Institution) -> None:
    term = fill_term(tenant, university())
    assert term.first_day is not None
    Holiday.objects.create(
        term=term,
        name="Harvest",
        first_day=term.first_day,
        last_day=term.first_day + timedelta(days=2),
    )
    Pin.objects.create(
        term=term, cls=Class.objects.get(external_id="M1"), room=Room.objects.all()[0]
    )
    new = term_copy(
        term, name="Spring", first_day=date(2027, 1, 4), parts=["offerings", "classes", "times"]
    )
    assert [cls.name for cls in new.classes.all()] == ["M1", "M2", "M3", "P1"]
    assert new.classes.get(name="M2").parent == new.classes.get(name="M1")
    assert not Enrolment.objects.filter(offering__term=new).exists()
    assert not Constraint.objects.filter(term=new).exists()
    assert not new.pins.exists()
    holiday = new.holidays.get()
    assert (holiday.first_day, holiday.last_day) == (date(2027, 1, 4), date(2027, 1, 6))


def test_a_part_without_what_it_hangs_on_and_days_that_are_taken_are_refused(
    registrar: APIClient, tenant: Institution
) -> None:
    term = fill_term(tenant, university())
    url = f"/api/v1/terms/{term.pk}/copy/"
    answer = registrar.post(url, {"name": "Spring", "parts": ["times"]})
    assert answer.json()["code"] == "part_needs_another"
    assert answer.json()["parameters"] == {"part": "times", "needed": "classes"}
    answer = registrar.post(url, {"name": "Spring", "first_day": "2026-08-10"})
    assert (answer.status_code, answer.json()["code"]) == (409, "terms_overlap")
    assert Term.objects.count() == 1
    answer = registrar.post(url, {"name": "Spring", "first_day": "2027-01-04"})
    assert (answer.status_code, answer.json()["name"]) == (201, "Spring")
    assert not Enrolment.objects.filter(offering__term=answer.json()["id"]).exists()
