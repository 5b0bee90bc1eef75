"""Two imports at once, in transactions of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts.models import Institution
from courses.fill import fill_term
from courses.tests.documents import university

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_same_university_imported_thrice_at_once_makes_three_terms(
    institution: Institution,
) -> None:
    barrier = Barrier(3)
    document = university()
    # Terms with dates may not overlap.
    del document["institution"]["term"]["first_day"]

    def fill(_: int) -> str:
        barrier.wait(10)
        try:
            return fill_term(institution, document).external_id
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        terms = set(pool.map(fill, range(3)))
    assert len(terms) == 3
