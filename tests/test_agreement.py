"""What the server says before a generation is what the engine then scores."""

import pytest

from courses.readiness import together
from horarium.constraints import KINDS, PairKind
from horarium.problem import Time
from horarium.solution import Placement
from horarium.testing import make_problem

TIMES = [
    ("1111", "10000", 540, 60),
    ("1111", "10000", 600, 60),
    ("1111", "01000", 540, 120),
    ("1100", "01000", 660, 60),
    ("0011", "10100", 540, 60),
]
NUMBERS = {"WorkDay": 90, "MinGap": 30}
OF_ROOMS = {"SameRoom", "DifferentRoom"}


def placement(hours: tuple[str, str, int, int]) -> Placement:
    weeks, days = (int(bits[::-1], 2) for bits in hours[:2])
    return Placement(Time(weeks, days, hours[2], hours[3]))


def test_the_server_looks_at_every_kind_of_two_classes_but_those_of_rooms_alone() -> None:
    pairs = {name for name, kind in KINDS.items() if isinstance(kind, PairKind)}
    assert together.KINDS.keys() == pairs - OF_ROOMS


@pytest.mark.parametrize("kind", together.KINDS)
def test_two_times_can_keep_a_constraint_where_the_engine_says_that_it_holds(kind: str) -> None:
    constraint, number = KINDS[kind], NUMBERS.get(kind, 0)
    assert isinstance(constraint, PairKind)
    answers = set()
    for one in TIMES:
        for other in TIMES:
            known = together.Together()
            parts = (known.parts(kind, [hours]) for hours in (one, other))
            can = known.can_hold(kind, number, *parts)
            said = constraint.holds(
                make_problem([]), placement(one), placement(other), [number]
            )
            assert can == said, (one, other)
            answers.add(can)
    assert answers == {True, False}
