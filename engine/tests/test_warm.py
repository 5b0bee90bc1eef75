"""Kernels are compiled once, before anyone's clock starts, and anew when a source changes."""

import importlib
import json
import os
import pkgutil
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from horarium import kernel_cache, warm
from horarium import kernels as kernels_package
from horarium.formats import write_problem
from horarium.problem import Room
from horarium.testing import at, make_class, make_problem


@pytest.fixture
def kernels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the kernels' sources, which a test may change."""
    copy = tmp_path / "installed" / "kernels"
    shutil.copytree(kernel_cache._KERNELS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(kernel_cache, "_KERNELS", copy)
    monkeypatch.delenv("HORARIUM_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    forget()
    yield copy
    forget()


def forget() -> None:
    kernel_cache.source_hash.cache_clear()
    kernel_cache.cache_root.cache_clear()


def test_a_change_of_any_kernels_source_makes_the_machine_code_stale(kernels: Path) -> None:
    before = kernel_cache.warm_mark()
    before.parent.mkdir(parents=True)
    before.touch()
    (kernels / "placing.py").write_text("changed")
    forget()
    assert kernel_cache.warm_mark().parent.parent == before.parent.parent
    assert not kernel_cache.warm_mark().exists()
    kernel_cache.remove_stale()
    assert not before.parent.exists()


def test_machine_code_lies_beside_the_kernels_or_else_in_the_users_cache(
    kernels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kernel_cache.cache_root() == kernels / "__pycache__" / "machine"
    forget()
    shutil.rmtree(kernels / "__pycache__")
    (kernels / "__pycache__").write_text("a file, so that no folder can be made here")
    assert kernel_cache.cache_root() == tmp_path / "user" / "horarium" / "kernels"
    forget()
    (tmp_path / "user").chmod(0o700)
    shutil.rmtree(tmp_path / "user")
    (tmp_path / "user").write_text("nor here")
    assert kernel_cache.cache_root().name == "kernels"
    assert str(os.getuid()) in str(kernel_cache.cache_root())
    forget()
    monkeypatch.setenv("HORARIUM_CACHE", str(tmp_path / "mine"))
    assert kernel_cache.cache_root() == tmp_path / "mine" / "kernels"


def test_compiling_is_announced_and_only_done_when_it_was_not(
    kernels: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    compiled = []
    monkeypatch.delenv("NUMBA_DISABLE_JIT", raising=False)
    monkeypatch.setattr(warm, "warm", lambda: compiled.append(True))
    warm.ensure_warm()
    assert capsys.readouterr().err.startswith("horarium: compiling the search, once")
    kernel_cache.warm_mark().parent.mkdir(parents=True)
    kernel_cache.warm_mark().touch()
    warm.ensure_warm()
    assert compiled == [True]
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(os.environ.get("NUMBA_DISABLE_JIT") == "1", reason="nothing is compiled")
def test_the_machine_code_of_every_kernel_is_kept_where_a_change_of_any_makes_it_stale() -> (
    None
):
    found = pkgutil.walk_packages(kernels_package.__path__, "horarium.kernels.")
    modules = [importlib.import_module(module.name) for module in found]
    kernels = [each for module in modules for each in vars(module).values()]
    kept = {str(each._cache.cache_path) for each in kernels if hasattr(each, "_cache")}
    assert len(kept) >= 1
    assert {str(Path(folder).parent) for folder in kept} == {str(kernel_cache.cache_folder())}


SOLVES = """
import importlib, pkgutil
import horarium.kernels as package
from horarium.formats import read_problem
from horarium.questions import Desk
from horarium.solve import solve
from horarium.testing import random_lectures, random_problem
from horarium.university import generate

problems = [generate("demo"), random_problem(3), random_lectures(3)]
for problem in problems:
    first = solve(problem, iterations=30_000, threads=2, on_progress=lambda document: None)
    solve(problem, iterations=2_000, initial=first.solution)
    solve(problem, iterations=400_000, threads=2)
    for solver in ("genetic", "hierarchical"):
        solve(problem, iterations=30_000, solver=solver)
    Desk(problem, first.solution).suggest(next(iter(problem.classes)))
found = pkgutil.walk_packages(package.__path__, package.__name__ + ".")
names = [module.name for module in found]
kernels = [
    (f"{name}.{key}", kernel)
    for name in names
    for key, kernel in vars(importlib.import_module(name)).items()
    if hasattr(kernel, "stats")
]
assert len(kernels) > 20
print(sorted({name for name, kernel in kernels if kernel.stats.cache_misses}))
"""


def test_after_warming_no_solve_compiles_anything(tmp_path: Path) -> None:
    bare = {**os.environ, "HORARIUM_CACHE": str(tmp_path)}
    subprocess.run([sys.executable, "-m", "horarium.warm"], check=True, timeout=190, env=bare)
    assert list(tmp_path.rglob(kernel_cache.warm_mark().name))
    done = subprocess.run(
        [sys.executable, "-c", SOLVES], capture_output=True, text=True, timeout=100, env=bare
    )
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.long
def test_the_first_solve_of_a_bare_installation_compiles_before_its_clock_starts(
    tmp_path: Path,
) -> None:
    classes = [make_class(id, at("10000", 4), at("01000", 4), rooms=["r"]) for id in "ab"]
    write_problem(make_problem(classes, rooms=[Room("r", 9)]), tmp_path / "easy.json")
    command = [sys.executable, "-m", "horarium.cli", "solve", "easy.json"]
    began = time.monotonic()
    done = subprocess.run(
        [*command, "--time-limit", "4", "--json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "HORARIUM_CACHE": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[0].startswith("horarium: compiling the search, once")
    result = json.loads(done.stdout)
    assert result["seconds"] < 6
    assert time.monotonic() - began > result["seconds"] + 5
