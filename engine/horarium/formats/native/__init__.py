"""Horarium's own JSON documents: problem and solution, by their committed schemas."""

from horarium.formats.native.read import (
    UPGRADES,
    VERSION,
    parse,
    problem_from_document,
    read_problem,
    read_solution,
    solution_from_document,
)
from horarium.formats.native.times import time_document, time_from_document
from horarium.formats.native.write import (
    encode_problem,
    encode_solution,
    problem_document,
    solution_document,
)

__all__ = [
    "UPGRADES",
    "VERSION",
    "encode_problem",
    "encode_solution",
    "parse",
    "problem_document",
    "problem_from_document",
    "read_problem",
    "read_solution",
    "solution_document",
    "solution_from_document",
    "time_document",
    "time_from_document",
]
