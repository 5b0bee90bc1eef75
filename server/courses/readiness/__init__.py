"""What is missing or contradictory in a term, before a generation fails over it.

facts        what the checks look at, read with sums made by the database
finding      one thing to put right, and where
classes      parents, times, rooms and instructors of classes
pins         pins that cannot all hold
constraints  required constraints that cannot all hold
together     times of two classes that can keep a constraint
people       instructors' and cohorts' loads against their weeks
seats        enrolments, requests, and hours of rooms against those of classes
catalogue    prerequisites, features, offerings without classes
"""

from collections import Counter
from dataclasses import replace

from campus.models import Term
from courses.readiness import catalogue, classes, constraints, people, pins, seats
from courses.readiness.facts import Facts
from courses.readiness.finding import Finding, Severity

__all__ = ["Finding", "Severity", "blockers", "readiness"]

MOST_OF_A_CODE = 50
"""Findings that are listed of each code; `count` says how many there are."""

CHECKS = [
    classes.empty_term,
    classes.parents,
    classes.times,
    classes.rooms,
    classes.closed_rooms,
    pins.contradictions,
    constraints.contradictions,
    people.instructors,
    people.cohorts,
    seats.hours_of_rooms,
    seats.enrolments,
    seats.requests,
    classes.instructors,
    catalogue.features,
    catalogue.requisites,
    catalogue.offerings,
    catalogue.dates,
]

# A competition's file is taken as it is: only what the engine cannot take is looked for.
CHECKS_OF_COMPETITIONS = [classes.empty_term, classes.parents, classes.times, classes.rooms]


def readiness(term: Term) -> list[Finding]:
    """What to put right, the worst first; each code's first findings with their number."""
    facts = Facts(term)
    checks = CHECKS_OF_COMPETITIONS if term.self_contained else CHECKS
    found = [finding for check in checks for finding in check(facts)]
    found.sort(key=lambda finding: (finding.severity.rank, finding.code))
    totals = Counter(finding.code for finding in found)
    listed: Counter[str] = Counter()
    answer = []
    for finding in found:
        listed[finding.code] += 1
        if listed[finding.code] <= MOST_OF_A_CODE:
            answer.append(replace(finding, count=totals[finding.code]))
    return answer


def blockers(term: Term) -> list[Finding]:
    """Those for which no timetable can exist."""
    return [finding for finding in readiness(term) if finding.severity is Severity.BLOCKER]
