"""A figure says whether its bar is held; only those that must be held make the whole fail."""

import json
from pathlib import Path

import pytest

from stack.figures import report
from stack.figures.report import Figure, of_times


@pytest.mark.parametrize(
    ("value", "must", "good"), [(50, True, True), (51, True, False), (51, False, True)]
)
def test_a_bar_that_must_be_held_decides(
    tmp_path: Path, value: float, must: bool, good: bool
) -> None:
    figure = Figure("an answer, p99", value, "ms", 50, must, "9 measured")
    assert report.write(tmp_path, [figure]) is good
    page = tmp_path.joinpath("jobs.md").read_text()
    kind = "must" if must else "aim"
    held = "HELD" if value <= 50 else "NOT HELD"
    assert f"| an answer, p99 | {value} ms | {kind}: 50 ms | {held} | 9 measured |" in page
    (row,) = json.loads(tmp_path.joinpath("jobs.json").read_text())["figures"]
    assert row["held"] is (value <= 50)


def test_a_percentile_is_a_time_that_was_measured() -> None:
    figure = of_times("x", [n / 1000 for n in range(1, 101)], share=95, bar=95, must=True)
    assert (figure.value, figure.held) == (95, True)
    assert of_times("x", [0.2], share=99, bar=100, must=True).value == 200
