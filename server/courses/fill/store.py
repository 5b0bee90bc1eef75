"""Rows in bulk: those that exist are brought up to date, the rest made."""

from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

from accounts.models import Institution
from accounts.tenancy import TenantModel
from campus.models import Term
from config.errors import Refused

Document = dict[str, Any]
T = TypeVar("T", bound=TenantModel)
BATCH = 5000


class Known(dict[str, T]):
    """Rows by ids; an unknown one is refused by name."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def __missing__(self, id: str) -> T:
        raise Refused(
            "unknown_id", f"There is no {self.kind} {id[:60]}.", kind=self.kind, id=id[:60]
        )


class Ids(Known[T]):
    """Rows by the document's ids, which are their external ids."""

    def __init__(self, kind: str, rows: Iterable[T] = ()) -> None:
        super().__init__(kind)
        self.update((row.external_id, row) for row in rows)

    def key(self, id: str | None) -> UUID | None:
        return None if id is None else self[id].pk


class Store:
    def __init__(self, institution: Institution) -> None:
        self.institution = institution

    def put(self, model: type[T], rows: list[dict[str, Any]], **within: Term | None) -> Ids[T]:
        """The rows by external id, which is unique within what `within` says.

        What a row does not name keeps its value.
        """
        found = {row.external_id: row for row in model.objects.filter(**within)}
        new, changed = [], []
        for values in rows:
            row = found.get(values["external_id"])
            if row is None:
                new.append(model(**within, **values))
            elif any(getattr(row, name) != value for name, value in values.items()):
                for name, value in values.items():
                    setattr(row, name, value)
                row.version += 1
                changed.append(row)
        self.add(new)
        if changed:
            given = {name.removesuffix("_id") for values in rows for name in values}
            names = sorted(given - {"external"})
            model._default_manager.bulk_update(changed, [*names, "version"], batch_size=BATCH)
        return Ids(model._meta.model_name or "", [*found.values(), *new])

    def add(self, rows: Iterable[TenantModel]) -> None:
        """New rows, all of one table."""
        rows = list(rows)
        if not rows:
            return
        for row in rows:
            row.institution_id = self.institution.id
        type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH)
