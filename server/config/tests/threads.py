"""Several at once, each in a thread and on a connection of its own."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection
from django.db.models import Model

from accounts.tenancy import platform_context


def at_once(*actions: Callable[[], Any]) -> list[Any]:
    """What each of the actions gave, or the exception it raised."""
    barrier = Barrier(len(actions))

    def run(action: Callable[[], Any]) -> Any:
        barrier.wait(10)
        try:
            return action()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def held_up(
    row: Model, *actions: Callable[[], Any], meanwhile: Callable[[], object] = lambda: None
) -> list[Any]:
    """As `at_once`, of actions that come to change a row which another transaction holds.

    Once all of them wait, `meanwhile` is done in that transaction, which then ends.
    """
    with ThreadPoolExecutor(1) as pool:
        with platform_context():
            type(row)._base_manager.select_for_update().get(pk=row.pk)
            found = pool.submit(at_once, *actions)
            deadline = time.monotonic() + 9
            while _waiting() < len(actions) and not found.done():
                assert time.monotonic() < deadline, "they do not wait"
                time.sleep(0.02)
            meanwhile()
        return found.result()


def _waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")
        return int(cursor.fetchone()[0])
