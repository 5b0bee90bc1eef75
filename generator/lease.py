"""Keeps a solve's lease while it runs, and hears from the answers when to stop."""

import logging
import threading
import time
from collections.abc import Callable

from generator.api import Api, ApiError, Fenced
from horarium_contracts.limits import LEASE_SECONDS, RENEWAL_SECONDS

log = logging.getLogger(__name__)


class Lease:
    """Renews in a thread of its own, at once and then every `every` seconds.

    `on_cancel` gets whether to keep the best timetable, once. `on_lost` is called
    when the solve is somebody else's, or might be, because nothing has been heard
    for the lease's length.
    """

    def __init__(
        self,
        api: Api,
        job: str,
        attempt: int,
        *,
        on_cancel: Callable[[bool], None],
        on_lost: Callable[[], None],
        every: float = RENEWAL_SECONDS,
        length: float = LEASE_SECONDS,
    ) -> None:
        self._api, self._job, self._attempt = api, job, attempt
        self._on_cancel, self._on_lost = on_cancel, on_lost
        self._every, self._length = every, length
        self._released = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="lease", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def release(self) -> None:
        """Renew no more."""
        self._released.set()

    def _keep(self) -> None:
        cancelled = False
        renewed = time.monotonic()
        while not self._released.is_set():
            asked = time.monotonic()
            try:
                answer = self._api.renew_lease(self._job, self._attempt)
            except Fenced:
                self._on_lost()
                return
            except ApiError as error:
                log.warning("lease of %s not renewed: %s", self._job, error)
                if time.monotonic() - renewed > self._length:
                    self._on_lost()
                    return
            else:
                renewed = asked
                if answer.cancelling and not cancelled:
                    cancelled = True
                    self._on_cancel(answer.keep_best)
            self._released.wait(self._every)
