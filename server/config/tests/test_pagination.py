"""A first page that holds all rows tells their number; else they are counted."""

from typing import Any

import pytest

from config.pagination import Counted


class Rows(list[int]):
    """As a query: it can be cut and counted."""

    counted = 0

    def count(self, *_of: Any) -> int:
        self.counted += 1
        return len(self)


@pytest.mark.parametrize(
    ("rows", "number", "shown", "more", "counted"),
    [
        (0, 1, 0, False, 0),
        (3, 1, 3, False, 0),
        (4, 1, 4, False, 0),
        (5, 1, 4, True, 1),
        (5, 2, 1, False, 1),
        (5, "1", 4, True, 1),
        (3, "1", 3, False, 0),
    ],
)
def test_a_page_knows_its_rows_and_their_number(
    rows: int, number: Any, shown: int, more: bool, counted: int
) -> None:
    found = Rows(range(rows))
    pages = Counted(found, 4)
    page = pages.page(number)
    assert (len(page), page.has_next(), pages.count) == (shown, more, rows)
    assert found.counted == counted
