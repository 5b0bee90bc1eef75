"""Comments, notifications and their mail, and ratings of classes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from accounts.models import Department, Institution, Membership, Role
from accounts.tenancy import tenant_context
from campus.models import Instructor, Student, Term
from courses.clock import Clock
from courses.models import Class
from timetables.history import history
from timetables.models import Approval, Notification, Timetable
from timetables.services import notices, workflow
from timetables.tests.problem import problem_document
from timetables.tests.ways import published

pytestmark = pytest.mark.django_db
LogIn = Callable[..., Any]
COMMENTS, NOTICES = "/api/v1/comments/", "/api/v1/my/notifications/"


def member(
    tenant: Institution, log_in: LogIn, role: Role, row: Any = None, **fields: Any
) -> Any:
    client = log_in(tenant, role, **fields)
    if row is not None:
        with tenant_context(tenant.id):
            row.membership = Membership.objects.filter(role=role).latest("id")
            row.save()
    return client


def head_of(tenant: Institution, log_in: LogIn, department: str) -> Any:
    row = Department.objects.get(external_id=department)
    return member(tenant, log_in, Role.DEPARTMENT_HEAD, department=row)


def comment(client: Any, timetable: Timetable, name: str | None = None) -> Any:
    body = {"timetable": str(timetable.id), "text": "Could this be earlier?"}
    if name:
        body["cls"] = str(Class.objects.get(external_id=name).pk)
    return client.post(COMMENTS, body)


def test_staff_comment_on_the_own_departments_classes_and_all_staff_reads_it(
    tenant: Institution, registrar: Any, log_in: LogIn, timetable: Timetable
) -> None:
    head = head_of(tenant, log_in, "PHY")
    body = comment(head, timetable, "phy-1").json()
    assert (body["department"]["name"], body["author"]["name"]) == (
        "Physics",
        "department_head",
    )
    assert comment(head, timetable, "his-1").status_code == 403
    assert comment(head, timetable).json()["department"]["name"] == "Physics"
    assert comment(registrar, timetable).json()["department"] is None
    about = {"timetable": str(timetable.id), "class": body["cls"]}
    history_head = head_of(tenant, log_in, "HIS")
    assert history_head.get(COMMENTS, about).json()["count"] == 1


def test_a_comment_is_settled_by_its_department_and_rewritten_by_its_author_alone(
    tenant: Institution, registrar: Any, log_in: LogIn, timetable: Timetable
) -> None:
    head = head_of(tenant, log_in, "PHY")
    body = comment(registrar, timetable, "phy-1").json()
    address = f"{COMMENTS}{body['id']}/"
    refused = head.patch(address, {"text": "No", "version": 1})
    assert (refused.status_code, refused.json()["code"]) == (403, "comment_of_another")
    settled = head.post(f"{address}resolve/").json()
    assert settled["resolved_by"]["name"] == "department_head"
    assert registrar.get(COMMENTS, {"resolved": "true"}).json()["count"] == 1
    assert head.post(f"{address}reopen/").json()["resolved_at"] is None
    assert head_of(tenant, log_in, "HIS").post(f"{address}resolve/").status_code == 403
    version = registrar.get(address).json()["version"]
    done = registrar.patch(address, {"text": "Earlier, please", "version": version})
    assert done.json()["text"] == "Earlier, please"
    assert registrar.patch(address, {"text": "x", "version": version}).status_code == 409


def test_an_instructor_speaks_of_own_classes_once_they_are_published(
    tenant: Institution, log_in: LogIn, timetable: Timetable
) -> None:
    client = member(tenant, log_in, Role.INSTRUCTOR, Instructor.objects.get())
    early = comment(client, timetable, "phy-1")
    assert (early.status_code, early.json()["code"]) == (403, "timetable_not_published")
    published(timetable)
    assert comment(client, timetable, "phy-1").status_code == 201
    assert comment(client, timetable, "his-1").status_code == 403
    assert comment(client, timetable).status_code == 403
    assert comment(member(tenant, log_in, Role.STUDENT), timetable, "phy-1").status_code == 403


def test_who_is_asked_and_who_was_asked_is_told(
    tenant: Institution, registrar: Any, log_in: LogIn, timetable: Timetable
) -> None:
    head = head_of(tenant, log_in, "PHY")
    physics = Department.objects.get(external_id="PHY")
    coordinator = member(tenant, log_in, Role.COORDINATOR, department=physics)
    registrar.post(f"/api/v1/timetables/{timetable.id}/submit/")
    (asked,) = head.get(NOTICES).json()["results"]
    assert (asked["kind"], asked["read_at"]) == ("approval_asked", None)
    assert asked["parameters"] == {"timetable": "Variant 1", "term": "Autumn"}
    assert [row["kind"] for row in coordinator.get(NOTICES).json()["results"]] == ["submitted"]
    assert registrar.get(NOTICES).json()["count"] == 0
    ids = [str(Approval.objects.get(department=physics).pk)]
    body = {"ids": ids, "state": "rejected", "reason": "Lab hours"}
    assert head.post("/api/v1/approvals/decide/", body).status_code == 200
    (sent_back,) = registrar.get(NOTICES).json()["results"]
    assert sent_back["parameters"]["reason"] == "Lab hours"
    assert sent_back["parameters"]["department"] == "Physics"


def test_the_registrar_is_told_once_every_department_has_approved(
    tenant: Institution, registrar: Any, log_in: LogIn, timetable: Timetable
) -> None:
    workflow.submit(timetable.id, None)
    for department, told in (("PHY", 0), ("HIS", 1)):
        row = Approval.objects.get(department__external_id=department)
        body = {"ids": [str(row.pk)], "state": "approved"}
        head = head_of(tenant, log_in, department)
        assert head.post("/api/v1/approvals/decide/", body).status_code == 200
        assert registrar.get(NOTICES).json()["count"] == told
    (notice,) = registrar.get(NOTICES).json()["results"]
    assert notice["kind"] == "approvals_given"


def test_notifications_are_counted_and_read_by_whom_they_are_for(
    tenant: Institution, log_in: LogIn, timetable: Timetable
) -> None:
    head, other = head_of(tenant, log_in, "PHY"), head_of(tenant, log_in, "HIS")
    for _ in range(2):
        workflow.submit(timetable.id, None)
        workflow.withdraw(timetable.id, None)
    assert head.get(f"{NOTICES}unread/").json() == {"unread": 2}
    first, second = head.get(NOTICES).json()["results"]
    foreign = {"ids": [first["id"]]}
    assert other.post(f"{NOTICES}read/", foreign).json() == {"unread": 2}
    assert head.post(f"{NOTICES}read/", {"ids": [second["id"]]}).json() == {"unread": 1}
    assert [row["id"] for row in head.get(NOTICES, {"unread": "true"}).json()["results"]] == [
        first["id"]
    ]
    assert head.post(f"{NOTICES}read/", {}).json() == {"unread": 0}


def test_a_publication_is_told_and_mailed_once_to_those_whose_week_differs(
    tenant: Institution, log_in: LogIn, timetable: Timetable
) -> None:
    people = (
        (Role.INSTRUCTOR, Instructor.objects.get(external_id="i1")),
        (Role.STUDENT, Student.objects.get(external_id="s1")),
    )
    for role, row in people:
        member(tenant, log_in, role, row)
    member(tenant, log_in, Role.STUDENT)  # one without any class
    published(timetable)
    told = Notification.objects.filter(kind="published")
    assert {row.recipient.role for row in told} == {"instructor", "student"}
    assert told.count() == notices.send_due() == 2
    assert {message.to[0] for message in mail.outbox} == {
        row.recipient.user.email for row in told
    }
    assert "published" in mail.outbox[0].body
    assert notices.send_due() == 0
    assert len(mail.outbox) == 2


def test_mail_that_fails_stays_due(
    tenant: Institution, log_in: LogIn, timetable: Timetable, monkeypatch: pytest.MonkeyPatch
) -> None:
    member(tenant, log_in, Role.STUDENT, Student.objects.get(external_id="s1"))
    published(timetable)

    def fail(*_: Any, **__: Any) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)
        with pytest.raises(ConnectionRefusedError):
            notices.send_due()
    assert notices.send_due() == 1


def test_an_instructor_rates_time_and_room_of_own_classes_and_that_is_history(
    tenant: Institution, log_in: LogIn, timetable: Timetable
) -> None:
    row = Instructor.objects.get()
    client = member(tenant, log_in, Role.INSTRUCTOR, row)
    own = Class.objects.get(external_id="phy-1")
    body = {
        "timetable": str(timetable.id),
        "instructor": str(row.pk),
        "cls": str(own.pk),
        "time_stars": 2,
        "room_stars": 5,
    }
    week = {"timetable": body["timetable"], "instructor": body["instructor"], "stars": 4}
    for path, early in (("class-ratings", body), ("ratings", week)):
        answer = client.post(f"/api/v1/{path}/", early)
        assert (answer.status_code, answer.json()["code"]) == (400, "timetable_not_published")
    published(timetable)
    assert client.post("/api/v1/ratings/", week).status_code == 201
    answer = client.post("/api/v1/class-ratings/", body)
    assert answer.status_code == 201, answer.content
    foreign = {**body, "cls": str(Class.objects.get(external_id="his-1").pk)}
    refused = client.post("/api/v1/class-ratings/", foreign)
    assert (refused.status_code, refused.json()["code"]) == (400, "class_of_another")
    six = client.post("/api/v1/class-ratings/", {**body, "time_stars": 6})
    assert six.status_code == 400
    following = Term.objects.create(
        name="Next", weeks=4, days=5, slots_per_day=120, slot_minutes=5, day_start=480
    )
    (rated,) = history(following, Clock.of(problem_document()))["class_ratings"]
    assert (rated["instructor"], rated["time"], rated["room"]) == ("i1", 2, 5)
    assert rated["class"]["id"] == "phy-1"
