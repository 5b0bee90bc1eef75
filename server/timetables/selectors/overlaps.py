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
