"""A write that PostgreSQL ended because of a deadlock may be tried again."""

from typing import Any

from django.db import OperationalError
from psycopg.errors import DeadlockDetected

from config.errors import Handler, Refused


def convert(cause: Exception | None) -> Exception:
    error = OperationalError("ended")
    error.__cause__ = cause
    context: Any = {}
    return Handler(error, context).convert_known_exceptions(error)


def test_a_deadlock_is_answered_as_busy() -> None:
    refused = convert(DeadlockDetected())
    assert isinstance(refused, Refused)
    assert (refused.status_code, refused.code) == (409, "busy")


def test_another_failure_of_the_database_is_not() -> None:
    assert not isinstance(convert(None), Refused)
