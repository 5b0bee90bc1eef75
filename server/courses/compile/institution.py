"""Names and people behind the ids, for measures and for a copy elsewhere."""

from collections import defaultdict
from typing import Any

from accounts.models import Department, School
from campus.models import Break, Building, Cohort, Feature, Holiday, Instructor, Programme, Room
from courses.compile.choices import Choices
from courses.compile.demand import Demand
from courses.compile.rows import HOURS, Document, Rows
from courses.grid import Grid
from courses.models import Class, Course, Requisite, Subpart


class About:
    """The `institution` part of a document; what is not known is left out of it."""

    def __init__(self, rows: Rows, choices: Choices, demand: Demand, grid: Grid) -> None:
        self.rows = rows
        self.choices = choices
        self.demand = demand
        self.grid = grid
        self.features = dict(Feature.objects.values_list("id", "external_id"))

    def part(self) -> Document:
        """What a self-contained term has of it: people who teach, and pins."""
        return _known(instructors=self._instructors(), classes=self._classes())

    def institution(self) -> Document:
        rows = self.rows
        requisites = self._requisites()
        return {
            "name": rows.term.institution.name,
            "timezone": rows.term.institution.timezone,
            "term": self._term(),
            **_known(
                schools=[
                    {"id": row.external_id, "name": row.name} for row in School.objects.all()
                ],
                features=[
                    {"id": row.external_id, "name": row.name} for row in Feature.objects.all()
                ],
            ),
            "departments": [
                {"id": row.external_id, "name": row.name, **_ids(school=row.school)}
                for row in Department.objects.select_related("school")
            ],
            "programmes": [
                {"id": p.external_id, "name": p.name, "department": p.department.external_id}
                for p in Programme.objects.select_related("department")
            ],
            "cohorts": [self._cohort(cohort) for cohort in self.demand.cohorts],
            "buildings": [_building(building) for building in Building.objects.all()],
            "rooms": {row.external_id: self._room(row) for row in rows.rooms},
            "courses": {
                o.course.external_id: {**self._course(o.course), **requisites[o.course_id]}
                for o in rows.offerings
            },
            "subparts": self._subparts(),
            "instructors": self._instructors(),
            **_known(classes=self._classes(), requests=self._requests()),
        }

    def _term(self) -> Document:
        term = self.rows.term
        slots = self.grid.clock
        about: Document = {"name": term.name}
        if term.first_day:
            about["first_day"] = term.first_day.isoformat()
        grid = term.slot_minutes, term.day_start, term.slots_per_day
        week = self.choices.week
        # Another grid than the term's own says nothing of when it teaches: then all is named.
        refined = grid != (slots.slot_minutes, slots.day_start, self.grid.slots_per_day)
        teaching = _known(
            days=term.teaching_days,
            start=slots.slot_at(week.start)
            if refined or term.teaching_start is not None
            else None,
            end=slots.slot_at(week.end) if refined or term.teaching_end is not None else None,
            period=slots.slots(week.period) if refined or term.period_minutes else None,
            hour=slots.slots(week.hour) if refined or term.hour_minutes else None,
        )
        breaks = [
            {"name": name, "hours": self.grid.meeting((weeks, days, start, length))}
            for name, weeks, days, start, length in Break.objects.filter(term=term).values_list(
                "name", *HOURS
            )
        ]
        holidays = [
            {
                "name": row.name,
                "first_day": row.first_day.isoformat(),
                "last_day": row.last_day.isoformat(),
            }
            for row in Holiday.objects.filter(term=term)
        ]
        return {**about, **_known(teaching=teaching, breaks=breaks, holidays=holidays)}

    def _cohort(self, row: Cohort) -> Document:
        placeholders = sum(cohort == row for cohort, _ in self.demand.placeholders)
        members = self.demand.members[row.pk]
        return {
            "id": row.external_id,
            "name": row.name,
            "programme": row.programme.external_id,
            "year": row.year,
            **_known(
                headcount=row.headcount,
                max_day_load=row.max_day_minutes
                and row.max_day_minutes // self.grid.clock.slot_minutes,
                courses=[self.rows.course_id[o] for o in self.rows.curricula.get(row.pk, ())],
            ),
            "students": members[: len(members) - placeholders],
        }

    def _room(self, row: Room) -> Document:
        features = self.choices.offers.features_of(row)
        return {
            "name": row.name,
            **_ids(building=row.building, department=row.department),
            **_known(
                type=row.type,
                shared=row.shared,
                accessible=row.accessible,
                features=[self.features[key] for key in features],
            ),
        }

    def _course(self, row: Course) -> Document:
        names: Document = {
            "name": row.name,
            "code": row.code,
            **_ids(department=row.department),
        }
        needs = [
            {"feature": self.features[feature], **_known(part=part)}
            for feature, part in self.choices.offers.needs.get(row.pk, ())
        ]
        hours = {
            name: _number(value)
            for name, value in (
                ("lecture", row.lecture_hours),
                ("tutorial", row.tutorial_hours),
                ("practical", row.practical_hours),
            )
            if value is not None
        }
        if row.credits is not None:
            names["credits"] = _number(row.credits)
        return {**names, **_known(type=row.type, hours=hours, features=needs)}

    def _requisites(self) -> dict[Any, Document]:
        """By course: what it requires, of what the term offers."""
        ids = {o.course_id: o.course.external_id for o in self.rows.offerings}
        lists: dict[Any, Document] = defaultdict(dict)
        for course, required, kind in (
            Requisite.objects.filter(course__in=ids)
            .order_by("id")
            .values_list("course_id", "required_id", "kind")
        ):
            if required in ids:
                lists[course].setdefault(f"{kind}s", []).append(ids[required])
        return lists

    def _subparts(self) -> Document:
        entries = {
            row.external_id: self._subpart(row)
            for subparts in self.rows.subparts.values()
            for row in subparts
        }
        return {id: entry for id, entry in entries.items() if entry}

    def _subpart(self, row: Subpart) -> Document:
        load = row.week_minutes and self.grid.clock.slots(row.week_minutes)
        return _known(part=row.part, load=load, meetings=row.meetings, room_type=row.room_type)

    def _classes(self) -> Document:
        entries = {row.external_id: self._class(row) for row in self.rows.classes}
        return {id: entry for id, entry in entries.items() if entry}

    def _class(self, row: Class) -> Document:
        choice = self.choices.of[row.pk]
        pin = {}
        if choice.pin is not None:
            hours, room = choice.pin
            pin = _known(
                time=hours and self.grid.meeting(hours),
                room=room and self.rows.room_id.get(room),
            )
        plain = self.rows.term.self_contained or row.name == row.external_id
        return _known(
            name="" if plain else row.name,
            needs_accessible=row.needs_accessible,
            derived=choice.derived,
            pin=pin,
        )

    def _instructors(self) -> list[Document]:
        """Instructors with their classes, limits and preferences in the term."""
        return [self._instructor(row) for row in self.rows.instructors]

    def _instructor(self, row: Instructor) -> Document:
        rows, slot = self.rows, self.grid.clock.slot_minutes
        known = _known(
            alternatives=[rows.class_id[cls] for cls in rows.could_teach.get(row.pk, ())],
            max_week_load=row.max_week_minutes and row.max_week_minutes // slot,
            max_day_load=row.max_day_minutes and row.max_day_minutes // slot,
            needs_accessible=row.needs_accessible,
            unavailable=[self.grid.meeting(h) for h in rows.unavailable.get(row.pk, ())],
        )
        if row.research_day is not None:
            known["research_day"] = row.research_day
        return {
            "id": row.external_id,
            # Documents stay as they are for good: who is erased is named in none.
            "name": row.external_id,
            **_ids(department=row.department),
            "classes": [rows.class_id[cls] for cls in rows.teaching[row.pk]],
            **known,
            "preferences": [
                {**self.grid.meeting(hours), "penalty": penalty}
                for *hours, penalty in rows.preferences[row.pk]
            ],
        }

    def _requests(self) -> list[Document]:
        rows, students = self.rows, self.demand.student_id
        return [
            {
                "student": students[request.student],
                "course": rows.course_id[request.offerings[0]],
                **_known(alternatives=[rows.course_id[o] for o in request.offerings[1:]]),
            }
            for request in self.demand.requests
        ]


def _building(row: Building) -> Document:
    place = {} if row.place is None else {"x": row.place[0], "y": row.place[1]}
    return {"id": row.external_id, "name": row.name, **place}


def _number(value: Any) -> int | float:
    return int(value) if value == int(value) else float(value)


def _ids(**rows: Any) -> dict[str, str]:
    return {name: row.external_id for name, row in rows.items() if row is not None}


def _known(**values: Any) -> Document:
    """Those that say something: 0 may be a value, an absent or empty one is not."""
    return {
        name: value
        for name, value in values.items()
        if value is not None and value is not False and value != "" and value not in ([], {})
    }
