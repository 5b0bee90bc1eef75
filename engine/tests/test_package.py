"""The package as a whole: what it exports, and how light it is to import."""

import subprocess
import sys

import horarium


def run(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout.strip()


def test_every_exported_name_exists() -> None:
    for name in horarium.__all__:
        assert getattr(horarium, name) is not None


def test_importing_the_package_and_the_command_line_brings_no_numba() -> None:
    code = "import sys, horarium, horarium.cli; print({'numba', 'numpy'} & set(sys.modules))"
    assert run(code) == "set()"


def test_solve_stays_callable_however_the_package_was_imported() -> None:
    for first in ("import horarium.solve", "from horarium.solve import solve", "pass"):
        assert run(f"{first}; import horarium; print(callable(horarium.solve))") == "True"
