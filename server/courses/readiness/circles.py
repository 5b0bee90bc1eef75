"""Orders that lead back to where they began."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from uuid import UUID


def circles(before: dict[UUID, set[UUID]]) -> Iterator[list[UUID]]:
    """Rows that must come before each other in a circle, each after the next; the first twice.

    `before` has by row those that come before it; a link of each circle is taken out of it.
    """
    while True:
        try:
            TopologicalSorter(before).prepare()
        except CycleError as error:
            circle: list[UUID] = error.args[1]
            yield circle
            # Look for others without this one.
            before[circle[1]].discard(circle[0])
        else:
            return
