"""Traces of the generation service, where somebody collects them.

Off, and not even imported, unless OTEL_EXPORTER_OTLP_ENDPOINT says where they go.
"""

import os

from fastapi import FastAPI


def trace(app: FastAPI) -> None:
    """Have the service send its traces, which go on from those of its callers."""
    if not os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT"):
        return
    from opentelemetry import trace as api
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor
    from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    name = os.environ.get("OTEL_SERVICE_NAME", "horarium-generator")
    provider = TracerProvider(resource=Resource.create({"service.name": name}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    api.set_tracer_provider(provider)
    FastAPIInstrumentor.instrument_app(app, excluded_urls="/health.*,/metrics")
    HTTPXClientInstrumentor().instrument()
