"""After publication, one meeting is cancelled, moved or taught by somebody else."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from accounts.models import Department, Institution, Membership, Role
from accounts.tenancy import tenant_context
from campus.models import (
    Break,
    Holiday,
    Instructor,
    InstructorUnavailability,
    Room,
    RoomUnavailability,
    Student,
    Term,
)
from courses.models import Class
from timetables.models import DatedChange, Notification, Timetable
from timetables.tests.ways import published

pytestmark = pytest.mark.django_db
LogIn = Callable[..., Any]
URL = "/api/v1/dated-changes/"
MONDAY, WEDNESDAY, NEXT_MONDAY = "2026-10-05", "2026-10-07", "2026-10-12"


@pytest.fixture(autouse=True)
def before_the_term(monkeypatch: pytest.MonkeyPatch) -> None:
    def today(timezone: Any = None) -> date:
        return date(2026, 10, 1)

    monkeypatch.setattr("timetables.services.dated.timezone.localdate", today)


@pytest.fixture
def current(timetable: Timetable) -> Timetable:
    return published(timetable)


def change(client: Any, name: str, day: str, kind: str, **fields: Any) -> Any:
    cls = str(Class.objects.get(external_id=name).pk)
    return client.post(URL, {"cls": cls, "date": day, "kind": kind, **fields})


def person(tenant: Institution, log_in: LogIn, role: Role, row: Any) -> Any:
    client = log_in(tenant, role)
    with tenant_context(tenant.id):
        row.membership = Membership.objects.get(role=role)
        row.save()
    return client


def events(client: Any) -> dict[str, Any]:
    """The events of one's calendar by the day they begin, of the series by "series"."""
    calendar = Calendar.from_ical(client.get("/api/v1/my/week/calendar/").content)
    found: dict[str, Any] = {}
    each: Any = calendar.walk("VEVENT")
    for event in each:
        found[str(event.start) if "recurrence-id" in event else f"series {event.start}"] = event
    return found


def left_out(event: Any) -> list[str]:
    """The days on which an event of a series is not."""
    given = event.get("exdate", [])
    each = given if isinstance(given, list) else [given]
    return sorted(str(date.dt.date()) for dates in each for date in dates.dts)


def test_a_cancelled_meeting_leaves_the_week_and_the_calendar_and_comes_back(
    tenant: Institution, registrar: Any, log_in: LogIn, current: Timetable
) -> None:
    student = person(tenant, log_in, Role.STUDENT, Student.objects.get(external_id="s1"))
    answer = change(registrar, "phy-1", MONDAY, "cancelled", reason="Ill")
    assert answer.status_code == 201, answer.content
    (row,) = student.get("/api/v1/my/week/").json()["changes"]
    assert (row["kind"], row["date"], row["reason"]) == ("cancelled", MONDAY, "Ill")
    series = "series 2026-10-05 08:00:00+00:00"
    assert "2026-10-05" in left_out(events(student)[series])
    assert [note.kind for note in Notification.objects.all()][-1] == "changed_by_date"
    body = answer.json()
    assert registrar.delete(f"{URL}{body['id']}/").status_code == 204
    assert student.get("/api/v1/my/week/").json()["changes"] == []
    assert left_out(events(student)[series]) == ["2026-10-19"]


def test_a_moved_meeting_takes_its_own_place_in_the_calendar(
    tenant: Institution, registrar: Any, log_in: LogIn, current: Timetable
) -> None:
    student = person(tenant, log_in, Role.STUDENT, Student.objects.get(external_id="s2"))
    room = Room.objects.get(external_id="r2")
    answer = change(
        registrar,
        "phy-1",
        MONDAY,
        "moved",
        new_date="2026-10-06",
        start_minute=600,
        room=str(room.pk),
    )
    assert answer.status_code == 201, answer.content
    assert answer.json()["length_minutes"] == 50
    told = Notification.objects.all()[0].parameters
    assert (told["new_date"], told["start_minute"], told["room"]) == (
        "2026-10-06",
        600,
        "Room 2",
    )
    event = events(student)["2026-10-06 10:00:00+00:00"]
    assert str(event["location"]) == "Room 2"
    assert str(event["recurrence-id"].dt) == "2026-10-05 08:00:00+00:00"
    series = events(student)["series 2026-10-05 08:00:00+00:00"]
    assert event["uid"] == series["uid"]


def test_a_substitute_sees_the_meeting_in_the_own_week_and_calendar(
    tenant: Institution, registrar: Any, log_in: LogIn, current: Timetable
) -> None:
    other = Instructor.objects.create(name="Lecturer PHY-02", external_id="i2")
    client = person(tenant, log_in, Role.INSTRUCTOR, other)
    nobody = change(registrar, "phy-1", MONDAY, "substituted")
    assert (nobody.status_code, nobody.json()["code"]) == (400, "instructor_missing")
    answer = change(registrar, "phy-1", MONDAY, "substituted", instructor=str(other.pk))
    assert answer.status_code == 201, answer.content
    week = client.get("/api/v1/my/week/").json()
    assert week["meetings"] == []
    assert [row["instructor"]["name"] for row in week["changes"]] == ["Lecturer PHY-02"]
    (event,) = events(client).values()
    assert "Lecturer PHY-02" in str(event["description"])


def test_clashes_on_the_date_are_found_and_may_be_accepted(
    registrar: Any, current: Timetable, term: Term
) -> None:
    Holiday.objects.create(
        term=term, name="Fair", first_day=date(2026, 10, 6), last_day=date(2026, 10, 6)
    )
    hall = str(Room.objects.get(external_id="r1").pk)
    refused = change(registrar, "his-1", MONDAY, "moved", start_minute=490, room=hall)
    assert (refused.status_code, refused.json()["code"]) == (409, "date_clashes")
    found = {error["code"]: error["parameters"] for error in refused.json()["errors"]}
    assert found["room_clash"]["thing"] == "Hall 1"
    assert found["students_clash"]["thing"] == "1"
    holiday = change(registrar, "his-1", MONDAY, "moved", new_date="2026-10-06")
    assert [error["code"] for error in holiday.json()["errors"]] == ["on_holiday"]
    keys = [parameters["key"] for parameters in found.values()]
    place = {"start_minute": 490, "room": hall, "accept": keys}
    assert change(registrar, "his-1", MONDAY, "moved", **place).status_code == 201


@pytest.mark.parametrize(
    ("start", "odd"),
    [(180, True), (600, False), (770, True), (1020, True), (870, False)],
)
def test_an_hour_at_which_the_term_does_not_teach_is_told(
    registrar: Any, current: Timetable, term: Term, start: int, odd: bool
) -> None:
    term.teaching_start, term.teaching_end = 480, 1020
    term.save()
    lunch = {"weeks": "1" * term.weeks, "days": "1" * term.days, "start_minute": 780}
    Break.objects.create(term=term, name="Lunch", length_minutes=60, **lunch)
    later = {**lunch, "weeks": "01".ljust(term.weeks, "0"), "start_minute": 840}
    Break.objects.create(term=term, name="Fair", length_minutes=120, **later)
    answer = change(registrar, "his-1", MONDAY, "moved", start_minute=start)
    errors = answer.json().get("errors", [])
    assert [error["code"] for error in errors] == ["outside_teaching"] * odd
    accept = [error["parameters"]["key"] for error in errors]
    if odd:
        again = change(registrar, "his-1", MONDAY, "moved", start_minute=start, accept=accept)
        assert again.status_code == 201


def test_a_room_closed_then_or_too_small_and_people_away_are_found_too(
    registrar: Any, current: Timetable, term: Term
) -> None:
    small = Room.objects.get(external_id="r2")
    lecturer = Instructor.objects.get()
    small.capacity = 1
    small.save()
    hours = {"weeks": "1000", "days": "01000", "start_minute": 600, "length_minutes": 60}
    about = {"institution_id": term.institution_id, "term": term, **hours}
    RoomUnavailability.objects.create(room=small, **about)
    InstructorUnavailability.objects.create(instructor=lecturer, **about)
    place = {"new_date": "2026-10-06", "start_minute": 630, "room": str(small.pk)}
    refused = change(registrar, "phy-1", MONDAY, "moved", **place)
    found = [error["code"] for error in refused.json()["errors"]]
    assert {"room_closed", "room_too_small", "instructor_away"} <= set(found)
    after = {**place, "start_minute": 660}
    free = change(registrar, "phy-1", MONDAY, "moved", **after)
    left = {error["code"] for error in free.json().get("errors", ())}
    assert "room_too_small" in left
    assert not left & {"room_closed", "instructor_away"}


def test_what_has_moved_away_is_in_nobodys_way(registrar: Any, current: Timetable) -> None:
    hall = str(Room.objects.get(external_id="r1").pk)
    assert change(registrar, "phy-1", MONDAY, "cancelled").status_code == 201
    free = change(registrar, "his-1", MONDAY, "moved", start_minute=490, room=hall)
    assert free.status_code == 201, free.content
    back = change(
        registrar, "phy-1", WEDNESDAY, "moved", new_date=MONDAY, start_minute=490, room=hall
    )
    assert {e["code"] for e in back.json()["errors"]} == {"room_clash", "students_clash"}


@pytest.mark.parametrize(
    ("day", "fields", "code"),
    [
        ("2026-10-06", {}, "class_not_on_date"),
        ("2026-10-19", {}, "class_not_on_date"),  # its third week is free
        (MONDAY, {"new_date": "2026-12-01"}, "date_outside_term"),
        (MONDAY, {"new_date": "2026-09-01"}, "date_in_the_past"),
        (MONDAY, {"start_minute": 1430}, "hours_past_midnight"),
    ],
)
def test_a_change_that_makes_no_sense_says_why(
    registrar: Any, current: Timetable, day: str, fields: dict[str, Any], code: str
) -> None:
    answer = change(registrar, "phy-1", day, "moved", **fields)
    assert answer.json()["code"] == code
    assert not DatedChange.objects.exists()


def test_without_a_published_timetable_nothing_changes_by_date(
    registrar: Any, timetable: Timetable
) -> None:
    answer = change(registrar, "phy-1", MONDAY, "cancelled")
    assert (answer.status_code, answer.json()["code"]) == (404, "no_published_timetable")


def test_a_stale_edit_of_a_change_is_refused(registrar: Any, current: Timetable) -> None:
    body = change(registrar, "phy-1", MONDAY, "cancelled").json()
    address = f"{URL}{body['id']}/"
    assert registrar.patch(address, {"reason": "Ill"}).status_code == 428
    stale = registrar.patch(address, {"reason": "Ill"}, headers={"If-Match": '"7"'})
    assert stale.status_code == 412
    done = registrar.patch(address, {"reason": "Ill"}, headers={"If-Match": '"1"'})
    assert (done.status_code, done.json()["reason"]) == (200, "Ill")


def test_heads_change_the_own_departments_meetings_and_people_see_their_own(
    tenant: Institution, registrar: Any, log_in: LogIn, current: Timetable
) -> None:
    history = Department.objects.get(external_id="HIS")
    head = log_in(tenant, Role.DEPARTMENT_HEAD, department=history)
    assert change(head, "phy-1", MONDAY, "cancelled").status_code == 403
    assert change(head, "his-1", MONDAY, "cancelled").status_code == 201
    coordinator = log_in(tenant, Role.COORDINATOR, department=history)
    assert change(coordinator, "his-1", NEXT_MONDAY, "cancelled").status_code == 403
    assert coordinator.get(URL).json()["count"] == 1
    for external_id, count in (("s1", 1), ("s2", 0)):
        row = Student.objects.get(external_id=external_id)
        Membership.objects.filter(role=Role.STUDENT).delete()
        assert person(tenant, log_in, Role.STUDENT, row).get(URL).json()["count"] == count


def test_another_institutions_change_does_not_exist(
    registrar: Any,
    current: Timetable,
    make_institution: Callable[[str], Institution],
    log_in: LogIn,
) -> None:
    key = change(registrar, "phy-1", MONDAY, "cancelled").json()["id"]
    stranger = log_in(make_institution("Second"))
    assert stranger.get(f"{URL}{key}/").status_code == 404
    assert stranger.delete(f"{URL}{key}/").status_code == 404


def test_a_head_takes_neither_the_rooms_nor_the_people_of_other_departments(
    tenant: Institution, log_in: LogIn, current: Timetable
) -> None:
    physics, history = (Department.objects.get(external_id=key) for key in ("PHY", "HIS"))
    own = current.term.own
    room = Room.objects.create(name="Lab", capacity=30, department=physics, term=own)
    lecturer = Instructor.objects.create(name="Lecturer PHY-09", department=physics)
    head = log_in(tenant, Role.DEPARTMENT_HEAD, department=history)
    moved = {"new_date": WEDNESDAY, "room": str(room.pk)}
    substituted = {"instructor": str(lecturer.pk)}
    for kind, fields in (("moved", moved), ("substituted", substituted)):
        refused = change(head, "his-1", MONDAY, kind, **fields)
        assert (refused.status_code, refused.json()["code"]) == (403, "out_of_reach"), kind
    Room.objects.filter(pk=room.pk).update(shared=True)
    assert change(head, "his-1", MONDAY, "moved", **moved).status_code == 201
