"""What a soak will do is known from its seed."""

from collections import Counter

from stack.soak.plan import KINDS, LONGEST, SHORTEST, plan


def test_the_same_seed_plans_the_same_and_another_seed_something_else() -> None:
    assert plan(3, 20, 10) == plan(3, 20, 10)
    assert plan(3, 20, 10) != plan(4, 20, 10)


def test_every_kind_of_kill_has_its_share() -> None:
    kills = Counter(plan(1, 200, 60).kills)
    assert set(kills) == set(KINDS)
    assert min(kills.values()) >= 5
    assert max(kills.values()) - min(kills.values()) <= 1


def test_jobs_last_as_long_as_was_said_and_none_asks_what_another_asked() -> None:
    jobs = plan(1, 200, 60).jobs
    assert all(SHORTEST <= asked.budget <= LONGEST for asked in jobs)
    assert len({asked.seed for asked in jobs}) == 200


def test_every_kill_is_due_before_the_last_job_has_ended_and_none_before_the_first() -> None:
    made = plan(1, 200, 60)
    due = [made.kills_due(done) for done in range(201)]
    assert due == sorted(due)
    assert (due[0], due[180], due[200]) == (0, 60, 60)
    assert 25 < due[90] < 35
