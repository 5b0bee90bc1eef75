"""One solve, from the request to its end: `python -m generator.solve_process`.

Fed and watched by `generator.solves`: the task comes on standard input, at once or, to a
spare process, later; the callback document goes to standard output. SIGTERM means: stop,
and answer with the best timetable so far.
"""

import json
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from select import select
from typing import TYPE_CHECKING, Any, BinaryIO

from generator.api import Api, ApiError
from generator.checkpoints import Checkpoints
from generator.ends import end_document, failure
from generator.lease import Lease
from generator.lifeline import be_called, die_with_parent, run_niced
from generator.publisher import Publisher
from generator.results import Account
from generator.schemas import GenerateRequest
from generator.settings import (
    FENCED_STATUS,
    KEEP_BEST_GRACE_SECONDS,
    Settings,
    log_to_stderr,
    settings,
)
from horarium import ProblemError
from horarium.changes import still_there
from horarium.formats import read_problem, read_solution
from horarium.problem import Problem
from horarium.profiles import of_weights
from horarium.score import evaluate
from horarium.solution import Solution
from horarium_contracts.limits import LEASE_SECONDS
from horarium_contracts.logs import keep_about

if TYPE_CHECKING:
    from horarium.solve import Result

log = logging.getLogger(__name__)

CALLED = "solve "
"""What the name of a process that solves begins with; the solve's id follows."""

LEAST_SECONDS = 2.0
"""What is left to search when fetching and reading took the whole time limit: enough to load
the kernels and find a valid timetable, also where the machine has other things to do."""


def main() -> None:
    answer = Answer()
    run_niced()
    log_to_stderr()
    if not select([sys.stdin], [], [], 0)[0]:
        read_libraries()
    given = sys.stdin.read()
    if not given:  # the service is gone, or needs no spare process any more
        return
    task = json.loads(given)
    die_with_parent(task["parent"])
    request = GenerateRequest.model_validate(task["request"])
    be_called(f"{CALLED}{request.job}")
    keep_about(job=request.parent, solve=request.job)
    log.info("solve %s: attempt %s begins", request.job, request.attempt)
    limits = task["threads"], task["memory_mb"]
    answer.give(Solve(request, *limits, settings(), answer, direct=task["direct"]).run())


def read_libraries() -> None:
    """Ahead of the task, what takes a moment: the search brings Numba with it."""
    import horarium.solve
    import horarium.variants  # noqa: F401


class Answer:
    """Standard output, kept for one document; whatever prints meanwhile goes to stderr."""

    def __init__(self) -> None:
        self._output: BinaryIO = os.fdopen(os.dup(1), "wb")
        self._given = threading.Lock()
        os.dup2(2, 1)

    def give(self, document: Mapping[str, Any]) -> None:
        """Write the document and leave; only the first caller does."""
        self._given.acquire()
        self._output.write(json.dumps(document, separators=(",", ":")).encode())
        self._output.flush()
        os._exit(0)


@dataclass
class Solve:
    """One attempt; `run` is the recipe."""

    request: GenerateRequest
    threads: int
    memory_mb: int
    settings: Settings
    answer: Answer
    direct: bool = False
    """Nobody but the service knows of it: it needs no lease, and no checkpoint is kept."""
    stopped: bool = False
    account: Account = field(init=False)

    def __post_init__(self) -> None:
        self.account = Account(self.request.options.seed, self.threads)

    def run(self) -> dict[str, Any]:
        """The callback document of this solve's end."""
        signal.signal(signal.SIGTERM, lambda *_: self.stop())
        job, attempt = str(self.request.job), self.request.attempt
        publisher = Publisher(self.settings.redis_url, job, attempt)
        publisher.publish({"phase": "start", "fraction": 0.0, "elapsed": 0.0})
        if not self.direct:
            Lease(
                Api(self.settings), job, attempt, on_cancel=self.cancel, on_lost=leave_silently
            ).start()
        try:
            problem, result = self.solve(publisher)
            return self.end(problem, result)
        except ProblemError as error:
            place = {"place": error.place} if error.place else {}
            return self.failed(error.code, **place, **error.parameters)
        except ApiError as error:
            log.error("solve %s: %s", job, error)
            if error.code == "api_unreachable":  # which may pass: another attempt is made
                return self.failed(error.code)
            return self.failed("problem_unavailable", reason=error.code)
        except MemoryError:
            return self.failed("out_of_memory", limit=self.memory_mb)
        except Exception as error:
            log.exception("solve %s failed", job)
            return self.failed("solver_failed", error=type(error).__name__)
        finally:
            publisher.close()

    def solve(self, publisher: Publisher) -> "tuple[Problem, Result]":
        """Fetch, read, search. Raises ApiError, ProblemError and what the solver does."""
        options = self.request.options
        api = Api(self.settings)
        problem = read_problem(
            api.document(self.request.problem, patience=LEASE_SECONDS), name="problem"
        )
        initial = None
        if options.initial is not None:
            initial = fetched(api, problem, options.initial, "initial solution")
        others = [fetched(api, problem, digest, "other variant") for digest in options.apart]

        from horarium.solve import solve  # late: see `read_libraries`
        from horarium.variants import solve_profile

        search: Callable[..., Result] = solve
        if options.profile is not None:
            profile = of_weights(options.profile.weights, options.profile.name)
            search = partial(solve_profile, profile=profile, others=others)

        def on_progress(document: Mapping[str, Any]) -> None:
            self.account.note(document)
            publisher.publish(document)

        checkpoints = Checkpoints(
            Api(self.settings), lambda best: self.checkpoint(problem, best)
        )
        left = options.time_limit - (time.monotonic() - self.account.started)
        try:
            result = search(
                problem,
                solver=options.solver,
                time_limit=max(LEAST_SECONDS, left),
                seed=options.seed,
                threads=self.threads,
                memory_mb=self.memory_mb,
                initial=initial,
                on_progress=on_progress,
                on_best=None if self.direct else checkpoints.keep,
                stop=self.must_stop,
            )
        except ValueError as error:
            if isinstance(error, ProblemError):
                raise
            raise ProblemError("bad_option", str(error), "options") from error
        finally:
            checkpoints.end()
        return problem, result

    def checkpoint(self, problem: Problem, best: Solution) -> dict[str, Any]:
        """A checkpoint.v1 document of the best timetable so far."""
        return {
            "version": 1,
            "job": str(self.request.job),
            "attempt": self.request.attempt,
            "result": self.account.result(problem, best, evaluate(problem, best)),
        }

    def must_stop(self) -> bool:
        """A preparation is only to find a valid timetable for the variants to start from."""
        return self.stopped or (self.request.kind == "prepare" and self.account.feasible)

    def stop(self) -> None:
        self.stopped = True

    def cancel(self, keep_best: bool) -> None:
        """Called by the lease's thread: the call that should have cancelled was lost."""
        if keep_best:
            self.stop()
            # Ended earlier by the answer of the main thread.
            time.sleep(KEEP_BEST_GRACE_SECONDS)
        self.answer.give(self.ended("cancelled"))

    def end(self, problem: Problem, result: "Result") -> dict[str, Any]:
        if result.outcome == "infeasible":
            return self.ended("infeasible")
        if self.stopped and not result.solution.placements:
            return self.ended("cancelled")
        whole = result.score.hard == 0 and not self.stopped
        outcome = "succeeded" if whole else "partial"
        account = self.account
        account.solver, account.iterations = result.solver, result.iterations
        account.threads, account.first_feasible = result.threads, result.first_feasible_seconds
        account.history = [list(point) for point in result.history]
        account.fallback = result.fallback
        return self.ended(outcome, account.result(problem, result.solution, result.score))

    def failed(self, code: str, **parameters: Any) -> dict[str, Any]:
        return self.ended("failed", error=failure(code, **parameters))

    def ended(
        self,
        outcome: str,
        result: Mapping[str, Any] | None = None,
        error: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        job, attempt = str(self.request.job), self.request.attempt
        return end_document(job, attempt, outcome, result=result, error=error)


def fetched(api: Api, problem: Problem, digest: str, name: str) -> Solution:
    """A solution, which may be of the term as it was. Raises ApiError, ProblemError."""
    before = read_solution(problem, api.document(digest), name=name, older=True)
    return still_there(problem, before)


def leave_silently() -> None:
    """Nothing more is told of a solve that may be somebody else's."""
    os._exit(FENCED_STATUS)


if __name__ == "__main__":
    main()
