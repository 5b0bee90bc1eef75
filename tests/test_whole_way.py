"""The whole way over HTTP, as a browser goes it: through the front end's port alone."""

import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from stack.testing.jobs import (
    SMALL,
    confirmed,
    finished,
    follow,
    import_small,
    job_state,
    listed,
    start,
)
from stack.testing.product import Product, wait_until

SOLVERS = ("local_search", "cp-sat", "hierarchical", "genetic", "gpu")
"""The first one is what `auto` picks."""


@pytest.fixture(scope="module")
def registrar(product: Product) -> httpx.Client:
    return product.browser("registrar")


@pytest.fixture(scope="module")
def small_term(registrar: httpx.Client) -> str:
    """The id of a term filled from the small competition file."""
    return import_small(registrar)


def test_a_competition_file_is_imported_solved_and_exported_as_valid_solution(
    registrar: httpx.Client, small_term: str, tmp_path: Path
) -> None:
    job = start(registrar, small_term, variants=2, time_budget=20)
    events = follow(registrar, job)
    assert finished(registrar, job)["state"] == "succeeded"
    assert_monotone(events)
    timetables = listed(registrar, f"/api/v1/timetables/?job={job}")
    assert len(timetables) == 2
    assert all(confirmed(registrar, each, SMALL, tmp_path) for each in timetables)


@pytest.mark.parametrize("solver", ["auto", *SOLVERS])
def test_each_solver_can_be_asked_for_and_its_timetable_says_so(
    registrar: httpx.Client, small_term: str, solver: str
) -> None:
    job = start(registrar, small_term, variants=1, time_budget=8, solver=solver)
    assert finished(registrar, job)["state"] == "succeeded"
    (timetable,) = listed(registrar, f"/api/v1/timetables/?job={job}")
    whole = registrar.get(f"/api/v1/timetables/{timetable['id']}/").raise_for_status().json()
    assert whole["score"]["hard"] == 0
    assert whole["solver"]["name"] == (SOLVERS[0] if solver == "auto" else solver)
    if not registrar.get("/api/v1/machine/").json()["gpus"]:
        fallback = "gpu_unavailable" if solver == "gpu" else None
        assert whole["solver"]["fallback"] == fallback


def test_what_is_edited_is_what_is_solved(registrar: httpx.Client, small_term: str) -> None:
    """A class left with one of its times in the browser meets at that time."""
    first = listed(registrar, f"/api/v1/classes/?term={small_term}")[0]
    address = f"/api/v1/classes/{first['id']}/"
    cls = registrar.get(address).raise_for_status().json()
    kept = max(cls["time_options"], key=lambda option: option["penalty"])
    edit = {"time_options": [kept], "version": cls["version"]}
    answer = registrar.patch(address, json=edit)
    assert answer.status_code == 200, answer.text
    job = start(registrar, small_term, variants=1, time_budget=20)
    assert finished(registrar, job)["state"] == "succeeded"
    (timetable,) = listed(registrar, f"/api/v1/timetables/?job={job}")
    meetings = registrar.get(f"/api/v1/timetables/{timetable['id']}/meetings/").json()
    (meeting,) = [row for row in meetings if row["class_id"] == first["id"]]
    assert {name: meeting[name] for name in ("days", "weeks", "start_minute")} == {
        name: kept[name] for name in ("days", "weeks", "start_minute")
    }


def test_a_running_job_is_cancelled_within_seconds(
    registrar: httpx.Client, small_term: str
) -> None:
    job = start(registrar, small_term, variants=2, time_budget=600)
    wait_until(lambda: job_state(registrar, job) == "running")
    began = time.monotonic()
    answer = registrar.post(f"/api/v1/jobs/{job}/cancel/", json={"keep_best": False})
    assert answer.status_code < 300, answer.text
    assert finished(registrar, job)["state"] == "cancelled"
    assert time.monotonic() - began < 15


@pytest.mark.parametrize("role", ["instructor", "student"])
def test_people_see_their_week_once_a_timetable_is_published(
    product: Product, registrar: httpx.Client, role: str
) -> None:
    term = registrar.get("/api/v1/terms/").json()["results"][0]["id"]
    published = listed(registrar, f"/api/v1/timetables/?term={term}&state=published")
    if not published:
        job = finished(registrar, start(registrar, term, variants=1, time_budget=40))
        assert job["state"] == "succeeded"
        (timetable,) = listed(registrar, f"/api/v1/timetables/?job={job['id']}")
        assert timetable["score"]["hard"] == 0
        for step in ("submit", "approve", "publish"):
            answer = registrar.post(
                f"/api/v1/timetables/{timetable['id']}/{step}/", json={"reason": "For a test"}
            )
            assert answer.status_code == 200, answer.text
    week = product.browser(role).get("/api/v1/my/week/")
    assert week.status_code == 200, week.text
    assert week.json()["meetings"]


def test_a_stranger_sees_nothing(product: Product) -> None:
    with httpx.Client(base_url=product.url) as stranger:
        assert stranger.get("/api/v1/terms/").status_code in {401, 403}
        assert stranger.post("/internal/callbacks", json={}).status_code == 404


def assert_monotone(events: list[dict[str, Any]]) -> None:
    """Progress never goes back: the fraction of each solve only grows.

    A variant that is too much like another is made once more, under an index of its own.
    """
    fractions: dict[int, float] = {}
    for event in events:
        if event.get("event") == "progress":
            index, fraction = event["data"]["index"], event["data"]["progress"]["fraction"]
            assert fraction >= fractions.get(index, 0.0)
            fractions[index] = fraction
    assert fractions.keys() >= {0, 1, 2}, "the preparation and two variants"
