"""Who generates is told when a generation has ended."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import Institution, Role
from generation.models import Job, Solve
from generation.services.delivery import accept_callback, hand_over
from generation.tests.conftest import callback

pytestmark = pytest.mark.django_db
URL = "/api/v1/my/notifications/"


def test_registrars_are_told_once_that_a_job_ended_and_how(
    tenant: Institution, log_in: Callable[..., Any], job: Job, started: Solve
) -> None:
    registrar, lecturer = log_in(tenant, Role.REGISTRAR), log_in(tenant, Role.INSTRUCTOR)
    accept_callback(callback(started))
    variants = list(job.solves.filter(index__gt=0))
    for solve in variants:
        hand_over(solve.id)
        solve.refresh_from_db()
        assert registrar.get(URL).json()["count"] == 0
    for solve in variants:
        document = callback(solve)
        assert accept_callback(document) is True
        assert accept_callback(document) is False
    (told,) = registrar.get(URL).json()["results"]
    assert (told["kind"], told["timetable"]) == ("job_ended", None)
    assert told["term"] == str(job.term_id)
    said = told["parameters"]
    assert (said["job"], said["state"]) == (str(job.pk), "succeeded")
    assert said["timetables"] > 0
    assert lecturer.get(URL).json()["count"] == 0
