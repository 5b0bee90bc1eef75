"""Native kernels of the search: functions of flat arrays, compiled by Numba.

Importing this package imports Numba; nothing outside the search does.
"""

from typing import Any

import numba

from horarium.kernel_cache import cache_folder

_config: Any = numba.config
_elsewhere = _config.CACHE_DIR
_config.CACHE_DIR = str(cache_folder())
try:
    from horarium.kernels import (
        anneal,
        construct,
        moves,
        pairs,
        periods,
        placing,
        sets,
        students,
        table,
    )
finally:
    _config.CACHE_DIR = _elsewhere

__all__ = [
    "anneal",
    "construct",
    "moves",
    "pairs",
    "periods",
    "placing",
    "sets",
    "students",
    "table",
]
