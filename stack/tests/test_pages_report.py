"""The report of the pages says of every bar whether the worst page holds it."""

import json
from pathlib import Path

import pytest

from stack.pages import report


@pytest.mark.parametrize(
    ("paint", "script", "interaction", "held"),
    [
        (2999, 399, 199, True),
        (3000, 399, 199, False),
        (2999, 400, 199, False),
        (2999, 399, 200, False),
    ],
)
def test_a_must_is_held_by_pages_that_all_stay_below_it(
    tmp_path: Path, paint: int, script: int, interaction: int, held: bool
) -> None:
    found = tmp_path / "figures.json"
    page = {"path": "/", "role": "student", "later_kb": 9}
    fast = {**page, "name": "Fast", "paint_ms": 9, "script_kb": 9, "interactions": {}}
    slow = {
        **page,
        "name": "Slow",
        "paint_ms": paint,
        "script_kb": script,
        "interactions": {"a press": interaction, "another": 8},
    }
    found.write_text(json.dumps([fast, slow]))
    assert report.write(tmp_path, report.read(found), "demo") is held
    text = tmp_path.joinpath("web.md").read_text()
    assert (
        f"| Slow | student | {paint} | {script} | 9 | a press {interaction}, another 8 |"
        in text
    )
    document = json.loads(tmp_path.joinpath("web.json").read_text())
    assert all(bar["must_held"] for bar in document["bars"].values()) is held
    assert document["bars"]["paint_ms"]["aim_held"] is False
