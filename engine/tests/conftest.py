"""What the engine's tests share."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def datasets() -> Path:
    """The folder of public benchmark data, at HORARIUM_DATASETS or beside the repository."""
    beside = Path(__file__).parents[2].parent / "shared" / "data"
    folder = Path(os.environ.get("HORARIUM_DATASETS", beside))
    if not folder.is_dir():
        pytest.skip(f"the benchmark data is not at {folder}; set HORARIUM_DATASETS")
    return folder
