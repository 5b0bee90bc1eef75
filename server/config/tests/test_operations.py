"""What operators see: health that says what is wrong, figures, and lines that name the job."""

import json
import logging
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from generation.models import Solve
from generation.services.sweeping import sweep
from generation.tests.conftest import (  # noqa: F401  fixtures
    clean_redis,
    generator,
    job,
    rings,
    started,
    term,
)
from horarium_contracts.logs import JsonLines, Lines, about, keep_about

pytestmark = pytest.mark.django_db


def test_health_names_each_part_that_is_not_well_with_a_remedy(settings: Any) -> None:
    settings.GENERATOR_URL = "http://127.0.0.1:9"
    answer = Client().get("/health")
    assert answer.status_code == 200
    checks = answer.json()["checks"]
    assert (checks["database"], checks["redis"]) == ("ok", "ok")
    assert answer.json()["remedies"].keys() == {"queue", "generator"}
    sweep()
    assert Client().get("/health").json()["remedies"].keys() == {"generator"}


def test_metrics_count_jobs_solves_and_requests(started: Solve) -> None:  # noqa: F811
    Client().get("/health/live")
    text = Client().get("/metrics").content.decode()
    assert 'horarium_jobs{state="running"} 1.0' in text
    assert 'horarium_solves{state="waiting"} 2.0' in text
    assert "horarium_queue_oldest_seconds 0.0" in text
    assert 'horarium_requests_total{method="GET",route="health/live",status="200"}' in text


def test_every_line_names_what_it_is_about_until_that_is_over() -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, "said %s", ("this",), None)
    job_id = uuid4()
    with about(job=job_id):
        keep_about(solve="s")
        line = json.loads(JsonLines().format(record))
        assert (line["job"], line["solve"], line["message"]) == (str(job_id), "s", "said this")
        assert Lines().format(record).endswith(f"said this [job={job_id} solve=s]")
    assert "job" not in json.loads(JsonLines().format(record))
