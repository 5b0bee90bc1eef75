"""The progress bar says what a person wants to know, and no more."""

from typing import Any, cast

import pytest

from horarium.cli.progress import line, reporter
from horarium.progress import Progress


def document(**changes: Any) -> Progress:
    whole = {
        "version": 1,
        "phase": "search",
        "fraction": 0.5,
        "elapsed": 30.0,
        "eta": 30.2,
        "cost": 1234,
        "hard": 0,
        "components": {},
        "bound": None,
        "iterations": 5000,
        "moves_per_second": 1234567.0,
        **changes,
    }
    return cast(Progress, whole)


def test_a_line_shows_phase_share_cost_and_time_left() -> None:
    assert line(document()) == (
        "search    [############            ]  50%  cost 1234  30 s left  1,234,567 moves/s"
    )


def test_a_bound_stands_beside_the_cost() -> None:
    assert "cost 1234 (at least 1000)" in line(document(bound=1000))


def test_hard_violations_come_before_cost() -> None:
    assert "3 hard violations" in line(document(hard=3))
    assert "cost" not in line(document(hard=3))


def test_what_is_not_known_is_not_shown() -> None:
    early = document(phase="start", fraction=0.0, cost=None, hard=None, eta=None)
    early["moves_per_second"] = 0.0
    assert line(early) == "start     [                        ]   0%"


def test_without_a_terminal_nothing_is_shown_unless_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with reporter(None) as sink:
        assert sink is None
    with reporter("bar") as sink:
        assert sink is not None
        sink(document())
    assert capsys.readouterr().err.endswith("moves/s\n")
