"""From draft to archive: each step from its state alone, by whoever may take it."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Department, Institution, Membership, Role, User
from campus.models import Room, RoomUnavailability, Term
from config.errors import Refused
from courses.clock import Clock
from timetables.models import (
    STEPS,
    Approval,
    Attendance,
    Placement,
    ReviewStep,
    Timetable,
    TimetableState,
)
from timetables.selectors.findings import findings
from timetables.services import workflow
from timetables.tests.problem import problem_document, result_document, stored
from timetables.tests.ways import brought_to, published

pytestmark = pytest.mark.django_db
CLOCK = Clock.of(problem_document())
LogIn = Callable[..., Any]


def variant(term: Term, name: str, **score: int) -> Timetable:
    return stored(term, name, result_document(**score), CLOCK)


def url(timetable: Timetable, rest: str = "") -> str:
    return f"/api/v1/timetables/{timetable.id}/{rest}"


def approval_of(timetable: Timetable, department: str) -> str:
    row = Approval.objects.get(timetable=timetable, department__external_id=department)
    return str(row.pk)


def head_of(tenant: Institution, log_in: LogIn, department: str) -> Any:
    row = Department.objects.get(external_id=department)
    return log_in(tenant, Role.DEPARTMENT_HEAD, department=row)


def decide(client: Any, state: str, *ids: str, **fields: str) -> Any:
    return client.post("/api/v1/approvals/decide/", {"ids": ids, "state": state, **fields})


def test_departments_approve_before_the_registrar_and_only_then_it_is_published(
    tenant: Institution, registrar: Any, log_in: LogIn, timetable: Timetable
) -> None:
    early = registrar.post(url(timetable, "publish/"))
    assert (early.status_code, early.json()["code"]) == (409, "timetable_not_approved")
    assert early.json()["parameters"]["departments"] == ["History", "Physics"]
    body = registrar.post(url(timetable, "submit/")).json()
    assert (body["state"], body["approvals_asked"], body["approvals_given"]) == (
        "in_review",
        2,
        0,
    )
    too_soon = registrar.post(url(timetable, "approve/"), {})
    assert (too_soon.status_code, too_soon.json()["code"]) == (409, "approvals_missing")
    assert too_soon.json()["parameters"]["hard"] == early.json()["parameters"]["hard"]
    for department in ("PHY", "HIS"):
        head = head_of(tenant, log_in, department)
        answer = decide(head, "approved", approval_of(timetable, department))
        assert answer.status_code == 200, answer.content
        assert answer.json()[0]["decided_by"]["name"] == "department_head"
    assert registrar.post(url(timetable, "approve/"), {}).json()["state"] == "approved"
    body = registrar.post(url(timetable, "publish/")).json()
    assert (body["state"], body["number"]) == ("published", 1)
    twice = registrar.post(url(timetable, "publish/")).json()
    assert (twice["code"], twice["parameters"]) == ("published_already", {"number": 1})
    steps = registrar.get(url(timetable, "steps/")).json()
    assert [step["action"] for step in steps] == ["submit", "approve", "publish"]
    assert all(step["by"]["name"] == "registrar" for step in steps)


def test_a_publication_is_told_as_one_though_it_archives_another(
    registrar: Any, term: Term, timetable: Timetable
) -> None:
    published(timetable)
    later = brought_to(variant(term, "Later"), TimetableState.APPROVED)
    assert registrar.post(url(later, "publish/")).status_code == 200
    newest, *_ = registrar.get("/api/v1/audit/recent/").json()
    assert newest["newest"]["object_name"] == "Later"
    assert newest["newest"]["after"]["state"] == "published"
    assert newest["count"] == 2


def test_a_rejection_needs_a_reason_and_returns_the_timetable_with_it(
    tenant: Institution, registrar: Any, log_in: LogIn, timetable: Timetable
) -> None:
    workflow.submit(timetable.id, None)
    head, key = head_of(tenant, log_in, "PHY"), approval_of(timetable, "PHY")
    silent = decide(head, "rejected", key, reason="  ")
    assert (silent.status_code, silent.json()["code"]) == (400, "reason_missing")
    assert decide(head, "rejected", key, reason="Lab hours").status_code == 200
    body = registrar.get(url(timetable)).json()
    assert (body["state"], body["last_rejection"]) == ("draft", "Lab hours")
    (step,) = [s for s in registrar.get(url(timetable, "steps/")).json() if s["reason"]]
    assert (step["action"], step["department"]["name"]) == ("reject", "Physics")
    # A new review asks everybody anew; the old question is answered no more.
    workflow.submit(timetable.id, None)
    assert decide(head, "approved", key).status_code == 404
    assert registrar.get(url(timetable)).json()["approvals_given"] == 0


def test_a_head_decides_for_the_own_department_and_no_other(
    tenant: Institution, log_in: LogIn, timetable: Timetable
) -> None:
    workflow.submit(timetable.id, None)
    head = head_of(tenant, log_in, "PHY")
    both = [approval_of(timetable, name) for name in ("PHY", "HIS")]
    for keys in (both[1:], both):
        refused = decide(head, "approved", *keys)
        assert (refused.status_code, refused.json()["code"]) == (403, "department_not_yours")
        assert refused.json()["parameters"] == {"departments": ["History"]}
    gone = str(uuid.uuid4())
    unknown = decide(head, "approved", both[0], gone)
    assert (unknown.status_code, unknown.json()["detail"]) == (404, f"There is no row {gone}.")
    assert not timetable.approvals.filter(state="approved").exists()
    listed = head.get("/api/v1/approvals/", {"timetable": str(timetable.id)}).json()
    assert listed["count"] == 2


def test_the_registrar_decides_for_a_department_without_a_head_only(
    tenant: Institution, registrar: Any, log_in: LogIn, timetable: Timetable
) -> None:
    workflow.submit(timetable.id, None)
    head_of(tenant, log_in, "PHY")
    listed = registrar.get("/api/v1/approvals/", {"timetable": str(timetable.id)}).json()
    headed = {row["department"]["name"]: row["has_head"] for row in listed["results"]}
    assert headed == {"Physics": True, "History": False}
    refused = decide(registrar, "approved", approval_of(timetable, "PHY"))
    assert (refused.status_code, refused.json()["code"]) == (409, "department_has_head")
    assert decide(registrar, "approved", approval_of(timetable, "HIS")).status_code == 200
    again = decide(registrar, "approved", approval_of(timetable, "HIS"))
    assert (again.status_code, again.json()["code"]) == (409, "approval_decided")
    row = timetable.approvals.get(department__external_id="HIS")
    assert row.decided_by == User.objects.get(name="registrar")


def test_an_approval_in_spite_of_something_keeps_the_reason_and_what_it_was(
    registrar: Any, term: Term
) -> None:
    broken = variant(term, "Broken", hard=2)
    workflow.submit(broken.id, None)
    for approval in broken.approvals.all():
        approval.state = "approved"
        approval.save()
    refused = registrar.post(url(broken, "approve/"), {})
    assert (refused.status_code, refused.json()["code"]) == (409, "timetable_has_violations")
    assert registrar.post(url(broken, "approve/"), {"reason": "Known"}).status_code == 200
    step = registrar.get(url(broken, "steps/")).json()[-1]
    assert step["reason"] == "Known"
    assert step["passed_over"] == {"departments": [], "violations": 2}


def test_what_broke_since_the_approval_is_published_with_a_reason_only(
    registrar: Any, term: Term
) -> None:
    known = variant(term, "Known")
    workflow.submit(known.id, None)
    workflow.approve(known.id, None, "Known")
    for room in Room.objects.all():
        RoomUnavailability.objects.create(
            institution_id=term.institution_id,
            room=room,
            term=term,
            weeks="1" * term.weeks,
            days="1" * term.days,
            start_minute=0,
            length_minutes=1440,
        )
    broken = len(findings(known))
    assert broken > 0
    refused = registrar.post(url(known, "publish/"), {})
    assert (refused.status_code, refused.json()["code"]) == (409, "broken_since_approval")
    assert refused.json()["parameters"] == {"hard": broken, "approved": 0}
    assert registrar.post(url(known, "publish/"), {"reason": "It opens"}).status_code == 200
    step = registrar.get(url(known, "steps/")).json()[-1]
    assert (step["reason"], step["passed_over"]["violations"]) == ("It opens", broken)


@pytest.mark.parametrize("role", [Role.DEPARTMENT_HEAD, Role.COORDINATOR])
def test_steps_are_the_registrars(
    tenant: Institution, log_in: LogIn, timetable: Timetable, role: Role
) -> None:
    client = log_in(tenant, role, department=Department.objects.first())
    for step in ("submit", "withdraw", "reject", "approve", "publish"):
        assert client.post(url(timetable, f"{step}/"), {"reason": "x"}).status_code == 403
    if role == Role.COORDINATOR:
        workflow.submit(timetable.id, None)
        assert decide(client, "approved", approval_of(timetable, "PHY")).status_code == 403


def test_no_state_is_skipped_not_even_in_bulk_or_in_sql(
    registrar: Any, timetable: Timetable
) -> None:
    allowed = set(STEPS)
    for before in TimetableState:
        for after in TimetableState:
            row = Timetable.objects.create(term=timetable.term, name="x", total=0, hard=0)
            brought_to(row, before)
            change = Timetable.objects.filter(pk=row.pk)
            try:
                with transaction.atomic():
                    change.update(state=after)
                    done = True
                    transaction.set_rollback(True)
            except IntegrityError:
                done = False
            assert done == (before == after or (before, after) in allowed), (before, after)
            row.delete()
    values = {"state": "published"}
    bulk = {"ids": [str(timetable.id)], "values": values}
    registrar.patch("/api/v1/timetables/bulk/", bulk)
    named = {"name": "Renamed", "version": Timetable.objects.get().version, **values}
    assert registrar.patch(url(timetable), named).json()["name"] == "Renamed"
    timetable.refresh_from_db()
    assert timetable.state == "draft"


def test_a_step_from_another_state_says_where_the_timetable_is(
    registrar: Any, timetable: Timetable
) -> None:
    workflow.submit(timetable.id, None)
    again = registrar.post(url(timetable, "submit/"))
    assert (again.status_code, again.json()["code"]) == (409, "timetable_state")
    assert again.json()["parameters"]["state"] == "in_review"
    assert registrar.post(url(timetable, "withdraw/")).json()["state"] == "draft"
    assert registrar.post(url(timetable, "withdraw/")).status_code == 409


def test_a_step_on_an_old_reading_is_refused_where_the_reading_is_named(
    registrar: Any, timetable: Timetable
) -> None:
    tag = registrar.get(url(timetable))["ETag"]
    timetable.save()
    stale = registrar.post(url(timetable, "submit/"), headers={"If-Match": tag})
    assert (stale.status_code, stale.json()["code"]) == (412, "stale_version")
    fresh = registrar.get(url(timetable))["ETag"]
    done = registrar.post(url(timetable, "submit/"), headers={"If-Match": fresh})
    assert done.status_code == 200
    assert done["ETag"] != fresh


def test_a_step_sent_twice_with_one_key_is_taken_once(
    registrar: Any, timetable: Timetable
) -> None:
    key = {"Idempotency-Key": "submit-once"}
    answers = [registrar.post(url(timetable, "submit/"), headers=key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert ReviewStep.objects.count() == 1


def test_publishing_numbers_the_versions_and_archives_the_one_before(term: Term) -> None:
    first = published(variant(term, "Variant 1"))
    second = published(variant(term, "Variant 2"))
    first.refresh_from_db()
    assert (first.state, first.number) == ("archived", 1)
    assert (second.state, second.number) == ("published", 2)
    assert second.published_at is not None


def test_an_archived_version_comes_back_as_a_new_draft(registrar: Any, term: Term) -> None:
    first = published(variant(term, "Variant 1"))
    published(variant(term, "Variant 2"))
    answer = registrar.post("/api/v1/timetables/", {"copy_of": str(first.id)})
    assert answer.status_code == 201, answer.content
    body = answer.json()
    assert (body["state"], body["number"], body["copy_of"]) == ("draft", None, str(first.id))
    draft = Timetable.objects.get(pk=body["id"])
    columns = ("cls_id", "room_id", "weeks", "days", "start_minute", "length_minutes")
    rows = [
        set(Placement.objects.filter(timetable=t).values_list(*columns)) for t in (first, draft)
    ]
    assert rows[0] == rows[1] != set()
    people = [
        set(Attendance.objects.filter(timetable=t).values_list("student", "cls"))
        for t in (first, draft)
    ]
    assert people[0] == people[1] != set()
    assert published(draft).number == 3


def test_only_drafts_are_removed(registrar: Any, term: Term) -> None:
    first, draft = published(variant(term, "Variant 1")), variant(term, "Variant 2")
    kept = registrar.delete(url(first))
    assert (kept.status_code, kept.json()["code"]) == (409, "timetable_not_draft")
    ids = {"ids": [str(first.id), str(draft.id)]}
    assert registrar.post("/api/v1/timetables/bulk-delete/", ids).status_code == 409
    assert registrar.delete(url(draft)).status_code == 204
    assert list(Timetable.objects.all()) == [first]


def test_a_timetable_deleted_meanwhile_does_not_come_back(timetable: Timetable) -> None:
    Timetable.objects.filter(id=timetable.id).delete()
    for step in (workflow.submit, workflow.publish):
        with pytest.raises(Refused) as refused:
            step(timetable.id, None)
        assert refused.value.code == "timetable_gone"


def test_an_empty_timetable_is_not_submitted(term: Term) -> None:
    empty = Timetable.objects.create(term=term, name="Empty", total=0, hard=0)
    with pytest.raises(Refused) as refused:
        workflow.submit(empty.id, None)
    assert refused.value.code == "timetable_empty"


def test_another_institution_sees_and_decides_nothing(
    timetable: Timetable, make_institution: Callable[[str], Institution], log_in: LogIn
) -> None:
    workflow.submit(timetable.id, None)
    key = approval_of(timetable, "PHY")
    stranger = log_in(make_institution("Second"))
    for step in ("submit", "withdraw", "reject", "approve", "publish"):
        assert stranger.post(url(timetable, f"{step}/"), {"reason": "x"}).status_code == 404
    assert stranger.get(f"/api/v1/approvals/{key}/").status_code == 404
    assert stranger.get("/api/v1/approvals/").json()["count"] == 0
    assert decide(stranger, "approved", key).status_code == 404
    copy = stranger.post("/api/v1/timetables/", {"copy_of": str(timetable.id)})
    assert copy.status_code == 400


def test_the_record_tells_who_took_each_step(registrar: Any, timetable: Timetable) -> None:
    registrar.post(url(timetable, "submit/"))
    record = registrar.get(
        "/api/v1/audit/", {"entity": "timetable", "object": str(timetable.id)}
    ).json()["results"]
    change = next(entry for entry in record if entry["action"] == "change")
    assert change["after"]["state"] == "in_review"
    assert change["actor"] == str(Membership.objects.get(role=Role.REGISTRAR).user_id)
    assert {entry["kind"] for entry in record} >= {"timetable", "approval", "reviewstep"}
