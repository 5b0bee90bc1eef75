"""The best timetable so far, on its way to Django, which keeps it for the next attempt."""

import logging
import threading
from collections.abc import Callable, Mapping
from typing import Any

from generator.api import Api, ApiError, Fenced
from horarium.solution import Solution

log = logging.getLogger(__name__)

AGAIN_SECONDS = 10.0
"""After which one that Django did not take is sent again, unless there is a newer one."""


class Checkpoints:
    """Scores and sends in a thread of its own, so that the search never waits for it.

    `document` makes a checkpoint.v1 document of a timetable. Only the newest counts:
    one that was not sent yet gives way to it.
    """

    def __init__(
        self,
        api: Api,
        document: Callable[[Solution], Mapping[str, Any]],
        again: float = AGAIN_SECONDS,
    ) -> None:
        self._api, self._document, self._again = api, document, again
        self._newest: Solution | None = None
        self._ended = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._send_all, name="checkpoint", daemon=True)
        self._thread.start()

    def keep(self, solution: Solution) -> None:
        """Take the best timetable so far; returns at once."""
        with self._changed:
            self._newest = solution
            self._changed.notify()

    def end(self) -> None:
        """Send no more: the end of the solve will say it all."""
        with self._changed:
            self._ended = True
            self._changed.notify()

    def _send_all(self) -> None:
        while (solution := self._next()) is not None:
            document = self._document(solution)
            try:
                while not self._send(document):
                    with self._changed:
                        if self._newest or self._ended or self._changed.wait(self._again):
                            break
            except Fenced:
                return

    def _next(self) -> Solution | None:
        with self._changed:
            self._changed.wait_for(lambda: self._newest is not None or self._ended)
            solution, self._newest = self._newest, None
            return None if self._ended else solution

    def _send(self, document: Mapping[str, Any]) -> bool:
        try:
            self._api.keep_checkpoint(document)
        except ApiError as error:
            log.warning("checkpoint not kept yet: %s", error)
            return False
        return True
