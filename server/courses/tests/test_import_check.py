"""An institution that does not fit together is refused at its place."""

from typing import Any

import pytest

from config.errors import Refused
from courses.import_check import LONGEST, check_institution
from courses.tests.documents import competition, university


@pytest.mark.parametrize("document", [competition(), university()])
def test_a_sound_document_passes(document: dict[str, Any]) -> None:
    check_institution(document)


@pytest.mark.parametrize(
    ("path", "value", "code", "place"),
    [
        ("programmes.0.department", "x", "unknown_id", "institution.programmes[0].department"),
        ("cohorts.0.programme", "x", "unknown_id", "institution.cohorts[0].programme"),
        ("cohorts.0.students.1", "S9", "unknown_id", "institution.cohorts[0].students[1]"),
        ("cohorts.0.year", 10**6, "out_of_range", "institution.cohorts[0].year"),
        ("cohorts.0.year", -1, "out_of_range", "institution.cohorts[0].year"),
        ("rooms.R2.building", "x", "unknown_id", "institution.rooms.R2.building"),
        ("courses.PHYS.department", "x", "unknown_id", "institution.courses.PHYS.department"),
        (
            "instructors.1.classes.0",
            "P9",
            "unknown_id",
            "institution.instructors[1].classes[0]",
        ),
        ("departments.1.id", "mat", "duplicate_id", "institution.departments[1].id"),
        (
            "buildings.1.name",
            "n" * (LONGEST + 1),
            "max_length",
            "institution.buildings[1].name",
        ),
        (
            "courses.MATH.code",
            "n" * (LONGEST + 1),
            "max_length",
            "institution.courses.MATH.code",
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(
    path: str, value: Any, code: str, place: str
) -> None:
    document = university()
    *steps, last = path.split(".")
    at: Any = document["institution"]
    for step in steps:
        at = at[int(step)] if isinstance(at, list) else at[step]
    at[int(last) if isinstance(at, list) else last] = value
    with pytest.raises(Refused) as refused:
        check_institution(document)
    assert (refused.value.code, refused.value.parameters["place"]) == (code, place)
