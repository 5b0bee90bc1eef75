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
    points = [sum(r["points"] for r in time["reasons"]) for time in told["times"]]
    assert [f" costs {n}:" in line for n, line in zip(points, lines, strict=False) if n] == [
        True
    ] * sum(map(bool, points))


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
