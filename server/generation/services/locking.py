"""One order of locks, the job then its solve, so that no two writers wait for each other."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from accounts.tenancy import platform_context, tenant_context
from generation.models import Job, Solve


class SolveUnknownError(Exception):
    """There is no such solve (any more)."""


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
