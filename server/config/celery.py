"""The Celery application: `celery -A config worker`, from the folder `server`.

Celery is only a doorbell: a task hands work on and ends within seconds, so that
it never outlives `visibility_timeout`, after which Redis would deliver it again.
"""

import os
from typing import Any

from celery import Celery
from celery.signals import task_prerun, worker_init, worker_process_init
from kombu import Queue
from kombu.common import Broadcast

from config.tracing import trace

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# With a key of its own: to one without, Celery would give that of its default queue.
BELL = Broadcast("horarium.bell", routing_key="bell", no_ack=True)
"""What is sent here, the worker of every host gets; one that is away never does."""

app = Celery("horarium")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    task_time_limit=120,
    task_serializer="json",
    accept_content=["json"],
    worker_prefetch_multiplier=1,
    worker_disable_prefetch=True,
    worker_soft_shutdown_timeout=30,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        "visibility_timeout": 600,
        "unacked_restore_interval": 10,
        "health_check_interval": 25,
        "socket_keepalive": True,
        "socket_timeout": 30,
        # 0 is the highest priority in Redis.
        "queue_order_strategy": "priority",
        "priority_steps": list(range(10)),
    },
    task_default_priority=5,
    task_queues=[Queue("celery"), BELL],
)
app.autodiscover_tasks()


@worker_init.connect
def check_at_start(**_kwargs: Any) -> None:
    """Refuse what the API refuses, in the same line."""
    from accounts import database

    database.check_at_start()


@worker_process_init.connect
def trace_tasks(**_kwargs: Any) -> None:
    """In each process of the worker: threads that send traces do not survive a fork."""
    trace("horarium-worker")


@task_prerun.connect
def name_origin(task: Any, **_kwargs: Any) -> None:
    """What a task changes is recorded under its name."""
    from accounts.recording import set_origin

    set_origin(f"task {task.name}")
