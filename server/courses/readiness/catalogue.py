"""Courses and what they require, offerings that lack something, the term's dates."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from campus.models import Feature
from courses.models import Course, Requisite
from courses.readiness.circles import circles
from courses.readiness.facts import Facts
from courses.readiness.finding import Finding, hints, warns


def features(facts: Facts) -> Iterator[Finding]:
    """Features that courses need and no room has."""
    wanted = {feature for needs in facts.needs.values() for feature, _ in needs}
    there = {feature for has in facts.room_features.values() for feature in has}
    for row in Feature.objects.filter(pk__in=wanted - there):
        yield warns("feature_nowhere", "feature", row)


def requisites(facts: Facts) -> Iterator[Finding]:
    """Courses that require each other in a circle, so that nobody can start."""
    before: dict[UUID, set[UUID]] = defaultdict(set)
    rows = Requisite.objects.filter(
        kind=Requisite.Kind.PREREQUISITE, course__term=facts.term.own
    )
    for course, required in rows.values_list("course_id", "required_id"):
        before[course].add(required)
    for circle in circles(before):
        courses = Course.objects.in_bulk(circle)
        codes = [courses[key].code for key in reversed(circle)]
        yield warns("prerequisites_in_a_circle", "course", courses[circle[0]], courses=codes)


def offerings(facts: Facts) -> Iterator[Finding]:
    with_classes = {cls.subpart.config.offering_id for cls in facts.classes}
    for key, offering in facts.offerings.items():
        course = offering.course
        if key not in with_classes:
            yield warns("offering_without_classes", "course", course)
        elif not facts.enrolled.get(key) and key not in facts.requested:
            yield hints("offering_without_students", "course", course)


def dates(facts: Facts) -> Iterator[Finding]:
    if facts.term.first_day is None:
        yield hints("term_without_dates", "term", facts.term)
