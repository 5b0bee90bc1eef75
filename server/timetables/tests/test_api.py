from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from accounts.models import Department, Institution, Membership, Role
from accounts.tenancy import tenant_context
from campus.models import Cohort, Instructor, Room, Student, Term
from timetables.api.serializers import MeetingSerializer
from timetables.models import Timetable
from timetables.tests.ways import published

pytestmark = pytest.mark.django_db

LogIn = Callable[..., Any]


def url(timetable: Timetable, rest: str = "") -> str:
    return f"/api/v1/timetables/{timetable.id}/{rest}"


def names(response: Any) -> list[str]:
    assert response.status_code == 200, response.content
    return [meeting["name"] for meeting in response.json()]


def test_a_timetable_shows_its_score_solver_and_history(
    registrar: Any, timetable: Timetable
) -> None:
    body = registrar.get(url(timetable)).json()
    assert body["score"] == {"total": 7, "hard": 0, "components": {"time": 7}}
    assert body["history"] == [[0.5, 1, 20], [1.0, 0, 7]]
    assert body["solver"]["name"] == "search"
    assert (body["job"], body["rank"], body["state"]) == (None, None, "draft")


def test_timetables_are_listed_by_term_and_by_job(
    registrar: Any, term: Term, timetable: Timetable
) -> None:
    assert registrar.get("/api/v1/timetables/", {"term": str(term.id)}).json()["count"] == 1
    other = {"job": str(term.id)}
    assert registrar.get("/api/v1/timetables/", other).json()["count"] == 0


def test_a_meeting_says_what_when_where_who_and_for_whom(
    registrar: Any, timetable: Timetable
) -> None:
    body = registrar.get(url(timetable, "meetings/")).json()
    lecture = next(meeting for meeting in body if meeting["name"] == "phy-1")
    assert lecture["course"]["code"] == "PHY101"
    assert (lecture["part"], lecture["weeks"], lecture["days"]) == ("lecture", "1101", "10100")
    assert (lecture["start_minute"], lecture["length_minutes"]) == (480, 50)
    assert lecture["room"]["name"] == "Hall 1"
    assert [person["name"] for person in lecture["instructors"]] == ["Lecturer PHY-01"]
    assert [cohort["name"] for cohort in lecture["cohorts"]] == ["BSc 1"]
    assert lecture["students"] == 2
    assert lecture["department"]["name"] == "Physics"


def test_a_meeting_has_the_shape_that_the_schema_declares(
    registrar: Any, timetable: Timetable
) -> None:
    (meeting, *_) = registrar.get(url(timetable, "meetings/")).json()
    assert meeting == MeetingSerializer(meeting).data


def test_meetings_narrow_to_a_room_an_instructor_a_student_a_cohort_and_a_department(
    registrar: Any, timetable: Timetable
) -> None:
    wanted = {
        "room": (Room.objects.get(external_id="r1"), ["phy-1"]),
        "instructor": (Instructor.objects.get(external_id="i1"), ["phy-1"]),
        "student": (Student.objects.get(external_id="s1"), ["phy-1", "his-1"]),
        "cohort": (Cohort.objects.get(external_id="bsc-1"), ["phy-1"]),
        "department": (Department.objects.get(external_id="HIS"), ["his-1"]),
    }
    for name, (row, expected) in wanted.items():
        response = registrar.get(url(timetable, "meetings/"), {name: str(row.pk)})
        assert names(response) == expected, name


def test_a_filter_that_is_no_id_is_refused_by_name(
    registrar: Any, timetable: Timetable
) -> None:
    response = registrar.get(url(timetable, "meetings/"), {"room": "B2"})
    assert response.status_code == 400
    assert response.json()["errors"][0]["field"] == "room"


def test_a_coordinator_sees_only_the_meetings_of_the_own_department(
    tenant: Institution, timetable: Timetable, log_in: LogIn
) -> None:
    history = Department.objects.get(external_id="HIS")
    client = log_in(tenant, Role.COORDINATOR, department=history)
    assert names(client.get(url(timetable, "meetings/"))) == ["his-1"]
    assert client.post(url(timetable, "publish/")).status_code == 403
    whole = client.get(url(timetable, "export/"), {"format": "json"})
    assert (whole.status_code, whole.json()["code"]) == (403, "export_scope")


@pytest.mark.parametrize("role", [Role.INSTRUCTOR, Role.STUDENT])
def test_instructors_and_students_see_no_timetable_but_their_week(
    tenant: Institution, timetable: Timetable, log_in: LogIn, role: Role
) -> None:
    client = log_in(tenant, role)
    for path in ("", "meetings/", "export/?format=ics"):
        assert client.get(url(timetable, path)).status_code == 403
    assert client.get("/api/v1/my/week/").json() == {
        "timetable": None,
        "meetings": [],
        "changes": [],
        "instead": [],
    }
    calendar = client.get("/api/v1/my/week/calendar/")
    assert (calendar.status_code, calendar.json()["code"]) == (404, "no_published_timetable")


@pytest.mark.parametrize("path", ["", "meetings/", "export/?format=json"])
def test_another_institutions_timetable_does_not_exist(
    timetable: Timetable,
    make_institution: Callable[[str], Institution],
    log_in: LogIn,
    path: str,
) -> None:
    client = log_in(make_institution("Second"))
    assert client.get(url(timetable, path)).status_code == 404
    assert client.post(url(timetable, "publish/")).status_code == 404


def test_an_instructor_and_a_student_see_their_own_week_once_it_is_published(
    tenant: Institution, timetable: Timetable, log_in: LogIn
) -> None:
    published(timetable)
    people: dict[Role, tuple[Any, list[str]]] = {
        Role.INSTRUCTOR: (Instructor.objects.get(external_id="i1"), ["phy-1"]),
        Role.STUDENT: (Student.objects.get(external_id="s1"), ["phy-1", "his-1"]),
    }
    for role, (person, expected) in people.items():
        client = log_in(tenant, role)
        with tenant_context(tenant.id):
            person.membership = Membership.objects.get(role=role)
            person.save()
        week = client.get("/api/v1/my/week/").json()
        assert [meeting["name"] for meeting in week["meetings"]] == expected
        assert week["timetable"]["term"]["first_day"] == "2026-10-05"
        calendar = client.get("/api/v1/my/week/calendar/")
        events = Calendar.from_ical(calendar.content).walk("VEVENT")
        assert {str(event["uid"]).split("-")[0] for event in events} == {
            str(meeting["class_id"]).split("-")[0] for meeting in week["meetings"]
        }


WEEK_FILE = "/api/v1/my/week/calendar/"


def attend(
    tenant: Institution, log_in: LogIn, role: Role, person: Instructor | Student
) -> tuple[Any, Instructor | Student]:
    """A client logged in as that instructor or student."""
    client = log_in(tenant, role)
    with tenant_context(tenant.id):
        person.membership = Membership.objects.get(role=role)
        person.save()
    return client, person


@pytest.mark.parametrize(
    ("role", "model", "id", "own"),
    [
        (Role.INSTRUCTOR, Instructor, "i1", {"PHY101"}),
        (Role.STUDENT, Student, "s1", {"PHY101", "HIS101"}),
        (Role.STUDENT, Student, "s2", {"PHY101"}),
    ],
)
def test_people_take_their_own_week_away_and_nobody_elses(
    tenant: Institution,
    timetable: Timetable,
    log_in: LogIn,
    role: Role,
    model: Any,
    id: str,
    own: set[str],
) -> None:
    published(timetable)
    client, person = attend(tenant, log_in, role, model.objects.get(external_id=id))
    others = {
        "instructor": Instructor.objects.exclude(pk=person.pk).first(),
        "student": Student.objects.exclude(pk=person.pk).first(),
    }
    asked = {name: str(row.pk) for name, row in others.items() if row}
    calendar = client.get(WEEK_FILE, asked)
    assert calendar["Content-Type"] == "text/calendar"
    assert 'filename="autumn.ics"' in calendar["Content-Disposition"]
    events: Any = Calendar.from_ical(calendar.content).walk("VEVENT")
    assert {str(event["summary"]).split()[0] for event in events} == own
    for query in ({"format": "ics"}, {"format": "json"}, {"format": "ics", **asked}):
        assert client.get(url(timetable, "export/"), query).status_code == 403


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.COORDINATOR, Role.DEPARTMENT_HEAD])
def test_staff_without_classes_of_their_own_take_an_empty_week_away(
    tenant: Institution, timetable: Timetable, log_in: LogIn, role: Role
) -> None:
    published(timetable)
    client = log_in(tenant, role, department=Department.objects.first())
    calendar = client.get(WEEK_FILE)
    assert Calendar.from_ical(calendar.content).walk("VEVENT") == []


def test_a_draft_is_in_nobodys_week(
    tenant: Institution, timetable: Timetable, log_in: LogIn
) -> None:
    student = Student.objects.get(external_id="s1")
    client, _ = attend(tenant, log_in, Role.STUDENT, student)
    answer = client.get(WEEK_FILE)
    assert (answer.status_code, answer.json()["code"]) == (404, "no_published_timetable")


def test_a_calendar_and_a_spreadsheet_hold_what_was_asked_for(
    tenant: Institution, registrar: Any, timetable: Timetable
) -> None:
    Institution.objects.filter(id=tenant.id).update(timezone="Europe/Berlin")
    room = str(Room.objects.get(external_id="r1").pk)
    calendar = registrar.get(url(timetable, "export/"), {"format": "ics", "room": room})
    assert calendar["Content-Type"] == "text/calendar"
    assert 'filename="autumn-variant-1.ics"' in calendar["Content-Disposition"]
    events: Any = Calendar.from_ical(calendar.content).walk("VEVENT")
    assert {str(event["summary"]) for event in events} == {"PHY101 Mechanics"}
    assert str(events[0].start) == "2026-10-05 08:00:00+02:00"
    book = registrar.get(url(timetable, "export/"), {"format": "xlsx"})
    assert len(list(load_workbook(BytesIO(book.content))["Classes"].rows)) == 3


def test_without_dates_there_is_no_calendar_and_the_error_says_so(
    registrar: Any, term: Term, timetable: Timetable
) -> None:
    Term.objects.filter(id=term.id).update(first_day=None)
    response = registrar.get(url(timetable, "export/"), {"format": "ics"})
    assert (response.status_code, response.json()["code"]) == (409, "term_without_dates")


def test_a_competition_file_is_only_for_a_term_that_came_from_one(
    registrar: Any, timetable: Timetable
) -> None:
    response = registrar.get(url(timetable, "export/"), {"format": "itc2019"})
    assert (response.status_code, response.json()["code"]) == (400, "format_not_of_term")


def test_the_native_file_is_the_whole_solution(registrar: Any, timetable: Timetable) -> None:
    body = registrar.get(url(timetable, "export/"), {"format": "json"}).json()
    assert body["format"] == "horarium-solution"
    assert {entry["id"] for entry in body["classes"]} == {"phy-1", "his-1"}
