"""The two decorators of all kernels. Their machine code is kept, see `kernel_cache`."""

from numba import njit

kernel = njit(cache=True, nogil=True)
"""A function of arrays; integers only, so that every machine computes the same."""

inline = njit(cache=True, nogil=True)
"""A kernel that is compiled into its callers: for the innermost steps."""
