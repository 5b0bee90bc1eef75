"""Temperatures of the annealing: integers, the same on every machine.

Temperatures are in 1/1024 of cost. `Decimal`'s exponential is correctly rounded,
unlike the platform's.
"""

from decimal import Decimal
from functools import cache

import numpy as np
from numpy.typing import NDArray

from horarium.stop import MILLION

SCALE = 1024


@cache
def minus_logs() -> NDArray[np.int64]:
    """-ln(u) in 1/1024, for u at the middles of 4096 equal parts of (0, 1)."""
    values = [
        int((-(Decimal(2 * i + 1) / 8192).ln() * SCALE).to_integral_value())
        for i in range(4096)
    ]
    return np.array(values, np.int64)


def cooled(hot: int, cold: int, used: int) -> int:
    """The temperature after `used` millionths of a geometric cooling from hot to cold."""
    ratio = (Decimal(cold) / Decimal(hot)).ln() * used / MILLION
    return round(Decimal(hot) * ratio.exp())
