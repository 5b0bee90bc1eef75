"""SQL that many reads of placements share: hours as numbers, and when two of them meet.

Bit strings become integers, first week (day) in the highest bit, so that two sets of
weeks or days are compared in one instruction.
"""

WEEKS = 60
DAYS = 14


def hours(row: str) -> str:
    """Columns weeks, days, starts, ends of a row with the columns of `campus.models.Hours`."""
    return (
        f"rpad({row}.weeks, {WEEKS}, '0')::bit({WEEKS})::bigint AS weeks,"
        f" rpad({row}.days, {DAYS}, '0')::bit({DAYS})::int AS days,"
        f" {row}.start_minute AS starts, {row}.start_minute + {row}.length_minutes AS ends"
    )


def meet(one: str, other: str) -> str:
    """The condition that two rows with the columns of `hours` overlap."""
    return (
        f"{one}.starts < {other}.ends AND {other}.starts < {one}.ends"
        f" AND {one}.days & {other}.days <> 0 AND {one}.weeks & {other}.weeks <> 0"
    )


def taught(placements: str) -> str:
    """A table of who teaches each placement: (timetable_id, cls_id, instructor_id).

    That is who was chosen, else those of the class. `placements` is a condition on rows p.
    """
    return f"""(SELECT p.timetable_id, p.cls_id,
        coalesce(p.instructor_id, t.instructor_id) AS instructor_id
    FROM timetables_placement p LEFT JOIN courses_classinstructor t
        ON t.cls_id = p.cls_id AND p.instructor_id IS NULL
    WHERE {placements} AND coalesce(p.instructor_id, t.instructor_id) IS NOT NULL)"""
