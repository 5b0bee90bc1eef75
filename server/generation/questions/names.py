"""Classes, rooms and people of a term by the ids that documents use, as the member sees them.

What the member may not see is told without its name: a class elsewhere is its department's.
"""

from collections.abc import Iterable
from typing import Any

from accounts.models import Membership
from accounts.permissions import narrow
from campus.models import Cohort, Instructor, Term
from courses.models import Class
from courses.selectors import rooms_of

Document = dict[str, Any]

_DEPARTMENT = "subpart__config__offering__course__department"
_PEOPLE = (("instructor", Instructor), ("cohort", Cohort))


class Names:
    """Of what was learnt about one term; read in a query for each kind."""

    def __init__(self, term: Term, member: Membership) -> None:
        self._term, self._member = term, member
        self._classes: dict[str, Document] = {}
        self._rooms: dict[str, Document] = {}
        self._people: dict[tuple[str, str], Document] = {}

    def learn(
        self,
        *,
        classes: Iterable[str] = (),
        rooms: Iterable[str | None] = (),
        people: Iterable[tuple[str, str]] = (),
    ) -> None:
        """Read the names of everything that will be told; people by kind and id."""
        rows = Class.objects.filter(term=self._term, external_id__in=set(classes))
        seen = set(narrow(rows, self._member, "view", "class").values_list("pk", flat=True))
        for cls in rows.select_related(_DEPARTMENT):
            self._classes[cls.external_id] = _class(cls, seen=cls.pk in seen)
        found = rooms_of(self._term).filter(external_id__in={*rooms} - {None})
        for id, key, name in found.values_list("external_id", "pk", "name"):
            self._rooms[id] = {"id": key, "name": name}
        wanted = set(people)
        for kind, model in _PEOPLE:
            ids = [id for of, id in wanted if of == kind]
            if ids:
                known = model._default_manager.filter(external_id__in=ids)
                for id, key, name in known.values_list("external_id", "pk", "name"):
                    self._people[kind, id] = {"id": key, "name": name}

    def cls(self, id: str) -> Document:
        unknown = {"id": None, "name": id, "course": None, "department": None}
        return self._classes.get(id) or unknown

    def room(self, id: str | None) -> Document | None:
        return self._rooms.get(id) if id else None

    def people(self, who: Iterable[tuple[str, str]]) -> list[Document]:
        return [self._people[each] for each in who if each in self._people]


def _class(cls: Class, *, seen: bool) -> Document:
    course = cls.subpart.config.offering.course
    department = course.department
    of = {"id": department.pk, "name": department.name} if department else None
    if not seen:
        return {"id": None, "name": "", "course": None, "department": of}
    known = {"id": course.pk, "code": course.code, "name": course.name}
    return {"id": cls.pk, "name": cls.name, "course": known, "department": of}
