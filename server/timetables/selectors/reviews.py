"""Where timetables stand on their way, and who has to say what."""

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Department
from accounts.selectors import heads_now
from timetables.models import (
    Approval,
    ApprovalState,
    ReviewAction,
    ReviewStep,
    Timetable,
    TimetableState,
)


def timetables() -> QuerySet[Timetable]:
    """The institution's timetables, newest first, with how far they are agreed on."""
    rejections = ReviewStep.objects.filter(timetable=OuterRef("pk"), action=ReviewAction.REJECT)
    asked = Approval.objects.filter(timetable=OuterRef("pk"))
    return (
        Timetable.objects.select_related("term", "solve__job")
        .annotate(
            approvals_asked=_count(asked),
            approvals_given=_count(asked.filter(state=ApprovalState.APPROVED)),
            last_rejection=Subquery(rejections.order_by("-id").values("reason")[:1]),
        )
        .order_by("-id")
    )


def _count(rows: QuerySet[Approval]) -> Coalesce:
    # In a sub-query, so that the timetables can be locked.
    counted = rows.order_by().values("timetable").annotate(number=Count("id"))
    return Coalesce(Subquery(counted.values("number")), 0, output_field=IntegerField())


def approvals() -> QuerySet[Approval]:
    """What departments say, newest timetables first, and whether each has a head."""
    heads = heads_now().filter(department=OuterRef("department"))
    rows = Approval.objects.select_related("department", "timetable__term", "decided_by")
    rows = rows.annotate(has_head=Exists(heads))
    return rows.order_by("-timetable", "department__name", "id")


def steps(timetable: Timetable) -> QuerySet[ReviewStep]:
    """The way of a timetable, oldest step first."""
    rows = ReviewStep.objects.filter(timetable=timetable)
    return rows.select_related("by", "department").order_by("id")


def departments_in(timetable: Timetable) -> QuerySet[Department]:
    """The departments that have classes in the timetable."""
    placed = timetable.placements.order_by().values(
        "cls__subpart__config__offering__course__department"
    )
    return Department.objects.filter(pk__in=placed).order_by("name", "id")


def is_editable(timetable: Timetable) -> bool:
    """Only drafts change: what is being agreed on stays as it is."""
    return timetable.state == TimetableState.DRAFT
