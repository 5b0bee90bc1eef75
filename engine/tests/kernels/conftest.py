"""What the kernels' tests share."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest


@pytest.fixture
def without_jit() -> Callable[[str], None]:
    """Runs a file of tests again, its kernels as plain Python, and fails when they do."""
    if os.environ.get("NUMBA_DISABLE_JIT") == "1":
        pytest.skip("is what the other run is")

    def run(file: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:randomly", file],
            env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
            capture_output=True,
            text=True,
            timeout=280,
        )
        assert done.returncode == 0, done.stdout[-3000:]

    return run
