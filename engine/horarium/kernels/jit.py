"""The two decorators of all kernels. Their machine code is kept, see `kernel_cache`."""

from collections.abc import Callable
from typing import Any

import numba

from horarium.kernel_cache import cache_folder

_config: Any = numba.config


def kernel(function: Callable[..., Any]) -> Any:
    """A function of arrays; integers only, so that every machine computes the same."""
    elsewhere, _config.CACHE_DIR = _config.CACHE_DIR, str(cache_folder())
    try:
        return numba.njit(cache=True, nogil=True)(function)
    finally:
        _config.CACHE_DIR = elsewhere


inline = kernel
"""A kernel that is compiled into its callers: for the innermost steps."""
