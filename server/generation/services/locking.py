"""One order of locks, the job then its solve, so that no two writers wait for each other;
the fence that keeps out whoever's attempt is over; and turns of those who need only be one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection

from accounts.tenancy import platform_context, tenant_context
from generation.models import Job, Solve
from generation.states import SOLVE_HELD


class SolveUnknownError(Exception):
    """There is no such solve (any more)."""


class FencedError(Exception):
    """The message is of an attempt that no longer counts."""


@contextmanager
def locked_solve(solve_id: UUID) -> Iterator[Solve]:
    """One transaction of the solve's institution that holds its job and the solve.

    For callers that know no tenant: tasks, the sweeper, and the generator's calls.

    Raises SolveUnknownError.
    """
    with platform_context():
        rows = Solve.objects.filter(id=solve_id).values_list("institution_id", "job_id")
        row = rows.first()
    if row is None:
        raise SolveUnknownError(str(solve_id))
    institution, job_id = row
    with tenant_context(institution):
        job = Job.objects.select_for_update(no_key=True).filter(id=job_id).first()
        solve = Solve.objects.select_for_update(no_key=True).filter(id=solve_id).first()
        if job is None or solve is None:
            raise SolveUnknownError(str(solve_id))
        solve.job = job
        yield solve


@contextmanager
def known_solve(solve_id: UUID) -> Iterator[Solve]:
    """`locked_solve` for a message of the generator: one of no solve counts for nothing.

    Raises FencedError.
    """
    try:
        with locked_solve(solve_id) as solve:
            yield solve
    except SolveUnknownError:
        raise FencedError("unknown") from None


def fence(solve: Solve, attempt: int) -> None:
    """Raises FencedError unless a generator holds the solve in this attempt."""
    if solve.state not in SOLVE_HELD or solve.attempt != attempt:
        raise FencedError(f"{solve.state}, attempt {solve.attempt}")


@contextmanager
def only_one(key: int) -> Iterator[bool]:
    """True for one process at a time, until it is done or its connection is gone.

    `key` is that of an advisory lock of PostgreSQL.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        mine = bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
