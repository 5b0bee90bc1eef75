"""A small problem document for tests, as the generation service writes them."""

import copy
from typing import Any

ALL = {"weeks": "1111", "days": "1010000"}


def _class(id: str, *starts: int, **more: Any) -> dict[str, Any]:
    return {
        "id": id,
        "limit": 30,
        "parent": None,
        "needs_room": True,
        "rooms": [{"id": "R1", "penalty": 0}, {"id": "R2", "penalty": 3}],
        "times": [{**ALL, "start": start, "length": 10, "penalty": 0} for start in starts],
        **more,
    }


_COMPETITION: dict[str, Any] = {
    "format": "horarium-problem",
    "version": 1,
    "name": "tiny",
    "origin": "itc2019",
    "time": {"weeks": 4, "days": 7, "slots_per_day": 288, "slot_minutes": 5, "day_start": 0},
    "weights": {"time": 2, "room": 1, "distribution": 5, "student": 10, "capacity": 0},
    "rooms": [
        {
            "id": "R1",
            "capacity": 40,
            "unavailable": [{**ALL, "start": 150, "length": 24}],
            "travel": {"R2": 2},
        },
        {"id": "R2", "capacity": 25},
    ],
    "courses": [
        {
            "id": "MATH",
            "configs": [
                {
                    "id": "MATH-config",
                    "subparts": [
                        {"id": "MATH-lec", "classes": [_class("M1", 96, 120)]},
                        {
                            "id": "MATH-tut",
                            "classes": [
                                _class("M2", 108, parent="M1", limit=None),
                                _class("M3", 132, needs_room=False, rooms=[]),
                            ],
                        },
                    ],
                }
            ],
        },
        {
            "id": "PHYS",
            "configs": [
                {
                    "id": "PHYS-config",
                    "subparts": [{"id": "PHYS-lab", "classes": [_class("P1", 96)]}],
                }
            ],
        },
    ],
    "students": [
        {"id": "S1", "courses": ["PHYS", "MATH"]},
        {"id": "S2", "courses": ["MATH"]},
        {"id": "S3", "courses": []},
    ],
    "constraints": [
        {
            "id": "D1",
            "kind": "MaxBreaks",
            "parameters": {"breaks": 1, "slots": 6},
            "required": False,
            "penalty": 4,
            "classes": ["P1", "M1"],
        },
        {
            "id": "D2",
            "kind": "Precedence",
            "parameters": {},
            "required": True,
            "penalty": 0,
            "classes": ["M1", "M3"],
        },
    ],
}

_INSTITUTION: dict[str, Any] = {
    "name": "First",
    "timezone": "UTC",
    "term": {"name": "Autumn", "first_day": "2026-08-03"},
    "departments": [{"id": "mat", "name": "Mathematics"}, {"id": "phy", "name": "Physics"}],
    "programmes": [{"id": "bsc", "name": "B.Sc.", "department": "mat"}],
    "cohorts": [
        {
            "id": "bsc-1",
            "name": "B.Sc. 1",
            "programme": "bsc",
            "year": 1,
            "students": ["S1", "S2"],
        }
    ],
    "buildings": [
        {"id": "B1", "name": "Block 1", "x": 0.0, "y": 0.0},
        {"id": "B2", "name": "Block 2", "x": 300.0, "y": 400.0},
    ],
    "rooms": {
        "R1": {"name": "R1", "building": "B1", "type": "hall"},
        "R2": {"name": "R2", "building": "B2", "department": "mat", "type": "lab"},
    },
    "courses": {
        "MATH": {
            "name": "Algebra",
            "code": "MATH",
            "department": "mat",
            "type": "core",
            "credits": 4,
        },
        "PHYS": {
            "name": "Optics",
            "code": "PHYS",
            "department": "phy",
            "type": "elective",
            "credits": 2.5,
        },
    },
    "subparts": {
        "MATH-lec": {"part": "lecture"},
        "MATH-tut": {"part": "tutorial"},
        "PHYS-lab": {"part": "lab"},
    },
    "instructors": [
        {
            "id": "mat-1",
            "name": "Lecturer MAT-01",
            "department": "mat",
            "classes": ["M1", "M2"],
            "preferences": [{**ALL, "start": 96, "length": 12, "penalty": 2}],
        },
        {
            "id": "phy-1",
            "name": "Lecturer PHY-01",
            "department": "phy",
            "classes": ["P1"],
            "preferences": [],
        },
    ],
}


def competition() -> dict[str, Any]:
    """Two courses, four classes, two rooms, three students, as in a competition file."""
    return copy.deepcopy(_COMPETITION)


def university() -> dict[str, Any]:
    """The same of an institution with names and people; 500 m apart, the rooms are 2 slots."""
    document = competition()
    document["name"], document["origin"] = "autumn", "native"
    del document["rooms"][0]["travel"]
    document["rooms"][0]["place"], document["rooms"][1]["place"] = "B1", "B2"
    document["travel"] = {"B1": {"B2": 2}}
    # Who takes no course takes no part.
    document["students"].pop()
    document["constraints"].insert(
        0,
        {
            "id": "instructor:mat-1",
            "kind": "SameAttendees",
            "parameters": {},
            "required": True,
            "penalty": 0,
            "classes": ["M1", "M2"],
            "derived_from": "instructor:mat-1",
        },
    )
    document["institution"] = copy.deepcopy(_INSTITUTION)
    # The lecturer would rather not teach at eight, on either day.
    lecture = document["courses"][0]["configs"][0]["subparts"][0]["classes"][0]
    lecture["times"][0]["penalty"] = 4
    return document
