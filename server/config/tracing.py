"""Traces of the API and its tasks."""

from horarium_contracts.traces import send_traces


def trace(service: str) -> None:
    """Have this process send its traces under this name, if they are wanted."""
    if send_traces(service):
        from opentelemetry.instrumentation.celery import CeleryInstrumentor
        from opentelemetry.instrumentation.django import DjangoInstrumentor

        DjangoInstrumentor().instrument()
        CeleryInstrumentor().instrument()  # type: ignore[no-untyped-call]
