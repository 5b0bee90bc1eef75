"""Where the kernels' machine code is kept, and whether it is there. Imports no Numba.

Numba's own cache does not notice when a kernel that another one calls was
changed in a different file. So machine code goes to a folder whose name is a
hash of every kernel's source, and the folders of older sources are removed
when a new one is warmed up.
"""

import hashlib
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

_KERNELS = Path(__file__).parent / "kernels"


@cache
def source_hash() -> str:
    """A name for the present state of all kernels and of Numba."""
    digest = hashlib.sha256(version("numba").encode())
    for path in sorted(_KERNELS.rglob("*.py")):
        digest.update(path.relative_to(_KERNELS).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def cache_root() -> Path:
    """The first of the places that can be written to.

    HORARIUM_CACHE, beside the kernels, the user's cache (for a read-only
    installation), and the system's folder of temporary files.
    """
    places = list(_places())
    return next((place for place in places if _is_writable(place)), places[-1])


def cache_folder() -> Path:
    """The folder of machine code of the present sources."""
    return cache_root() / source_hash()


def remove_stale() -> None:
    """Delete machine code of sources that are no longer these."""
    root = cache_root()
    for folder in root.iterdir() if root.is_dir() else ():
        if folder.name != source_hash():
            shutil.rmtree(folder, ignore_errors=True)


def warm_mark() -> Path:
    """The file that exists once every kernel was compiled, for this Python and processor."""
    return cache_folder() / f"warm-{sys.implementation.cache_tag}-{_processor()}"


def _places() -> Iterator[Path]:
    if given := os.environ.get("HORARIUM_CACHE"):
        yield Path(given) / "kernels"
    yield _KERNELS / "__pycache__" / "machine"
    home = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache")
    with suppress(RuntimeError):  # raised where there is no home
        yield home.expanduser() / "horarium" / "kernels"
    yield Path(tempfile.gettempdir()) / f"horarium-{os.getuid()}" / "kernels"


def _is_writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError:
        return False
    return True


def _processor() -> str:
    """A name for what this processor can do: Numba compiles for exactly that."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        told = next(line for line in lines if line.startswith(("flags", "Features", "isa")))
    except (OSError, StopIteration):
        told = f"{platform.machine()} {platform.processor()}"
    return hashlib.sha256(told.encode()).hexdigest()[:8]
