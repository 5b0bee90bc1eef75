"""The engine's results become timetables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import DataError, IntegrityError, connection
from django.db.models import QuerySet

from accounts.database import unhurried
from campus.models import Cohort, Instructor, Room, Student, Term
from courses.clock import Clock
from courses.models import Class
from courses.placeholders import Placeholder
from courses.selectors import teaching_of
from timetables.models import Placement, Timetable


class ResultRefusedError(Exception):
    """A result that does not fit the term; `parameters` name the place."""

    def __init__(self, **parameters: Any) -> None:
        super().__init__(str(parameters))
        self.parameters = parameters


@unhurried()
def store_result(
    term: Term, name: str, result: Mapping[str, Any], clock: Clock, *, scored_of: str
) -> Timetable:
    """The draft timetable of a solve's `result` (callback document), with all of its rows.

    `clock` is the one of the problem that was solved, `scored_of` the `data_version` of
    when that was made. What has been deleted since
    then (a class, a student) is left out.

    Raises ResultRefusedError, and stores nothing, when the result is not one of
    this term at all.
    """
    score, solver = result["score"], result["solver"]
    timetable = Timetable.objects.create(
        term=term,
        name=name,
        total=score["total"],
        hard=score["hard"],
        components=score["components"],
        measures=result.get("measures", {}),
        history=result.get("history", []),
        solver=solver,
        seconds=solver["seconds"],
        scored_of=scored_of,
    )
    ids = _ids(term)
    solution = result["solution"]
    try:
        placements = _placements(timetable, solution["classes"], ids, clock)
        if solution["classes"] and not placements:
            raise ResultRefusedError(unknown_class=solution["classes"][0]["id"])
        Placement.objects.bulk_create(placements)
        _attend(timetable, _attendances(solution["students"], ids))
    except (IntegrityError, DataError, TypeError) as error:
        raise ResultRefusedError(reason=str(error).splitlines()[0]) from error
    return timetable


@dataclass(frozen=True, slots=True)
class _Ids:
    """Keys of a term's rows by their ids in documents."""

    classes: Mapping[str, UUID]
    rooms: Mapping[str, UUID]
    students: Mapping[str, UUID]
    cohorts: Mapping[str, UUID]
    instructors: Mapping[str, UUID]
    teaching: Mapping[UUID, list[str]]

    def attendant(self, id: str) -> "_Attendant | None":
        """Who is called so: a student, or somebody expected; None where there is no such."""
        if id in self.students:
            return self.students[id], None, None
        expected = Placeholder.of(id)
        cohort = self.cohorts.get(expected.cohort) if expected else None
        return (None, cohort, expected.place) if expected and cohort else None

    def instead(self, entry: Mapping[str, Any]) -> UUID | None:
        """Who was chosen to teach the class; None where it is those of the class."""
        chosen = entry.get("instructors", [])
        own = self.teaching.get(self.classes[entry["id"]], ())
        return self.instructors.get(chosen[0]) if len(chosen) == 1 and chosen != own else None


_Attendant = tuple[UUID | None, UUID | None, int | None]
"""Keys of a student, or of a cohort with the place in it."""


def _ids(term: Term) -> _Ids:
    return _Ids(
        classes=_keys(Class.objects.filter(term=term)),
        rooms=_keys(Room.objects.filter(term=term.own)),
        students=_keys(Student.objects.filter(term=term.own)),
        cohorts={} if term.self_contained else _keys(Cohort.objects.all()),
        instructors=_keys(Instructor.objects.all()),
        teaching=teaching_of(term),
    )


def _keys(rows: QuerySet[Any]) -> dict[str, UUID]:
    return dict(rows.order_by().values_list("external_id", "id"))


def _placements(
    timetable: Timetable, classes: Sequence[Mapping[str, Any]], ids: _Ids, clock: Clock
) -> list[Placement]:
    return [
        Placement(
            institution_id=timetable.institution_id,
            timetable=timetable,
            cls_id=ids.classes[entry["id"]],
            room_id=ids.rooms.get(entry["room"]),
            instructor_id=ids.instead(entry),
            weeks=entry["weeks"],
            days=entry["days"],
            start_minute=clock.minute_of(entry["start"]),
            length_minutes=clock.minutes(entry["length"]),
        )
        for entry in classes
        if entry["id"] in ids.classes
    ]


def _attendances(
    students: Mapping[str, Sequence[str]], ids: _Ids
) -> list[tuple[_Attendant, UUID]]:
    """Who attends, and which classes, as far as there still are such."""
    return [
        (attendant, ids.classes[cls])
        for student, classes in students.items()
        if (attendant := ids.attendant(student))
        for cls in classes
        if cls in ids.classes
    ]


def _attend(timetable: Timetable, pairs: Sequence[tuple[_Attendant, UUID]]) -> None:
    """Write all attendances in one statement: there may be 200,000."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO timetables_attendance (id, external_id, version, created_at,"
            " updated_at, institution_id, timetable_id, student_id, cohort_id, place, cls_id)"
            " SELECT key, replace(key::text, '-', ''), 1, now(), now(), %s, %s,"
            " student, cohort, place, cls FROM (SELECT gen_random_uuid() AS key, given.*"
            " FROM unnest(%s::uuid[], %s::uuid[], %s::int[], %s::uuid[])"
            " AS given (student, cohort, place, cls)) AS new",
            [
                timetable.institution_id,
                timetable.id,
                *([who[part] for who, _ in pairs] for part in range(3)),
                [cls for _, cls in pairs],
            ],
        )
