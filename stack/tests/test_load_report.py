"""The report of a load test says whether the bar is held, and of every request how long."""

import json
from pathlib import Path

import pytest

from stack.load import report

HEAD = "Name,Request Count,Failure Count,50%,95%,99%\n"


def table(folder: Path, *, failures: int, p95: int) -> Path:
    file = folder / "locust_stats.csv"
    file.write_text(
        f"{HEAD}GET /api/v1/rooms/,10,{failures},5,{p95},{p95}\n"
        f"Aggregated,10,{failures},5,{p95},{p95}\n"
    )
    return file


@pytest.mark.parametrize(
    ("failures", "p95", "held"), [(0, 199, True), (0, 200, False), (1, 10, False)]
)
def test_the_bar_is_held_by_fast_answers_without_a_failure(
    tmp_path: Path, failures: int, p95: int, held: bool
) -> None:
    rows = report.read(table(tmp_path, failures=failures, p95=p95))
    assert report.write(tmp_path, rows, {"requests a second": 50}) is held
    page = tmp_path.joinpath("api.md").read_text()
    assert f"| GET /api/v1/rooms/ | 10 | {failures} | 5 | {p95} | {p95} |" in page
    assert ("NOT HELD" in page) is not held
    document = json.loads(tmp_path.joinpath("api.json").read_text())
    assert document["rows"][-1]["name"] == report.TOTAL
    assert document["facts"] == {"requests a second": 50}
