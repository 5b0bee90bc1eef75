"""What publishing would change and for whom; two timetables compared, and merged."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import Department, Institution, Role
from campus.models import Room, Student
from courses.models import Class
from timetables.models import Attendance, Placement, Timetable
from timetables.services import copying
from timetables.tests.ways import published

pytestmark = pytest.mark.django_db
LogIn = Callable[..., Any]


def url(timetable: Timetable, rest: str) -> str:
    return f"/api/v1/timetables/{timetable.id}/{rest}"


def put(timetable: Timetable, name: str, **fields: Any) -> None:
    Placement.objects.filter(timetable=timetable, cls__external_id=name).update(**fields)


@pytest.fixture
def draft(timetable: Timetable) -> Timetable:
    """A copy of the published timetable."""
    return copying.copy(published(timetable).id, "Draft")


def test_the_first_publication_is_new_for_everybody(
    registrar: Any, timetable: Timetable
) -> None:
    body = registrar.get(url(timetable, "differences/")).json()
    assert body["against"] is None
    assert body["classes"] == {"new": 2, "cancelled": 0, "moved": 0, "room_changed": 0}
    assert (body["instructors"], body["students"]) == (1, 2)
    assert [row["name"] for row in body["departments"]] == ["History", "Physics"]
    classes = registrar.get(url(timetable, "differences/classes/")).json()["results"]
    assert {row["kind"] for row in classes} == {"new"}
    assert [row["before"] for row in classes] == [None, None]


def test_a_preview_says_what_moves_and_whom_it_concerns(
    registrar: Any, draft: Timetable
) -> None:
    nothing = registrar.get(url(draft, "differences/")).json()
    assert (nothing["students"], nothing["classes"]["moved"]) == (0, 0)
    put(draft, "his-1", start_minute=480)
    body = registrar.get(url(draft, "differences/")).json()
    assert body["against"]["name"] == "Variant 1"
    assert (body["classes"]["moved"], body["classes"]["room_changed"]) == (1, 0)
    assert (body["instructors"], body["students"]) == (0, 1)
    # The student of both courses has a clash now.
    assert (body["clashes_created"], body["clashes_gone"]) == (1, 0)
    assert body["students_with_new_clashes"] == 1
    (student,) = registrar.get(url(draft, "differences/students/")).json()["results"]
    assert student["id"] == str(Student.objects.get(external_id="s1").pk)
    assert (student["classes"], student["clashes_created"]) == (1, 1)
    (cls,) = registrar.get(url(draft, "differences/classes/")).json()["results"]
    assert (cls["before"]["start_minute"], cls["after"]["start_minute"]) == (540, 480)


def test_a_changed_room_concerns_its_instructor_and_a_changed_section_its_student(
    registrar: Any, draft: Timetable
) -> None:
    put(draft, "phy-1", room=Room.objects.get(external_id="r2"))
    Attendance.objects.filter(timetable=draft, cls__external_id="his-1").delete()
    body = registrar.get(url(draft, "differences/")).json()
    assert (body["classes"]["moved"], body["classes"]["room_changed"]) == (0, 1)
    (person,) = registrar.get(url(draft, "differences/instructors/")).json()["results"]
    assert (person["name"], person["classes"]) == ("Lecturer PHY-01", 1)
    rows = registrar.get(url(draft, "differences/students/")).json()["results"]
    assert sorted(row["classes"] for row in rows) == [1, 2]


def test_a_cancelled_class_is_in_its_departments_list(registrar: Any, draft: Timetable) -> None:
    Placement.objects.filter(timetable=draft, cls__external_id="his-1").delete()
    history = Department.objects.get(external_id="HIS")
    physics = Department.objects.get(external_id="PHY")
    address = url(draft, "differences/classes/")
    (row,) = registrar.get(address, {"department": str(history.pk)}).json()["results"]
    assert (row["kind"], row["after"]) == ("cancelled", None)
    assert registrar.get(address, {"department": str(physics.pk)}).json()["count"] == 0


def test_lists_come_in_pages(registrar: Any, timetable: Timetable) -> None:
    body = registrar.get(url(timetable, "differences/students/"), {"page_size": 1}).json()
    assert (body["count"], len(body["results"])) == (2, 1)
    assert "page=2" in body["next"]
    assert registrar.get(url(timetable, "differences/nobody/")).status_code == 404


def test_staff_see_the_numbers_of_all_and_the_names_of_the_own_department(
    tenant: Institution, log_in: LogIn, timetable: Timetable
) -> None:
    # The one student with a cohort is in a programme of physics.
    for department, names in (("PHY", 1), ("HIS", 0)):
        row = Department.objects.get(external_id=department)
        head = log_in(tenant, Role.DEPARTMENT_HEAD, department=row)
        assert head.get(url(timetable, "differences/")).json()["students"] == 2
        for kind in ("students", "instructors"):
            listed = head.get(url(timetable, f"differences/{kind}/")).json()
            assert listed["count"] == names, kind
    student = log_in(tenant, Role.STUDENT)
    assert student.get(url(timetable, "differences/")).status_code == 403
    assert student.get(url(timetable, "differences/students/")).status_code == 404


def test_two_timetables_are_compared_by_hour_and_by_who_gains_and_loses(
    registrar: Any, draft: Timetable
) -> None:
    put(draft, "his-1", start_minute=600)
    body = registrar.get(url(draft, "comparison/")).json()
    assert [row["name"] for row in body["scores"]] == ["Variant 1", "Draft"]
    idle = body["people"]["students"]["idle_minutes"]
    # Two days, an hour more between the classes on each.
    assert idle == {"gain": 0, "lose": 1, "change": 120}
    moved = [row for row in body["hours"] if row["before"] != row["after"]]
    assert {(row["day"], row["hour"], row["after"]) for row in moved} == {
        (0, 9, 0),
        (0, 10, 1),
        (2, 9, 0),
        (2, 10, 1),
    }
    (person,) = registrar.get(url(draft, "comparison/students/")).json()["results"]
    assert (person["idle_minutes_before"], person["idle_minutes_after"]) == (20, 140)


def test_a_timetable_of_another_term_or_institution_is_not_compared(
    registrar: Any,
    draft: Timetable,
    make_institution: Callable[[str], Institution],
    log_in: LogIn,
) -> None:
    stranger = log_in(make_institution("Second"))
    for rest in ("differences/", "differences/students/", "comparison/"):
        assert stranger.get(url(draft, rest)).status_code == 404
    missing = {"against": str(Room.objects.all()[0].pk)}
    assert registrar.get(url(draft, "comparison/"), missing).status_code == 404


def edit(client: Any, timetable: Timetable, name: str, start: int) -> None:
    version = Timetable.objects.get(pk=timetable.pk).version
    body = {
        "cls": str(Class.objects.get(external_id=name).pk),
        "start_minute": start,
        "version": version,
    }
    answer = client.post(url(timetable, "edits/"), body)
    assert answer.status_code == 201, answer.content


def merge(client: Any, timetable: Timetable, source: Timetable, **fields: Any) -> Any:
    version = Timetable.objects.get(pk=timetable.pk).version
    body = {"other": str(source.pk), "version": version, **fields}
    return client.post(url(timetable, "merge/"), body)


def start(timetable: Timetable, name: str) -> int:
    return Placement.objects.get(timetable=timetable, cls__external_id=name).start_minute


def test_a_departments_classes_are_taken_over_from_a_copy(
    registrar: Any, timetable: Timetable
) -> None:
    what_if = copying.copy(timetable.id)
    edit(registrar, what_if, "phy-1", 600)
    edit(registrar, what_if, "his-1", 720)
    physics = str(Department.objects.get(external_id="PHY").pk)
    answer = merge(registrar, timetable, what_if, department=physics)
    assert answer.status_code == 201, answer.content
    assert [row["kind"] for row in answer.json()["edits"]] == ["merge"]
    assert (start(timetable, "phy-1"), start(timetable, "his-1")) == (600, 540)
    again = merge(registrar, timetable, what_if, department=physics)
    assert (again.status_code, again.json()["code"]) == (409, "merge_empty")


def test_what_both_have_moved_must_be_chosen_and_what_only_we_moved_is_kept(
    registrar: Any, timetable: Timetable
) -> None:
    what_if = copying.copy(timetable.id)
    both, ours = Class.objects.get(external_id="phy-1"), Class.objects.get(external_id="his-1")
    edit(registrar, what_if, "phy-1", 600)
    edit(registrar, timetable, "phy-1", 660)
    edit(registrar, timetable, "his-1", 780)
    classes = [str(both.pk), str(ours.pk)]
    refused = merge(registrar, timetable, what_if, classes=classes)
    assert (refused.status_code, refused.json()["code"]) == (409, "merge_conflicts")
    assert [error["field"] for error in refused.json()["errors"]] == [str(both.pk)]
    assert start(timetable, "phy-1") == 660
    chosen = {str(both.pk): "theirs"}
    assert (
        merge(registrar, timetable, what_if, classes=classes, choose=chosen).status_code == 201
    )
    assert (start(timetable, "phy-1"), start(timetable, "his-1")) == (600, 780)


def test_of_unrelated_timetables_every_difference_is_chosen(
    registrar: Any, timetable: Timetable
) -> None:
    other = copying.copy(timetable.id)
    edit(registrar, other, "phy-1", 600)
    Timetable.objects.filter(pk=other.pk).update(copy_of=None)
    classes = [str(row.pk) for row in Class.objects.all()]
    assert (
        merge(registrar, timetable, other, classes=classes).json()["code"] == "merge_conflicts"
    )
    odd = merge(registrar, timetable, other, classes=classes, choose={"x": "theirs"})
    assert odd.status_code == 400
