"""Every constraint kind on cases computed by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest

from horarium.constraints import KINDS, PairKind, SetKind, register
from horarium.problem import Calendar, Room
from horarium.solution import Placement
from horarium.testing import at, make_problem
from horarium_contracts import constraint_kinds

ROOMS = (
    Room("near", 10, (), {"far": 3}),
    Room("far", 10, (), {"near": 3}),
)
PROBLEM = make_problem([], rooms=ROOMS, calendar=Calendar(2, 5, 20))


@dataclass(frozen=True)
class Case:
    """Placements, and whether the pair holds or by how much the set is off."""

    says: str
    placements: Sequence[Placement]
    expected: int
    parameters: tuple[int, ...] = ()


def pl(
    days: str, start: int, length: int = 2, weeks: str = "11", room: str | None = None
) -> Placement:
    return Placement(at(days, start, length, weeks), room)


def pair(says: str, a: Placement, b: Placement, holds: bool, *parameters: int) -> Case:
    return Case(says, (a, b), holds, parameters)


MO, TU, MOWE, MOTU = "10000", "01000", "10100", "11000"

CASES: Mapping[str, Sequence[Case]] = {
    "SameStart": (
        pair("equal starts on other days hold", pl(MO, 4), pl(TU, 4, 5), True),
        pair("a slot apart does not", pl(MO, 4), pl(MO, 5), False),
    ),
    "SameTime": (
        pair("the second within the first holds", pl(MO, 4, 6), pl(TU, 5, 2), True),
        pair("the first within the second holds", pl(MO, 5, 2), pl(TU, 4, 6), True),
        pair("reaching a slot beyond does not", pl(MO, 4, 3), pl(MO, 5, 3), False),
    ),
    "DifferentTime": (
        pair("one after the other holds", pl(MO, 4, 2), pl(MO, 6, 2), True),
        pair("a common slot on other days does not", pl(MO, 4, 2), pl(TU, 5, 2), False),
        pair("nor in other weeks", pl(MO, 4, weeks="10"), pl(MO, 4, weeks="01"), False),
    ),
    "SameDays": (
        pair("a subset holds", pl(MO, 4), pl(MOWE, 4), True),
        pair("either way", pl(MOWE, 4), pl(MO, 4), True),
        pair("a common day is not enough", pl(MOWE, 4), pl(MOTU, 4), False),
    ),
    "DifferentDays": (
        pair("no common day holds", pl(MO, 4), pl(TU, 4), True),
        pair("one common day does not", pl(MOWE, 4), pl(MOTU, 4), False),
        pair("even in other weeks", pl(MO, 4, weeks="10"), pl(MO, 9, weeks="01"), False),
    ),
    "SameWeeks": (
        pair("a subset holds", pl(MO, 4, weeks="10"), pl(TU, 9, weeks="11"), True),
        pair("disjoint weeks do not", pl(MO, 4, weeks="10"), pl(MO, 4, weeks="01"), False),
    ),
    "DifferentWeeks": (
        pair("no common week holds", pl(MO, 4, weeks="10"), pl(MO, 4, weeks="01"), True),
        pair("a common week on other days does not", pl(MO, 4), pl(TU, 9, weeks="10"), False),
    ),
    "Overlap": (
        pair("a common slot, day and week holds", pl(MOWE, 4, 3), pl(MO, 6, 3), True),
        pair("touching does not", pl(MO, 4, 2), pl(MO, 6, 2), False),
        pair("other days do not", pl(MO, 4), pl(TU, 4), False),
        pair("other weeks do not", pl(MO, 4, weeks="10"), pl(MO, 4, weeks="01"), False),
    ),
    "NotOverlap": (
        pair("a common slot, day and week does not", pl(MOWE, 4, 3), pl(MO, 6, 3), False),
        pair("touching holds", pl(MO, 4, 2), pl(MO, 6, 2), True),
        pair("other days hold", pl(MO, 4), pl(TU, 4), True),
        pair("other weeks hold", pl(MO, 4, weeks="10"), pl(MO, 4, weeks="01"), True),
    ),
    "SameRoom": (
        pair("one room holds", pl(MO, 4, room="near"), pl(TU, 4, room="near"), True),
        pair("two rooms do not", pl(MO, 4, room="near"), pl(TU, 4, room="far"), False),
        pair("two classes without a room hold", pl(MO, 4), pl(TU, 4), True),
        pair("a room and none do not", pl(MO, 4, room="near"), pl(TU, 4), False),
    ),
    "DifferentRoom": (
        pair("two rooms hold", pl(MO, 4, room="near"), pl(TU, 4, room="far"), True),
        pair("one room does not", pl(MO, 4, room="near"), pl(TU, 4, room="near"), False),
        pair("two classes without a room do not", pl(MO, 4), pl(TU, 4), False),
        pair("a room and none hold", pl(MO, 4, room="near"), pl(TU, 4), True),
    ),
    "SameAttendees": (
        pair(
            "just enough time to walk holds",
            pl(MO, 4, 2, room="near"),
            pl(MO, 9, 2, room="far"),
            True,
        ),
        pair(
            "a slot less does not", pl(MO, 4, 2, room="near"), pl(MO, 8, 2, room="far"), False
        ),
        pair("backwards neither", pl(MO, 8, 2, room="far"), pl(MO, 4, 2, room="near"), False),
        pair("without rooms nobody walks", pl(MO, 4, 2), pl(MO, 6, 2), True),
        pair("without rooms they still may not overlap", pl(MO, 4, 2), pl(MO, 5, 2), False),
        pair(
            "other weeks hold",
            pl(MO, 4, weeks="10", room="near"),
            pl(MO, 4, weeks="01", room="far"),
            True,
        ),
    ),
    "Precedence": (
        pair("an earlier day holds", pl(MO, 9), pl(TU, 4), True),
        pair("a later day does not", pl(TU, 4), pl(MO, 9), False),
        pair("only the first day counts", pl(MOWE, 9), pl(TU, 4), True),
        pair(
            "the first week comes before the day",
            pl(TU, 4, weeks="10"),
            pl(MO, 4, weeks="01"),
            True,
        ),
        pair("on one day the end counts", pl(MO, 4, 2), pl(MO, 6, 2), True),
        pair("and may not reach into the other", pl(MO, 4, 3), pl(MO, 6, 2), False),
    ),
    "WorkDay": (
        pair("from first start to last end, within", pl(MO, 4, 2), pl(MO, 9, 3), True, 8),
        pair("a slot longer does not hold", pl(MO, 4, 2), pl(MO, 9, 3), False, 7),
        pair("other days always hold", pl(MO, 0), pl(TU, 18), True, 1),
        pair("one class inside the other", pl(MO, 4, 9), pl(MO, 5, 1), False, 8),
    ),
    "MinGap": (
        pair("just the gap holds", pl(MO, 4, 2), pl(MO, 9, 2), True, 3),
        pair("a slot less does not", pl(MO, 4, 2), pl(MO, 8, 2), False, 3),
        pair("backwards neither", pl(MO, 8, 2), pl(MO, 4, 2), False, 3),
        pair(
            "other weeks always hold",
            pl(MO, 4, weeks="10"),
            pl(MO, 4, weeks="01"),
            True,
            3,
        ),
    ),
    "MaxDays": (
        Case("three days of two allowed", (pl(MOWE, 4), pl(TU, 9)), 1, (2,)),
        Case("as many as allowed", (pl(MOWE, 4), pl(MO, 9)), 0, (2,)),
        Case(
            "weeks make no difference", (pl(MO, 4, weeks="10"), pl(TU, 4, weeks="01")), 1, (1,)
        ),
    ),
    "MaxDayLoad": (
        Case("each slot over, each week", (pl(MO, 4, 5), pl(MO, 10, 4)), 4, (7,)),
        Case(
            "only in the week and on the day where both meet",
            (pl(MOWE, 4, 5), pl(MO, 10, 4, weeks="01")),
            2,
            (7,),
        ),
        Case(
            "overlapping classes count twice", (pl(MO, 4, 5, "10"), pl(MO, 4, 5, "10")), 3, (7,)
        ),
        Case("just full", (pl(MO, 4, 5), pl(MO, 10, 2)), 0, (7,)),
    ),
    "MaxWeekLoad": (
        Case("each slot over", (pl(MOWE, 4, 5, "10"), pl(TU, 10, 4, "10")), 4, (10,)),
        Case("each week for itself", (pl(MOWE, 4, 5), pl(TU, 10, 4, weeks="01")), 6, (9,)),
        Case("hours at one time count twice", (pl(MO, 4, 5, "10"),) * 2, 3, (7,)),
        Case("just full", (pl(MO, 4, 5), pl(TU, 10, 2)), 0, (7,)),
    ),
    "MaxBreaks": (
        Case(
            "two long breaks of one allowed, in one week",
            (pl(MO, 0, 2, "10"), pl(MO, 5, 2, "10"), pl(MO, 10, 2, "10")),
            1,
            (1, 2),
        ),
        Case(
            "a gap as long as allowed is no break",
            (pl(MO, 0, 2, "10"), pl(MO, 4, 2, "10"), pl(MO, 10, 2, "10")),
            0,
            (1, 2),
        ),
        Case("no break allowed, both weeks", (pl(MO, 0), pl(MO, 9)), 2, (0, 2)),
        Case("days apart are no break", (pl(MO, 0), pl(TU, 9)), 0, (0, 2)),
        Case(
            "a short class inside a long one does not shorten its block",
            (pl(MO, 0, 8, "10"), pl(MO, 1, 1, "10"), pl(MO, 9, 2, "10")),
            0,
            (0, 2),
        ),
    ),
    "MaxBlock": (
        Case("too long a block, both weeks", (pl(MO, 0, 3), pl(MO, 4, 3)), 2, (6, 1)),
        Case("as long as allowed", (pl(MO, 0, 3), pl(MO, 4, 3)), 0, (7, 1)),
        Case("a longer gap ends the block", (pl(MO, 0, 3), pl(MO, 5, 3)), 0, (6, 1)),
        Case("one class alone is no block", (pl(MO, 0, 9), pl(TU, 0, 9)), 0, (6, 1)),
        Case(
            "each block counts once, however long",
            (pl(MO, 0, 3), pl(MO, 3, 9), pl(MOTU, 15, 2), pl(MOTU, 17, 3)),
            2,
            (5, 1),
        ),
    ),
    "MaxConcurrent": (
        Case("two classes over in one span", (pl(MO, 4, 2, "10"),) * 3, 2, (1, 4)),
        Case("both weeks and both days count", (pl(MOTU, 4, 2),) * 2, 4, (1, 4)),
        Case(
            "a class counts in every span that it touches",
            (pl(MO, 3, 2, "10"), pl(MO, 0, 8, "10")),
            2,
            (1, 4),
        ),
        Case("a span ends before the next begins", (pl(MO, 0, 4), pl(MO, 4, 4)), 0, (1, 4)),
        Case("as many as allowed", (pl(MO, 4), pl(MO, 4)), 0, (2, 4)),
    ),
    "MinimumWorkingDays": (
        Case("two days of four", (pl(MO, 4), pl(TU, 4), pl(MO, 6)), 2, (4,)),
        Case("enough days", (pl(MO, 4), pl(TU, 4)), 0, (2,)),
        Case("nothing placed", (), 3, (3,)),
    ),
    "CurriculumCompactness": (
        Case("touching meetings are not alone", (pl(MO, 4, 2), pl(MO, 6, 1)), 0),
        Case("a gap leaves both alone, each week", (pl(MO, 4, 2), pl(MO, 7, 1)), 4),
        Case("another day is no company", (pl(MO, 4, 2, "10"), pl(TU, 6, 1, "10")), 2),
        Case("nor is another week", (pl(MO, 4, 2, "10"), pl(MO, 6, 1, "01")), 2),
        Case("an overlapping meeting is no company", (pl(MO, 4, 2, "10"),) * 2, 2),
        Case(
            "one company is enough",
            (pl(MO, 4, 2, "10"), pl(MO, 6, 2, "10"), pl(MO, 9, 2, "10")),
            1,
        ),
    ),
    "RoomStability": (
        Case(
            "each room beyond the first",
            (pl(MO, 4, room="near"), pl(TU, 4, room="far"), pl(MO, 9, room="near")),
            1,
        ),
        Case("one room", (pl(MO, 4, room="near"), pl(TU, 4, room="near")), 0),
        Case("no room at all", (pl(MO, 4), pl(TU, 4)), 0),
    ),
}


def test_every_kind_has_cases_that_hold_and_that_do_not() -> None:
    assert CASES.keys() == KINDS.keys()
    for name, cases in CASES.items():
        assert len({bool(case.expected) for case in cases}) == 2, name


@pytest.mark.parametrize(
    ("name", "case"),
    [
        pytest.param(name, case, id=f"{name}: {case.says}")
        for name, cases in CASES.items()
        for case in cases
    ],
)
def test_kind_agrees_with_a_case_computed_by_hand(name: str, case: Case) -> None:
    kind = KINDS[name]
    assert len(case.parameters) == len(kind.parameters)
    if isinstance(kind, PairKind):
        a, b = case.placements
        assert kind.holds(PROBLEM, a, b, case.parameters) == bool(case.expected)
        if not kind.ordered:
            assert kind.holds(PROBLEM, b, a, case.parameters) == bool(case.expected)
    else:
        assert kind.excess(PROBLEM, case.placements, case.parameters) == case.expected
        backwards = tuple(reversed(case.placements))
        assert kind.excess(PROBLEM, backwards, case.parameters) == case.expected


def test_kinds_and_their_parameters_are_those_of_the_contract() -> None:
    ours = {
        kind.name: {
            "scope": kind.scope,
            "parameters": [
                {"name": p.name, "unit": p.unit, "minimum": p.minimum} for p in kind.parameters
            ],
            "component": kind.component,
        }
        for kind in KINDS.values()
    }
    theirs = {
        name: {
            "scope": kind["scope"],
            "parameters": kind["parameters"],
            "component": kind.get("component", "distribution"),
        }
        for name, kind in constraint_kinds().items()
    }
    assert ours == theirs


def test_every_kind_says_what_it_means_in_a_sentence() -> None:
    for kind in KINDS.values():
        assert kind.meaning[0].isupper()
        assert kind.meaning.endswith(".")


def test_a_kind_of_ones_own_can_be_registered_but_not_replace_another() -> None:
    kind = SetKind(
        "Test_AtMostTwo", "At most two.", lambda _p, placed, _: max(0, len(placed) - 2)
    )
    try:
        assert register(kind) is KINDS["Test_AtMostTwo"]
        with pytest.raises(ValueError, match="Test_AtMostTwo"):
            register(kind)
    finally:
        del KINDS["Test_AtMostTwo"]
