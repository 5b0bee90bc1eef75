"""Keeps institutions apart.

In PostgreSQL, row-level security shows a transaction only the rows of the
institution named by its setting `horarium.institution`. In Python, the default
manager refuses to query outside a tenant context, so that a forgotten context
is an error and not an empty page.

To add a table of an institution:

1. derive the model from `TenantModel` (key, institution, external id, version);
2. give its first migration `EnableRowSecurity("app_model")` after `CreateModel`;
3. query it inside a request (authentication enters the context) or inside
   `tenant_context(institution_id)`; sweepers use `platform_context()`;
4. say what of its changes is recorded, if not all: `recorded = Recorded(…)`.

A many-to-many relation needs an explicit `through` model, which is such a table too.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar, TypeVar

from django.core.exceptions import FullResultSet
from django.db import connection, models, transaction
from django.db.migrations.operations.base import Operation
from django.db.models.sql.where import AND

from accounts.identifiers import new_external_id, uuid7
from accounts.limits import Limit
from accounts.recording import Recorded, origin, request_id

PLATFORM_ROLE = "horarium_platform"
"""The one database role that sees every institution; entered by `platform_context`."""

M = TypeVar("M", bound=models.Model)
_PLATFORM = "platform"
_context: ContextVar[uuid.UUID | str | None] = ContextVar("tenant", default=None)


class TenantContextMissing(RuntimeError):
    """Data of an institution was asked for without saying of which institution."""


def current_institution() -> uuid.UUID:
    """The institution of the current context.

    Raises TenantContextMissing outside one, also in the platform's context.
    """
    current = _context.get()
    if not isinstance(current, uuid.UUID):
        raise TenantContextMissing("use tenant_context(institution_id)")
    return current


@contextmanager
def tenant_context(institution: uuid.UUID) -> Iterator[None]:
    """One transaction that sees and writes only this institution's rows."""
    token = _context.set(institution)
    try:
        with transaction.atomic():
            previous = _setting("horarium.institution")
            _set(institution=str(institution), reason=origin(), request=request_id())
            yield
            _set(institution=previous)
    finally:
        _context.reset(token)


@contextmanager
def platform_context() -> Iterator[None]:
    """One transaction that sees every institution's rows, for sweepers and clean-up.

    Set `institution` on what you create inside.
    """
    token = _context.set(_PLATFORM)
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_user")
                previous = cursor.fetchone()[0]
                cursor.execute(f"SET LOCAL ROLE {PLATFORM_ROLE}")
            _set(reason=origin(), request=request_id())
            yield
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('role', %s, true)", [previous])
    finally:
        _context.reset(token)


def enter_tenant(institution: uuid.UUID) -> None:
    """Make the rest of the current request's transaction this institution's."""
    _context.set(institution)
    _set(institution=str(institution))


def enter_user(user: uuid.UUID, via: str = "session") -> None:
    """Let the current transaction see this user's own memberships, wherever they are.

    What it changes is recorded as done by this user.
    """
    _set(user=str(user), actor=str(user), via=via, reason=origin(), request=request_id())


def actor() -> str:
    """The id of the user on whose account the current transaction changes rows; "" for none."""
    return _setting("horarium.actor") if connection.in_atomic_block else ""


def enter(**settings: str) -> None:
    """Show the current transaction the rows whose policy asks for these settings."""
    _set(**settings)


@contextmanager
def no_tenant() -> Iterator[None]:
    """What every request starts with."""
    token = _context.set(None)
    try:
        yield
    finally:
        _context.reset(token)


def reapply() -> None:
    """Give the database the context that Python has, where another was entered since.

    Only tests need it: their requests share one transaction.
    """
    current = _context.get()
    if connection.in_atomic_block and not connection.needs_rollback:
        _set(institution=str(current) if isinstance(current, uuid.UUID) else "")


def _setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [name])
        return str(cursor.fetchone()[0])


def _set(**settings: str) -> None:
    if not connection.in_atomic_block:
        raise TenantContextMissing("a tenant context lives inside a transaction")
    each = ", ".join(["set_config(%s, %s, true)"] * len(settings))
    values = [part for name, value in settings.items() for part in (f"horarium.{name}", value)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {each}", values)


class _InContext(models.Expression):
    """A condition that adds nothing to the SQL, and refuses to be compiled without a context.

    Row security does the filtering: said twice, it would make the planner expect
    far too few rows. Compiling is the moment to check, since a query may be
    written where no tenant is known, as in the declaration of a form field.
    """

    conditional = True
    output_field = models.BooleanField()

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        if _context.get() is None:
            raise TenantContextMissing("use tenant_context(institution_id)")
        raise FullResultSet


_IN_CONTEXT = _InContext()


class TenantManager(models.Manager[M]):
    """Fails closed: its queries raise TenantContextMissing outside a tenant context."""

    def get_queryset(self) -> models.QuerySet[M]:
        rows = super().get_queryset()
        # As `filter` would, which takes longer than all else, once for each prefetched row.
        rows.query.where.add(_IN_CONTEXT, AND)
        return rows


class TenantModel(models.Model):
    """A row of one institution.

    `id` sorts by creation. `external_id` is the name that other systems know the
    row by. `version` counts saves: a write that names an old version is refused.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    institution = models.ForeignKey(
        "accounts.Institution", on_delete=models.CASCADE, related_name="+", editable=False
    )
    external_id = models.CharField(max_length=200, default=new_external_id)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    recorded: ClassVar[Recorded] = Recorded()
    limited: ClassVar[tuple[Limit, ...]] = ()

    # Django's own look-ups (related objects, refresh) go through the base manager;
    # row-level security still applies to them.
    objects = TenantManager()

    class Meta:
        abstract = True
        ordering = ["id"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            if self.institution_id is None:
                self.institution_id = current_institution()
        else:
            self.version += 1
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "version", "updated_at"}
        super().save(*args, **kwargs)


def unique_external_id(name: str, *within: str) -> models.UniqueConstraint:
    """External ids are unique in the institution, or in what `within` names of it.

    An absent term counts as one term: two rows of no term clash.
    """
    return models.UniqueConstraint(
        fields=["institution", *within, "external_id"],
        nulls_distinct=False if within else None,
        name=f"{name}_external_id",
    )


class EnableRowSecurity(Operation):
    """Migration: force row-level security on a table of institutions.

    `tenant` is the condition under which a row belongs to the current context;
    the default compares the column institution_id. `visible` widens reading only.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str, tenant: str = "", visible: str = "") -> None:
        self.table = table
        # A sub-query is evaluated once a statement, the setting alone once a row.
        self.tenant = tenant or (
            "institution_id = (SELECT nullif(current_setting("
            "'horarium.institution', true), '')::uuid)"
        )
        self.visible = visible

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        statements = [
            f"ALTER TABLE {self.table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {self.table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY tenant ON {self.table}"
            f" USING ({self.tenant}) WITH CHECK ({self.tenant})",
            f"CREATE POLICY platform ON {self.table} TO {PLATFORM_ROLE}"
            " USING (true) WITH CHECK (true)",
        ]
        if self.visible:
            statements.append(
                f"CREATE POLICY visible ON {self.table} FOR SELECT USING ({self.visible})"
            )
        for statement in statements:
            schema_editor.execute(statement)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        for policy in ("tenant", "platform", "visible"):
            schema_editor.execute(f"DROP POLICY IF EXISTS {policy} ON {self.table}")
        schema_editor.execute(f"ALTER TABLE {self.table} NO FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {self.table} DISABLE ROW LEVEL SECURITY")

    def describe(self) -> str:
        return f"Force row-level security on {self.table}"
