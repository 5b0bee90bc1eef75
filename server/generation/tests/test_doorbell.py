"""One ring is heard by every host, and keeps for none that is away."""

from contextlib import suppress
from uuid import uuid4

from celery import current_app
from kombu import Connection, Consumer
from kombu.common import Broadcast

from config.celery import BELL
from generation import doorbell, live
from generation.tests.conftest import clean_redis  # noqa: F401  a fixture


class Host:
    """Hears as a worker does, on a queue of its own."""

    def __init__(self, url: str) -> None:
        self.connection = Connection(url)
        self.heard: list[str] = []
        known = current_app.amqp.queues[BELL.exchange.name]  # as a worker finds it
        queue = Broadcast(
            known.exchange.name, routing_key=known.routing_key, no_ack=known.no_ack
        )
        self.consumer = Consumer(
            self.connection.channel(), [queue], on_message=self._hear, accept=["json"]
        )
        self.consumer.consume()

    def _hear(self, message: object) -> None:
        self.heard.append(str(getattr(message, "headers", {})["argsrepr"]))

    def listen(self) -> None:
        self.connection.drain_events(timeout=5)


def test_a_ring_reaches_every_host_and_waits_in_no_queue(redis_url: str) -> None:
    hosts = [Host(redis_url) for _ in range(3)]
    for host in hosts:
        with suppress(TimeoutError):
            host.connection.drain_events(timeout=0.2)  # that it is subscribed
    solve = uuid4()
    doorbell._ring(solve)
    for host in hosts:
        host.listen()
        assert len(host.heard) == 1
        assert str(solve) in host.heard[0]
        host.connection.release()
    client = live.connection()
    lists = [key for key in client.scan_iter() if client.type(key) == "list"]
    assert lists == []
