"""Places of a timetable that their classes are not offered: a time, a length, a room.

What is offered is what compiling offers the engine (`courses.compile.offers`), so whatever it
places is offered as long as the term stays as it was.
"""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from courses.compile.offers import Offer, offers_of
from courses.compile.rows import HOURS
from courses.models import RoomOption, TimeOption
from timetables.history import frozen
from timetables.models import Placement, Timetable

PARTS = {
    "time_not_offered": ("weeks", "days", "start_minute"),
    "length_not_offered": ("length_minutes",),
    "room_not_offered": ("room",),
}
"""What of its place a class is not offered, by the code that says so."""


def not_offered(
    timetable: Timetable, classes: Collection[UUID] | None
) -> Iterator[tuple[str, Placement]]:
    """Codes with the placements; with `classes`, of these."""
    odd = list(_not_stated(timetable, classes))
    if not odd:
        return
    asked = [row.cls_id for row in odd]
    _, fixed = frozen(timetable.term, asked)
    offers = offers_of(timetable.term, asked, fixed)
    for row in odd:
        # A class that was removed meanwhile is offered nothing.
        if offer := offers.get(row.cls_id):
            for code in _codes(row, offer):
                yield code, row


def _not_stated(timetable: Timetable, classes: Collection[UUID] | None) -> QuerySet[Placement]:
    """Those that are not as stated, which most are: only of these, all offers are looked at."""
    times = TimeOption.objects.filter(
        cls=OuterRef("cls"), **{name: OuterRef(name) for name in HOURS}
    )
    rooms = RoomOption.objects.filter(cls=OuterRef("cls"), room=OuterRef("room"))
    needed = Q(cls__needs_room=True)
    in_place = (needed & Exists(rooms)) | (~needed & Q(room=None))
    rows = Placement.objects.filter(timetable=timetable).exclude(Exists(times) & in_place)
    if classes is not None:
        rows = rows.filter(cls__in=classes)
    return rows.select_related("cls", "room")


def _codes(row: Placement, offer: Offer) -> Iterator[str]:
    hours = (row.weeks, row.days, row.start_minute, row.length_minutes)
    if hours not in offer.hours:
        lengths = {length for *_, length in offer.hours}
        wrong = bool(lengths) and hours[3] not in lengths
        if wrong:
            yield "length_not_offered"
        if not wrong or all(other[:3] != hours[:3] for other in offer.hours):
            yield "time_not_offered"
    if row.room_id is None:
        if row.cls.needs_room:
            yield "room_missing"
    elif not row.cls.needs_room or row.room_id not in offer.places:
        yield "room_not_offered"
