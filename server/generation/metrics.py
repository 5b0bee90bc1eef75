"""Figures of the queue for Prometheus, read from PostgreSQL, which all hosts share."""

from collections.abc import Iterable, Iterator

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


class Queue(Collector):
    """Jobs and solves by state, how long the oldest waits, and attempts that were lost."""

    def describe(self) -> Iterable[Metric]:
        return []  # so that registering asks no database

    def collect(self) -> Iterator[Metric]:
        with platform_context():
            jobs = dict(Job.objects.order_by().values_list("state").annotate(n=Count("*")))
            solves = dict(Solve.objects.order_by().values_list("state").annotate(n=Count("*")))
            oldest = Outbox.objects.aggregate(oldest=Min("updated_at"))["oldest"]
            losses = Solve.objects.aggregate(losses=Sum("losses"))["losses"]
            kept = sum(jobs.values())
        by_state = GaugeMetricFamily("horarium_jobs", "Jobs by state", labels=["state"])
        for state in JobState:
            by_state.add_metric([state], jobs.get(state, 0))
        yield by_state
        by_state = GaugeMetricFamily("horarium_solves", "Solves by state", labels=["state"])
        for solve_state in SolveState:
            by_state.add_metric([solve_state], solves.get(solve_state, 0))
        yield by_state
        waiting = (timezone.now() - oldest).total_seconds() if oldest else 0.0
        yield GaugeMetricFamily(
            "horarium_queue_oldest_seconds", "How long the oldest solve waits", waiting
        )
        yield CounterMetricFamily(
            "horarium_attempts_lost", "Attempts that were interrupted", losses or 0
        )
        yield GaugeMetricFamily("horarium_jobs_kept", "Jobs that are kept", kept)


_registry = CollectorRegistry()
_registry.register(Queue())
for requests in REQUESTS:
    _registry.register(requests)


def metrics(_request: HttpRequest) -> HttpResponse:
    """Everything, as Prometheus reads it. Names nobody and nothing of an institution."""
    return HttpResponse(generate_latest(_registry), content_type=CONTENT_TYPE_LATEST)
