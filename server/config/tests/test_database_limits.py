"""No statement runs or waits for long, and whoever is ended by that is told so."""

from typing import Any

import pytest
from django.db import DataError, OperationalError, connection, transaction
from psycopg.errors import DeadlockDetected, LockNotAvailable, QueryCanceled
from rest_framework.exceptions import ValidationError

from accounts.database import unhurried
from config.errors import Handler, Refused


def convert(cause: Exception | None) -> Exception:
    error = OperationalError("ended")
    error.__cause__ = cause
    context: Any = {}
    return Handler(error, context).convert_known_exceptions(error)


@pytest.mark.parametrize(
    ("cause", "status", "code"),
    [
        (DeadlockDetected(), 409, "busy"),
        (LockNotAvailable(), 409, "busy"),
        (QueryCanceled(), 503, "takes_too_long"),
    ],
)
def test_what_postgresql_ended_may_be_tried_again(
    cause: Exception, status: int, code: str
) -> None:
    refused = convert(cause)
    assert isinstance(refused, Refused)
    assert (refused.status_code, refused.code) == (status, code)


def test_another_failure_of_the_database_may_not() -> None:
    assert not isinstance(convert(None), Refused)


def test_a_value_that_cannot_be_stored_is_the_askers_fault() -> None:
    context: Any = {}
    error = DataError("unsupported Unicode escape sequence")
    refused = Handler(error, context).convert_known_exceptions(error)
    assert isinstance(refused, ValidationError)


def limits() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('statement_timeout'), current_setting('lock_timeout')"
        )
        return list(cursor.fetchone())


@pytest.mark.django_db
def test_the_application_has_limits_and_only_long_tasks_go_without_them() -> None:
    assert limits() == ["30s", "10s"]
    with unhurried():
        assert limits() == ["0", "0"]
    assert limits() == ["30s", "10s"]


@pytest.mark.django_db
def test_a_statement_that_takes_too_long_is_ended() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '20ms'")
        with pytest.raises(OperationalError) as ended, transaction.atomic():
            cursor.execute("SELECT pg_sleep(20)")
    assert isinstance(ended.value.__cause__, QueryCanceled)
