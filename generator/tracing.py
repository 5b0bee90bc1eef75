"""Traces of the generation service."""

from fastapi import FastAPI

from horarium_contracts.traces import send_traces


def trace(app: FastAPI) -> None:
    """Have the service send its traces, if they are wanted."""
    if send_traces("horarium-generator"):
        from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor

        FastAPIInstrumentor.instrument_app(app, excluded_urls="/health.*,/metrics")
