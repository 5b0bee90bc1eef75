"""Kernels for problems of periods: no two times overlap unless they are the same.

There a clash is a matter of a class and a period, and what a class would add to
a period can be kept in a table, so that a candidate move costs a few loads.
"""

from horarium.kernels.periods import anneal, moves

__all__ = ["anneal", "moves"]
