"""Who takes what: enrolments, cohorts' curricula, and requests as far as there are seats."""

from collections.abc import Container, Iterable, Iterator
from typing import Any
from uuid import UUID

from campus.models import Cohort, Term
from courses.compile.rows import Document, Rows, grouped
from courses.models import Class, CourseRequest, RequestAlternative
from courses.options.seats import Allotment, Request, allot
from courses.placeholders import Placeholder


class Demand:
    """`takes` has by student (key or placeholder's id) the offerings, in order.

    `members` has by cohort the ids in documents, placeholders last.
    """

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.requests = list(_offered(requests_of(rows.term), rows.course_id))
        self.cohorts = rows.cohorts()
        students = list(rows.students({request.student for request in self.requests}))
        self.student_id = {key: id for key, id, _ in students}
        self.takes: dict[Any, list[UUID]] = {}
        self.members: dict[UUID, list[str]] = {cohort.pk: [] for cohort in self.cohorts}
        self.keys: dict[UUID, list[Any]] = {cohort.pk: [] for cohort in self.cohorts}
        for key, id, cohort in students:
            own = self.rows.enrolments.get(key, ())
            curriculum = self.rows.curricula.get(cohort, ())
            self.takes[key] = [*own, *(o for o in curriculum if o not in own)]
            if cohort in self.members:
                self.members[cohort].append(id)
                self.keys[cohort].append(key)
        self.placeholders = [
            (cohort, id) for cohort in self.cohorts for id in self._expected(cohort)
        ]
        for cohort, id in self.placeholders:
            self.takes[id] = list(self.rows.curricula[cohort.pk])
            self.members[cohort.pk].append(id)
            self.keys[cohort.pk].append(id)
        self.allotment = self._allot()
        for student, given in self.allotment.given.items():
            self.takes[student] += given

    def entries(self) -> list[Document]:
        """The document's students."""
        course = self.rows.course_id
        ids = [*self.student_id.items(), *((id, id) for _, id in self.placeholders)]
        return [{"id": id, "courses": [course[o] for o in self.takes[key]]} for key, id in ids]

    def _expected(self, cohort: Cohort) -> list[str]:
        """Ids of those whom nobody has on record yet; none where the cohort takes nothing."""
        known = len(self.members[cohort.pk])
        if not cohort.headcount or cohort.pk not in self.rows.curricula:
            return []
        places = range(known + 1, cohort.headcount + 1)
        return [Placeholder(cohort.external_id, place).id for place in places]

    def _allot(self) -> Allotment:
        if not self.requests:
            return Allotment()
        seats = {offering.pk: self._seats(offering.pk) for offering in self.rows.offerings}
        for offerings in self.takes.values():
            for offering in offerings:
                free = seats[offering]
                seats[offering] = None if free is None else free - 1
        return allot(self.requests, seats, self.takes, self.rows.term.external_id)

    def _seats(self, offering: UUID) -> int | None:
        rows = self.rows
        return seats(
            [
                [rows.classes_of[subpart.pk] for subpart in rows.subparts[config]]
                for config, _ in rows.configs[offering]
            ]
        )


def seats(configs: Iterable[Iterable[list[Class]]]) -> int | None:
    """How many students an offering's configurations take; None: as many as want."""
    total = 0
    for subparts in configs:
        least: int | None = None
        for classes in subparts:
            limits = [cls.limit for cls in classes]
            if None not in limits:
                size = sum(limit or 0 for limit in limits)
                least = size if least is None else min(least, size)
        if least is None:
            return None
        total += least
    return total


def _offered(requests: Iterable[Request], offerings: Container[UUID]) -> Iterator[Request]:
    """The requests, as far as there is a class of what is asked for."""
    for request in requests:
        options = tuple(o for o in request.offerings if o in offerings)
        if options:
            yield request._replace(offerings=options)


def requests_of(term: Term) -> list[Request]:
    """What students asked for in the term."""
    found = list(
        CourseRequest.objects.filter(term=term)
        .order_by("rank", "id")
        .values_list("id", "student_id", "rank", "offering_id")
    )
    if not found:
        return []
    instead = grouped(
        RequestAlternative.objects.filter(request__term=term), "request_id", "offering_id"
    )
    return [
        Request(key, student, rank, (offering, *instead.get(key, ())))
        for key, student, rank, offering in found
    ]
