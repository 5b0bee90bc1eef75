"""Instructors' and cohorts' hours against their limits and their weeks."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from django.db.models import Count

from campus.models import Cohort
from courses.models import CohortOffering, Course, Enrolment
from courses.readiness.facts import Facts, free
from courses.readiness.finding import Finding, blocks, hours, warns


def instructors(facts: Facts) -> Iterator[Finding]:
    load: dict[UUID, int] = defaultdict(int)
    for cls in facts.classes:
        for key in facts.certain.get(cls.pk, ()):
            load[key] += facts.minutes[cls.pk]
    for key, minutes in load.items():
        row = facts.instructors[key]
        if row.max_week_minutes and minutes > row.max_week_minutes:
            yield warns(
                "instructor_overloaded",
                "instructor",
                row,
                hours=hours(minutes),
                limit=hours(row.max_week_minutes),
            )
        days = len(facts.week.days) - int(row.research_day in facts.week.days)
        if row.max_day_minutes and minutes > row.max_day_minutes * days:
            yield blocks(
                "instructor_days_too_short",
                "instructor",
                row,
                hours=hours(minutes),
                limit=hours(row.max_day_minutes),
                days=days,
            )
        blocked = facts.blocked.get(key)
        if blocked and not free(facts.week.hours(), blocked):
            yield blocks("instructor_never_free", "instructor", row)


def cohorts(facts: Facts) -> Iterator[Finding]:
    """Core hours that every student of a cohort has, against the hours that a week has."""
    compulsory = {cohort: _hours(facts, taken) for cohort, taken in _common(facts).items()}
    for row in Cohort.objects.filter(pk__in=compulsory):
        minutes = compulsory[row.pk]
        if minutes > facts.window:
            yield blocks(
                "cohort_hours_above_week",
                "cohort",
                row,
                hours=hours(minutes),
                limit=hours(facts.window),
            )
        days = facts.term.days if facts.stated else len(facts.week.days)
        if row.max_day_minutes and minutes > row.max_day_minutes * days:
            yield blocks(
                "cohort_days_too_short",
                "cohort",
                row,
                hours=hours(minutes),
                limit=hours(row.max_day_minutes),
                days=days,
            )


def _common(facts: Facts) -> dict[UUID, set[UUID]]:
    """By cohort the offerings that all of its students take."""
    common: dict[UUID, set[UUID]] = defaultdict(set)
    curricula = CohortOffering.objects.filter(offering__term=facts.term).order_by()
    for cohort, offering in curricula.values_list("cohort_id", "offering_id"):
        common[cohort].add(offering)
    core = [o.pk for o in facts.offerings.values() if o.course.type == Course.Type.CORE]
    enrolled = Enrolment.objects.filter(
        offering__in=core, student__cohort__isnull=False
    ).order_by()
    taking = enrolled.values_list("student__cohort", "offering_id").annotate(n=Count("pk"))
    students = enrolled.values_list("student__cohort").annotate(
        n=Count("student", distinct=True)
    )
    size = dict(students)
    for group, offering, number in taking:
        if number == size[group]:
            common[group].add(offering)
    return common


def _hours(facts: Facts, offerings: set[UUID]) -> int:
    """Minutes a week of one class of each part of the offerings, where they have one way."""
    total = 0
    for offering in offerings:
        configs = facts.configs.get(offering, {})
        if len(configs) == 1:
            [subparts] = configs.values()
            total += sum(min(facts.minutes[c.pk] for c in group) for group in subparts.values())
    return total
