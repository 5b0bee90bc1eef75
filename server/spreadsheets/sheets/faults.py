"""What is wrong with a cell or a row, as a code with parameters."""

from collections.abc import Iterable, Mapping
from typing import Any


class Fault(Exception):
    """`column` is the name of the column at fault; "" for the row as a whole."""

    def __init__(self, code: str, detail: str, column: str = "", **parameters: Any) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.column = column
        self.parameters = parameters

    def document(self) -> dict[str, Any]:
        return {
            "column": self.column,
            "code": self.code,
            "detail": self.detail,
            "parameters": self.parameters,
        }


class RowsRefused(Exception):
    """Refuses some of the rows that are written at once, whatever the others do.

    `errors` says why, by the number of the row among them.
    """

    def __init__(self, errors: Mapping[int, Exception]) -> None:
        super().__init__()
        self.errors = errors


def not_a_choice(text: str, choices: Iterable[str], column: str = "") -> Fault:
    named = [choice for choice in choices if choice]
    detail = f"{text[:40]!r} is not one of the choices. Write one of: {', '.join(named)}."
    return Fault("not_a_choice", detail, column, value=text[:40], choices=named)
