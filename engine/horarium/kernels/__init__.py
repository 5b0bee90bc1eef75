"""Native kernels of the search: functions of flat arrays, compiled by Numba.

Importing any of its modules imports Numba; nothing outside the search does.
"""
