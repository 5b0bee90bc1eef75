"""Set-up does each step once, and again when what it depends on changed."""

from pathlib import Path

import pytest

from stack import setup
from stack.process import PartFailed
from stack.setup import Stamps


@pytest.fixture
def done() -> list[str]:
    return []


def test_a_step_is_done_once(tmp_path: Path, done: list[str]) -> None:
    for _ in range(2):
        stamps = Stamps(tmp_path / "stamps.json")
        stamps.step("web", "web", "digest", lambda: done.append("web"), made=tmp_path)
    assert done == ["web"]


def test_a_step_is_done_again_when_its_sources_changed(tmp_path: Path, done: list[str]) -> None:
    stamps = Stamps(tmp_path / "stamps.json")
    for digest in ("before", "after"):
        stamps.step("web", "web", digest, lambda: done.append("web"), made=tmp_path)
    assert done == ["web", "web"]


def test_a_step_is_done_again_when_what_it_made_is_gone(
    tmp_path: Path, done: list[str]
) -> None:
    stamps = Stamps(tmp_path / "stamps.json")
    for _ in range(2):
        stamps.step("web", "web", "same", lambda: done.append("web"), made=tmp_path / "gone")
    assert done == ["web", "web"]


def test_a_step_that_failed_is_tried_again(tmp_path: Path, done: list[str]) -> None:
    def fail() -> None:
        raise PartFailed("no")

    stamps = Stamps(tmp_path / "stamps.json")
    with pytest.raises(PartFailed):
        stamps.step("web", "web", "same", fail, made=tmp_path)
    stamps.step("web", "web", "same", lambda: done.append("web"), made=tmp_path)
    assert done == ["web"]


def test_the_digest_of_sources_sees_names_and_contents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    file, other = tmp_path / "a", tmp_path / "b"
    file.write_text("1")
    first = setup._digest([file])
    file.write_text("2")
    changed = setup._digest([file])
    renamed = setup._digest([file.rename(other)])
    assert len({first, changed, renamed}) == 3
