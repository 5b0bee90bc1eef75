"""Many timetables at once on an NVIDIA GPU, in CUDA kernels by numba-cuda (docs/solvers.md).

    rows      timetables side by side in the card's memory, and how kernels read them
    kernels   the search: a block of threads for each timetable
    card      the driver: every call that can fail, and one kind of failure
    search    the loop on the host: cooling, exchanges, the best kept

The kernels are those of `horarium.kernels`, compiled for the card from the same source.
Nothing here looks for a card before one is opened; only a solve imports it.
"""
