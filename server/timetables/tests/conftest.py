import pytest

from accounts.models import Institution
from campus.models import Term
from courses.clock import Clock
from courses.fill import fill_term
from timetables.models import Timetable
from timetables.tests.problem import problem_document, result_document, stored


@pytest.fixture
def term(tenant: Institution) -> Term:
    return fill_term(tenant, problem_document())


@pytest.fixture
def timetable(term: Term) -> Timetable:
    return stored(term, "Variant 1", result_document(), Clock.of(problem_document()))
