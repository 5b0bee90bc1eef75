"""A term starts from the last one: its rows copied by the database, in a few statements."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import connection, models
from django.db.backends.utils import CursorWrapper

from accounts.database import refresh_statistics, unhurried
from accounts.tenancy import TenantModel
from campus.models import (
    Break,
    Holiday,
    InstructorPreference,
    InstructorUnavailability,
    Room,
    RoomFeature,
    RoomTravel,
    RoomUnavailability,
    Student,
    Term,
)
from campus.services import term_check_apart, term_check_first_day
from config.errors import Refused
from courses.models import (
    Class,
    ClassAlternative,
    ClassInstructor,
    CohortOffering,
    Config,
    Constraint,
    ConstraintClass,
    Course,
    CourseFeature,
    CourseRequest,
    Enrolment,
    Offering,
    Pin,
    RequestAlternative,
    Requisite,
    RoomOption,
    Subpart,
    TimeOption,
)


@dataclass(frozen=True)
class Table:
    """Rows of a table that come along: those `within` a row that does."""

    model: type[TenantModel]
    within: str = "term"


PARTS: dict[str, list[Table]] = {
    # What a self-contained term brings with it; in others, these are the institution's.
    "": [
        Table(Room),
        Table(RoomFeature, "room"),
        Table(RoomTravel, "room"),
        Table(Course),
        Table(CourseFeature, "course"),
        Table(Requisite, "course"),
        Table(Break),
    ],
    "students": [Table(Student)],
    "offerings": [
        Table(Offering),
        Table(Config, "offering"),
        Table(Subpart, "config"),
        Table(CohortOffering, "offering"),
    ],
    "classes": [Table(Class, "subpart")],
    "times": [Table(TimeOption, "cls")],
    "rooms": [Table(RoomOption, "cls"), Table(RoomUnavailability)],
    "instructors": [Table(ClassInstructor, "cls"), Table(ClassAlternative, "cls")],
    "pins": [Table(Pin)],
    "constraints": [Table(Constraint), Table(ConstraintClass, "constraint")],
    "preferences": [Table(InstructorPreference), Table(InstructorUnavailability)],
    "enrolments": [Table(Enrolment, "offering")],
    "requests": [Table(CourseRequest, "offering"), Table(RequestAlternative, "request")],
}
"""By part its tables, parents first."""

NAMES = [name for name in PARTS if name]
NEEDS = {
    "classes": ["offerings"],
    "times": ["classes"],
    "rooms": ["classes"],
    "instructors": ["classes"],
    "pins": ["classes"],
    "constraints": ["classes"],
    "enrolments": ["offerings"],
    "requests": ["offerings"],
}
DEFAULT = [name for name in NAMES if name not in ("students", "enrolments", "requests")]
"""The next term's students have not chosen yet."""


def term_copy(
    term: Term,
    *,
    name: str,
    first_day: date | None = None,
    parts: Collection[str] = DEFAULT,
) -> Term:
    """A new term with these parts of another; holidays move by as many days as it starts later.

    Classes keep their external ids, so that the last timetable still says where they were.

    Raises Refused: part_needs_another, terms_overlap, not_a_date.
    """
    _check_parts(term, parts)
    term_check_first_day(first_day)
    term_check_apart(first_day, term.weeks)
    with unhurried(), connection.cursor() as cursor:
        new = _make_term(term, name, first_day)
        with _Copying(cursor, term, new) as copying:
            for part, tables in PARTS.items():
                if not part or part in parts:
                    for table in tables:
                        copying.copy(table)
        _copy_holidays(term, new)
        refresh_statistics()
    return new


def _check_parts(term: Term, parts: Collection[str]) -> None:
    needs = {name: list(needed) for name, needed in NEEDS.items()}
    if term.self_contained:
        for name in ("enrolments", "requests"):
            needs[name].append("students")
    for index, part in enumerate(parts):
        for needed in needs.get(part, ()):
            if needed not in parts:
                raise Refused(
                    "part_needs_another",
                    f"{part} cannot be kept without {needed}.",
                    field=f"parts.{index}",
                    part=part,
                    needed=needed,
                )


def _make_term(term: Term, name: str, first_day: date | None) -> Term:
    values = {
        field.attname: getattr(term, field.attname)
        for field in Term._meta.concrete_fields
        if field.name not in ("id", "external_id", "version", "created_at", "updated_at")
    }
    return Term.objects.create(**{**values, "name": name, "first_day": first_day})


def _copy_holidays(term: Term, new: Term) -> None:
    if term.first_day is None or new.first_day is None:
        return
    shift = new.first_day - term.first_day
    Holiday.objects.bulk_create(
        Holiday(
            institution_id=new.institution_id,
            term=new,
            name=row.name,
            first_day=row.first_day + shift,
            last_day=row.last_day + shift,
        )
        for row in term.holidays.all()
    )


@contextmanager
def _Copying(cursor: CursorWrapper, term: Term, new: Term) -> Iterator["_Copy"]:  # noqa: N802
    copying = _Copy(cursor, term, new)
    try:
        yield copying
    finally:
        if not connection.needs_rollback:
            for pairs in copying.pairs.values():
                cursor.execute(f"DROP TABLE {pairs}")


class _Copy:
    """`pairs` has by model the temporary table of its old and new keys."""

    def __init__(self, cursor: CursorWrapper, term: Term, new: Term) -> None:
        self.cursor = cursor
        self.suffix = uuid4().hex[:12]
        self.pairs: dict[type[models.Model], str] = {}
        self._number(Term, "SELECT %s::uuid AS old, %s::uuid AS new", [term.pk, new.pk])

    def copy(self, table: Table) -> None:
        """Give each row a new key, then write it again with its parents' new ones."""
        model, rows = table.model, table.model._meta.db_table
        within = model._meta.get_field(table.within)
        assert isinstance(within, models.ForeignKey)
        parents = self.pairs[_target(within)]
        self._number(
            model,
            "SELECT r.id AS old, horarium_uuid7(row_number() OVER (ORDER BY r.id)) AS new"  # noqa: S608
            f" FROM {rows} r JOIN {parents} p ON p.old = r.{within.column}",
        )
        columns, values = [], []
        joins: list[str] = []
        for field in model._meta.concrete_fields:
            columns.append(f'"{field.column}"')
            if field.name == "id":
                values.append("k.new")
            elif field.name == "version":
                values.append("1")
            elif field.name in ("created_at", "updated_at"):
                values.append("now()")
            elif (target := _target(field)) in self.pairs:
                alias = f"p{len(joins)}"
                joins.append(
                    f" LEFT JOIN {self.pairs[target]} {alias} ON {alias}.old = r.{field.column}"
                )
                values.append(f"coalesce({alias}.new, r.{field.column})")
            else:
                values.append(f'r."{field.column}"')
        self.cursor.execute(
            f"INSERT INTO {rows} ({', '.join(columns)}) SELECT {', '.join(values)}"  # noqa: S608
            f" FROM {rows} r JOIN {self.pairs[model]} k ON k.old = r.id{''.join(joins)}"
            " ORDER BY k.new"
        )

    def _number(self, model: type[models.Model], query: str, values: Any = ()) -> None:
        name = f"pairs_{model._meta.model_name}_{self.suffix}"
        self.cursor.execute(f"CREATE TEMPORARY TABLE {name} AS {query}", values)
        self.cursor.execute(f"ANALYZE {name}")
        self.pairs[model] = name


def _target(field: Any) -> Any:
    return field.related_model if field.is_relation else None
