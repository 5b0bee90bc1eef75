"""What a sheet is: the one declaration from which template, mapping, import and export come.

Limits and choices are not said here: they are those of the API's serializer (`form`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import NOT_PROVIDED, Field

from accounts.tenancy import TenantModel


@dataclass(frozen=True)
class Column:
    """`source` is the field of the form and model; with `__`, what surrounds the row only.

    A reference leads `to` rows of another sheet, by external id or by name; where those are
    unique only `within` a term or the like, that is another column of this sheet. `term`
    columns that are empty mean the import's own term if they are `chosen`. `later` columns
    name rows of the same sheet and are written when all of these are there.
    """

    name: str
    source: str
    kind: str = "text"
    to: str = ""
    within: str = ""
    through: tuple[Any, str, str] | None = None
    where: tuple[tuple[str, str], ...] = ()
    ordered: bool = False
    aliases: tuple[str, ...] = ()
    help: str = ""
    required: bool = False
    chosen: bool = False
    fixed: bool = False

    @property
    def is_list(self) -> bool:
        return self.kind == "references"

    @property
    def is_reference(self) -> bool:
        return self.kind == "reference"

    @property
    def surrounds(self) -> bool:
        """It says where the row belongs, and is nothing of the row itself."""
        return "__" in self.source


@dataclass(frozen=True, eq=False)
class Sheet:
    """`keys` are the columns by which a row is found again: the first of which all are given.

    Others refer to its rows by the paths `names`, unique within `scope`. A sheet that is
    `part_of` another entity is allowed to whoever may change that. `check` refuses what
    the form does not look at; `complete` finds or makes what a new row belongs to. `store`
    writes rows by a service, given those stored with their new values; each write is then
    `granted_as` that action. What a replacing file leaves out is `kept`, or else removed.
    """

    name: str
    title: str
    model: type[TenantModel]
    entity: str
    form: Any
    columns: tuple[Column, ...]
    keys: tuple[tuple[str, ...], ...]
    names: tuple[str, ...] = ("external_id", "name")
    scope: str = ""
    own_term: bool = False
    part_of: str = ""
    related: tuple[str, ...] = ()
    pair: tuple[str, str] | None = None
    check: Callable[[dict[str, Any]], None] | None = None
    later_check: Callable[[Any, Any], None] | None = None
    complete: Callable[[dict[str, Any], Any], dict[str, Any]] | None = None
    store: Callable[[Any, Sequence[tuple[Any, dict[str, Any]]]], list[Any]] | None = None
    granted_as: str = ""
    kept: bool = False
    aliases: tuple[str, ...] = ()
    help: str = ""
    by_name: dict[str, Column] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.by_name.update({column.name: column for column in self.columns})

    def is_later(self, column: Column) -> bool:
        return column.to == self.name

    def model_field(self, column: Column) -> "Field[Any, Any] | None":
        """The model's own field behind a column, if it is one."""
        if column.is_list or column.surrounds:
            return None
        found: Field[Any, Any] = self.model._meta.get_field(column.source)  # type: ignore[assignment]
        return found

    def is_required(self, column: Column) -> bool:
        """Whether a new row needs it."""
        known = self.model_field(column)
        if known is None or column.required or column.fixed:
            return column.required
        return not (known.null or known.blank or known.default is not NOT_PROVIDED)


def text(name: str, source: str = "", *aliases: str, help: str = "", **more: Any) -> Column:
    return Column(name, source or name, aliases=aliases, help=help, **more)


def identity(*aliases: str) -> Column:
    help = "The name by which other systems know the row. Rows are found again by it."
    return text("id", "external_id", "external id", "key", *aliases, help=help)


def named(*aliases: str) -> Column:
    return text("name", "", "title", "description", *aliases)


def whole(name: str, source: str = "", *aliases: str, **more: Any) -> Column:
    return Column(name, source or name, "whole", aliases=aliases, **more)


def flag(name: str, source: str = "", *aliases: str, help: str = "") -> Column:
    return Column(name, source or name, "flag", aliases=aliases, help=help or "yes or no")


def reference(
    name: str, to: str, *aliases: str, source: str = "", within: str = "", **more: Any
) -> Column:
    return Column(
        name, source or name, "reference", to=to, within=within, aliases=aliases, **more
    )


def references(
    name: str, source: str, to: str, through: tuple[Any, str, str], *aliases: str, **more: Any
) -> Column:
    return Column(name, source, "references", to=to, through=through, aliases=aliases, **more)


def of_term(source: str = "term", *, chosen: bool = True, help: str = "") -> Column:
    """The term of a row: the one that the import was made in, where the file says none."""
    return reference(
        "term", "terms", "semester", "session", source=source, chosen=chosen, help=help,
        required=chosen,
    )  # fmt: skip


HOURS = (
    Column(
        "weeks",
        "weeks",
        "weeks",
        aliases=("week",),
        help='Counted from 1: "1-4, 6", or "all".',
    ),
    Column("days", "days", "days", aliases=("day", "weekday"), help='"Mon, Wed" or "Tue-Thu"'),
    Column("start", "start_minute", "clock", aliases=("from", "begin", "starts"), help="08:30"),
    Column("end", "length_minutes", "end", aliases=("to", "until", "ends"), help="10:00"),
)
PENALTY = whole("penalty", "", "cost", help="What it costs; 0 where nothing is said.")
