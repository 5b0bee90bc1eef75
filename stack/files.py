"""Files that hold secrets."""

from pathlib import Path
from tempfile import NamedTemporaryFile


def write_private(file: Path, text: str) -> None:
    """Replaces a file in one step; only its owner may read it."""
    with NamedTemporaryFile("w", dir=file.parent, delete=False) as new:  # made with mode 600
        new.write(text)
    Path(new.name).replace(file)
