"""Which rows a member may write: many asked at once, by the grants of accounts.permissions."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from accounts.models import Membership
from accounts.permissions import ENTITIES, Reach, narrow, reach
from spreadsheets.sheets import Sheet


def act_on(sheet: Sheet, action: str) -> str:
    """Parts belong to whoever may change what they are part of."""
    return "change" if sheet.part_of else sheet.granted_as or action


def not_mine(sheet: Sheet, member: Membership, keys: Iterable[Any], action: str) -> set[Any]:
    """Those of the stored rows that the member may not add, change or delete."""
    wanted = set(keys)
    how_far = reach(member, act_on(sheet, action), sheet.entity)
    if how_far is Reach.EVERYWHERE or not wanted:
        return set()
    path = ENTITIES[sheet.entity].department
    if how_far is not Reach.DEPARTMENT or not path:
        return wanted
    if sheet.part_of:
        path = f"{sheet.part_of}__{path}"
    owners: dict[Any, set[Any]] = defaultdict(set)
    rows = sheet.model._default_manager.filter(pk__in=wanted).order_by()
    for key, department in rows.values_list("pk", path):
        owners[key].add(department)
    return {key for key in wanted if owners[key] != {member.department_id}}


def removable(sheet: Sheet, member: Membership, keys: list[Any]) -> list[Any]:
    """Those of the rows that a replacing file may leave out: others are not the member's."""
    if sheet.kept:
        return []
    foreign = not_mine(sheet, member, keys, "delete")
    return [key for key in keys if key not in foreign]


def visible(sheet: Sheet, member: Membership) -> Any:
    """The rows that the member may see."""
    if not sheet.part_of:
        return narrow(sheet.model._default_manager.all(), member, "view", sheet.entity)
    owner: Any = sheet.model._meta.get_field(sheet.part_of).related_model
    owners = narrow(owner._default_manager.all(), member, "view", sheet.entity)
    return sheet.model._default_manager.filter(
        **{f"{sheet.part_of}__in": owners.order_by().values("pk")}
    )
