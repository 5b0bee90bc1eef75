"""Courses, classes, constraints and imports over HTTP."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import Department, Institution, Role
from campus.models import Instructor, Room, Student, Term
from config import generator
from courses.fill import fill_term
from courses.models import Class, Constraint, Course
from courses.tests.documents import competition, university

pytestmark = pytest.mark.django_db


@pytest.fixture
def term(tenant: Institution) -> Term:
    return fill_term(tenant, university())


def cls(id: str) -> Class:
    return Class.objects.get(external_id=id)


def test_a_new_course_is_offered_in_the_term_at_once_and_one_of_the_catalogue_as_it_is(
    registrar: APIClient, tenant: Institution
) -> None:
    terms = [
        Term.objects.create(name=name, weeks=15, days=5, slots_per_day=10) for name in "AB"
    ]
    asked = {"name": "Optics", "code": "PHY-1", "offered_in": str(terms[0].pk)}
    made = registrar.post("/api/v1/courses/", asked).json()
    again = {**asked, "name": "Light", "offered_in": str(terms[1].pk)}
    known = registrar.post("/api/v1/courses/", again).json()
    assert (known["id"], known["name"]) == (made["id"], "Optics")
    for term in terms:
        listed = registrar.get(f"/api/v1/courses/?term={term.pk}").json()["results"]
        assert [row["code"] for row in listed] == ["PHY-1"]
    assert registrar.post("/api/v1/courses/", asked).json()["code"] == "name_taken"


def test_a_course_gets_no_second_class_of_a_name_in_a_part(
    registrar: APIClient, term: Term
) -> None:
    course = Course.objects.get(external_id="MATH").id
    asked = {"course": str(course), "term": str(term.id), "part": "lab", "name": "Group 1"}
    assert registrar.post("/api/v1/classes/", asked).status_code == 201
    refused = registrar.post("/api/v1/classes/", {**asked, "name": "group 1"})
    assert (refused.status_code, refused.json()["code"]) == (409, "name_taken")
    elsewhere = registrar.post("/api/v1/classes/", {**asked, "part": "lecture"})
    assert elsewhere.status_code == 201


def test_classes_are_filtered_by_course_instructor_and_room(
    registrar: APIClient, term: Term
) -> None:
    course = Course.objects.get(external_id="MATH").id
    lecturer = Instructor.objects.get(external_id="phy-1").id
    room = Room.objects.get(external_id="R2").id
    for query, names in (
        (f"term={term.id}", ["M1", "M2", "M3", "P1"]),
        (f"course={course}", ["M1", "M2", "M3"]),
        (f"instructor={lecturer}", ["P1"]),
        (f"room={room}", ["M1", "M2", "P1"]),
        ("part=lab", ["P1"]),
        ("search=algebra", ["M1", "M2", "M3"]),
    ):
        rows = registrar.get(f"/api/v1/classes/?{query}").json()["results"]
        assert [row["external_id"] for row in rows] == names, query


def test_a_class_shows_its_times_rooms_and_people(registrar: APIClient, term: Term) -> None:
    body = registrar.get(f"/api/v1/classes/{cls('M1').id}/").json()
    assert body["course"]["name"] == "Algebra"
    assert body["department"]["name"] == "Mathematics"
    assert [i["name"] for i in body["instructors"]] == ["Lecturer MAT-01"]
    assert [t["start_minute"] for t in body["time_options"]] == [480, 600]
    assert [(r["room_name"], r["penalty"]) for r in body["room_options"]] == [
        ("R1", 0),
        ("R2", 3),
    ]


def test_a_class_is_added_to_its_part_of_the_course(registrar: APIClient, term: Term) -> None:
    course = Course.objects.get(external_id="MATH")
    body = {"course": str(course.id), "term": str(term.id), "name": "Algebra tutorial 3"}
    made = registrar.post("/api/v1/classes/", {**body, "part": "tutorial", "limit": 20})
    assert made.status_code == 201, made.json()
    assert made.json()["subpart"] == str(cls("M2").subpart_id)
    lab = registrar.post("/api/v1/classes/", {**body, "part": "lab"}).json()
    assert lab["part"] == "lab"
    assert lab["time_options"] == []


def test_a_classs_lists_are_replaced_together(registrar: APIClient, term: Term) -> None:
    room = Room.objects.get(external_id="R2")
    lecturer = Instructor.objects.get(external_id="phy-1")
    time = {"weeks": "1111", "days": "0100000", "start_minute": 545, "length_minutes": 50}
    response = registrar.patch(
        f"/api/v1/classes/{cls('M1').id}/",
        {
            "version": 1,
            "time_options": [{**time, "penalty": 7}],
            "room_options": [{"room": str(room.id), "penalty": 1}],
            "instructor_ids": [str(lecturer.id)],
        },
    )
    body = response.json()
    assert response.status_code == 200, body
    assert body["time_options"] == [{**time, "penalty": 7}]
    assert [r["room_name"] for r in body["room_options"]] == ["R2"]
    assert [i["name"] for i in body["instructors"]] == ["Lecturer PHY-01"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda: {"parent": str(cls("P1").id)}, "parent_of_another_offering"),
        (lambda: {"parent": str(cls("M2").id)}, "parents_in_a_circle"),
        (
            lambda: {
                "room_options": [{"room": str(Room.objects.get(external_id="R1").id)}] * 2
            },
            "repeated",
        ),
    ],
)
def test_a_class_that_contradicts_itself_is_refused(
    registrar: APIClient, term: Term, change: Callable[[], dict[str, Any]], code: str
) -> None:
    response = registrar.patch(
        f"/api/v1/classes/{cls('M1').id}/", {"version": 1, "name": "New", **change()}
    )
    assert (response.status_code, response.json()["code"]) == (400, code)
    assert cls("M1").name == "M1"


@pytest.mark.parametrize("field", ["time_options", "room_options"])
def test_a_penalty_that_no_generation_takes_is_refused_at_its_field(
    registrar: APIClient, term: Term, field: str
) -> None:
    """The largest that the engine takes is stored, one more is not."""
    room = str(Room.objects.get(external_id="R2").id)
    time = {"weeks": "1111", "days": "0100000", "start_minute": 545, "length_minutes": 50}
    option: dict[str, Any] = time if field == "time_options" else {"room": room}
    url = f"/api/v1/classes/{cls('M1').id}/"
    refused, stored = (
        registrar.patch(url, {"version": 1, field: [{**option, "penalty": penalty}]})
        for penalty in (10**9 + 1, 10**9)
    )
    assert (refused.status_code, stored.status_code) == (400, 200)
    [error] = refused.json()["errors"]
    assert (error["field"], error["code"]) == (f"{field}.0.penalty", "max_value")


def test_a_constraints_penalty_has_the_same_limit(registrar: APIClient, term: Term) -> None:
    """It is a 400 at the field, not a failed generation."""
    body = {"term": str(term.id), "kind": "SameRoom", "penalty": 10**9 + 1}
    refused = registrar.post("/api/v1/constraints/", body)
    assert refused.status_code == 400
    [error] = refused.json()["errors"]
    assert (error["field"], error["code"]) == ("penalty", "max_value")


def test_a_class_of_the_same_part_cannot_be_above_another(
    registrar: APIClient, term: Term
) -> None:
    assert term
    refused = registrar.patch(
        f"/api/v1/classes/{cls('M2').id}/", {"version": 1, "parent": str(cls("M3").id)}
    ).json()
    assert (refused["code"], refused["parameters"]) == ("parent_beside", {"parent": "M3"})


def test_a_constraint_takes_the_parameters_of_its_kind(
    registrar: APIClient, term: Term
) -> None:
    body = {"term": str(term.id), "kind": "WorkDay", "required": True}
    classes = [str(cls("P1").id), str(cls("M1").id)]
    missing = registrar.post("/api/v1/constraints/", {**body, "class_ids": classes})
    assert [e["code"] for e in missing.json()["errors"]] == ["parameter_missing"]
    unknown = registrar.post(
        "/api/v1/constraints/", {**body, "parameters": {"slots": 1, "x": 1}}
    )
    assert [e["field"] for e in unknown.json()["errors"]] == ["parameters.x"]
    made = registrar.post(
        "/api/v1/constraints/", {**body, "parameters": {"slots": 480}, "class_ids": classes}
    )
    assert made.status_code == 201
    assert [c["id"] for c in made.json()["classes"]] == classes


def test_a_constraint_stays_in_its_term(
    registrar: APIClient, term: Term, tenant: Institution
) -> None:
    other = fill_term(tenant, competition())
    mine = Constraint.objects.filter(term=term)[0]
    foreign = Class.objects.filter(term=other)[0]
    response = registrar.patch(
        f"/api/v1/constraints/{mine.id}/", {"version": 1, "class_ids": [str(foreign.id)]}
    )
    assert response.json()["code"] == "class_of_another_term"


def test_the_catalogue_of_kinds_is_in_minutes(registrar: APIClient) -> None:
    kinds = {kind["name"]: kind for kind in registrar.get("/api/v1/constraint-kinds/").json()}
    assert kinds["MinGap"]["parameters"] == [{"name": "slots", "unit": "minutes", "minimum": 0}]
    assert kinds["MaxDays"]["parameters"][0]["unit"] == "days"


def test_an_instructor_sees_the_own_classes_only(
    tenant: Institution, term: Term, log_in: Callable[..., APIClient]
) -> None:
    client = log_in(tenant, Role.INSTRUCTOR)
    membership = client.get("/api/v1/me/").json()["membership"]["id"]
    Instructor.objects.filter(external_id="mat-1").update(membership_id=membership)
    rows = client.get("/api/v1/classes/").json()["results"]
    assert [row["external_id"] for row in rows] == ["M1", "M2"]
    assert client.get(f"/api/v1/classes/{cls('P1').id}/").status_code == 404
    assert client.patch(f"/api/v1/classes/{cls('M1').id}/", {"version": 1}).status_code == 403
    courses = client.get("/api/v1/courses/").json()["results"]
    assert [row["code"] for row in courses] == ["MATH"]


def test_a_student_sees_the_courses_taken(
    tenant: Institution, term: Term, log_in: Callable[..., APIClient]
) -> None:
    client = log_in(tenant, Role.STUDENT)
    membership = client.get("/api/v1/me/").json()["membership"]["id"]
    Student.objects.filter(external_id="S2").update(membership_id=membership)
    courses = client.get("/api/v1/courses/").json()["results"]
    assert [row["code"] for row in courses] == ["MATH"]


def test_a_coordinator_adds_to_the_own_department_only(
    tenant: Institution, term: Term, log_in: Callable[..., APIClient]
) -> None:
    department = Department.objects.get(external_id="mat")
    client = log_in(tenant, Role.COORDINATOR, department=department)
    body = {"term": str(term.id), "name": "Section"}
    answers = [
        client.post(
            "/api/v1/classes/",
            {**body, "course": str(Course.objects.get(external_id=course).id)},
        ).status_code
        for course in ("MATH", "PHYS")
    ]
    assert answers == [201, 403]
    assert Class.objects.filter(name="Section").count() == 1


def test_a_room_that_classes_may_use_is_not_deleted_alone(
    registrar: APIClient, term: Term
) -> None:
    room = Room.objects.get(external_id="R2")
    response = registrar.delete(f"/api/v1/rooms/{room.id}/")
    assert (response.status_code, response.json()["code"]) == (409, "in_use")
    assert response.json()["parameters"] == {"by": ["roomoption"]}


def test_a_competitions_term_is_deleted_with_its_rooms(
    registrar: APIClient, tenant: Institution
) -> None:
    term = fill_term(tenant, competition())
    assert Room.objects.filter(term=term).exists()
    assert registrar.delete(f"/api/v1/terms/{term.id}/").status_code == 204
    assert not Room.objects.filter(term_id=term.id).exists()


def upload(client: APIClient, content: bytes = b"<problem/>") -> Any:
    file = SimpleUploadedFile("tiny.xml", content)
    return client.post("/api/v1/imports/", {"file": file, "name": "T"}, format="multipart")


def test_an_import_makes_a_term_of_what_the_generator_read(
    registrar: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = httpx.Response(200, json=competition())
    monkeypatch.setattr(generator, "call", lambda *args, **kwargs: answer)
    response = upload(registrar)
    assert response.status_code == 201, response.json()
    assert (response.json()["name"], response.json()["origin"]) == ("T", "itc2019")
    assert Class.objects.filter(term=response.json()["id"]).count() == 4


def test_a_bad_file_is_answered_with_its_place(
    registrar: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = {"code": "unknown_room", "detail": "no room 9", "place": "tiny.xml, line 4"}

    def refuse(*args: Any, **kwargs: Any) -> None:
        raise generator.GeneratorRefusedError(422, problem)

    monkeypatch.setattr(generator, "call", refuse)
    body = upload(registrar).json()
    assert body["code"] == "unknown_room"
    assert body["errors"][0]["field"] == "file"
    assert body["parameters"]["place"] == "tiny.xml, line 4"
    assert not Term.objects.exists()


def test_without_the_generator_an_import_says_so(
    registrar: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*args: Any, **kwargs: Any) -> None:
        raise generator.GeneratorBusyError("ConnectError")

    monkeypatch.setattr(generator, "call", busy)
    response = upload(registrar)
    assert (response.status_code, response.json()["code"]) == (503, "generator_unavailable")


def test_only_a_registrar_imports(
    tenant: Institution, log_in: Callable[..., APIClient]
) -> None:
    assert upload(log_in(tenant, Role.INSTRUCTOR)).status_code == 403


def test_a_lists_queries_do_not_grow_with_its_rows(registrar: APIClient, term: Term) -> None:
    for path in ("classes", "constraints", "courses", "rooms", "students", "instructors"):
        counts = []
        for size in (1, 100):
            with CaptureQueriesContext(connection) as queries:
                body = registrar.get(f"/api/v1/{path}/?page_size={size}").json()
            counts.append(len(queries))
        assert body["count"] > 1, path
        # Where a page holds all, they need not be counted.
        assert counts[0] - 1 == counts[1] <= 14, (path, [q["sql"] for q in queries])


def test_a_constraint_that_came_with_its_classes_is_told_once_and_by_its_kind(
    registrar: APIClient, term: Term
) -> None:
    classes = Class.objects.filter(term=term)[:2]
    ids = [str(cls.pk) for cls in classes]
    asked = {"term": str(term.pk), "kind": "SameStart", "required": True, "class_ids": ids}
    made = registrar.post("/api/v1/constraints/", asked, format="json")
    assert made.status_code == 201, made.json()

    def newest() -> tuple[str, str, int]:
        row, *_ = registrar.get("/api/v1/audit/recent/").json()
        assert row["newest"]["entity"] == "constraint"
        return row["action"], row["newest"]["object_name"], row["count"]

    assert newest() == ("add", "SameStart", 1)
    rows = registrar.get("/api/v1/audit/recent/").json()
    id = made.json()["id"]
    assert [row["action"] for row in rows if row["newest"]["object"] == id] == ["add"]
    changed = {"class_ids": ids[::-1], "version": made.json()["version"]}
    path = f"/api/v1/constraints/{id}/"
    assert registrar.patch(path, changed, format="json").status_code == 200
    assert newest() == ("change", "SameStart", 1)
    assert registrar.delete(path).status_code == 204
    assert newest() == ("delete", "SameStart", 1)
