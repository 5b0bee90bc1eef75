"""What is read about jobs."""

import pytest

from generation.models import Job, Solve
from generation.selectors import jobs
from generation.serializers import JobStatusSerializer
from generation.services.delivery import accept_callback, hand_over
from generation.tests.conftest import callback
from timetables.models import Timetable
from timetables.tests.problem import result_document

pytestmark = pytest.mark.django_db


def test_what_a_solve_came_to_stays_said_when_its_timetable_is_edited(
    job: Job, started: Solve
) -> None:
    accept_callback(callback(started))
    variants = list(job.solves.filter(index__gt=0))
    for solve, total in zip(variants, (9, 3), strict=True):
        hand_over(solve.id)
        solve.refresh_from_db()
        accept_callback(callback(solve, result=result_document(total=total)))
        Timetable.objects.update(total=99)
    told = JobStatusSerializer(jobs().get(pk=job.pk)).data["solves"]
    assert [solve["score"]["total"] for solve in told[1:]] == [9, 3]
