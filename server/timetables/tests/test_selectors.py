from datetime import date, timedelta

import pytest

from accounts.models import Institution
from campus.models import Term
from courses.clock import Clock
from courses.fill import fill_term
from timetables.models import Timetable
from timetables.selectors import current_timetable
from timetables.tests.problem import problem_document, result_document, stored
from timetables.tests.ways import published

pytestmark = pytest.mark.django_db

FIRST = date(2026, 10, 5)
WEEKS = timedelta(weeks=4)


@pytest.fixture
def terms(tenant: Institution) -> list[Timetable]:
    """Published timetables of two terms, of which one begins on the day after the other."""
    return [_published(tenant, first_day) for first_day in (FIRST, FIRST + WEEKS)]


def _published(institution: Institution, first_day: date) -> Timetable:
    document = problem_document()
    # Terms with dates may not overlap.
    document["institution"]["term"].pop("first_day")
    term = fill_term(institution, document)
    Term.objects.filter(id=term.id).update(first_day=first_day)
    clock = Clock.of(problem_document())
    return published(stored(term, "Variant 1", result_document(), clock))


def test_a_term_is_current_from_its_first_day_to_its_last(terms: list[Timetable]) -> None:
    one, next_one = terms
    days = {
        FIRST - timedelta(days=30): one,
        FIRST: one,
        FIRST + WEEKS - timedelta(days=1): one,
        FIRST + WEEKS: next_one,
        FIRST + 2 * WEEKS + timedelta(days=30): next_one,
    }
    assert {day: current_timetable(day) for day in days} == days


def test_without_a_published_timetable_none_is_current(tenant: Institution) -> None:
    assert current_timetable(FIRST) is None
