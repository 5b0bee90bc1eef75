"""The GPU's solver without a GPU: in the simulator, and where there is none at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from horarium.cli import main
from horarium.solve import solve
from horarium.testing import random_problem


@pytest.mark.timeout(600)
def test_the_kernels_hold_in_the_cuda_simulator() -> None:
    """In a process of its own: Numba must know before it is imported."""
    file = Path(__file__).parent / "simulated.py"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:randomly", str(file)],
        env={**os.environ, "NUMBA_ENABLE_CUDASIM": "1"},
        capture_output=True,
        text=True,
        timeout=560,
    )
    assert done.returncode == 0, done.stdout[-3000:]


def test_without_a_card_the_cpu_searches_and_one_line_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from horarium.gpu.card import Card, GpuError

    def none(self: Card) -> None:
        raise GpuError("no usable card")

    monkeypatch.setattr(Card, "__init__", none)
    result = solve(random_problem(1), solver="gpu", iterations=2000)
    assert result.fallback == "gpu_unavailable"
    assert result.solution == solve(random_problem(1), iterations=2000).solution
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "searching on the CPU" in said


def test_asking_for_the_solver_by_name_looks_for_no_card() -> None:
    code = (
        "import sys, horarium; from horarium.solvers import choose; choose('gpu'); "
        "print('numba' in sys.modules or 'pynvml' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_the_benchmark_of_a_card_says_that_there_is_none(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "numba.cuda", None)
    assert main(["bench", "gpu", "no-such-file.json"]) == 1
    assert capsys.readouterr().err.startswith("horarium: gpu: the card failed (")
