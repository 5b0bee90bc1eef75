"""Who gains and who loses from one timetable to another, in SQL.

Of each person: pairs of overlapping classes, days with classes, and minutes between classes
on those days. Weeks are laid over each other: these are numbers of a week in which all of a
person's classes meet.
"""

from typing import Any

from django.db import connection

from timetables.models import Timetable
from timetables.selectors.differences import IN_MEMORY
from timetables.selectors.overlaps import DAYS, hours, meet, taught

MEASURES = ("clashes", "days", "idle_minutes")
_WHO = {
    "students": (
        "campus_student",
        "timetables_attendance h",
        "h.student_id",
        "h.timetable_id = p.timetable_id AND h.student_id IS NOT NULL",
    ),
    "instructors": (
        "campus_instructor",
        f"{taught('p.timetable_id IN (%(old)s, %(new)s)')} h",
        "h.instructor_id",
        "h.timetable_id = p.timetable_id",
    ),
}
WHO = list(_WHO)


def people_compared(old: Timetable, new: Timetable, who: str) -> list[dict[str, Any]]:
    """Everybody of `who` (`WHO`) for whom something differs: name, and each measure twice.

    Whose week changes most in clashes, then in days and minutes, comes first.
    """
    table, attends, person, same = _WHO[who]
    query = f"""
    WITH met AS MATERIALIZED (
        SELECT p.timetable_id, {person} AS person, p.cls_id, {hours("p")}
        FROM timetables_placement p JOIN {attends} ON h.cls_id = p.cls_id AND {same}
        WHERE p.timetable_id IN (%(old)s, %(new)s)
    ), clashes AS (
        SELECT x.timetable_id, x.person, count(*) AS number
        FROM met x JOIN met y ON y.person = x.person AND y.timetable_id = x.timetable_id
            AND x.cls_id < y.cls_id AND {meet("x", "y")}
        GROUP BY 1, 2
    ), gaps AS (
        SELECT timetable_id, person, day, starts - max(ends) OVER (
            PARTITION BY timetable_id, person, day ORDER BY starts, ends
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS minutes
        FROM met CROSS JOIN generate_series(0, {DAYS - 1}) AS day
        WHERE days & (1 << ({DAYS - 1} - day)) <> 0
    ), weeks AS (
        SELECT timetable_id, person, count(DISTINCT day) AS days,
            coalesce(sum(minutes) FILTER (WHERE minutes > 0), 0) AS idle_minutes
        FROM gaps GROUP BY 1, 2
    ), measured AS (
        SELECT w.timetable_id, w.person, coalesce(c.number, 0) AS clashes, w.days,
            w.idle_minutes
        FROM weeks w LEFT JOIN clashes c USING (timetable_id, person)
    ), compared AS (
        SELECT person, {
        ", ".join(
            f"coalesce(sum({name}) FILTER (WHERE timetable_id = %({side})s), 0)::int"
            f" AS {name}_{when}"
            for name in MEASURES
            for side, when in (("old", "before"), ("new", "after"))
        )
    }
        FROM measured GROUP BY person
    )
    SELECT t.id, t.name, {", ".join(f"{name}_before, {name}_after" for name in MEASURES)}
    FROM compared JOIN {table} t ON t.id = compared.person
    WHERE {" OR ".join(f"{name}_before <> {name}_after" for name in MEASURES)}
    ORDER BY {", ".join(f"abs({name}_after - {name}_before) DESC" for name in MEASURES)},
        t.name, t.id"""
    with connection.cursor() as cursor:
        cursor.execute(IN_MEMORY)
        cursor.execute(query, {"old": old.pk, "new": new.pk})
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def balance(rows: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """By measure: how many gain (have less of it) and lose, and the sum of the change."""
    return {
        name: {
            "gain": sum(row[f"{name}_after"] < row[f"{name}_before"] for row in rows),
            "lose": sum(row[f"{name}_after"] > row[f"{name}_before"] for row in rows),
            "change": sum(row[f"{name}_after"] - row[f"{name}_before"] for row in rows),
        }
        for name in MEASURES
    }
