"""From draft to archive, a step at a time.

Every step is taken under a lock of the timetable's row, from the state that is there by
then: of two who take one at once, one is refused. The order of locks is the term (only to
publish), the timetable, its approvals.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Department, Membership, Role, User
from accounts.permissions import narrow
from accounts.selectors import active_heads
from accounts.versions import ANY_VERSION
from campus.models import Term
from config.errors import Refused
from timetables.models import (
    Approval,
    ApprovalState,
    NoticeKind,
    ReviewAction,
    ReviewStep,
    Timetable,
    TimetableState,
)
from timetables.selectors.differences import published_beside
from timetables.selectors.findings import violations
from timetables.selectors.reviews import departments_in
from timetables.services import notices

_FROM = {
    ReviewAction.SUBMIT: (TimetableState.DRAFT,),
    ReviewAction.WITHDRAW: (TimetableState.IN_REVIEW,),
    ReviewAction.REJECT: (TimetableState.IN_REVIEW, TimetableState.APPROVED),
    ReviewAction.APPROVE: (TimetableState.IN_REVIEW,),
    ReviewAction.PUBLISH: (TimetableState.APPROVED,),
    ReviewAction.ARCHIVE: (TimetableState.PUBLISHED,),
}
_TO = {
    ReviewAction.SUBMIT: TimetableState.IN_REVIEW,
    ReviewAction.WITHDRAW: TimetableState.DRAFT,
    ReviewAction.REJECT: TimetableState.DRAFT,
    ReviewAction.APPROVE: TimetableState.APPROVED,
    ReviewAction.PUBLISH: TimetableState.PUBLISHED,
    ReviewAction.ARCHIVE: TimetableState.ARCHIVED,
}


def locked(timetable_id: UUID, version: int | None = None) -> Timetable:
    """The timetable as it is now, held until the transaction ends.

    Raises Refused: timetable_gone; stale_version (412) when it is not the one named.
    """
    rows = Timetable.objects.select_for_update(no_key=True, of=("self",))
    timetable = rows.select_related("term").filter(id=timetable_id).first()
    if timetable is None:
        raise Refused("timetable_gone", "The timetable was deleted.", status=409)
    if version not in (None, ANY_VERSION, timetable.version):
        raise Refused(
            "stale_version",
            f"Somebody else changed this meanwhile; it is now version {timetable.version}.",
            status=412,
            current=timetable.version,
        )
    return timetable


@transaction.atomic
def submit(timetable_id: UUID, by: User | None, version: int | None = None) -> Timetable:
    """Ask the departments with classes in it for their approval.

    Raises Refused: timetable_state, timetable_empty.
    """
    timetable = _held(timetable_id, ReviewAction.SUBMIT, version)
    if not timetable.placements.exists():
        raise Refused("timetable_empty", "No class has a place in it.", status=409)
    timetable.approvals.all().delete()
    Approval.objects.bulk_create(
        Approval(
            institution_id=timetable.institution_id,
            timetable=timetable,
            department=department,
        )
        for department in departments_in(timetable)
    )
    _take(timetable, ReviewAction.SUBMIT, by)
    asked = [department.pk for department in departments_in(timetable)]
    heads = notices.staff_of(asked, Role.DEPARTMENT_HEAD)
    others = notices.staff_of(asked, Role.COORDINATOR)
    notices.tell(timetable, NoticeKind.APPROVAL_ASKED, heads, by)
    notices.tell(timetable, NoticeKind.SUBMITTED, others, by)
    return timetable


@transaction.atomic
def withdraw(timetable_id: UUID, by: User | None, version: int | None = None) -> Timetable:
    """Make it a draft again before it is approved. Raises Refused: timetable_state."""
    return _take(_held(timetable_id, ReviewAction.WITHDRAW, version), ReviewAction.WITHDRAW, by)


@transaction.atomic
def reject(
    timetable_id: UUID, by: User | None, reason: str, version: int | None = None
) -> Timetable:
    """Send it back to be changed, also when it was approved already.

    Raises Refused: timetable_state, reason_missing.
    """
    timetable = _held(timetable_id, ReviewAction.REJECT, version)
    return _send_back(timetable, by, _reason(reason))


@transaction.atomic
def approve(
    timetable_id: UUID, by: User | None, reason: str = "", version: int | None = None
) -> Timetable:
    """The registrar's approval, after the departments'.

    In spite of missing approvals or violations only with a reason, which is kept.

    Raises Refused: timetable_state, approvals_missing, timetable_has_violations.
    """
    timetable = _held(timetable_id, ReviewAction.APPROVE, version)
    names = missing_approvals(timetable)
    reason = reason.strip()
    hard = violations(timetable)
    if names and not reason:
        raise Refused(
            "approvals_missing",
            f"{len(names)} departments have not approved: {', '.join(names)}; "
            f"{hard} requirements are not met.",
            status=409,
            number=len(names),
            departments=names,
            hard=hard,
        )
    if hard and not reason:
        raise Refused(
            "timetable_has_violations",
            f"{hard} requirements are not met.",
            status=409,
            hard=hard,
        )
    kept = {"departments": names, "violations": hard} if names or hard else {}
    _take(timetable, ReviewAction.APPROVE, by, reason=reason, passed_over=kept)
    notices.tell(timetable, NoticeKind.APPROVED, _asked(timetable), by)
    return timetable


@transaction.atomic
def publish(
    timetable_id: UUID, by: User | None, reason: str = "", version: int | None = None
) -> Timetable:
    """Make it the term's one published timetable, numbered; the previous one is archived.

    Where more is broken than when it was approved, only with a reason, which is kept.

    Raises Refused: timetable_not_approved, which names what is missing; published_already;
    broken_since_approval; timetable_gone.
    """
    # One publication of a term at a time, of what is there by then.
    terms = Term.objects.select_for_update(no_key=True, of=("self",))
    terms.filter(timetables=timetable_id).first()
    timetable = locked(timetable_id, version)
    if timetable.state == TimetableState.PUBLISHED:
        raise Refused(
            "published_already",
            f"This timetable is published already, as number {timetable.number}.",
            status=409,
            number=timetable.number,
        )
    if timetable.state != TimetableState.APPROVED:
        raise _not_approved(timetable)
    kept = _broken_since_approval(timetable, reason)
    earlier = Timetable.objects.filter(term=timetable.term_id)
    previous = published_beside(timetable)
    if previous is not None:
        _take(locked(previous.pk), ReviewAction.ARCHIVE, by)
    newest = earlier.exclude(number=None).order_by("-number").first()
    timetable.number = (newest.number or 0) + 1 if newest else 1
    timetable.published_at = timezone.now()
    _take(timetable, ReviewAction.PUBLISH, by, reason=reason.strip(), passed_over=kept)
    notices.tell_publication(timetable, previous)
    return timetable


def _broken_since_approval(timetable: Timetable, reason: str) -> dict[str, Any]:
    """What to keep with a publication in spite of more that is broken than was approved.

    Raises Refused: broken_since_approval without a reason.
    """
    hard = violations(timetable)
    approvals = timetable.steps.filter(action=ReviewAction.APPROVE).order_by("-id")
    approved = approvals.values_list("passed_over__violations", flat=True).first() or 0
    if hard <= approved:
        return {}
    if not reason.strip():
        raise Refused(
            "broken_since_approval",
            f"{hard} requirements are not met by now, {approved} were not when it was"
            " approved.",
            status=409,
            hard=hard,
            approved=approved,
        )
    return {"departments": [], "violations": hard}


@transaction.atomic
def decide(
    approvals: Sequence[UUID], by: Membership, state: ApprovalState, reason: str = ""
) -> list[Approval]:
    """What departments say, all of these or none; a rejection returns the timetable.

    A head speaks for the own department. The registrar speaks for those without a head.

    Raises Refused: reason_missing, approval_gone, timetable_state, approval_decided,
    department_has_head.
    """
    if state == ApprovalState.REJECTED:
        reason = _reason(reason)
    about = Approval.objects.filter(pk__in=approvals).values("timetable")
    timetables = Timetable.objects.select_for_update(no_key=True, of=("self",))
    held = {row.pk: row for row in timetables.filter(pk__in=about).order_by("id")}
    rows = Approval.objects.select_for_update(no_key=True, of=("self",))
    found = list(rows.select_related("department").filter(pk__in=approvals).order_by("id"))
    if len(found) < len(set(approvals)):
        raise Refused("approval_gone", "The timetable is under another review.", status=409)
    for timetable in held.values():
        if timetable.state != TimetableState.IN_REVIEW:
            raise _wrong_state(timetable, (TimetableState.IN_REVIEW,))
    _refuse_for_others(found, by)
    for approval in found:
        if approval.state == state:
            raise Refused(
                "approval_decided",
                f"{approval.department.name} has decided this already.",
                status=409,
                department=approval.department.name,
                state=approval.state,
            )
        approval.state, approval.reason = state, reason.strip()
        approval.decided_by, approval.decided_at = by.user, timezone.now()
        approval.save()
    if state == ApprovalState.REJECTED:
        for timetable in held.values():
            own = next(row for row in found if row.timetable_id == timetable.pk)
            _send_back(timetable, by.user, reason, own.department)
        return found
    for timetable in held.values():
        if not missing_approvals(timetable):
            registrars = notices.registrars()
            notices.tell(timetable, NoticeKind.APPROVALS_GIVEN, registrars, by.user)
    return found


def _send_back(
    timetable: Timetable, by: User | None, reason: str, department: Department | None = None
) -> Timetable:
    _take(timetable, ReviewAction.REJECT, by, reason=reason, department=department)
    concerned = _asked(timetable) | notices.registrars()
    said = {"reason": reason, "department": department.name if department else ""}
    notices.tell(timetable, NoticeKind.REJECTED, concerned, by, **said)
    return timetable


def _asked(timetable: Timetable) -> QuerySet[Membership]:
    departments = timetable.approvals.values_list("department", flat=True)
    return notices.staff_of(departments, Role.DEPARTMENT_HEAD, Role.COORDINATOR)


def missing_approvals(timetable: Timetable) -> list[str]:
    """The names of the departments whose approval it still needs."""
    if timetable.state == TimetableState.DRAFT:
        return list(departments_in(timetable).values_list("name", flat=True))
    rows = timetable.approvals.exclude(state=ApprovalState.APPROVED)
    return list(rows.order_by("department__name").values_list("department__name", flat=True))


def refuse_other_departments(approvals: Sequence[UUID], by: Membership) -> None:
    """Refuse to decide for departments that are not the member's, naming each.

    Raises Refused: department_not_yours (403).
    """
    rows = Approval.objects.filter(pk__in=approvals)
    own = narrow(rows, by, "change", "approval").values("pk")
    others = rows.exclude(pk__in=own).order_by("department__name")
    names = list(others.values_list("department__name", flat=True).distinct())
    if names:
        raise Refused(
            "department_not_yours",
            f"Only its own head decides for a department: {', '.join(names)} is not yours.",
            status=403,
            field="ids",
            departments=names,
        )


def _refuse_for_others(approvals: Sequence[Approval], by: Membership) -> None:
    if by.role == Role.DEPARTMENT_HEAD:
        return  # within the own department: refuse_other_departments has seen to that
    heads = active_heads([approval.department_id for approval in approvals])
    for approval in approvals:
        if approval.department_id in heads:
            raise Refused(
                "department_has_head",
                f"{approval.department.name} has a head, who decides for it.",
                status=409,
                department=approval.department.name,
            )


def _held(timetable_id: UUID, action: ReviewAction, version: int | None) -> Timetable:
    timetable = locked(timetable_id, version)
    if timetable.state not in _FROM[action]:
        raise _wrong_state(timetable, _FROM[action])
    return timetable


def _take(
    timetable: Timetable, action: ReviewAction, by: User | None, **about: Any
) -> Timetable:
    """The step itself, of a timetable that is held."""
    timetable.state = _TO[action]
    timetable.save()
    ReviewStep.objects.create(
        institution_id=timetable.institution_id,
        timetable=timetable,
        action=action,
        by=by,
        **about,
    )
    return timetable


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Refused("reason_missing", "Say why.", field="reason")
    return reason.strip()


def _wrong_state(timetable: Timetable, wanted: Sequence[TimetableState]) -> Refused:
    return Refused(
        "timetable_state",
        f"The timetable is {timetable.state}; this needs it {' or '.join(wanted)}.",
        status=409,
        state=timetable.state,
        wanted=list(wanted),
    )


def _not_approved(timetable: Timetable) -> Refused:
    names = missing_approvals(timetable)
    return Refused(
        "timetable_not_approved",
        f"Only an approved timetable is published; this one is {timetable.state}.",
        status=409,
        state=timetable.state,
        number=len(names),
        departments=names,
        hard=violations(timetable),
    )
