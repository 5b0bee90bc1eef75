from dataclasses import replace

from generation.selection import Ended, Selection, select, to_replace
from generation.states import JobState, Outcome, SolveKind

DONE = Ended(SolveKind.PREPARE)
PROVED = Ended(SolveKind.PREPARE, infeasible=True)
GOOD = Ended(SolveKind.VARIANT, hard=0, total=10)
BETTER = Ended(SolveKind.VARIANT, hard=0, total=5)
BROKEN = Ended(SolveKind.VARIANT, hard=2, total=1)
EMPTY = Ended(SolveKind.VARIANT)


def test_a_job_succeeds_when_every_variant_is_valid_and_ranks_them_by_cost() -> None:
    expected = Selection(JobState.SUCCEEDED, Outcome.TIMETABLES, (None, 2, 1))
    assert select([DONE, GOOD, BETTER], cancelled=False) == expected


def test_violations_rank_behind_any_cost() -> None:
    selection = select([DONE, BROKEN, GOOD], cancelled=False)
    assert selection == Selection(JobState.PARTIAL, Outcome.TIMETABLES, (None, 2, 1))


def test_a_missing_variant_makes_the_job_partial() -> None:
    selection = select([DONE, GOOD, EMPTY], cancelled=False)
    assert selection == Selection(JobState.PARTIAL, Outcome.TIMETABLES, (None, 1, None))


def test_without_any_timetable_the_job_failed() -> None:
    selection = select([DONE, EMPTY, EMPTY], cancelled=False)
    assert selection == Selection(JobState.FAILED, Outcome.NOTHING, (None, None, None))


def test_proved_infeasibility_is_an_answer() -> None:
    selection = select([PROVED, EMPTY], cancelled=False)
    assert selection == Selection(JobState.SUCCEEDED, Outcome.INFEASIBLE, (None, None))


def test_a_valid_timetable_refutes_a_proof_of_infeasibility() -> None:
    assert select([PROVED, GOOD], cancelled=False).outcome == Outcome.TIMETABLES


def test_a_cancelled_job_is_partial_only_when_a_timetable_is_kept() -> None:
    assert select([DONE, EMPTY], cancelled=True).state == JobState.CANCELLED
    assert select([DONE, BROKEN, EMPTY], cancelled=True).state == JobState.PARTIAL
    assert select([DONE, GOOD], cancelled=True).state == JobState.PARTIAL


def test_what_a_stopped_preparation_found_is_kept_as_a_timetable() -> None:
    start = Ended(SolveKind.PREPARE, hard=0, total=30)
    expected = Selection(JobState.PARTIAL, Outcome.TIMETABLES, (1, None))
    assert select([start, EMPTY], cancelled=True) == expected


def test_what_was_left_out_is_not_missing_nor_what_it_replaced() -> None:
    out = replace(EMPTY, left_out=True)
    assert select([DONE, GOOD, BETTER, out], cancelled=False).state == JobState.SUCCEEDED
    again = replace(out, replaces=3)
    assert select([DONE, GOOD, BETTER, EMPTY, again], cancelled=False).state == (
        JobState.SUCCEEDED
    )


def test_a_faulty_variant_is_ordered_anew_once() -> None:
    assert to_replace([DONE, GOOD, GOOD, GOOD], [2, 3]) == [2, 3]
    again = replace(GOOD, replaces=2)
    assert to_replace([DONE, GOOD, GOOD, GOOD, again], [2, 3]) == [3]
    assert to_replace([DONE, GOOD, EMPTY, EMPTY], [1]) == [2, 1]
    assert to_replace([DONE, EMPTY, EMPTY], []) == []
    assert to_replace([PROVED, GOOD, GOOD], [2]) == []
