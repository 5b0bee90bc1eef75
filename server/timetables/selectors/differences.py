"""What is different in one timetable from another, and for whom: all of it in SQL.

Of the published timetable's successor this is the preview of its publication. Where there
is no other, everything is new.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from timetables.models import Timetable, TimetableState
from timetables.selectors.overlaps import hours, taught


def published_beside(timetable: Timetable) -> Timetable | None:
    """What the timetable would take the place of."""
    rows = Timetable.objects.filter(term=timetable.term_id, state=TimetableState.PUBLISHED)
    return rows.exclude(pk=timetable.pk).first()


@dataclass(frozen=True)
class Differences:
    """`new` against `old`; None: against nothing."""

    old: Timetable | None
    new: Timetable

    def classes(self, department: UUID | None = None) -> list[dict[str, Any]]:
        """Every class whose place differs: its id and how (`KINDS`), ordered by course."""
        return self._rows(
            f"""{_CHANGED} SELECT changed.cls_id AS id, changed.kind, changed.moved,
                changed.room_changed, changed.instructor_changed
            FROM changed {_COURSE}
            WHERE %(department)s::uuid IS NULL OR co.department_id = %(department)s
            ORDER BY co.code, c.name, c.id""",
            department=department,
        )

    def departments(self) -> list[dict[str, Any]]:
        """Departments with classes that differ, and how many of them in which way."""
        return self._rows(
            f"""{_CHANGED} SELECT d.id, d.name,
                count(*) FILTER (WHERE kind = 'new') AS new,
                count(*) FILTER (WHERE kind = 'cancelled') AS cancelled,
                count(*) FILTER (WHERE moved) AS moved,
                count(*) FILTER (WHERE room_changed) AS room_changed
            FROM changed {_COURSE} JOIN accounts_department d ON d.id = co.department_id
            GROUP BY d.id, d.name ORDER BY d.name, d.id"""
        )

    def counts(self) -> dict[str, int]:
        """Classes that differ, by how."""
        (row,) = self._rows(
            f"""{_CHANGED} SELECT
                count(*) FILTER (WHERE kind = 'new') AS new,
                count(*) FILTER (WHERE kind = 'cancelled') AS cancelled,
                count(*) FILTER (WHERE moved) AS moved,
                count(*) FILTER (WHERE room_changed) AS room_changed
            FROM changed"""
        )
        return row

    def instructors(self) -> list[dict[str, Any]]:
        """Who teaches classes that differ, before or after, with how many, most first."""
        return self._rows(
            f"""{_CHANGED} SELECT i.id, i.name, count(*) AS classes
            FROM changed JOIN (SELECT DISTINCT cls_id, instructor_id
                FROM {taught("p.timetable_id IN (%(old)s, %(new)s)")} h) t
                ON t.cls_id = changed.cls_id
            JOIN campus_instructor i ON i.id = t.instructor_id
            GROUP BY i.id, i.name ORDER BY 3 DESC, i.name, i.id"""
        )

    def students(self) -> list[dict[str, Any]]:
        """Ids of students whose week differs, with how many classes of it, most first.

        A class differs by its place, or by being attended in one of the timetables only.
        """
        return self._rows(
            f"""{_CHANGED}, {_ATTENDED} SELECT student_id AS id, count(*) AS classes
            FROM attended WHERE touched GROUP BY student_id ORDER BY 2 DESC, student_id"""
        )

    def student_clashes(self, students: Sequence[UUID]) -> dict[UUID, tuple[int, int]]:
        """Of each of these students, how many clashes come and how many go.

        A clash is a pair of classes that overlap and are both attended.
        """
        rows = self._rows(
            f"""{_CHANGED}, {_ATTENDED}, {_CLASHES} SELECT student_id AS id,
                count(*) FILTER (WHERE created) AS created,
                count(*) FILTER (WHERE NOT created) AS gone
            FROM clashes WHERE student_id = ANY(%(students)s::uuid[]) GROUP BY 1""",
            students=list(students),
        )
        return {row["id"]: (row["created"], row["gone"]) for row in rows}

    def student_counts(self) -> dict[str, int]:
        """Students whose week differs, clashes that come and go, and to how many they come."""
        (row,) = self._rows(
            f"""{_CHANGED}, {_ATTENDED}, {_CLASHES}, each AS (
                SELECT count(*) FILTER (WHERE created) AS created,
                    count(*) FILTER (WHERE NOT created) AS gone
                FROM clashes GROUP BY student_id
            ) SELECT (SELECT count(*) FROM whose) AS students,
                coalesce(sum(created), 0)::int AS clashes_created,
                coalesce(sum(gone), 0)::int AS clashes_gone,
                count(*) FILTER (WHERE created > 0) AS students_with_new_clashes
            FROM each"""
        )
        return row

    def hours(self) -> list[dict[str, Any]]:
        """Meetings by department, day and hour, before and after: a map of differences."""
        return self._rows(
            f"""WITH cells AS (
                SELECT co.department_id, day, hour,
                    count(*) FILTER (WHERE p.timetable_id = %(old)s) AS before,
                    count(*) FILTER (WHERE p.timetable_id = %(new)s) AS after
                FROM timetables_placement p
                JOIN courses_class c ON c.id = p.cls_id {_UP}
                CROSS JOIN generate_series(0, length(p.days) - 1) AS day
                CROSS JOIN generate_series(
                    p.start_minute / 60, (p.start_minute + p.length_minutes - 1) / 60) AS hour
                WHERE p.timetable_id IN (%(old)s, %(new)s) AND substr(p.days, day + 1, 1) = '1'
                GROUP BY 1, 2, 3
            ) SELECT cells.department_id AS department, day, hour, before, after
            FROM cells ORDER BY 1, 2, 3"""
        )

    def _rows(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        keys = {"old": self.old.pk if self.old else None, "new": self.new.pk}
        with connection.cursor() as cursor:
            cursor.execute(IN_MEMORY)
            cursor.execute(query, {**keys, **parameters})
            names = [column.name for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


IN_MEMORY = (
    "SELECT set_config('work_mem', '64MB', true), set_config('enable_mergejoin', 'off', true)"
)
"""Some hundred thousand attendances are hashed in memory: sorting them takes longer."""

KINDS = ["new", "cancelled", "changed"]

_UP = """JOIN courses_subpart s ON s.id = c.subpart_id
    JOIN courses_config g ON g.id = s.config_id
    JOIN courses_offering f ON f.id = g.offering_id
    JOIN courses_course co ON co.id = f.course_id"""
_COURSE = f"JOIN courses_class c ON c.id = changed.cls_id {_UP}"

_CHANGED = f"""
WITH before AS (SELECT p.cls_id, p.room_id, p.instructor_id, {hours("p")}
    FROM timetables_placement p WHERE p.timetable_id = %(old)s),
after AS (SELECT p.cls_id, p.room_id, p.instructor_id, {hours("p")}
    FROM timetables_placement p WHERE p.timetable_id = %(new)s),
placed AS MATERIALIZED (
    SELECT coalesce(o.cls_id, n.cls_id) AS cls_id,
        row_number() OVER (ORDER BY coalesce(o.cls_id, n.cls_id)) AS number,
        CASE WHEN o.cls_id IS NULL THEN 'new' WHEN n.cls_id IS NULL THEN 'cancelled'
            ELSE 'changed' END AS kind,
        o.cls_id IS NOT NULL AND n.cls_id IS NOT NULL
            AND (o.weeks, o.days, o.starts, o.ends)
            IS DISTINCT FROM (n.weeks, n.days, n.starts, n.ends) AS moved,
        o.cls_id IS NOT NULL AND n.cls_id IS NOT NULL
            AND o.room_id IS DISTINCT FROM n.room_id AS room_changed,
        o.cls_id IS NOT NULL AND n.cls_id IS NOT NULL
            AND o.instructor_id IS DISTINCT FROM n.instructor_id AS instructor_changed,
        o.weeks AS old_weeks, o.days AS old_days, o.starts AS old_starts,
        o.ends AS old_ends, n.weeks AS new_weeks, n.days AS new_days,
        n.starts AS new_starts, n.ends AS new_ends
    FROM before o FULL JOIN after n ON n.cls_id = o.cls_id
), changed AS MATERIALIZED (
    SELECT * FROM placed
    WHERE kind <> 'changed' OR moved OR room_changed OR instructor_changed
)"""

# A row for each class of a student. Without days it is not attended there, or has no place.
_ATTENDED = """
attended AS MATERIALIZED (
    SELECT student_id, p.number,
        o.id IS NULL OR n.id IS NULL OR p.kind <> 'changed' OR p.moved OR p.room_changed
            AS touched,
        CASE WHEN o.id IS NULL THEN 0 ELSE coalesce(p.old_days, 0) END AS old_days,
        CASE WHEN n.id IS NULL THEN 0 ELSE coalesce(p.new_days, 0) END AS new_days,
        old_weeks, old_starts, old_ends, new_weeks, new_starts, new_ends
    FROM (SELECT id, student_id, cls_id FROM timetables_attendance
        WHERE timetable_id = %(old)s AND student_id IS NOT NULL) o
    FULL JOIN (SELECT id, student_id, cls_id FROM timetables_attendance
        WHERE timetable_id = %(new)s AND student_id IS NOT NULL) n USING (student_id, cls_id)
    JOIN placed p USING (cls_id)
)"""


def _meet(side: str) -> str:
    parts = ("weeks", "days", "starts", "ends")
    x, y = ({part: f"{row}.{side}_{part}" for part in parts} for row in "xy")
    return (
        f"{x['days']} & {y['days']} <> 0 AND {x['starts']} < {y['ends']}"
        f" AND {y['starts']} < {x['ends']} AND {x['weeks']} & {y['weeks']} <> 0"
    )


# Only of students for whom something differs, and not of two classes that stay.
_CLASHES = f"""
whose AS MATERIALIZED (SELECT DISTINCT student_id FROM attended WHERE touched),
met AS MATERIALIZED (SELECT attended.* FROM attended JOIN whose USING (student_id)),
clashes AS (
    SELECT x.student_id, ({_meet("new")}) AS created
    FROM met x JOIN met y ON y.student_id = x.student_id AND x.number < y.number
        AND (x.touched OR y.touched) AND ({_meet("new")}) IS DISTINCT FROM ({_meet("old")})
)"""
