"""The XML of the International Timetabling Competition 2019.

Format: Müller, Rudová, Müllerová, "Real-world university course timetabling at
the International Timetabling Competition 2019" (2025). Slots, weeks and days are
kept exactly as the file has them.
"""

from horarium.formats.itc2019.read import read_problem, read_solution
from horarium.formats.itc2019.write import encode_problem, encode_solution

__all__ = ["encode_problem", "encode_solution", "read_problem", "read_solution"]
