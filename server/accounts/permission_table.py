"""The table role by action of docs/permissions.md, from the grants themselves."""

from collections.abc import Iterable
from pathlib import Path

from accounts.models import Membership, Role
from accounts.permissions import DUTIES, ENTITIES, Reach, reach
from config.environment import REPOSITORY

FILE: Path = REPOSITORY / "docs" / "permissions.md"
ACTIONS = ("view", "add", "change", "delete")
_SIGNS = {Reach.EVERYWHERE: "all", Reach.DEPARTMENT: "department", Reach.OWN: "own"}
_DUTIES = {
    "audit": "Read the whole record of changes (the history of an object: who may change it)",
    "members": "Invite people, change or end memberships",
    "people": "Export or erase a person",
    "plan": "See the institution's plan, and what of it is used",
    "sign_on": "Set up the institution's single sign-on",
    "own_tokens": "Make and revoke tokens for programs of one's own",
    "platform": "Institutions, their first registrar, plans, mail, health, access for a "
    "reason, export, erasure",
}


def document() -> str:
    """The page as it is committed. `manage.py write_permissions` writes it."""
    return "\n".join([*_page(), ""])


def _page() -> Iterable[str]:
    yield "# Who may do what"
    yield ""
    yield "Written by `manage.py write_permissions` from `server/accounts/permissions.py`, and"
    yield "checked by a test. **all** is everything in the own institution, **department** what"
    yield "belongs to the own department, **own** what is one's own; another institution's data"
    yield "does not exist for anybody. A token for programs may do what its member may, within"
    yield "its scopes. Support is a platform admin for some hours, with a recorded reason."
    yield ""
    yield from _row("", *(role.label.split(" (")[0] for role in Role))
    yield from _row("---", *("---" for _ in Role))
    for entity in ENTITIES:
        yield from _row(entity, *(_cell(role, entity) for role in Role))
    yield ""
    yield "Besides:"
    yield ""
    yield from _row("", *(role.label.split(" (")[0] for role in Role))
    yield from _row("---", *("---" for _ in Role))
    for duty, roles in DUTIES.items():
        yield from _row(_DUTIES[duty], *("yes" if role in roles else "" for role in Role))


def _row(*cells: str) -> Iterable[str]:
    yield f"| {' | '.join(cells)} |"


def _cell(role: Role, entity: str) -> str:
    """What the role may do, grouped by how far: "view all; add, change department"."""
    groups: dict[Reach, list[str]] = {}
    for action in ACTIONS:
        how_far = reach(Membership(role=role), action, entity)
        if how_far is not None:
            groups.setdefault(how_far, []).append(action)
    return "; ".join(f"{', '.join(actions)} {_SIGNS[far]}" for far, actions in groups.items())
