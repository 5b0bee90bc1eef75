"""Variants must really differ, and none may be worse than another in every respect."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from campus.models import Term
from generation.budget import HANDING_OVER
from generation.models import Job, Solve
from generation.services.delivery import accept_callback, hand_over
from generation.services.jobs import create_job
from generation.states import JobState
from generation.tests.conftest import Generator, callback
from generation.variety import (
    Made,
    difference,
    dominates,
    movable,
    settled,
    shortfalls,
    still_said,
    to_leave_out,
)
from horarium_contracts import aim_measures, aims
from timetables.models import Timetable, TimetableState
from timetables.tests.problem import problem_document, result_document

CLASSES = list("abcdefghij")


def made(index: int, moved: int, hard: int = 0, **measures: float) -> Made:
    """A timetable in which so many of the ten classes meet at an hour of its own."""
    times = {
        id_: ("1", "1", index if n < moved else 0, 1) for n, id_ in enumerate(CLASSES, start=0)
    }
    return Made(index, times, measures, hard)


def codes(variants: list[Made]) -> list[tuple[str, int, int]]:
    found = shortfalls(variants, CLASSES)
    return [
        (one["code"], one["parameters"]["variant"], one["parameters"]["other"]) for one in found
    ]


def test_every_aim_has_a_measure_with_a_direction() -> None:
    assert len(aim_measures()) == len(aims())
    assert set(aim_measures().values()) == {"lower", "higher"}


def test_the_difference_is_a_share_of_the_classes_with_several_times() -> None:
    problem = problem_document()
    assert movable(problem) == ["phy-1", "his-1"]
    (part,) = problem["courses"][1]["configs"][0]["subparts"]
    part["classes"][0]["times"] = part["classes"][0]["times"][:1]
    assert movable(problem) == ["phy-1"]
    assert difference(made(1, 0), made(2, 3), CLASSES) == 0.3
    assert difference(made(1, 0), made(2, 3), CLASSES[3:]) == 0
    assert difference(made(1, 0), made(2, 3), []) == 0


def test_variants_that_are_too_near_or_worse_in_every_respect_are_named() -> None:
    far = [made(1, 0), made(2, 2), made(3, 4)]
    assert codes(far) == []
    assert codes([*far, made(4, 1)]) == [("variants_alike", 4, 1)]
    better = made(2, 5, seat_fill=0.5, peak_share=0.3)
    worse = made(1, 0, seat_fill=0.4, peak_share=0.3)
    assert codes([worse, better]) == [("variant_dominated", 1, 2)]
    other = made(1, 0, seat_fill=0.4, peak_share=0.2)
    assert codes([other, better]) == []
    broken = made(2, 5, hard=1, seat_fill=0.5, peak_share=0.3)
    assert codes([worse, broken]) == [], "what breaks more is better in nothing"


@pytest.mark.parametrize("measure", aim_measures())
def test_each_measure_counts_in_its_own_direction(measure: str) -> None:
    low, high = made(1, 0, 0, **{measure: 1.0}), made(2, 9, 0, **{measure: 2.0})
    lower = aim_measures()[measure] == "lower"
    assert dominates(low, high) == lower
    assert dominates(high, low) == (not lower)


def test_a_replacement_stays_only_where_it_leaves_less_to_say() -> None:
    first, alike = made(1, 0), made(2, 1)
    good, vain, broken = made(3, 5), made(3, 1), made(3, 5, hard=1)
    assert settled([first, alike, good], {3: 2}, CLASSES) == [first, good]
    assert settled([first, alike, vain], {3: 2}, CLASSES) == [first, alike]
    assert settled([first, alike, broken], {3: 2}, CLASSES) == [first, alike]
    assert settled([first, good], {3: 2}, CLASSES) == [first, good], "for one without timetable"


def test_dominated_variants_are_left_out_while_two_remain() -> None:
    good = [
        made(1, 0, seat_fill=0.5, peak_share=0.3),
        made(2, 5, seat_fill=0.6, peak_share=0.4),
    ]
    worse, worst = made(3, 6, seat_fill=0.5, peak_share=0.4), made(4, 7, seat_fill=0.1)
    assert to_leave_out(good) == set()
    assert to_leave_out([*good, worse, worst]) == {3, 4}
    assert to_leave_out([good[0], worse]) == set()
    assert to_leave_out([good[0], worse, worst]) == {3}


def test_of_what_is_left_out_nothing_is_said_but_why() -> None:
    better, worse = made(1, 0, seat_fill=0.5), made(2, 1, seat_fill=0.4)
    found = shortfalls([better, worse, made(3, 9, seat_fill=0.5)], CLASSES)
    assert [one["code"] for one in found] == ["variants_alike", "variant_dominated"]
    assert [one["code"] for one in still_said(found, {2})] == ["variant_dominated"]
    assert still_said(found, set()) == found


@pytest.fixture
def finish(job: Job, started: Solve) -> Callable[..., None]:
    """Runs a variant to its end, with a result of this total and these measures."""
    accept_callback(callback(started))

    def run(index: int, total: int, **measures: float) -> None:
        hand_over(job.solves.get(index=index).id)
        solve = job.solves.get(index=index)
        result: dict[str, Any] = {**result_document(total=total), "measures": measures}
        accept_callback(callback(solve, result=result))
        job.refresh_from_db()

    return run


@pytest.mark.django_db
def test_a_variant_like_another_is_ordered_anew_away_from_its_times(
    job: Job, finish: Callable[..., None], generator: Generator
) -> None:
    finish(1, 30)
    finish(2, 30)
    assert job.state == JobState.RUNNING
    finish(3, 20)
    assert (job.state, job.shortfalls) == (JobState.SUCCEEDED, [])
    asked = [body for _, path, body in generator.calls if path == "/api/generate_variants"]
    first = job.solves.get(index=1).solution
    assert first is not None
    assert asked[-1]["options"]["apart"] == [first.digest]
    assert all("apart" not in body["options"] for body in asked[:-1])
    assert json.dumps(asked[-1]["options"]["profile"]) == json.dumps(job.profiles[1])


@pytest.mark.django_db
def test_a_variant_that_another_is_better_than_in_every_respect_is_replaced(
    job: Job, finish: Callable[..., None]
) -> None:
    finish(1, 30, seat_fill=0.5, peak_share=0.3)
    finish(2, 20, seat_fill=0.4, peak_share=0.4)
    assert job.state == JobState.RUNNING
    finish(3, 10, seat_fill=0.6, peak_share=0.5)
    assert (job.state, job.shortfalls) == (JobState.SUCCEEDED, [])
    assert sorted(Timetable.objects.values_list("total", flat=True)) == [10, 30]


@pytest.mark.django_db
def test_what_stays_alike_is_said(job: Job, finish: Callable[..., None], term: object) -> None:
    for index in (1, 2, 3):
        finish(index, 30)
    assert job.state == JobState.SUCCEEDED
    about = {"variant": 2, "other": 1, "share": 0.0}
    assert job.shortfalls == [{"code": "variants_alike", "parameters": about}]


@pytest.fixture
def three(term: Term, generator: Generator) -> Job:
    """A job of three variants, prepared."""
    job = create_job(term, variants=3, time_budget=100, solver="auto", seed=7)
    hand_over(job.solves.get(index=0).id)
    accept_callback(callback(job.solves.get(index=0)))
    return job


def end(job: Job, index: int, total: int, **measures: float) -> None:
    hand_over(job.solves.get(index=index).id)
    result: dict[str, Any] = {**result_document(total=total), "measures": measures}
    accept_callback(callback(job.solves.get(index=index), result=result))
    job.refresh_from_db()


@pytest.mark.django_db
def test_one_that_stays_dominated_is_left_out_at_the_end(three: Job) -> None:
    end(three, 1, 30, seat_fill=0.5, peak_share=0.3)
    end(three, 2, 20, seat_fill=0.6, peak_share=0.4)
    end(three, 3, 10, seat_fill=0.4, peak_share=0.5)
    assert three.state == JobState.RUNNING
    end(three, 4, 15, seat_fill=0.4, peak_share=0.5)
    about = {"variant": 3, "other": 1}
    assert three.state == JobState.SUCCEEDED
    assert three.shortfalls == [{"code": "variant_dominated", "parameters": about}]
    assert sorted(Timetable.objects.values_list("total", flat=True)) == [20, 30]
    assert [solve.rank for solve in three.solves.order_by("index")] == [None, 2, 1, None, None]


@pytest.mark.django_db
def test_a_dominated_one_that_somebody_uses_already_stays(three: Job) -> None:
    end(three, 1, 30, seat_fill=0.5, peak_share=0.3)
    end(three, 2, 20, seat_fill=0.4, peak_share=0.5)
    Timetable.objects.filter(total=20).update(state=TimetableState.IN_REVIEW)
    end(three, 3, 10, seat_fill=0.6, peak_share=0.4)
    end(three, 4, 15, seat_fill=0.4, peak_share=0.5)
    assert three.state == JobState.SUCCEEDED
    assert sorted(Timetable.objects.values_list("total", flat=True)) == [10, 20, 30]


@pytest.mark.django_db
def test_one_that_was_tried_again_in_vain_takes_no_time_from_the_next(three: Job) -> None:
    end(three, 1, 30)
    end(three, 2, 30)
    end(three, 3, 30)
    Job.objects.update(started_at=timezone.now() - timedelta(seconds=60))
    end(three, 4, 30)
    assert three.solves.get(index=5).time_limit == pytest.approx(40 - HANDING_OVER, abs=1)
