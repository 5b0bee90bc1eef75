"""What was changed lately, of what one may change oneself."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import Membership
from accounts.permissions import ENTITIES, narrow
from audit.models import Action, Entry
from audit.registry import entities, entity_of_table
from audit.selectors import entries
from audit.services import granted_as


@dataclass(frozen=True)
class Recent:
    """Of changes of one kind that came together the newest that tells, and how many objects.

    `action` is what happened to these: a part that comes or goes changes them.
    """

    newest: Entry
    action: str
    count: int


LOOK_BACK = 1000
"""Of an import of thousands of rows, the newest stand for all."""


def recent(member: Membership, *, everything: bool, most: int) -> list[Recent]:
    """The latest changes to what the member may change, those of one request together."""
    rows = list(entries()[:LOOK_BACK])
    seen = None if everything else _editable(member, rows)
    # An object that comes or goes does so with its parts, whichever are recorded first.
    whole = {
        (_together(row), row.object): row for row in rows if _of_object(row) != Action.CHANGE
    }
    groups: dict[tuple[str, str, str], list[Entry]] = {}
    for row in rows:
        if seen is None or row.object in seen:
            together = _together(row)
            stands = whole.get((together, row.object), row)
            key = (together, entity_of_table(row.table), _of_object(stands))
            groups.setdefault(key, []).append(row)
    return [
        Recent(_telling(found), action, len({row.object for row in found}))
        for (*_, action), found in list(groups.items())[:most]
    ]


def _telling(found: list[Entry]) -> Entry:
    """The newest; of steps of a workflow that which others followed from."""
    states = {row: (row.after or {}).get("state") for row in found if row.row == row.object}
    steps = [row for row, state in states.items() if state]
    led = [row for row in steps if states[row] != "archived"]
    return (led or steps or found)[0]


def _together(row: Entry) -> str:
    """What the changes of one request have in common."""
    return row.request or row.reason or str(row.pk)


def _of_object(row: Entry) -> str:
    """What the change is to the object: a part that comes or goes changes it."""
    return row.action if row.row == row.object else Action.CHANGE


def _editable(member: Membership, rows: Iterable[Entry]) -> set[uuid.UUID]:
    wanted: dict[str, set[uuid.UUID]] = defaultdict(set)
    for row in rows:
        wanted[entity_of_table(row.table)].add(row.object)
    found: set[uuid.UUID] = set()
    for entity, keys in wanted.items():
        model = entities().get(entity)
        if model is not None and granted_as(entity) in ENTITIES:
            there = model._default_manager.filter(pk__in=keys)
            mine = narrow(there, member, "change", granted_as(entity))
            found.update(mine.values_list("pk", flat=True))
    return found
