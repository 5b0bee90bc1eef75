"""The text files of the International Timetabling Competition 2007, track 3.

Formulation UD2 of curriculum-based course timetabling (Di Gaspero, McCollum,
Schaerf 2007). Every lecture of a course becomes a class in a subpart of its
own, named after the course and its number: `c0001-2`.
"""

from horarium.formats.itc2007.read import read_problem, read_solution
from horarium.formats.itc2007.write import encode_problem, encode_solution

__all__ = [
    "encode_problem",
    "encode_solution",
    "read_problem",
    "read_solution",
]
