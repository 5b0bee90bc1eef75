"""Who is served first, and how many at once."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from accounts.models import Institution
from accounts.tenancy import tenant_context
from accounts.tests.test_limits import give_plan
from campus.models import Term
from courses.fill import fill_term
from generation.doorbell import CLAIM
from generation.models import Outbox, Solve
from generation.services.delivery import accept_callback, hand_over, hand_over_waiting
from generation.services.jobs import create_job
from generation.services.queue import next_waiting
from generation.states import SolveState
from generation.tests.conftest import Generator, callback
from timetables.tests.problem import problem_document

pytestmark = pytest.mark.django_db


def new(term: Term, **options: Any) -> Solve:
    """The preparation of another job."""
    options = {"variants": 1, "time_budget": 60, "solver": "auto", **options}
    return create_job(term, **options).solves.get(index=0)


def test_the_most_urgent_job_is_next_then_the_oldest(term: Term) -> None:
    usual, later, urgent = new(term), new(term), new(term, priority=0)
    order: list[Any] = []
    while (solve := next_waiting(set(order))) is not None:
        order.append(solve)
    assert order == [urgent.id, usual.id, later.id]


def test_an_institution_with_less_at_work_is_served_before_an_urgent_job_of_another(
    term: Term, generator: Generator, make_institution: Callable[[str], Institution]
) -> None:
    hand_over(new(term).id)
    new(term, priority=0)
    other = make_institution("other")
    with tenant_context(other.id):
        waiting = new(fill_term(other, problem_document()), priority=9)
    assert next_waiting(set()) == waiting.id


def test_one_ring_hands_over_all_that_the_generator_takes(
    term: Term, generator: Generator
) -> None:
    generator.slots = 3
    solves = [new(term) for _ in range(3)]
    hand_over_waiting()
    states = Solve.objects.filter(id__in=[solve.id for solve in solves]).values_list(
        "state", flat=True
    )
    assert set(states) == {SolveState.RUNNING}


def test_a_full_host_claims_nothing_and_leaves_it_to_others(
    term: Term, generator: Generator
) -> None:
    waiting = [new(term) for _ in range(3)]
    hand_over_waiting()
    assert len(generator.calls) == generator.slots == 2
    hand_over_waiting()
    assert len(generator.calls) == 2
    waiting[2].refresh_from_db()
    assert (waiting[2].state, waiting[2].attempt) == (SolveState.QUEUED, 0)


def test_a_solve_that_another_host_was_quicker_to_claim_costs_no_turn(
    term: Term, generator: Generator, monkeypatch: pytest.MonkeyPatch
) -> None:
    generator.slots = 1
    first, second = new(term), new(term)

    def next_and_lose(seen: set[UUID]) -> UUID | None:
        found = next_waiting(seen)
        Solve.objects.filter(id=first.id).update(state=SolveState.RUNNING)
        return found

    monkeypatch.setattr("generation.services.delivery.next_waiting", next_and_lose)
    hand_over_waiting()
    assert [call[2]["job"] for call in generator.calls] == [str(second.id)]


def test_one_that_fills_up_meanwhile_is_asked_once_a_ring_and_rings_for_others(
    term: Term,
    generator: Generator,
    rings: list[Any],
    django_capture_on_commit_callbacks: Any,
) -> None:
    generator.status, generator.free = 503, 2
    solves = [new(term) for _ in range(3)]
    with django_capture_on_commit_callbacks(execute=True):
        hand_over_waiting()
    assert len(generator.calls) == 1
    assert rings == [(CLAIM, solves[0].id)]


def test_no_more_jobs_run_than_a_plan_allows_also_when_it_allows_less_than_before(
    tenant: Institution, term: Term, generator: Generator
) -> None:
    first, second = new(term), new(term)
    give_plan(tenant, concurrent_jobs=1)
    hand_over(first.id)
    assert next_waiting(set()) is None
    hand_over(second.id)  # a ring that comes all the same
    second.refresh_from_db()
    assert second.state == SolveState.QUEUED
    accept_callback(callback(Solve.objects.get(id=first.id)))
    assert next_waiting(set()) == first.job.solves.get(index=1).id


def test_after_an_interruption_nobody_claims_before_the_wait_is_over(
    term: Term, generator: Generator
) -> None:
    solve = new(term)
    for _ in range(2):
        hand_over(solve.id)
        solve.refresh_from_db()
        accept_callback(callback(solve, "failed", error={"code": "solver_crashed"}))
    assert next_waiting(set()) is None
    waiting = Outbox.objects.get(solve=solve)
    assert waiting.not_before > timezone.now()
    Outbox.objects.update(not_before=timezone.now())
    assert next_waiting(set()) == solve.id
