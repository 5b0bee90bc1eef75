"""A problem of two classes, and a result that solves it, as documents."""

from collections.abc import Mapping
from typing import Any

from audit.selectors import data_version
from campus.models import Term
from courses.clock import Clock
from timetables.models import Timetable
from timetables.services import store_result


def problem_document() -> dict[str, Any]:
    def times(*starts: int) -> list[dict[str, Any]]:
        return [
            {"weeks": "1101", "days": "10100", "start": start, "length": 10} for start in starts
        ]

    hours = times(*range(0, 72, 12))

    def course(id: str, *classes: dict[str, Any]) -> dict[str, Any]:
        subpart = {"id": f"{id}-s", "classes": list(classes)}
        return {"id": id, "configs": [{"id": f"{id}-c", "subparts": [subpart]}]}

    return {
        "format": "horarium-problem",
        "version": 1,
        "name": "small",
        "time": {
            "weeks": 4,
            "days": 5,
            "slots_per_day": 120,
            "slot_minutes": 5,
            "day_start": 480,
        },
        "weights": {"time": 1, "room": 1, "distribution": 1, "student": 1},
        "rooms": [{"id": "r1", "capacity": 30}, {"id": "r2", "capacity": 10}],
        "courses": [
            course("phy", {"id": "phy-1", "times": hours, "rooms": [{"id": "r1"}]}),
            course("his", {"id": "his-1", "times": hours, "needs_room": False}),
        ],
        "students": [
            {"id": "s1", "courses": ["phy", "his"]},
            {"id": "s2", "courses": ["phy"]},
        ],
        "constraints": [],
        "institution": {
            "name": "Small university",
            "timezone": "Europe/Berlin",
            "term": {"name": "Autumn", "first_day": "2026-10-05"},
            "departments": [{"id": "PHY", "name": "Physics"}, {"id": "HIS", "name": "History"}],
            "programmes": [{"id": "bsc", "name": "BSc", "department": "PHY"}],
            "cohorts": [
                {
                    "id": "bsc-1",
                    "name": "BSc 1",
                    "programme": "bsc",
                    "year": 1,
                    "students": ["s2"],
                }
            ],
            "rooms": {"r1": {"name": "Hall 1"}, "r2": {"name": "Room 2"}},
            "courses": {
                "phy": {"name": "Mechanics", "code": "PHY101", "department": "PHY"},
                "his": {"name": "Empires", "code": "HIS101", "department": "HIS"},
            },
            "subparts": {"phy-s": {"part": "lecture"}, "his-s": {"part": "tutorial"}},
            "instructors": [
                {
                    "id": "i1",
                    "name": "Lecturer PHY-01",
                    "department": "PHY",
                    "classes": ["phy-1"],
                }
            ],
        },
    }


def result_document(hard: int = 0, total: int = 7) -> dict[str, Any]:
    """The `result` of a callback: both classes placed, both students attending.

    Another total is that of another timetable.
    """

    def placed(id: str, start: int, room: str | None) -> dict[str, Any]:
        time = {"weeks": "1101", "days": "10100", "start": start, "length": 10}
        return {"id": id, **time, "room": room}

    return {
        "solution": {
            "format": "horarium-solution",
            "version": 1,
            "problem": "small",
            "classes": [placed("phy-1", 0, "r1"), placed("his-1", 5 + total, None)],
            "students": {"s1": ["phy-1", "his-1"], "s2": ["phy-1"]},
        },
        "score": {"total": total, "hard": hard, "components": {"time": total}},
        "measures": {"room_fit": 0.5},
        "history": [[0.5, 1, 20], [1.0, hard, total]],
        "solver": {
            "name": "search",
            "seed": 1,
            "engine_version": "0.1",
            "seconds": 1.5,
            "iterations": 100,
        },
    }


def stored(term: Term, name: str, result: Mapping[str, Any], clock: Clock) -> Timetable:
    """The timetable of a result of the data as that is now."""
    return store_result(term, name, result, clock, scored_of=data_version())
