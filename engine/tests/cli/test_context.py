"""`horarium context`: reasons in words and as JSON."""

import json
from pathlib import Path

import pytest

from horarium.cli import main
from horarium.cli.context import _CONSTRAINTS, _REASONS
from horarium.formats import write_problem
from horarium.testing import random_problem
from horarium.university import generate

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_problem(generate(classes=20, students=40), tmp_path / "small.json")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_every_option_of_a_class_is_explained_in_a_line(capsys: Captured) -> None:
    problem = generate(classes=20, students=40)
    institution = problem.institution
    assert institution is not None
    minding = next(one for one in institution["instructors"] if one["preferences"])
    cls = minding["classes"][0]
    assert main(["context", "small.json", "--class", cls]) == 0
    lines = capsys.readouterr().out.splitlines()
    options = problem.classes[cls]
    assert len(lines) == len(options.times) + len(options.rooms)
    assert any(f"stated preference of {minding['id']}" in line for line in lines)
    assert main(["context", "small.json", "--class", cls, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    # Points weigh 20 where they are the institution's own, and costs are told in these.
    costs = [sum(r["points"] * r["weight"] for r in t["reasons"]) / 20 for t in told["times"]]
    assert any(costs)
    for cost, line in zip(costs, lines, strict=False):
        assert f" costs {cost:.4g}:" in line if cost else line.endswith("it costs nothing")


@pytest.mark.usefixtures("folder")
def test_what_a_profile_weighs_more_costs_more_and_what_it_does_not_weigh_is_left_out(
    capsys: Captured,
) -> None:
    institution = generate(classes=20, students=40).institution
    assert institution is not None
    minding = next(one for one in institution["instructors"] if one["preferences"])
    wish = f"stated preference of {minding['id']} "
    told = {}
    for profile in ("balanced", "faculty_first", "0/0/1/0/0/0"):
        given = ["--class", minding["classes"][0], "--profile", profile]
        assert main(["context", "small.json", *given]) == 0
        lines = capsys.readouterr().out.split(wish)[1:]
        told[profile] = [float(line.split()[0].rstrip(",")) for line in lines]
    assert told["balanced"]
    assert told["faculty_first"] == [2 * cost for cost in told["balanced"]]
    assert told["0/0/1/0/0/0"] == []


@pytest.mark.usefixtures("folder")
def test_without_a_class_it_says_what_a_profile_adds(capsys: Captured) -> None:
    assert main(["context", "small.json"]) == 0
    text = capsys.readouterr().out
    assert "days of instructors are even" in text
    assert main(["context", "small.json", "--profile", "0/0/1/0/0/0"]) == 0
    assert "days of instructors are even" not in capsys.readouterr().out


@pytest.mark.usefixtures("folder")
def test_an_unknown_class_is_refused(capsys: Captured) -> None:
    assert main(["context", "small.json", "--class", "nothing"]) == 2
    assert "there is no such class" in capsys.readouterr().err


def test_every_reason_that_the_context_gives_has_a_sentence() -> None:
    folder = Path(__file__).parents[2] / "horarium" / "context"
    text = "".join(file.read_text() for file in folder.glob("*.py"))
    for code in (*_REASONS, *_CONSTRAINTS):
        assert f'"{code}"' in text, code
    from horarium.context import MultiDimensionalContextEngine

    for seed in range(20):
        engine = MultiDimensionalContextEngine(random_problem(seed))
        for cls in engine.problem.classes.values():
            for time in cls.times:
                assert {r.code for r in engine.explain_time(cls, time)} <= _REASONS.keys()
            for room in cls.rooms:
                assert {r.code for r in engine.explain_room(cls, room)} <= _REASONS.keys()
        assert {r.code for _, r in engine.added()} <= _CONSTRAINTS.keys()
