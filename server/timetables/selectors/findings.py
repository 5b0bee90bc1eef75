"""What is broken in a timetable, found in its rows alone: what the engine calls hard.

In SQL: room and instructor clashes, closed rooms, absent instructors, rooms too small,
classes off their pins, and classes that have no place. `offered` finds places that their
classes are not offered.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from timetables.models import Placement, Timetable
from timetables.selectors.offered import not_offered
from timetables.selectors.overlaps import hours, meet, taught

_SENTENCES = {
    "room_clash": "{both} are in {thing} at the same time.",
    "instructor_clash": "{thing} teaches {both} at the same time.",
    "room_closed": "{thing} is closed when {cls} meets.",
    "instructor_away": "{thing} is away when {cls} meets.",
    "room_too_small": "{thing} is too small for {cls}.",
    "off_its_pin": "{cls} is pinned elsewhere.",
    "time_not_offered": "{cls} meets at a time that is not among its times.",
    "length_not_offered": "{cls} lasts longer or shorter than any of its times.",
    "room_not_offered": "{thing} is not among the rooms of {cls}.",
    "room_missing": "{cls} needs a room and has none.",
    "unplaced": "{cls} has no place.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` says what is wrong with the class; `other` is the class it clashes with.

    `key` stays the same as long as it is the same fault, whichever class it is told of.
    """

    code: str
    cls: UUID
    cls_name: str
    other: UUID | None
    other_name: str
    thing: str

    @property
    def key(self) -> str:
        about = sorted((str(self.cls), str(self.other))) if self.other else [str(self.cls)]
        return ":".join([self.code, *about])

    @property
    def sentence(self) -> str:
        first, last = sorted((self.cls_name, self.other_name))
        return _SENTENCES[self.code].format(
            cls=self.cls_name, thing=self.thing, both=f"{first} and {last}"
        )

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "key": self.key}


def findings(timetable: Timetable, classes: Sequence[UUID] | None = None) -> list[Finding]:
    """What is broken in the timetable; with `classes`, as far as one of these has a part."""
    chosen = None if classes is None else list(classes)
    with connection.cursor() as cursor:
        cursor.execute(
            _QUERY,
            {
                "timetable": timetable.pk,
                "term": timetable.term_id,
                "classes": chosen,
            },
        )
        found = [Finding(*row) for row in cursor.fetchall()]
    found += [
        Finding(code, row.cls_id, row.cls.name, None, "", _room(code, row))
        for code, row in not_offered(timetable, chosen)
    ]
    return sorted(found, key=lambda each: (each.code, each.cls_name, each.other_name))


def _room(code: str, row: Placement) -> str:
    return row.room.name if row.room and code == "room_not_offered" else ""


def violations(timetable: Timetable) -> int:
    """How much is broken by now: rooms and people may have changed since it was scored.

    What was scored counts until it is scored anew, unless it was edited by hand since.
    """
    return max(len(findings(timetable)), timetable.hard if timetable.scored_of else 0)


_PLACED = f"""
WITH placed AS MATERIALIZED (
    SELECT p.cls_id, p.room_id, p.weeks AS week_bits, p.days AS day_bits,
        p.length_minutes AS minutes, {hours("p")}
    FROM timetables_placement p WHERE p.timetable_id = %(timetable)s
), taught AS MATERIALIZED (
    SELECT p.*, t.instructor_id FROM placed p
    JOIN {taught("p.timetable_id = %(timetable)s")} t ON t.cls_id = p.cls_id
), chosen AS MATERIALIZED (
    SELECT id FROM courses_class
    WHERE term_id = %(term)s AND (%(classes)s::uuid[] IS NULL OR id = ANY(%(classes)s::uuid[]))
), own AS MATERIALIZED (SELECT p.* FROM placed p JOIN chosen ON chosen.id = p.cls_id),
own_taught AS MATERIALIZED (SELECT t.* FROM taught t JOIN chosen ON chosen.id = t.cls_id)"""

_PARTS = [
    f"""SELECT 'room_clash' AS code, a.cls_id AS cls, b.cls_id AS other, r.name AS thing
    FROM own a JOIN placed b ON b.room_id = a.room_id AND b.cls_id <> a.cls_id
        AND {meet("a", "b")}
    JOIN campus_room r ON r.id = a.room_id""",
    f"""SELECT 'instructor_clash', a.cls_id, b.cls_id, i.name
    FROM own_taught a JOIN taught b ON b.instructor_id = a.instructor_id
        AND b.cls_id <> a.cls_id AND {meet("a", "b")}
    JOIN campus_instructor i ON i.id = a.instructor_id""",
    f"""SELECT 'room_closed', a.cls_id, NULL, r.name
    FROM own a JOIN campus_room r ON r.id = a.room_id
    WHERE EXISTS (SELECT FROM (SELECT {hours("u")} FROM campus_roomunavailability u
        WHERE u.room_id = a.room_id AND u.term_id = %(term)s) c WHERE {meet("a", "c")})""",
    f"""SELECT 'instructor_away', a.cls_id, NULL, i.name
    FROM own_taught a JOIN campus_instructor i ON i.id = a.instructor_id
    WHERE substr(a.day_bits, i.research_day + 1, 1) = '1' OR EXISTS (
        SELECT FROM (SELECT {hours("u")} FROM campus_instructorunavailability u
        WHERE u.instructor_id = a.instructor_id AND u.term_id = %(term)s) c
        WHERE {meet("a", "c")})""",
    """SELECT 'room_too_small', a.cls_id, NULL, r.name
    FROM own a JOIN campus_room r ON r.id = a.room_id
    WHERE r.capacity < (SELECT count(*) FROM timetables_attendance s
        WHERE s.timetable_id = %(timetable)s AND s.cls_id = a.cls_id)""",
    """SELECT 'off_its_pin', a.cls_id, NULL, ''
    FROM own a JOIN courses_pin n ON n.cls_id = a.cls_id
    WHERE (n.room_id IS NOT NULL AND n.room_id IS DISTINCT FROM a.room_id)
        OR (n.start_minute IS NOT NULL AND (n.weeks, n.days, n.start_minute, n.length_minutes)
            IS DISTINCT FROM (a.week_bits, a.day_bits, a.starts, a.minutes))""",
    """SELECT 'unplaced', c.id, NULL, '' FROM chosen c
    WHERE NOT EXISTS (SELECT FROM placed p WHERE p.cls_id = c.id)""",
]

# Each clash is told once: of a chosen class, and of two chosen ones by the earlier.
_QUERY = f"""{_PLACED}
SELECT f.code, f.cls, c.name, f.other, coalesce(o.name, ''), f.thing
FROM ({" UNION ".join(_PARTS)}) f
JOIN courses_class c ON c.id = f.cls
LEFT JOIN courses_class o ON o.id = f.other
WHERE f.other IS NULL OR f.cls < f.other
    OR NOT EXISTS (SELECT FROM chosen x WHERE x.id = f.other)
"""
