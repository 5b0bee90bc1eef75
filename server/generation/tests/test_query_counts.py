"""Every list and every row is answered in as many queries as the committed baseline says.

A count that changed on purpose is written anew with HORARIUM_WRITE_BASELINE=1.
"""

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import Department, Institution, School
from accounts.viewsets import ScopedViewSet
from campus.models import (
    Cohort,
    Feature,
    Instructor,
    InstructorUnavailability,
    Room,
    RoomFeature,
    Student,
    Term,
)
from config.tests.routes import SHAPES
from courses.fill import fill_term
from courses.models import (
    Class,
    ClassAlternative,
    CohortOffering,
    Course,
    CourseFeature,
    CourseRequest,
    Offering,
    Pin,
    RequestAlternative,
    Requisite,
)
from courses.tests.documents import university
from timetables.models import (
    Approval,
    ClassRating,
    Comment,
    DatedChange,
    FrozenDepartment,
    Rating,
    Timetable,
    TimetableState,
)
from timetables.tests.ways import brought_to

pytestmark = pytest.mark.django_db

BASELINE = Path(__file__).with_name("query_counts.json")


def entity_lists(patterns: Any = None, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Paths of lists, with the model of their rows."""
    for pattern in patterns or get_resolver().url_patterns:
        path = prefix + str(pattern.pattern).removeprefix("^").removesuffix("\\Z")
        if isinstance(pattern, URLResolver):
            yield from entity_lists(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            view = getattr(pattern.callback, "cls", None)
            actions = getattr(pattern.callback, "actions", None) or {}
            if view and issubclass(view, ScopedViewSet) and actions.get("get") == "list":
                yield path.removesuffix("$"), view.serializer_class.Meta.model


@pytest.fixture
def rows(tenant: Institution) -> Term:
    """At least two rows of everything, where one can have children, with children."""
    term = fill_term(tenant, university())
    other_document = university()
    del other_document["institution"]["term"]["first_day"]
    other_document["name"] = "spring"
    other = fill_term(tenant, other_document)
    schools = [School.objects.create(name=name) for name in ("Science", "Arts")]
    Department.objects.update(school=schools[0])
    features = [Feature.objects.create(name=name) for name in ("Projector", "Benches")]
    courses, students = list(Course.objects.all()), list(Student.objects.all())
    for feature in features:
        for room in Room.objects.all():
            RoomFeature.objects.create(room=room, feature=feature)
        for course in courses:
            CourseFeature.objects.create(course=course, feature=feature)
    Requisite.objects.create(course=courses[0], required=courses[1], kind="prerequisite")
    Requisite.objects.create(course=courses[1], required=courses[0], kind="corequisite")
    instructors = list(Instructor.objects.all())
    hours = {"weeks": "1111", "days": "1000000", "start_minute": 0, "length_minutes": 60}
    for instructor in instructors:
        InstructorUnavailability.objects.create(term=term, instructor=instructor, **hours)
    for cls in Class.objects.all():
        ClassAlternative.objects.create(cls=cls, instructor=instructors[0])
        Pin.objects.create(term=cls.term, cls=cls, **hours)
    offerings = list(Offering.objects.filter(term=term))
    for student in students:
        request = CourseRequest.objects.create(
            term=term, student=student, offering=offerings[0], rank=1
        )
        RequestAlternative.objects.create(request=request, offering=offerings[1])
    for offering in offerings:
        CohortOffering.objects.create(cohort=Cohort.objects.get(), offering=offering)
    Term.objects.filter(pk=other.pk).update(name="Other")
    solver = SHAPES["solver"]
    timetable, _ = (
        brought_to(
            Timetable.objects.create(
                term=each, name="Balanced", total=0, hard=0, solver=solver
            ),
            TimetableState.PUBLISHED,
            published_at=timezone.now(),
        )
        for each in (term, other)
    )
    for department in Department.objects.all():
        FrozenDepartment.objects.create(term=term, department=department, timetable=timetable)
        Approval.objects.create(department=department, timetable=timetable)
        Comment.objects.create(department=department, timetable=timetable, text="Why?")
    for name in ("rooms.csv", "courses.csv"):
        # By name: spreadsheets lies above this app.
        apps.get_model("spreadsheets", "Import")._default_manager.create(name=name)
    for cls in Class.objects.filter(term=term):
        DatedChange.objects.create(cls=cls, date=date(2026, 10, 14), kind="cancelled")
    for instructor in instructors:
        Rating.objects.create(timetable=timetable, instructor=instructor, stars=3)
        for cls in Class.objects.filter(term=term)[:2]:
            about = {"timetable": timetable, "instructor": instructor, "cls": cls}
            ClassRating.objects.create(**about, time_stars=4)
    return term


def count(client: APIClient, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    assert answer.status_code == 200, (url, answer.content)
    return len(queries)


def test_queries_are_those_of_the_baseline_however_many_rows(
    registrar: APIClient, rows: Term
) -> None:
    counts: dict[str, int] = {}
    for path, model in sorted(entity_lists(), key=lambda found: found[0]):
        url = f"/{path}"
        one, many = (count(registrar, f"{url}?page_size={size}") for size in (1, 500))
        # Where a page holds all, they need not be counted.
        assert many in (one, one - 1), f"{url} asks once more for each row"
        counts[f"GET {url}"] = many
        row = model.objects.first()
        assert row is not None, f"{url} needs a row here"
        counts[f"GET {url}{{id}}/"] = count(registrar, f"{url}{row.pk}/")
    assert len(counts) > 30
    if os.environ.get("HORARIUM_WRITE_BASELINE"):
        BASELINE.write_text(json.dumps(counts, indent=2) + "\n")
    assert counts == json.loads(BASELINE.read_text())
