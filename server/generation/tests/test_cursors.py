import pytest

from generation.cursors import END, START, format_cursor, is_end, order, parse_cursor


def test_a_cursor_reads_back_as_the_positions_it_was_made_of() -> None:
    positions = ["1700000000000-0", START, "1700000000001-12"]
    assert parse_cursor(format_cursor(positions), 3) == positions


def test_a_cursor_from_before_a_solve_was_ordered_still_holds() -> None:
    assert parse_cursor("1-0", 2) == ["1-0"]


@pytest.mark.parametrize("text", ["", "x", "1-0_2-0_3-0", "1-0_$", "1-0_-1", END])
def test_what_does_not_fit_is_no_cursor(text: str) -> None:
    assert parse_cursor(text, 2) == []


def test_only_the_last_event_of_a_finished_job_is_the_end() -> None:
    assert is_end(format_cursor([END, "5-0"]))
    assert not is_end(format_cursor(["5-0", "5-0"]))


def test_entries_sort_by_time_and_then_sequence() -> None:
    assert sorted(["10-2", "9-11", "10-10"], key=order) == ["9-11", "10-2", "10-10"]
