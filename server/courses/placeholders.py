"""Students whom nobody has on record yet, as problem documents name them.

A cohort that expects more students than are known has a placeholder for each of the others:
its id is the cohort's with a number, counted on from those who are known.
"""

from typing import NamedTuple


class Placeholder(NamedTuple):
    """The external id of the cohort, and the number in it."""

    cohort: str
    place: int

    @property
    def id(self) -> str:
        return f"{self.cohort}/{self.place}"

    @classmethod
    def of(cls, id: str) -> "Placeholder | None":
        """The placeholder of that id; None for an id that none has."""
        cohort, slash, place = id.rpartition("/")
        is_place = slash and place.isascii() and place.isdigit() and len(place) < 10
        return cls(cohort, int(place)) if is_place else None
