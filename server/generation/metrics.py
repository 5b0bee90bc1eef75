"""Figures of the queue for Prometheus, read from PostgreSQL, which all hosts share."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Min, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from accounts.tenancy import platform_context
from config.requests import REQUESTS
from generation.models import Job, Outbox, Solve
from generation.states import JobState, SolveState


@dataclass(frozen=True)
class QueueFigures:
    """Jobs and solves by state, seconds that the oldest solve waits, and attempts lost."""

    jobs: dict[str, int]
    solves: dict[str, int]
    oldest_seconds: float
    attempts_lost: int


def queue_figures() -> QueueFigures:
    """Of all institutions together; they name nobody and nothing of any."""
    with platform_context():
        jobs = dict(Job.objects.order_by().values_list("state").annotate(n=Count("*")))
        solves = dict(Solve.objects.order_by().values_list("state").annotate(n=Count("*")))
        oldest = Outbox.objects.aggregate(oldest=Min("updated_at"))["oldest"]
        losses = Solve.objects.aggregate(losses=Sum("losses"))["losses"]
    return QueueFigures(
        jobs={state: jobs.get(state, 0) for state in JobState},
        solves={state: solves.get(state, 0) for state in SolveState},
        oldest_seconds=(timezone.now() - oldest).total_seconds() if oldest else 0.0,
        attempts_lost=losses or 0,
    )


class Queue(Collector):
    """The figures of the queue."""

    def describe(self) -> Iterable[Metric]:
        return []  # so that registering asks no database

    def collect(self) -> Iterator[Metric]:
        figures = queue_figures()
        by_state = GaugeMetricFamily("horarium_jobs", "Jobs by state", labels=["state"])
        for state, number in figures.jobs.items():
            by_state.add_metric([state], number)
        yield by_state
        by_state = GaugeMetricFamily("horarium_solves", "Solves by state", labels=["state"])
        for state, number in figures.solves.items():
            by_state.add_metric([state], number)
        yield by_state
        yield GaugeMetricFamily(
            "horarium_queue_oldest_seconds",
            "How long the oldest solve waits",
            figures.oldest_seconds,
        )
        yield CounterMetricFamily(
            "horarium_attempts_lost", "Attempts that were interrupted", figures.attempts_lost
        )
        yield GaugeMetricFamily(
            "horarium_jobs_kept", "Jobs that are kept", sum(figures.jobs.values())
        )


_registry = CollectorRegistry()
_registry.register(Queue())
for requests in REQUESTS:
    _registry.register(requests)


def metrics(_request: HttpRequest) -> HttpResponse:
    """Everything, as Prometheus reads it. Names nobody and nothing of an institution."""
    return HttpResponse(generate_latest(_registry), content_type=CONTENT_TYPE_LATEST)
