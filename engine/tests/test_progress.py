"""What watchers are told: a consistent picture, at a price that the search does not feel."""

from collections.abc import Mapping

import pytest

from horarium.progress import BEST_PAUSE, EXPLAINING, Progress, ProgressTracker
from horarium.solution import Solution
from horarium.stop import Budget


class Clock:
    """Shows the time that a test sets."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def seen() -> list[Progress]:
    return []


@pytest.fixture
def tracker(clock: Clock, seen: list[Progress]) -> ProgressTracker:
    return ProgressTracker(Budget(100, None, clock=clock), (seen.append,))


def test_moves_a_second_are_those_of_the_last_seconds_of_this_phase(
    clock: Clock, seen: list[Progress], tracker: ProgressTracker
) -> None:
    tracker.enter("construct")
    tracker.advance(10**9)
    tracker.enter("search")
    assert seen[-1]["moves_per_second"] == 0
    speeds = []
    for second in range(1, 21):
        clock.now = second
        tracker.advance(1000 if second <= 10 else 3000)
        speeds.append(seen[-1]["moves_per_second"])
    assert speeds[:10] == [1000] * 10
    assert speeds[10:15] == sorted(speeds[10:15])
    assert speeds[-1] == 3000


def test_two_reports_in_one_moment_make_no_speed(
    clock: Clock, seen: list[Progress], tracker: ProgressTracker
) -> None:
    tracker.enter("search")
    clock.now = 1e-6
    tracker.improved(0, 5)
    tracker.iterations = 20_000
    tracker.enter("finish")
    assert seen[-1]["moves_per_second"] == 0


def test_components_are_asked_for_rarely_when_they_take_long_but_at_the_first_valid(
    clock: Clock, seen: list[Progress], tracker: ProgressTracker
) -> None:
    asked: list[float] = []

    def explain() -> Mapping[str, int]:
        asked.append(clock.now)
        clock.now += 0.05
        return {"time": len(asked)}

    for cost in range(100, 0, -1):
        clock.now += 0.1
        tracker.improved(0 if cost < 99 else 3, cost, explain)
    # At once, at the first without violations, and then after fifty times 50 ms:
    assert len(asked) == 5
    assert asked[2] - asked[1] >= EXPLAINING * 0.05
    tracker.enter("finish")
    assert seen[-1]["components"] == {"time": 5}


def test_the_best_is_explained_once_its_turn_comes_though_it_does_not_change(
    clock: Clock, tracker: ProgressTracker
) -> None:
    asked: list[int] = []

    def explain() -> Mapping[str, int]:
        asked.append(len(asked))
        return {}

    tracker.improved(0, 9, explain)
    clock.now = 0.01
    tracker.improved(0, 5, explain)
    assert len(asked) == 1
    clock.now = 9.0
    for _ in range(3):
        assert not tracker.improved(0, 5, explain)
    assert len(asked) == 2
    tracker.improved(0, 7, explain)
    assert len(asked) == 2


def test_how_long_the_first_answer_takes_does_not_put_off_the_second(
    clock: Clock, tracker: ProgressTracker
) -> None:
    asked: list[float] = []

    def explain() -> Mapping[str, int]:
        asked.append(clock.now)
        clock.now += 0.05 if len(asked) > 1 else 0.5
        return {}

    for cost in (9, 8, 7):
        tracker.improved(0, cost, explain)
        clock.now += 1.0
    assert len(asked) == 2


def test_components_are_not_asked_for_when_nobody_listens(clock: Clock) -> None:
    def explain() -> Mapping[str, int]:
        raise AssertionError("asked")

    assert ProgressTracker(Budget(100, None, clock=clock)).improved(0, 5, explain)


def test_the_best_timetable_is_passed_on_at_improvements_half_a_minute_apart(
    clock: Clock,
) -> None:
    kept: list[str] = []
    tracker = ProgressTracker(
        Budget(100, None, clock=clock), on_best=lambda best: kept.append(best.problem)
    )

    def report(at: float, cost: int) -> None:
        clock.now = at
        tracker.improved(0, cost, solution=lambda: Solution(f"of {cost}", {}))

    report(1, 9)
    report(2, 8)
    report(3, 8)
    assert kept == ["of 9"]
    report(1 + BEST_PAUSE, 8)  # only repeats the best, which nobody was told of yet
    assert kept == ["of 9", "of 8"]
    report(99, 8)
    report(100, 12)  # worse: of a thread that is behind
    assert kept == ["of 9", "of 8"]


def test_a_timetable_is_not_even_made_when_nobody_keeps_it(tracker: ProgressTracker) -> None:
    def never() -> Solution:
        raise AssertionError

    tracker.improved(0, 5, solution=never)
