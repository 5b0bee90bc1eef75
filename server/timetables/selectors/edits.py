"""What was changed in drafts by hand."""

from django.db.models import Max, Q, QuerySet

from accounts.models import User
from timetables.models import Edit, EditKind, Timetable


def edits(timetable: Timetable, after: int = 0) -> QuerySet[Edit]:
    """The timetable's edits from the number `after` on, oldest first."""
    rows = Edit.objects.filter(timetable=timetable, number__gt=after)
    return rows.select_related("by", "cls").order_by("number")


def edits_to_undo(timetable: Timetable, by: User) -> list[Edit]:
    """One's own newest edits, made at once, that still stand; none where there are none."""
    standing = timetable.edits.filter(by=by, taken_back_by=None).exclude(kind=EditKind.UNDO)
    return _made_at_once(standing)


def edits_to_redo(timetable: Timetable, by: User) -> list[Edit]:
    """What one took back last, unless one has changed something since."""
    mine = timetable.edits.filter(by=by)
    new = mine.filter(kind__in=[EditKind.MOVE, EditKind.MERGE]).aggregate(last=Max("number"))
    undone = mine.filter(kind=EditKind.UNDO, taken_back_by=None, number__gt=new["last"] or 0)
    return _made_at_once(undone)


def _made_at_once(rows: QuerySet[Edit]) -> list[Edit]:
    newest = rows.order_by("-number").first()
    if newest is None:
        return []
    first = newest.made_with_id or newest.pk
    together = rows.filter(Q(pk=first) | Q(made_with=first))
    return list(together.select_related("by", "cls", "back").order_by("number"))


def standing_edits(timetables: QuerySet[Timetable]) -> QuerySet[Edit]:
    """Those that nobody took back, in any of the timetables."""
    rows = Edit.objects.filter(timetable__in=timetables, taken_back_by=None)
    return rows.exclude(kind=EditKind.UNDO).order_by("id")
