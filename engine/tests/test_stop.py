"""Budgets: shares by time and by count, the stop rule, and what is kept for the end."""

from horarium.stop import MILLION, Budget


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_without_a_time_limit_the_clock_changes_nothing() -> None:
    clock = Clock()
    budget = Budget(None, 200, clock=clock)
    clock.now += 1e6
    assert budget.used(50) == MILLION // 4
    assert not budget.over(199)
    assert budget.over(200)


def test_whichever_limit_is_nearer_counts() -> None:
    clock = Clock()
    budget = Budget(10.0, 100, clock=clock)
    clock.now += 5.0
    assert budget.used(10) == MILLION // 2
    assert budget.used(80) == MILLION * 8 // 10
    clock.now += 6.0
    assert budget.over(0)


def test_the_stop_rule_ends_it_at_any_time() -> None:
    asked = [False]
    budget = Budget(1e9, None, lambda: asked[0])
    assert not budget.over(0)
    asked[0] = True
    assert budget.over(0)


def test_time_kept_for_the_end_is_at_most_a_fifth_of_the_limit() -> None:
    budget = Budget(10.0, None)
    budget.reserve(0.5)
    assert budget.time_limit == 9.5
    budget.reserve(100)
    assert budget.time_limit == 7.6
