"""Every list of everything that is edited comes back with it, and is in its history."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from django.db import connections
from django.db.models import Model
from rest_framework.request import Request
from rest_framework.test import APIClient, APIRequestFactory

from accounts.models import Institution
from accounts.tenancy import tenant_context
from audit.lists import listed_in
from audit.registry import recorded_models
from audit.services import view_of
from campus.models import Feature, Instructor, Room, Student, Term
from courses.models import (
    Class,
    Config,
    Constraint,
    Course,
    CourseRequest,
    Offering,
    Subpart,
)

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Case:
    """Where the thing is edited, what it is added with, and two versions of its lists."""

    path: str
    body: dict[str, Any]
    first: dict[str, Any]
    second: dict[str, Any]


UNRECORDED = {("Import", "said")}
"""What a file's tables are said to be: only that it came and went is recorded."""


def written_lists() -> set[tuple[str, str]]:
    found = set()
    for model in recorded_models().values():
        view_class = view_of(model)
        if view_class is not None:
            request = Request(APIRequestFactory().patch("/"))
            view = view_class(action="partial_update", request=request, format_kwarg=None)
            form: Any = view.get_serializer()
            found |= {(model.__name__, name) for name in form.fields if listed_in(form, name)}
    return found


@pytest.fixture
def cases(tenant: Institution) -> dict[type[Model], Case]:
    assert tenant
    term = Term.objects.create(name="T", weeks=1, days=5, slots_per_day=10)
    features = [Feature.objects.create(name=f"F{n}") for n in range(4)]
    rooms = [Room.objects.create(name=f"R{n}", capacity=9) for n in range(4)]
    people = [Instructor.objects.create(name=f"I{n}") for n in range(8)]
    courses = [Course.objects.create(code=f"C{n}", name=f"C{n}") for n in range(8)]
    offerings = [Offering.objects.create(course=c, term=term) for c in courses]
    subpart = Subpart.objects.create(config=Config.objects.create(offering=offerings[0]))
    classes = [Class.objects.create(name=f"K{n}", term=term, subpart=subpart) for n in range(4)]
    student = Student.objects.create(name="S")

    def ids(rows: Any) -> list[str]:
        # Not in the order in which they were made: that of a list is its own.
        return [str(row.pk) for row in reversed(rows)]

    def hours(*starts: int, **more: Any) -> list[dict[str, Any]]:
        days = {"weeks": "1", "days": "10000", "length_minutes": 30}
        return [{**days, "start_minute": start, **more} for start in starts]

    def versions(of: Callable[[int], dict[str, Any]]) -> dict[str, Any]:
        return {"first": of(0), "second": of(1)}

    def two(rows: list[Any], n: int) -> list[str]:
        return ids(rows[2 * n : 2 * n + 2])

    at = {"term": str(term.pk)}
    return {
        Term: Case(
            "terms",
            {"name": "New", "weeks": 1, "days": 5, "slots_per_day": 10},
            **versions(
                lambda n: {
                    "breaks": hours(700 + n, 600 + n, name="Break"),
                    "holidays": [
                        {"name": "H", "first_day": f"2026-0{m}-01", "last_day": f"2026-0{m}-02"}
                        for m in (5 + n, 3 + n)
                    ],
                }
            ),
        ),
        Room: Case(
            "rooms",
            {"name": "New", "capacity": 9},
            **versions(
                lambda n: {
                    "feature_ids": two(features, n),
                    "unavailabilities": hours(700 + n, 600 + n, **at),
                    "travels": [{"room": key, "minutes": 3 + n} for key in two(rooms, n)],
                }
            ),
        ),
        Instructor: Case(
            "instructors",
            {"name": "New"},
            **versions(
                lambda n: {
                    "unavailabilities": hours(700 + n, 600 + n, **at),
                    "preferences": hours(800 + n, 500 + n, penalty=3 + n, **at),
                }
            ),
        ),
        Course: Case(
            "courses",
            {"code": "New", "name": "New"},
            **versions(
                lambda n: {
                    "features": [
                        {"feature": key, "part": "lab" if n else ""} for key in two(features, n)
                    ],
                    "prerequisite_ids": two(courses, n),
                    "corequisite_ids": two(courses, n + 2),
                }
            ),
        ),
        Class: Case(
            "classes",
            {"name": "New", "course": str(courses[0].pk), **at},
            **versions(
                lambda n: {
                    "time_options": hours(700 + n, 600 + n, penalty=n),
                    "room_options": [{"room": key, "penalty": n} for key in two(rooms, n)],
                    "instructor_ids": two(people, n),
                    "alternative_ids": two(people, n + 2),
                    "pin": {"room": str(rooms[n].pk)} | (hours(700)[0] if n else {}),
                }
            ),
        ),
        Constraint: Case(
            "constraints",
            {"kind": "SameRoom", **at},
            **versions(lambda n: {"class_ids": two(classes, n)}),
        ),
        CourseRequest: Case(
            "course-requests",
            {"student": str(student.pk), "offering": str(offerings[0].pk), "rank": 1},
            **versions(lambda n: {"alternative_ids": two(offerings[2:], n)}),
        ),
    }


def test_there_is_a_case_of_every_list_that_is_written(
    cases: dict[type[Model], Case],
) -> None:
    found = written_lists()
    assert len(found) > 15
    tried = {(m.__name__, name) for m, case in cases.items() for name in case.first}
    assert tried == {(m.__name__, name) for m, case in cases.items() for name in case.second}
    assert found == tried | UNRECORDED


@pytest.mark.parametrize(
    "model", [Term, Room, Instructor, Course, Class, Constraint, CourseRequest]
)
def test_an_object_comes_back_whole_after_edits_and_after_its_removal(
    registrar: APIClient, cases: dict[type[Model], Case], model: type[Model]
) -> None:
    case = cases[model]
    made = registrar.post(f"/api/v1/{case.path}/", {**case.body, **case.first})
    assert made.status_code == 201, made.json()
    key = made.json()["id"]
    url = f"/api/v1/{case.path}/{key}/"

    def own() -> list[dict[str, Any]]:
        return history(registrar, model._meta.model_name or "", key)

    def shown() -> dict[str, Any]:
        row = dict(registrar.get(url).json())
        return {
            k: v for k, v in row.items() if k not in ("version", "updated_at", "created_at")
        }

    def restore(entry: dict[str, Any], **body: Any) -> None:
        answer = registrar.post(f"/api/v1/audit/{entry['id']}/restore/", body)
        assert answer.status_code == 204, answer.json()

    was, first, version = shown(), own()[0], made.json()["version"]
    kinds = {entry["kind"] for entry in own()} - {model._meta.model_name}
    for name, rows in case.second.items():
        seen = own()
        before = shown()
        edited = registrar.patch(url, {name: rows, "version": version})
        assert edited.status_code == 200, edited.json()
        version = edited.json()["version"]
        assert shown() != before, name
        assert len(own()) > len(seen), f"{name} is not in its history"
    restore(first, version=version)
    assert shown() == was
    # That is an edit too, and can be taken back.
    assert registrar.delete(url).status_code == 204
    gone = next(entry for entry in own() if entry["row"] == key)
    restore(gone)
    assert shown() == was
    assert kinds >= {entry["kind"] for entry in own()} - {model._meta.model_name}


def history(client: APIClient, entity: str, key: Any) -> list[dict[str, Any]]:
    url = f"/api/v1/audit/?entity={entity}&object={key}&page_size=100"
    return list(client.get(url).json()["results"])


def restored(client: APIClient, entry: Any, **body: Any) -> Any:
    return client.post(f"/api/v1/audit/{entry}/restore/", body)


def test_a_way_comes_back_whichever_of_its_ends_is_restored(
    registrar: APIClient, tenant: Institution
) -> None:
    assert tenant
    near, far = (Room.objects.create(name=name, capacity=9) for name in ("A", "B"))
    urls = {room.pk: f"/api/v1/rooms/{room.pk}/" for room in (near, far)}

    def ways(room: Room) -> list[tuple[str, int]]:
        rows = registrar.get(urls[room.pk]).json()["travels"]
        return [(row["room"], row["minutes"]) for row in rows]

    def state(room: Room, other: Room, minutes: int, version: int) -> Any:
        body = {"travels": [{"room": str(other.pk), "minutes": minutes}], "version": version}
        assert registrar.patch(urls[room.pk], body).status_code == 200
        return history(registrar, "room", room.pk)[0]["id"]

    first = state(near, far, 3, 1)
    state(far, near, 7, 1)  # from now on the row is the other one's
    assert restored(registrar, first, version=2).status_code == 204
    assert (ways(near), ways(far)) == ([(str(far.pk), 3)], [(str(near.pk), 3)])

    # Both are gone, in either order: the row that names both is back with the second.
    for rooms in ((near, far), (far, near)):
        gone = []
        for room in rooms:
            assert registrar.delete(urls[room.pk]).status_code == 204
            entries = history(registrar, "room", room.pk)
            gone.append(next(e["id"] for e in entries if e["row"] == str(room.pk)))
        for entry in reversed(gone):
            assert restored(registrar, entry).status_code == 204
        assert (ways(near), ways(far)) == ([(str(far.pk), 3)], [(str(near.pk), 3)])


def test_what_is_edited_by_itself_comes_back_by_itself(
    registrar: APIClient, tenant: Institution
) -> None:
    """An enrolment is in the student's history, and has its own place where it is edited."""
    assert tenant
    term = Term.objects.create(name="T", weeks=1, days=5, slots_per_day=10)
    offering = Offering.objects.create(
        course=Course.objects.create(code="C", name="C"), term=term
    )
    student = Student.objects.create(name="Before")
    body = {"student": str(student.pk), "offering": str(offering.pk)}
    made = registrar.post("/api/v1/enrolments/", body).json()
    url = f"/api/v1/enrolments/{made['id']}/"
    assert registrar.delete(url).status_code == 204
    student.name = "After"
    student.save()
    gone = history(registrar, "student", student.pk)[1]
    assert (gone["kind"], gone["action"]) == ("enrolment", "delete")
    assert restored(registrar, gone["id"]).status_code == 204
    assert registrar.get(url).json()["offering"] == body["offering"]
    student.refresh_from_db()
    assert student.name == "After"


@pytest.mark.django_db(transaction=True)
def test_parts_that_were_recorded_without_their_owner_are_found_by_what_names_it(
    institution: Institution, log_in: Callable[..., APIClient]
) -> None:
    """As the release before them wrote entries: each part's object was the part itself."""
    registrar = log_in(institution)
    with tenant_context(institution.id):
        features = [Feature.objects.create(name=f"F{n}") for n in range(4)]
    ids = [str(feature.pk) for feature in features]
    body = {"name": "A", "capacity": 9, "feature_ids": ids[:2]}
    room = registrar.post("/api/v1/rooms/", body).json()
    url = f"/api/v1/rooms/{room['id']}/"
    first = history(registrar, "room", room["id"])[0]["id"]
    change = {"feature_ids": ids[2:], "version": room["version"]}
    assert registrar.patch(url, change).status_code == 200
    _forget_owners("campus_roomfeature")

    def shown() -> list[str]:
        return [row["id"] for row in registrar.get(url).json()["features"]]

    removal = registrar.get("/api/v1/audit/?entity=room&action=delete").json()["results"][0]
    assert removal["object"] == removal["row"] != room["id"]
    for entry in (first, removal["id"]):
        version = registrar.get(url).json()["version"]
        answer = restored(registrar, entry, version=version)
        assert answer.status_code == 204, answer.json()
        assert shown() == ids[:2]
        version += 1
        registrar.patch(url, {"feature_ids": ids[2:], "version": version})
    assert registrar.delete(url).status_code == 204
    _forget_owners("campus_roomfeature")
    entries = history(registrar, "room", room["id"])
    assert restored(registrar, entries[0]["id"]).status_code == 204
    assert shown() == ids[2:]


def _forget_owners(table: str) -> None:
    given = connections["owner"].settings_dict
    keys = {"dbname": "NAME", "user": "USER", "password": "PASSWORD"}
    keys |= {"host": "HOST", "port": "PORT"}
    with psycopg.connect(**{key: given[name] for key, name in keys.items()}) as owner:
        found = owner.execute(
            'UPDATE audit_entry SET object = "row" WHERE "table" = %s', [table]
        )
        assert found.rowcount
