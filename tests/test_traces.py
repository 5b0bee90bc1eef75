"""What was done for a job in every part is one trace, which a collector gets by OTLP."""

from collections.abc import Iterator

import pytest

from stack.testing.collector import Collector, Span, collector
from stack.testing.jobs import finished, import_small, start
from stack.testing.product import Product, running_product, wait_until

PARTS = {"horarium-api", "horarium-worker", "horarium-generator"}


@pytest.fixture(scope="module")
def collected() -> Iterator[Collector]:
    with collector() as found:
        yield found


@pytest.fixture(scope="module")
def traced(collected: Collector) -> Iterator[Product]:
    with running_product(
        "--no-demo-week", OTEL_EXPORTER_OTLP_ENDPOINT=collected.url
    ) as product:
        yield product


def test_a_job_is_one_trace_through_api_worker_and_generator(
    traced: Product, collected: Collector
) -> None:
    registrar = traced.browser("registrar")
    job = start(registrar, import_small(registrar), variants=1, time_budget=6)
    solves = {solve["id"] for solve in finished(registrar, job)["solves"]}

    def of_the_job() -> list[Span]:
        return [span for span in collected.spans if span.about.get("horarium.job") == job]

    def handed_over() -> list[Span]:
        path = "/api/generate_variants"
        return [span for span in of_the_job() if span.name == f"POST {path}"]

    wait_until(lambda: {span.service for span in of_the_job()} == PARTS)
    wait_until(lambda: {span.about["horarium.solve"] for span in handed_over()} == solves)
    (trace,) = {span.trace for span in handed_over()}

    def beginning() -> list[Span]:
        return [span for span in collected.spans if span.trace == trace and not span.parent]

    wait_until(beginning)
    (asked,) = beginning()
    assert (asked.service, asked.about.get("horarium.job")) == ("horarium-api", job), asked
    wait_until(lambda: all(is_from(collected, span, asked) for span in handed_over()))


def is_from(collected: Collector, span: Span, origin: Span) -> bool:
    """Whether every step between the two has arrived."""
    known = {each.id: each for each in collected.spans if each.trace == origin.trace}
    here: Span | None = span
    while here is not None and here != origin:
        here = known.get(here.parent)
    return here == origin
