"""A finished timetable is downloaded as it was solved, whatever was edited since."""

import gzip
import json
from typing import Any

import httpx
import pytest

from campus.models import Term
from courses.models import Class, Constraint, TimeOption
from generation.models import Job, Solve
from generation.services.delivery import accept_callback, hand_over
from generation.tests.conftest import Generator, callback
from timetables.models import Timetable
from timetables.tests.problem import result_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def timetable(job: Job, started: Solve, generator: Generator) -> Timetable:
    accept_callback(callback(started))
    variant = job.solves.get(index=1)
    hand_over(variant.id)
    variant.refresh_from_db()
    accept_callback(callback(variant))
    return Timetable.objects.get(solve=variant)


@pytest.fixture
def edited(term: Term, timetable: Timetable) -> Timetable:
    """Its term: a class renamed, another deleted, a time moved off the grid, a new rule."""
    Class.objects.filter(external_id="phy-1").update(external_id="phy-9")
    Class.objects.filter(external_id="his-1").delete()
    TimeOption.objects.update(start_minute=487)
    Constraint.objects.create(term=term, kind="NotOverlap", required=True)
    return timetable


def export(registrar: Any, timetable: Timetable, kind: str) -> Any:
    return registrar.get(f"/api/v1/timetables/{timetable.id}/export/", {"format": kind})


def test_the_native_file_is_the_solution_that_came(registrar: Any, edited: Timetable) -> None:
    assert export(registrar, edited, "json").json() == result_document(total=8)["solution"]


def test_a_competition_file_is_made_of_the_problem_that_was_solved(
    registrar: Any, job: Job, edited: Timetable, monkeypatch: pytest.MonkeyPatch
) -> None:
    Term.objects.update(origin="itc2019")
    asked: list[dict[str, Any]] = []

    def convert(method: str, url: str, *, content: bytes, **_options: Any) -> httpx.Response:
        asked.append(json.loads(gzip.decompress(content)))
        return httpx.Response(
            200, text="<solution/>", headers={"Content-Type": "application/xml"}
        )

    monkeypatch.setattr("config.generator.httpx.request", convert)
    assert export(registrar, edited, "itc2019").content == b"<solution/>"
    assert asked[0]["problem"] == job.problem.content
    assert asked[0]["solution"] == result_document(total=8)["solution"]
