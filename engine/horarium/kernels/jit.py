"""The two decorators of all kernels, and where their machine code is kept.

Numba's own cache does not notice when a kernel that another one calls was
changed in a different file. So machine code goes to a folder whose name is a
hash of every kernel's source, and the folders of older sources are removed
when a new one is warmed up.
"""

import hashlib
import os
import shutil
from pathlib import Path

import numba
from numba import njit

_HERE = Path(__file__).parent


def source_hash() -> str:
    """A name for the present state of all kernels and of Numba."""
    digest = hashlib.sha256(numba.__version__.encode())
    for path in sorted(_HERE.rglob("*.py")):
        digest.update(str(path.relative_to(_HERE)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def cache_root() -> Path:
    """HORARIUM_CACHE, else beside the kernels, else (read-only) in the user's cache."""
    if given := os.environ.get("HORARIUM_CACHE"):
        return Path(given) / "kernels"
    if os.access(_HERE, os.W_OK):
        return _HERE / "__pycache__" / "machine"
    return Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser() / "horarium/kernels"


def remove_stale() -> None:
    """Delete machine code of sources that are no longer these."""
    root = cache_root()
    for folder in root.iterdir() if root.is_dir() else ():
        if folder.name != source_hash():
            shutil.rmtree(folder, ignore_errors=True)


CACHE = cache_root() / source_hash()

kernel = njit(cache=True, nogil=True)
"""A function of arrays; integers only, so that every machine computes the same."""

inline = njit(cache=True, nogil=True)
"""A kernel that is compiled into its callers: for the innermost steps."""
