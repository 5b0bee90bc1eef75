"""Traces across API, queue and generation service, where somebody collects them.

Off, and not even imported, unless OTEL_EXPORTER_OTLP_ENDPOINT says where they go; the
other OTEL_ variables are those of OpenTelemetry, whose packages the parts bring.
"""

import os

from horarium_contracts.logs import Ids, also_tell


def send_traces(service: str) -> bool:
    """Have this process send its traces under this name; False where nobody wants them.

    They go on from those of its callers, and name what they are about as logs do.
    """
    if not os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT"):
        return False
    from opentelemetry import trace
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    def name_ids(ids: Ids) -> None:
        span = trace.get_current_span()
        if span.is_recording():
            span.set_attributes({f"horarium.{name}": value for name, value in ids.items()})

    name = os.environ.get("OTEL_SERVICE_NAME", service)
    provider = TracerProvider(resource=Resource.create({"service.name": name}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    HTTPXClientInstrumentor().instrument()
    also_tell(name_ids)
    return True
