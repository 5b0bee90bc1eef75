"""From rows to the problem document that is solved."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.db.models import QuerySet

from accounts.models import Department
from campus.models import (
    Building,
    Cohort,
    Instructor,
    InstructorPreference,
    Programme,
    Room,
    RoomTravel,
    RoomUnavailability,
    Student,
    Term,
)
from courses.grid import Grid, grid_of, in_slots, spans, walking_minutes
from courses.models import (
    Class,
    ClassInstructor,
    Config,
    Constraint,
    ConstraintClass,
    Course,
    Enrolment,
    Offering,
    RoomOption,
    Subpart,
    TimeOption,
)
from courses.selectors import rooms_of

Document = dict[str, Any]
_HOURS = ("weeks", "days", "start_minute", "length_minutes")


def compile_term(term: Term) -> Document:
    """The term as a native problem document (contracts' problem.v1), in the order of its rows.

    External ids are the document's ids. Needs the term's tenant context.
    """
    return _Compile(term).document()


class _Compile:
    def __init__(self, term: Term) -> None:
        # Children are asked for by the keys of their parents, not by a join: right after
        # a large import the planner has no statistics, and chooses nested loops.
        self.term = term
        self.rooms = list(
            rooms_of(term).select_related("building", "department").order_by("id")
        )
        self.room_id = {room.pk: room.external_id for room in self.rooms}
        self.offerings = list(
            Offering.objects.filter(term=term)
            .select_related("course__department")
            .order_by("id")
        )
        self.course_id = {o.pk: o.course.external_id for o in self.offerings}
        self.classes = list(Class.objects.filter(term=term).order_by("id"))
        self.class_id = {cls.pk: cls.external_id for cls in self.classes}
        self.constraints = list(Constraint.objects.filter(term=term).order_by("id"))
        self.times = list(
            TimeOption.objects.filter(cls__in=self.class_id)
            .order_by("id")
            .values_list("cls_id", *_HOURS, "penalty")
        )
        self.closed = list(
            RoomUnavailability.objects.filter(term=term)
            .order_by("id")
            .values_list("room_id", *_HOURS)
        )
        self.preferences = list(
            InstructorPreference.objects.filter(term=term)
            .order_by("id")
            .values_list("instructor_id", *_HOURS, "penalty")
        )
        rows: Any = chain(self.times, self.closed, self.preferences)
        self.grid: Grid = grid_of(
            term,
            ((row[3], row[4]) for row in rows),
            (minutes for c in self.constraints for minutes in spans(c.kind, c.parameters)),
        )
        self.enrolments = _grouped(
            Enrolment.objects.filter(offering__in=self.course_id), "student_id", "offering_id"
        )
        self.students = list(self._students())
        self.student_id = {key: id for key, id, _ in self.students}
        self.teaching = _grouped(
            ClassInstructor.objects.filter(cls__in=self.class_id), "instructor_id", "cls_id"
        )
        self.instructors = list(
            Instructor.objects.select_related("department").order_by("id")
            if not term.self_contained
            else Instructor.objects.filter(pk__in=self.teaching)
            .select_related("department")
            .order_by("id")
        )
        self._tree()

    def document(self) -> Document:
        term = self.term
        document: Document = {
            "format": "horarium-problem",
            "version": 1,
            "name": term.problem_name or term.external_id,
            "origin": term.origin,
            "time": {
                "weeks": term.weeks,
                "days": term.days,
                "slots_per_day": self.grid.slots_per_day,
                "slot_minutes": self.grid.unit,
                "day_start": self.grid.base,
            },
            "weights": {
                "time": term.weight_time,
                "room": term.weight_room,
                "distribution": term.weight_distribution,
                "student": term.weight_student,
                "capacity": term.weight_capacity,
            },
            "rooms": self._rooms(),
            "courses": self._courses(),
            "students": [
                {"id": id, "courses": [self.course_id[o] for o in self.enrolments[key]]}
                for key, id, _ in self.students
            ],
            "constraints": [*self._derived(), *self._stored()],
        }
        if not term.self_contained:
            document["institution"] = self._institution()
        elif self.instructors:
            document["institution"] = {"instructors": self._people()}
        return document

    def _students(self) -> Iterator[tuple[Any, str, Any]]:
        """Who takes part (key, id, cohort): all of the term's own, else who is enrolled."""
        rows = Student.objects.order_by("id").values_list("id", "external_id", "cohort_id")
        if self.term.self_contained:
            yield from rows.filter(term=self.term)
        else:
            # Filtered here: the planner misjudges the sub-query under row security.
            yield from (row for row in rows.filter(term=None) if row[0] in self.enrolments)

    def _tree(self) -> None:
        """Configs by offering, subparts by config, classes by subpart."""
        self.configs = _grouped(
            Config.objects.filter(offering__in=self.course_id),
            "offering_id",
            "id",
            "external_id",
        )
        configs = [config for rows in self.configs.values() for config, _ in rows]
        self.subparts = _grouped(
            Subpart.objects.filter(config__in=configs),
            "config_id",
            "id",
            "external_id",
            "part",
        )
        self.classes_of: dict[Any, list[Class]] = defaultdict(list)
        for cls in self.classes:
            self.classes_of[cls.subpart_id].append(cls)

    def _hours(self, weeks: str, days: str, start: int, length: int) -> Document:
        return {
            "weeks": weeks,
            "days": days,
            "start": self.grid.start(start),
            "length": self.grid.slots(length),
        }

    def _rooms(self) -> list[Document]:
        closed: dict[Any, list[Document]] = defaultdict(list)
        for room, *hours in self.closed:
            closed[room].append(self._hours(*hours))
        travel = self._travel()
        entries = []
        for row in self.rooms:
            entry: Document = {"id": row.external_id, "capacity": row.capacity}
            if row.pk in closed:
                entry["unavailable"] = closed[row.pk]
            if row.pk in travel:
                entry["travel"] = travel[row.pk]
            entries.append(entry)
        return entries

    def _travel(self) -> dict[Any, dict[str, int]]:
        """By room: slots to the rooms after it, stated or else from the coordinates."""
        stated = {
            (room, other): minutes
            for room, other, minutes in RoomTravel.objects.filter(
                room__in=self.room_id
            ).values_list("room_id", "other_id", "minutes")
        }
        travel: dict[Any, dict[str, int]] = defaultdict(dict)
        order = {room.pk: index for index, room in enumerate(self.rooms)}
        for (room, other), minutes in stated.items():
            if minutes and order.keys() >= {room, other}:
                first, second = sorted((room, other), key=order.__getitem__)
                travel[first][self.room_id[second]] = self.grid.slots_up(minutes)
        placed = [
            (room.pk, room.external_id, (room.building.x, room.building.y))
            for room in self.rooms
            if room.building is not None and room.building.x is not None
        ]
        walks: dict[Any, int] = {}
        for index, (room, _, here) in enumerate(placed):
            for other, id, there in placed[index + 1 :]:
                if here == there or (room, other) in stated or (other, room) in stated:
                    continue
                slots = walks.get((here, there))
                if slots is None:
                    slots = self.grid.slots_up(walking_minutes(here, there))  # type: ignore[arg-type]
                    walks[here, there] = slots
                travel[room][id] = slots
        return travel

    def _courses(self) -> list[Document]:
        times: dict[Any, list[Document]] = defaultdict(list)
        for cls, *hours, penalty in self.times:
            times[cls].append({**self._hours(*hours), "penalty": penalty})
        options = RoomOption.objects.filter(cls__in=self.class_id)
        rooms = {
            cls: [{"id": self.room_id[room], "penalty": penalty} for room, penalty in rows]
            for cls, rows in _grouped(options, "cls_id", "room_id", "penalty").items()
        }

        def entry(cls: Class) -> Document:
            return {
                "id": cls.external_id,
                "limit": cls.limit,
                "parent": self.class_id[cls.parent_id] if cls.parent_id else None,
                "needs_room": cls.needs_room,
                "rooms": rooms.get(cls.pk, []),
                "times": times[cls.pk],
            }

        return [
            {
                "id": offering.course.external_id,
                "configs": [
                    {
                        "id": config_id,
                        "subparts": [
                            {"id": id, "classes": [entry(c) for c in self.classes_of[key]]}
                            for key, id, _ in self.subparts[config]
                        ],
                    }
                    for config, config_id in self.configs[offering.pk]
                ],
            }
            for offering in self.offerings
        ]

    def _stored(self) -> Iterator[Document]:
        members = _grouped(
            ConstraintClass.objects.filter(constraint__in=self.constraints),
            "constraint_id",
            "cls_id",
        )
        for row in self.constraints:
            yield {
                "id": row.external_id,
                "kind": row.kind,
                "parameters": in_slots(row.kind, row.parameters, self.grid.unit),
                "required": row.required,
                "penalty": row.penalty,
                "classes": [self.class_id[cls] for cls in members[row.pk]],
            }

    def _derived(self) -> Iterator[Document]:
        """Nobody is in two places at once: instructors, and cohorts in their core courses."""
        for instructor in self.instructors:
            classes = [self.class_id[cls] for cls in self.teaching[instructor.pk]]
            if len(classes) > 1:
                yield _attendees(f"instructor:{instructor.external_id}", classes)
        if not self.term.self_contained:
            for id, classes in self._core_classes():
                if len(classes) > 1:
                    yield _attendees(f"cohort:{id}", classes)

    def _core_classes(self) -> Iterator[tuple[str, list[str]]]:
        """By cohort: the classes that every one of its students must attend.

        These are of the core courses that all of them take, as far as the parts of
        those leave no choice of class.
        """
        core = {o.pk for o in self.offerings if o.course.type == Course.Type.CORE}
        for cohort, members in self._cohorts():
            taken = [core.intersection(self.enrolments[key]) for key in members]
            common = set.intersection(*taken) if taken else set()
            yield (
                cohort.external_id,
                [
                    self.classes_of[subpart][0].external_id
                    for offering in self.offerings
                    if offering.pk in common and len(self.configs[offering.pk]) == 1
                    for subpart, *_ in self.subparts[self.configs[offering.pk][0][0]]
                    if len(self.classes_of[subpart]) == 1
                ],
            )

    def _cohorts(self) -> Iterator[tuple[Cohort, list[Any]]]:
        members: dict[Any, list[Any]] = defaultdict(list)
        for key, _, cohort in self.students:
            members[cohort].append(key)
        for row in Cohort.objects.select_related("programme").order_by("id"):
            yield row, members[row.pk]

    def _people(self) -> list[Document]:
        wishes: dict[Any, list[Document]] = defaultdict(list)
        for instructor, *hours, penalty in self.preferences:
            wishes[instructor].append({**self._hours(*hours), "penalty": penalty})
        return [
            {
                "id": row.external_id,
                "name": row.name,
                **_named(department=row.department),
                "classes": [self.class_id[cls] for cls in self.teaching[row.pk]],
                "preferences": wishes[row.pk],
            }
            for row in self.instructors
        ]

    def _institution(self) -> Document:
        """Names and people behind the ids, for measures and for a copy elsewhere."""
        term = self.term
        about: Document = {"name": term.name}
        if term.first_day:
            about["first_day"] = term.first_day.isoformat()
        return {
            "name": term.institution.name,
            "timezone": term.institution.timezone,
            "term": about,
            "departments": [
                {"id": d.external_id, "name": d.name} for d in Department.objects.order_by("id")
            ],
            "programmes": [
                {"id": p.external_id, "name": p.name, "department": p.department.external_id}
                for p in Programme.objects.select_related("department").order_by("id")
            ],
            "cohorts": [
                {
                    "id": cohort.external_id,
                    "name": cohort.name,
                    "programme": cohort.programme.external_id,
                    "year": cohort.year,
                    "students": [self.student_id[key] for key in members],
                }
                for cohort, members in self._cohorts()
            ],
            "buildings": [
                {
                    "id": b.external_id,
                    "name": b.name,
                    **({"x": b.x, "y": b.y} if b.x is not None else {}),
                }
                for b in Building.objects.order_by("id")
            ],
            "rooms": {row.external_id: _room_names(row) for row in self.rooms},
            "courses": {o.course.external_id: _course_names(o.course) for o in self.offerings},
            "subparts": {
                id: {"part": part}
                for subparts in self.subparts.values()
                for _, id, part in subparts
                if part
            },
            "instructors": self._people(),
        }


def _grouped(rows: QuerySet[Any], by: str, *fields: str) -> dict[Any, list[Any]]:
    """The rows' fields (one: its value, more: a tuple) in order, by another field."""
    groups: dict[Any, list[Any]] = defaultdict(list)
    for key, *values in rows.order_by("id").values_list(by, *fields):
        groups[key].append(values[0] if len(values) == 1 else tuple(values))
    return groups


def _attendees(origin: str, classes: list[str]) -> Document:
    return {
        "id": origin,
        "kind": "SameAttendees",
        "parameters": {},
        "required": True,
        "penalty": 0,
        "classes": classes,
        "derived_from": origin,
    }


def _named(**rows: Any) -> dict[str, str]:
    return {name: row.external_id for name, row in rows.items() if row is not None}


def _room_names(room: Room) -> Document:
    names = {"name": room.name, **_named(building=room.building, department=room.department)}
    return {**names, "type": room.type} if room.type else names


def _course_names(course: Course) -> Document:
    names: Document = {"name": course.name, "code": course.code}
    names |= _named(department=course.department)
    if course.type:
        names["type"] = course.type
    if course.credits is not None:
        credits = course.credits
        names["credits"] = int(credits) if credits == int(credits) else float(credits)
    return names
