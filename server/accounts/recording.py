"""What is kept of a table's changes, and on whose account. `audit` does the keeping.

A model says what its history holds: `recorded = Recorded(part_of="room")`. Who changes is told
to the database by settings of the transaction, so that bulk writes and SQL are no way around.
"""

import sys
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Recorded:
    """What of a table's changes is recorded.

    `actions` that are not named leave no entry: say why beside it. A row that is
    `part_of` another (the name of its relation) appears in that one's history, and comes
    back with it; so it does with what `also_of` names, where both ends have it.
    Of `hidden` columns only the fact of a change is kept, of `ignored` ones nothing.
    `named` is the column that its rows are called by, if the table has it, or leads to it;
    `tenant` is the column that names the institution, if the table has one.
    """

    actions: tuple[str, ...] = ("add", "change", "delete")
    part_of: str = ""
    also_of: str = ""
    hidden: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    named: str = "name"
    tenant: str = "institution_id"


UNRECORDED = Recorded(actions=())


@dataclass(frozen=True)
class Listed:
    """Of which rows a written list is made, where its form does not say so itself.

    Each is a row of `model` `where` these columns have these values; in the list stands
    what its relation `names`, or ("") the columns of the list's own form.
    """

    model: Any
    names: str = ""
    where: Mapping[str, str] = field(default_factory=dict)


_origin: ContextVar[str] = ContextVar("origin", default="")
_request: ContextVar[str] = ContextVar("request", default="")


def set_origin(origin: str, request: str = "") -> None:
    """What the work is done for, where nobody is logged in: a task's or command's name."""
    _origin.set(origin)
    _request.set(request)


def origin() -> str:
    return _origin.get() or _command()


def request_id() -> str:
    return _request.get()


def _command() -> str:
    is_command = sys.argv[0].endswith("manage.py") and len(sys.argv) > 1
    return f"command {sys.argv[1]}" if is_command else ""
