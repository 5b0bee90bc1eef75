"""How a timetable uses rooms and people, in SQL: what charts show of it.

Weeks are laid over each other for rooms: one that is used in any week counts. The load of
an instructor is that of a mean week of the term.
"""

from typing import Any
from uuid import UUID

from django.db import connection

from timetables.models import Timetable
from timetables.selectors.overlaps import taught

BAND_HOURS = 4
"""Instructors are counted by their weekly hours in bands of so many; the last is open."""
BANDS = 6


def timetable_use(timetable: Timetable, department: UUID | None) -> dict[str, Any]:
    """Rooms in use by day and hour, and instructors by weekly hours; of all, or a department.

    A department's rooms are its own; one without any is shown everybody's.
    """
    keys = {
        "timetable": timetable.pk,
        "own": timetable.term.own.pk if timetable.term.own else None,
        "weeks": timetable.term.weeks,
        "department": department,
        "band": BAND_HOURS * 60,
        "last": BANDS - 1,
    }
    rooms, hours = _rows(_ROOMS, keys)[0], _rows(_HOURS, keys)
    load = {row["band"]: row["instructors"] for row in _rows(_LOAD, keys)}
    return {
        "rooms": rooms["rooms"],
        "rooms_of_department": rooms["own"],
        "hours": hours,
        "load": [
            {
                "from_hours": band * BAND_HOURS,
                "to_hours": None if band == BANDS - 1 else (band + 1) * BAND_HOURS,
                "instructors": load.get(band, 0),
            }
            for band in range(BANDS)
        ],
        "over_limit": _rows(_OVER, keys)[0]["instructors"],
    }


def _rows(query: str, keys: dict[str, Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(query, keys)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


_SHOWN = """
WITH there AS (
    SELECT id, department_id FROM campus_room
    WHERE term_id IS NOT DISTINCT FROM %(own)s::uuid
), mine AS (
    SELECT id FROM there WHERE department_id = %(department)s::uuid
), shown AS (
    SELECT id FROM there
    WHERE NOT EXISTS (SELECT 1 FROM mine) OR id IN (SELECT id FROM mine)
)"""

_ROOMS = f"""{_SHOWN}
SELECT (SELECT count(*) FROM shown)::int AS rooms, EXISTS (SELECT 1 FROM mine) AS own"""

_HOURS = f"""{_SHOWN}
SELECT day, hour, count(DISTINCT p.room_id)::int AS rooms
FROM timetables_placement p JOIN shown ON shown.id = p.room_id
CROSS JOIN generate_series(0, length(p.days) - 1) AS day
CROSS JOIN generate_series(
    p.start_minute / 60, (p.start_minute + p.length_minutes - 1) / 60) AS hour
WHERE p.timetable_id = %(timetable)s AND substr(p.days, day + 1, 1) = '1'
GROUP BY 1, 2 ORDER BY 1, 2"""

_MINUTES = f"""
WITH minutes AS (
    SELECT t.instructor_id, sum(p.length_minutes
        * length(replace(p.days, '0', '')) * length(replace(p.weeks, '0', ''))
    )::float / %(weeks)s AS minutes
    FROM {taught("p.timetable_id = %(timetable)s")} t
    JOIN timetables_placement p
        ON p.timetable_id = t.timetable_id AND p.cls_id = t.cls_id
    JOIN campus_instructor i ON i.id = t.instructor_id
    WHERE %(department)s::uuid IS NULL OR i.department_id = %(department)s
    GROUP BY t.instructor_id
)"""

_LOAD = f"""{_MINUTES}
SELECT least(%(last)s, floor(minutes / %(band)s))::int AS band, count(*)::int AS instructors
FROM minutes GROUP BY 1"""

_OVER = f"""{_MINUTES}
SELECT count(*)::int AS instructors FROM minutes m
JOIN campus_instructor i ON i.id = m.instructor_id
WHERE i.max_week_minutes IS NOT NULL AND m.minutes > i.max_week_minutes"""
