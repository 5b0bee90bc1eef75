"""Who teaches what for certain, and which classes choose who teaches them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from uuid import UUID

from campus.models import Instructor
from courses.compile.rows import Document, Rows
from courses.grid import Grid
from courses.models import Class
from courses.options.hours import Hours, overlap

Team = tuple[UUID, ...]


@dataclass
class Teaching:
    """`teams` has, by class, those who may teach it, where that takes part in a choice.

    A class with alternatives is taught by those who do now, together, or by one of the
    alternatives. Whoever is chosen somewhere is to be told apart in every other class, too:
    these have one team. `stays` names the instructor of classes that are not to change.
    """

    rows: Rows
    stays: Mapping[UUID, UUID | None]

    @cached_property
    def alternatives(self) -> Mapping[UUID, list[UUID]]:
        """By class, those who could teach it instead."""
        found: dict[UUID, list[UUID]] = defaultdict(list)
        for row in self.rows.instructors:
            for cls in self.rows.could_teach.get(row.pk, ()):
                found[cls].append(row.pk)
        return found

    @cached_property
    def teams(self) -> Mapping[UUID, list[Team]]:
        choosing = {cls: self._choices(cls) for cls in self.alternatives}
        taking_part = {id for teams in choosing.values() for team in teams for id in team}
        found = {}
        for cls in self.rows.class_id:
            now = self._now(cls)
            if cls in choosing:
                found[cls] = choosing[cls]
            elif taking_part.intersection(now):
                found[cls] = [now]
        return found

    @cached_property
    def people(self) -> list[Instructor]:
        """Everybody of some team."""
        named = {id for teams in self.teams.values() for team in teams for id in team}
        return [row for row in self.rows.instructors if row.pk in named]

    def classes_of(self, instructor: UUID) -> list[UUID]:
        """What they teach or could teach, in the order of the classes."""
        return [
            cls
            for cls, teams in self.teams.items()
            if any(instructor in team for team in teams)
        ]

    def certain(self, instructor: UUID) -> list[UUID]:
        """What they teach in any case."""
        return [
            cls
            for cls, teams in self.teams.items()
            if all(instructor in team for team in teams)
        ]

    def everybody(self, cls: Class) -> list[Instructor]:
        """All who teach or could teach a class."""
        teams = self.teams.get(cls.pk, [self._now(cls.pk)])
        return [self._known[id] for id in dict.fromkeys(chain.from_iterable(teams))]

    def options(self, cls: UUID) -> list[Document]:
        """The class's `instructors` in the document."""
        id = {row.pk: row.external_id for row in self.people}
        return [{"ids": [id[one] for one in team]} for team in self.teams.get(cls, ())]

    def entries(
        self,
        blocked: Mapping[UUID, Collection[Hours]],
        pinned: Mapping[UUID, Hours],
        grid: Grid,
    ) -> list[Document]:
        """The document's `instructors`: when they cannot teach, and what they mind.

        What is pinned counts more: hours in which nobody else can teach such a class are
        left out.
        """
        found = []
        for row in self.people:
            entry: Document = {"id": row.external_id}
            held = [pinned[cls] for cls in self.certain(row.pk) if cls in pinned]
            hours = [
                each
                for each in blocked.get(row.pk, ())
                if not any(overlap(each, other) for other in held)
            ]
            if hours:
                entry["unavailable"] = [grid.within_day(each) for each in hours]
            if wishes := self.rows.preferences.get(row.pk):
                entry["preferences"] = [
                    {**grid.meeting(tuple(each)), "penalty": penalty}
                    for *each, penalty in wishes
                ]
            found.append(entry)
        return found

    def _choices(self, cls: UUID) -> list[Team]:
        now = self._now(cls)
        if cls in self.stays:
            instead = self.stays[cls]
            return [now if instead is None or instead not in self._known else (instead,)]
        instead_of: list[Team] = [(id,) for id in self.alternatives[cls] if (id,) != now]
        return [now, *instead_of] if now else instead_of

    @cached_property
    def _known(self) -> dict[UUID, Instructor]:
        return {row.pk: row for row in self.rows.instructors}

    def _now(self, cls: UUID) -> Team:
        return tuple(row.pk for row in self.rows.teachers.get(cls, ()))
