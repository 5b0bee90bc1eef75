"""From a problem document to rows: how a file, or a made university, becomes a term."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import DataError, IntegrityError, transaction
from django.db.models import Model

from accounts.database import refresh_statistics
from accounts.models import Department, Institution
from accounts.tenancy import TenantModel, tenant_context
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
from config.errors import Refused
from courses.grid import in_minutes, walking_minutes
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

Document = dict[str, Any]
T = TypeVar("T", bound=TenantModel)
BATCH = 5000


def fill_term(institution: Institution, document: Document, name: str = "") -> Term:
    """Store a valid native problem document as a new term, wholly or not at all.

    With an `institution` part, rooms, courses, people and so on become (or update,
    by external id) the institution's own; without one, they exist only in the term.
    Constraints with `derived_from` are left out: `compile_term` derives them again.

    Raises Refused: unknown_id, value_out_of_range, conflict.
    """
    try:
        with tenant_context(institution.id), transaction.atomic():
            return _Fill(institution, document, name).run()
    except DataError as error:
        raise Refused("value_out_of_range", str(error).splitlines()[0]) from error
    except IntegrityError as error:
        raise Refused("conflict", str(error).splitlines()[0], status=409) from error


class _Ids(dict[str, T]):
    """Rows by the document's ids; an unknown one is refused by name."""

    def __init__(self, kind: str, rows: Iterable[T] = ()) -> None:
        super().__init__((row.external_id, row) for row in rows)
        self.kind = kind

    def __missing__(self, id: str) -> T:
        raise Refused(
            "unknown_id", f"There is no {self.kind} {id[:60]}.", kind=self.kind, id=id[:60]
        )


class _Fill:
    def __init__(self, institution: Institution, document: Document, name: str) -> None:
        self.institution = institution
        self.document = document
        self.about: Document = document.get("institution", {})
        self.name = name
        time = document["time"]
        self.unit: int = time.get("slot_minutes", 1)
        self.base: int = time.get("day_start", 0)

    def run(self) -> Term:
        self.term = self._term()
        self._campus()
        self._rooms()
        self._students()
        self._courses()
        self._instructors()
        self._enrolments()
        self._constraints()
        refresh_statistics()
        return self.term

    @property
    def _own(self) -> Term | None:
        """The term of rows that exist only in it."""
        return self.term if self.term.self_contained else None

    def _term(self) -> Term:
        time, weights = self.document["time"], self.document["weights"]
        about = self.about.get("term", {})
        problem = self.document["name"]
        return Term.objects.create(
            external_id=_unused(
                problem, set(Term.objects.values_list("external_id", flat=True))
            ),
            name=self.name or about.get("name") or problem,
            problem_name=problem,
            origin=self.document.get("origin", Term.Origin.NATIVE),
            self_contained="institution" not in self.document,
            first_day=_date(about.get("first_day")),
            weeks=time["weeks"],
            days=time["days"],
            slots_per_day=time["slots_per_day"],
            slot_minutes=self.unit,
            day_start=self.base,
            weight_time=weights.get("time", 1),
            weight_room=weights.get("room", 1),
            weight_distribution=weights.get("distribution", 1),
            weight_student=weights.get("student", 1),
            weight_capacity=weights.get("capacity", 0),
        )

    def _campus(self) -> None:
        about = self.about
        self.departments = self._put(
            Department,
            [{"external_id": d["id"], "name": d["name"]} for d in about.get("departments", [])],
        )
        self.programmes = self._put(
            Programme,
            [
                {
                    "external_id": p["id"],
                    "name": p["name"],
                    "department_id": self.departments[p["department"]].pk,
                }
                for p in about.get("programmes", [])
            ],
        )
        self.cohorts = self._put(
            Cohort,
            [
                {
                    "external_id": c["id"],
                    "name": c["name"],
                    "year": c["year"],
                    "programme_id": self.programmes[c["programme"]].pk,
                }
                for c in about.get("cohorts", [])
            ],
        )
        self.buildings = self._put(
            Building,
            [
                {"external_id": b["id"], "name": b["name"], "x": b.get("x"), "y": b.get("y")}
                for b in about.get("buildings", [])
            ],
        )

    def _rooms(self) -> None:
        about = self.about.get("rooms", {})
        rows = []
        for room in self.document["rooms"]:
            more = about.get(room["id"], {})
            rows.append(
                {
                    "external_id": room["id"],
                    "name": more.get("name", room["id"]),
                    "capacity": room["capacity"],
                    "type": more.get("type", ""),
                    "building_id": self._key(self.buildings, more.get("building")),
                    "department_id": self._key(self.departments, more.get("department")),
                }
            )
        self.rooms = self._put(Room, rows, term=self._own)
        self._add(
            RoomUnavailability(
                term=self.term, room=self.rooms[room["id"]], **self._hours(hours)
            )
            for room in self.document["rooms"]
            for hours in room.get("unavailable", ())
        )
        RoomTravel.objects.filter(room__in=self.rooms.values()).delete()
        self._add(self._travel())

    def _travel(self) -> Iterator[RoomTravel]:
        """Pairs whose time is another than that which the coordinates give."""
        place = {
            b.pk: (b.x, b.y)
            for b in self.buildings.values()
            if b.x is not None and b.y is not None
        }
        rooms = [self.rooms[room["id"]] for room in self.document["rooms"]]
        given = {
            (room["id"], other): slots
            for room in self.document["rooms"]
            for other, slots in room.get("travel", {}).items()
        }
        if not self.buildings:
            for (room, other), slots in given.items():
                yield self._travel_row(self.rooms[room], self.rooms[other], slots)
            return
        derived: dict[tuple[Any, Any], int] = {}
        for index, room in enumerate(rooms):
            for other in rooms[index + 1 :]:
                pair = (room.building_id, other.building_id)
                if pair not in derived:
                    a, b = (place.get(key) if key else None for key in pair)
                    derived[pair] = -int(-walking_minutes(a, b) // self.unit)
                ids = (room.external_id, other.external_id)
                slots = given.get(ids, given.get(ids[::-1], 0))
                if slots != derived[pair]:
                    yield self._travel_row(room, other, slots)

    def _travel_row(self, room: Room, other: Room, slots: int) -> RoomTravel:
        return RoomTravel(room=room, other=other, minutes=slots * self.unit)

    def _students(self) -> None:
        cohort_of = {
            student: self.cohorts[cohort["id"]].pk
            for cohort in self.about.get("cohorts", ())
            for student in cohort.get("students", ())
        }
        rows = []
        for student in self.document["students"]:
            id = student["id"]
            row = {"external_id": id, "name": f"Student {id}"}
            rows.append({**row, "cohort_id": cohort_of.get(id)})
        self.students = self._put(Student, rows, term=self._own)

    def _courses(self) -> None:
        about = self.about.get("courses", {})
        rows = []
        for course in self.document["courses"]:
            id = course["id"]
            more = about.get(id, {})
            rows.append(
                {
                    "external_id": id,
                    "code": more.get("code", id),
                    "name": more.get("name", id),
                    "type": more.get("type", ""),
                    "credits": more.get("credits"),
                    "department_id": self._key(self.departments, more.get("department")),
                }
            )
        courses = self._put(Course, rows, term=self._own)
        parts = self.about.get("subparts", {})
        self.offerings: dict[str, Offering] = {}
        configs, subparts, classes = [], [], []
        self.classes: _Ids[Class] = _Ids("class")
        for course in self.document["courses"]:
            row = courses[course["id"]]
            offering = Offering(course=row, term=self.term)
            self.offerings[course["id"]] = offering
            for config in course["configs"]:
                configs.append(Config(offering=offering, external_id=config["id"]))
                for subpart in config["subparts"]:
                    part = parts.get(subpart["id"], {}).get("part", "")
                    subparts.append(
                        Subpart(config=configs[-1], external_id=subpart["id"], part=part)
                    )
                    for entry in subpart["classes"]:
                        cls = self._class(entry, subparts[-1], row)
                        self.classes[entry["id"]] = cls
                        classes.append((cls, entry))
        for cls, entry in classes:
            if entry.get("parent") is not None:
                cls.parent = self.classes[entry["parent"]]
        for rows_of_kind in (self.offerings.values(), configs, subparts, self.classes.values()):
            self._add(rows_of_kind)
        self._add(
            TimeOption(cls=cls, penalty=hours.get("penalty", 0), **self._hours(hours))
            for cls, entry in classes
            for hours in entry["times"]
        )
        self._add(
            RoomOption(cls=cls, room=self.rooms[o["id"]], penalty=o.get("penalty", 0))
            for cls, entry in classes
            for o in entry.get("rooms", ())
        )

    def _class(self, entry: Document, subpart: Subpart, course: Course) -> Class:
        # Competition files name courses and classes by number only.
        plain = course.code == course.external_id and self.term.self_contained
        return Class(
            term=self.term,
            subpart=subpart,
            external_id=entry["id"],
            name=f"{course.code}-{entry['id']}" if plain else entry["id"],
            limit=entry.get("limit"),
            needs_room=entry.get("needs_room", True),
        )

    def _instructors(self) -> None:
        entries = self.about.get("instructors", [])
        rows = []
        for entry in entries:
            department = self._key(self.departments, entry.get("department"))
            rows.append(
                {
                    "external_id": entry["id"],
                    "name": entry["name"],
                    "department_id": department,
                }
            )
        instructors = self._put(Instructor, rows)
        self._add(
            ClassInstructor(instructor=instructors[entry["id"]], cls=self.classes[cls])
            for entry in entries
            for cls in entry["classes"]
        )
        self._add(
            InstructorPreference(
                term=self.term,
                instructor=instructors[entry["id"]],
                penalty=hours.get("penalty", 0),
                **self._hours(hours),
            )
            for entry in entries
            for hours in entry.get("preferences", ())
        )

    def _enrolments(self) -> None:
        self._add(
            Enrolment(student=self.students[student["id"]], offering=self.offerings[course])
            for student in self.document["students"]
            for course in student["courses"]
        )

    def _constraints(self) -> None:
        constraints, members = [], []
        for number, entry in enumerate(self.document["constraints"], start=1):
            if entry.get("derived_from"):
                continue
            row = Constraint(
                term=self.term,
                external_id=entry.get("id") or str(number),
                kind=entry["kind"],
                parameters=in_minutes(entry["kind"], entry.get("parameters", {}), self.unit),
                required=entry.get("required", False),
                penalty=entry.get("penalty", 0),
            )
            constraints.append(row)
            members += [
                ConstraintClass(constraint=row, cls=self.classes[cls])
                for cls in entry["classes"]
            ]
        self._add(constraints)
        self._add(members)

    def _hours(self, entry: Document) -> dict[str, Any]:
        return {
            "weeks": entry["weeks"],
            "days": entry["days"],
            "start_minute": self.base + entry["start"] * self.unit,
            "length_minutes": entry["length"] * self.unit,
        }

    def _key(self, rows: "_Ids[Any]", id: str | None) -> UUID | None:
        return None if id is None else rows[id].pk

    def _put(
        self, model: type[T], rows: list[dict[str, Any]], **within: Term | None
    ) -> "_Ids[T]":
        """Rows by external id: those that exist are brought up to date, the rest made."""
        found = {row.external_id: row for row in model.objects.filter(**within)}
        new, changed = [], []
        for values in rows:
            row = found.get(values["external_id"])
            if row is None:
                new.append(model(**within, **values))
            elif any(getattr(row, name) != value for name, value in values.items()):
                for name, value in values.items():
                    setattr(row, name, value)
                row.version += 1
                changed.append(row)
        self._add(new)
        if changed:
            names = [name.removesuffix("_id") for name in rows[0] if name != "external_id"]
            model.objects.bulk_update(changed, [*names, "version"], batch_size=BATCH)
        return _Ids(model._meta.model_name or "", [*found.values(), *new])

    def _add(self, rows: Iterable[Any]) -> None:
        rows = list(rows)
        if not rows:
            return
        for row in rows:
            row.institution_id = self.institution.id
        model: type[Model] = type(rows[0])
        model._default_manager.bulk_create(rows, batch_size=BATCH)


def _unused(id: str, taken: set[str]) -> str:
    """The id, or with the first number behind it that makes it new."""
    if id not in taken:
        return id
    return next(f"{id}-{n}" for n in range(2, len(taken) + 3) if f"{id}-{n}" not in taken)


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refused("not_a_date", f"{text!r} is no date.", value=str(text)[:60]) from error
