"""The smallest sets that prove something, against sets whose answer is known."""

import random
from collections.abc import Sequence

import pytest

from horarium.solvers.cp_sat.minimal import fewest, smallest


@pytest.mark.parametrize("seed", range(20))
def test_without_any_one_unit_nothing_is_proved_any_more(seed: int) -> None:
    rng = random.Random(seed)
    units = list(range(12))
    reasons = [set(rng.sample(units, rng.randint(1, 4))) for _ in range(3)]

    def proves(some: Sequence[int]) -> bool:
        return any(reason <= set(some) for reason in reasons)

    needed = smallest([], units, proves)
    assert proves(needed)
    assert not any(proves([u for u in needed if u != unit]) for unit in needed)


def test_nothing_is_needed_where_what_is_given_proves_it() -> None:
    assert smallest([1], [2, 3], lambda some: 1 in some) == []


@pytest.mark.parametrize("wanted", [1, 3, 7])
def test_of_interchangeable_units_as_few_are_kept_as_are_needed(wanted: int) -> None:
    assert len(fewest([], list(range(7)), lambda some: len(some) >= wanted)) == wanted
