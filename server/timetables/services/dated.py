"""Changes of one date after publication: checked against that date, told to those concerned."""

from collections.abc import Collection
from typing import Any

from django.utils import timezone

from campus.services import DAY_MINUTES
from config.errors import Refused
from timetables.models import (
    Attendance,
    DatedChange,
    DatedKind,
    NoticeKind,
    Placement,
    Timetable,
)
from timetables.selectors import dated
from timetables.services import notices

_MOVED = ("new_date", "start_minute", "length_minutes", "room")


def check(change: DatedChange, accept: Collection[str]) -> Timetable:
    """Complete and check a change that is about to be stored; the published timetable.

    A moved meeting keeps of its hours and room what is not said anew.

    Raises Refused: term_without_dates, no_published_timetable, class_not_on_date,
    date_in_the_past, date_outside_term, hours_past_midnight, instructor_missing,
    instructor_teaches_already, room_of_another_term, date_clashes with what was not accepted.
    """
    term = change.cls.term
    if term.first_day is None:
        raise Refused("term_without_dates", f"{term.name} has no first day.", status=409)
    timetable = dated.published_of(term)
    if timetable is None:
        raise Refused("no_published_timetable", "No timetable is published yet.", status=404)
    placement = Placement.objects.filter(timetable=timetable, cls=change.cls).first()
    if placement is None or not dated.meets_on(placement, term, change.date):
        raise Refused(
            "class_not_on_date", f"{change.cls.name} does not meet then.", field="date"
        )
    today = timezone.localdate(timezone=term.institution.zone)
    if min(change.date, change.new_date or change.date) < today:
        raise Refused("date_in_the_past", "This day is over.", field="date")
    _complete(change, placement)
    if change.kind == DatedKind.CANCELLED:
        return timetable
    clashes = _clashes(change, placement, timetable)
    refused = [clash for clash in clashes if clash.key not in accept]
    if refused:
        raise Refused(
            "date_clashes",
            f"On that date it clashes {len(refused)} times.",
            status=409,
            number=len(refused),
            errors=[_error(change, clash) for clash in refused],
        )
    return timetable


def tell(change: DatedChange, timetable: Timetable, kind: str) -> None:
    """Tell who teaches and attends the class; `kind` is the change's, or "undone"."""
    attends = Attendance.objects.filter(timetable=timetable, cls=change.cls)
    substitute = [change.instructor_id] if change.instructor_id else []
    notices.tell_people(
        timetable,
        NoticeKind.CHANGED_BY_DATE,
        students=list(attends.filter(cohort=None).values_list("student", flat=True)),
        instructors=[*dated.teaching(timetable, change.cls), *substitute],
        change=kind,
        cls=change.cls.name,
        date=str(change.date),
        new_date=str(change.new_date or ""),
        start_minute=change.start_minute,
        room=change.room.name if change.room else "",
        reason=change.reason,
    )


def _complete(change: DatedChange, placement: Placement) -> None:
    if change.kind != DatedKind.MOVED:
        for name in _MOVED:
            setattr(change, name, None)
    if change.kind != DatedKind.SUBSTITUTED:
        change.instructor = None
    if change.kind == DatedKind.SUBSTITUTED:
        if change.instructor is None:
            raise Refused("instructor_missing", "Say who teaches.", field="instructor")
        if change.instructor_id in dated.teaching(placement.timetable, change.cls):
            raise Refused(
                "instructor_teaches_already",
                f"{change.instructor.name} teaches it anyway.",
                field="instructor",
                instructor=change.instructor.name,
            )
    if change.kind == DatedKind.MOVED:
        change.new_date = change.new_date or change.date
        change.start_minute = (
            placement.start_minute if change.start_minute is None else change.start_minute
        )
        change.length_minutes = change.length_minutes or placement.length_minutes
        change.room = change.room or placement.room
        if change.start_minute + change.length_minutes > DAY_MINUTES:
            raise Refused(
                "hours_past_midnight", "This ends after midnight.", field="length_minutes"
            )
        if dated.position_of(change.cls.term, change.new_date) is None:
            raise Refused(
                "date_outside_term", "The term does not teach then.", field="new_date"
            )
        own = change.cls.term.own
        if change.room and change.room.term_id != (own.pk if own else None):
            raise Refused(
                "room_of_another_term",
                "This room does not exist in the class's term.",
                field="room",
            )


def _clashes(
    change: DatedChange, placement: Placement, timetable: Timetable
) -> list[dated.DateClash]:
    if change.kind == DatedKind.SUBSTITUTED:
        assert change.instructor_id is not None
        hours = (placement.start_minute, placement.start_minute + placement.length_minutes)
        found = dated.clashes_on(
            timetable, change, change.date, hours, None, [change.instructor_id]
        )
        of_people = {"instructor_clash", "instructor_away"}
        return [clash for clash in found if clash.code in of_people]
    assert change.new_date is not None
    assert change.start_minute is not None
    assert change.length_minutes is not None
    hours = (change.start_minute, change.start_minute + change.length_minutes)
    people = dated.teaching(timetable, change.cls)
    return dated.clashes_on(timetable, change, change.new_date, hours, change.room_id, people)


def _error(change: DatedChange, clash: dated.DateClash) -> dict[str, Any]:
    return {
        "code": clash.code,
        "field": str(change.cls_id),
        "detail": " ".join(filter(None, (clash.other, clash.thing))),
        "parameters": {
            "cls": change.cls.name,
            "other": clash.other,
            "thing": clash.thing,
            "key": clash.key,
        },
    }
