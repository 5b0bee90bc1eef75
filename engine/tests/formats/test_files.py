"""Files: gzip by content, bounded size, writing whole or not at all."""

import gzip
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from horarium.formats import read_problem, solution_format, write_problem
from horarium.formats.files import read_bytes, write_bytes
from horarium.problem import ProblemError
from horarium.testing import random_problem


def test_gzip_is_told_by_content_not_by_name(tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_bytes(gzip.compress(b"content"))
    assert read_bytes(path) == (b"content", str(path))


def test_a_gzip_bomb_is_refused_at_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xml.gz"
    path.write_bytes(gzip.compress(b"<problem>" + b" " * 30_000_000))
    assert path.stat().st_size < 40_000
    with pytest.raises(ProblemError) as caught:
        read_problem(path, max_bytes=2**20)
    assert caught.value.code == "too_large"
    assert "larger than 1 MB" in str(caught.value)


@pytest.mark.parametrize("cut", [5, 30, -4])
def test_a_damaged_gzip_is_refused(cut: int) -> None:
    data = gzip.compress(os.urandom(200))
    with pytest.raises(ProblemError) as caught:
        read_problem(data[:cut], name="cut.gz")
    assert caught.value.code == "bad_gzip"
    assert str(caught.value).startswith("cut.gz: ")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"  \n", "empty_file"),
        (b"PK\x03\x04\x00\x00", "not_text"),
        (b"hello", "bad_line"),
        (b"\xff\xfe<", "not_text"),
    ],
)
def test_what_is_no_problem_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(ProblemError) as caught:
        read_problem(data)
    assert caught.value.code == code


def test_a_missing_file_and_a_folder_are_refused_by_name(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.xml", tmp_path):
        with pytest.raises(ProblemError) as caught:
            read_problem(path)
        assert caught.value.code == "not_readable"
        assert str(caught.value).startswith(str(path))


@pytest.mark.parametrize("ending", [".json", ".json.gz", ".xml", ".XML.GZ"])
def test_outputs_go_by_their_ending(tmp_path: Path, ending: str) -> None:
    problem = random_problem(3)
    path = tmp_path / f"out{ending}"
    write_problem(problem, path)
    zipped = path.read_bytes()[:2] == b"\x1f\x8b"
    assert zipped == ending.lower().endswith(".gz")
    assert len(read_problem(path).classes) == len(problem.classes)


@pytest.mark.parametrize("name", ["out", "out.txt", "out.gz", ".json", "out.sol"])
def test_an_unknown_ending_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ProblemError) as caught:
        write_problem(random_problem(3), tmp_path / name)
    assert caught.value.code == "unknown_ending"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("origin", "name", "form"),
    [
        ("itc2019", "out.xml", "itc2019"),
        ("itc2019", "out.txt.gz", "itc2019"),
        ("itc2019", "out.json.gz", "native"),
        ("itc2007", "out", "itc2007"),
        ("native", "out.sol", "native"),
        ("native", "out.xml", "itc2019"),
    ],
)
def test_timetables_are_written_in_their_problems_own_format_or_native(
    origin: str, name: str, form: str
) -> None:
    problem = replace(random_problem(3), origin=origin)
    assert solution_format(problem, name) == form


def test_the_same_content_is_written_as_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.gz", "b.gz"):
        write_bytes(tmp_path / name, b"content")
    assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()


def test_a_file_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.json"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space") as refused:
        write_bytes(path, b"new")
    assert refused.value.filename == str(path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_written_file_is_readable_as_the_umask_says(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write_bytes(tmp_path / "out", b"content")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o644


def test_a_file_that_cannot_be_written_is_named_as_it_was_asked_for(tmp_path: Path) -> None:
    target = tmp_path / "missing" / "a.json"
    with pytest.raises(FileNotFoundError) as refused:
        write_bytes(target, b"x")
    assert refused.value.filename == str(target)
