"""Who takes what: enrolments, curricula of cohorts, requests of students."""

from collections import defaultdict

from courses.fill.campus import Campus
from courses.fill.courses import Courses
from courses.fill.source import Source
from courses.fill.store import Store
from courses.models import CohortOffering, CourseRequest, Enrolment, RequestAlternative


def fill_demand(store: Store, source: Source, campus: Campus, courses: Courses) -> None:
    """A student's courses are enrolments, but for those that a curriculum or request gives."""
    follows = _curricula(store, source, campus, courses)
    for student, wanted in _requests(store, source, campus, courses).items():
        follows[student] |= wanted
    store.add(
        Enrolment(student=campus.students[entry["id"]], offering=courses.offerings[course])
        for entry in source.document["students"]
        if entry["id"] not in source.placeholders
        for course in entry["courses"]
        if course not in follows.get(entry["id"], ())
    )


def _curricula(
    store: Store, source: Source, campus: Campus, courses: Courses
) -> dict[str, set[str]]:
    follows: dict[str, set[str]] = defaultdict(set)
    cohorts = [entry for entry in source.about.get("cohorts", ()) if "courses" in entry]
    store.add(
        CohortOffering(cohort=campus.cohorts[entry["id"]], offering=courses.offerings[course])
        for entry in cohorts
        for course in entry["courses"]
    )
    for entry in cohorts:
        for student in entry.get("students", ()):
            follows[student] |= set(entry["courses"])
    return follows


def _requests(
    store: Store, source: Source, campus: Campus, courses: Courses
) -> dict[str, set[str]]:
    wanted: dict[str, set[str]] = defaultdict(set)
    ranks: dict[str, int] = defaultdict(int)
    rows, alternatives = [], []
    for entry in source.about.get("requests", ()):
        student, instead = entry["student"], entry.get("alternatives", [])
        ranks[student] += 1
        wanted[student] |= {entry["course"], *instead}
        request = CourseRequest(
            term=source.term,
            student=campus.students[student],
            offering=courses.offerings[entry["course"]],
            rank=ranks[student],
        )
        rows.append(request)
        alternatives += [
            RequestAlternative(request=request, offering=courses.offerings[course])
            for course in instead
        ]
    store.add(rows)
    store.add(alternatives)
    return wanted
