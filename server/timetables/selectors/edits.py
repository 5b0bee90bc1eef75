"""What was changed in drafts by hand."""

from django.db.models import QuerySet

from timetables.models import Edit, EditKind, Timetable


def edits(timetable: Timetable, after: int = 0) -> QuerySet[Edit]:
    """The timetable's edits from the number `after` on, oldest first."""
    rows = Edit.objects.filter(timetable=timetable, number__gt=after)
    return rows.select_related("by", "cls").order_by("number")


def standing_edits(timetables: QuerySet[Timetable]) -> QuerySet[Edit]:
    """Those that nobody took back, in any of the timetables."""
    rows = Edit.objects.filter(timetable__in=timetables, taken_back_by=None)
    return rows.exclude(kind=EditKind.UNDO).order_by("id")
