"""Random integers: SplitMix64 (Steele, Lea, Flood 2014), the same on every machine."""

import numpy as np

from horarium.kernels.jit import inline

_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_1 = np.uint64(1)
_30 = np.uint64(30)
_27 = np.uint64(27)
_31 = np.uint64(31)
_32 = np.uint64(32)


@inline
def next_bits(rng):
    """64 random bits; `rng` is the generator's state, an array of one uint64."""
    rng[0] += _STEP
    z = rng[0]
    z = (z ^ (z >> _30)) * _MIX_1
    z = (z ^ (z >> _27)) * _MIX_2
    return z ^ (z >> _31)


@inline
def next_integer(rng):
    """A random integer in 0..2**63-1."""
    return np.int64(next_bits(rng) >> _1)


@inline
def below(rng, n):
    """A random integer in 0..n-1, for n up to 2**31."""
    return np.int64(((next_bits(rng) >> _32) * np.uint64(n)) >> _32)
