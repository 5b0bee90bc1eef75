"""Figures of this service for Prometheus."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from prometheus_client import CollectorRegistry, Counter, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from generator.admission import Admission

started = Counter("horarium_solves_started", "Solves begun", registry=None)
refused = Counter("horarium_solves_refused", "Solves refused", ["code"], registry=None)
ended = Counter("horarium_solves_ended", "Solves ended", ["outcome"], registry=None)
deliveries = Counter("horarium_deliveries", "Deliveries of ends", ["answer"], registry=None)


class Running(Protocol):
    """Whatever knows how many solves run."""

    @property
    def running(self) -> int: ...


class _Machine(Collector):
    def __init__(self, admission: Admission, solves: Running) -> None:
        self._admission, self._solves = admission, solves

    def describe(self) -> Iterable[Metric]:
        return []  # so that registering measures nothing

    def collect(self) -> Iterator[Metric]:
        report = self._admission.report(self._solves.running)
        for name, text, value in (
            ("running", "Solves that run", report.running),
            ("slots", "Solves that may run side by side", report.slots),
            ("memory_used_ratio", "Share of the memory in use", report.memory_used),
        ):
            yield GaugeMetricFamily(f"horarium_generator_{name}", text, value)


def exposition(admission: Admission, solves: Running) -> bytes:
    """Everything, as Prometheus reads it."""
    registry = CollectorRegistry()
    for meter in (started, refused, ended, deliveries):
        registry.register(meter)
    registry.register(_Machine(admission, solves))
    return generate_latest(registry)
